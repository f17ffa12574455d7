package register_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net/url"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/nhi-governance/terraform-provider-nhi/internal/postgrestest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register/registertest"
)

const secret = "hunter2"

// wantFailure fails the test unless the error is the one wanted, tells what to
// do, and neither it nor anything within it has the password.
func wantFailure(t *testing.T, err, want error, detail string) {
	t.Helper()
	told, ok := errors.AsType[*register.Error](err)
	if !ok || !errors.Is(err, want) || !strings.Contains(told.Detail, detail) {
		t.Errorf("got %v, want %v with %q", err, want, detail)
	}
	var search func(error)
	search = func(err error) {
		if err == nil {
			return
		}
		if text := fmt.Sprintf("%v %+v", err, err); strings.Contains(text, secret) {
			t.Errorf("the password is in %s", text)
		}
		search(errors.Unwrap(err))
		if all, ok := err.(interface{ Unwrap() []error }); ok {
			for _, one := range all.Unwrap() {
				search(one)
			}
		}
	}
	search(err)
}

// TestPostgreSQLLocations opens what cannot be opened.
func TestPostgreSQLLocations(t *testing.T) {
	t.Parallel()
	server := postgrestest.Own(t)
	if err := register.Migrate(t.Context(), server.URL().String(), register.Options{Now: time.Now}); err != nil {
		t.Fatal(err)
	}
	postgrestest.Exec(t, server.URL(), "CREATE ROLE ci LOGIN PASSWORD 'right'")
	postgrestest.Exec(t, server.URL(), "CREATE DATABASE empty")
	ci := postgrestest.As(server.Loopback(), "ci", secret)
	elsewhere := func(location *url.URL, database string) string {
		other := *location
		other.Path = "/" + database
		return other.String()
	}
	for name, test := range map[string]struct {
		location string
		want     error
		detail   string
	}{
		"wrong password":          {ci.String(), register.ErrDenied, "PGPASSWORD"},
		"no password":             {postgrestest.As(ci, "ci", "").String(), register.ErrDenied, ""},
		"not granted":             {postgrestest.As(ci, "ci", "right").String(), register.ErrDenied, "nhi register grant"},
		"no such database":        {elsewhere(server.URL(), "nowhere"), register.ErrMissing, "nhi register init"},
		"no register":             {elsewhere(server.URL(), "empty"), register.ErrMissing, "nhi register init"},
		"nobody listens":          {"postgresql://ci:" + secret + "@127.0.0.1:1/nhi", register.ErrUnreachable, "host and port"},
		"no such host":            {"postgresql://ci:" + secret + "@nowhere.invalid/nhi", register.ErrUnreachable, "host and port"},
		"the server has no TLS":   {postgrestest.With(ci, "sslmode", "require").String(), register.ErrUnreachable, "sslmode"},
		"no sslmode":              {postgrestest.With(ci, "sslmode", "maybe").String(), register.ErrLocation, "sslmode"},
		"no root certificate":     {postgrestest.With(postgrestest.With(ci, "sslmode", "verify-full"), "sslrootcert", "/nowhere").String(), register.ErrLocation, "certificate"},
		"a slash in a password":   {"postgresql://ci:" + secret + "/x@127.0.0.1/nhi", register.ErrLocation, "%XX"},
		"a percent in a password": {"postgresql://ci:%" + secret + "@127.0.0.1/nhi", register.ErrLocation, "%XX"},
		"no port":                 {"postgres://ci:" + secret + "@127.0.0.1:port/nhi", register.ErrLocation, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := register.Open(t.Context(), test.location, register.Options{Now: time.Now})
			wantFailure(t, err, test.want, test.detail)
			_, err = register.Open(t.Context(), test.location, register.Options{ReadOnly: true})
			wantFailure(t, err, test.want, test.detail)
		})
	}
}

// TestPostgreSQLCertificate reaches a server whose certificate nobody trusts.
func TestPostgreSQLCertificate(t *testing.T) {
	t.Parallel()
	server := postgrestest.OwnWith(t, "ssl = on\n", selfSigned(t))
	location := postgrestest.As(server.Loopback(), "ci", secret)
	for mode, detail := range map[string]string{"verify-full": "trusted", "verify-ca": "trusted"} {
		_, err := register.Open(t.Context(), postgrestest.With(location, "sslmode", mode).String(), register.Options{Now: time.Now})
		wantFailure(t, err, register.ErrUnreachable, detail)
	}
	// Encrypted without a name it is reached, and refuses the password.
	_, err := register.Open(t.Context(), postgrestest.With(location, "sslmode", "require").String(), register.Options{Now: time.Now})
	wantFailure(t, err, register.ErrDenied, "password")
}

func selfSigned(t *testing.T) map[string]string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), DNSNames: []string{"db.example"}}
	certificate, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{
		"server.crt": string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate})),
		"server.key": string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})),
	}
}

// TestPostgreSQLRefuses writes where the database does not let it.
func TestPostgreSQLRefuses(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		prepare string // of the database
		setting string // of the location
		want    error
		detail  string
	}{
		"older":             {"DELETE FROM nhi.schema_version WHERE version_id = (SELECT max(version_id) FROM nhi.schema_version)", "", register.ErrOlder, "nhi register migrate"},
		"newer":             {"INSERT INTO nhi.schema_version (version_id, is_applied) VALUES (99999, true)", "", register.ErrNewer, "upgrade"},
		"read-only":         {"DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database()); END $$", "", register.ErrReadOnly, "target_session_attrs"},
		"a table is gone":   {"DROP TABLE nhi.exceptions CASCADE; ALTER TABLE nhi.tenants RENAME TO customers", "", register.ErrNotRegister, "nhi register migrate"},
		"a strange value":   {"UPDATE nhi.review_schedules SET due_within = 'soon'", "", register.ErrCorrupt, "nhi did not write"},
		"held":              {"", "", register.ErrLocked, "other apply"},
		"statement timeout": {"", "statement_timeout", register.ErrFailed, "statement_timeout"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			location := newDatabase(t)
			registertest.Build(t, openAt(t, location, register.Options{}), "acme")
			if test.prepare != "" {
				postgrestest.Exec(t, location, test.prepare)
			} else {
				keepOut(t, location)
			}
			if test.setting != "" {
				location = postgrestest.With(location, test.setting, "100")
			}
			r, err := register.Open(t.Context(), location.String(), register.Options{Now: time.Now, Wait: 500 * time.Millisecond})
			if err == nil {
				defer r.Close()
				if name == "a strange value" {
					_, err = r.Snapshot(t.Context())
				} else {
					_, err = r.Tenants().Create(t.Context(), registertest.Tenant("more"))
				}
			}
			wantFailure(t, err, test.want, test.detail)
		})
	}
}

// keepOut keeps all writers out for the length of a test.
func keepOut(t *testing.T, location *url.URL) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), location.String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	if _, err := conn.Exec(t.Context(), "BEGIN; LOCK TABLE nhi.writers IN SHARE ROW EXCLUSIVE MODE"); err != nil {
		t.Fatal(err)
	}
}

// TestPostgreSQLRetries lets SQL by hand change what is being written: the
// database refuses to serialise, and the write is made again.
func TestPostgreSQLRetries(t *testing.T) {
	t.Parallel()
	location := newDatabase(t)
	r := openAt(t, location, register.Options{})
	tenant := registertest.Build(t, r, "acme").Tenant
	conn, err := pgx.Connect(t.Context(), location.String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	if _, err := conn.Exec(t.Context(), "BEGIN; UPDATE nhi.tenants SET name = 'By hand'"); err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	go func() {
		tenant.Ring = 7
		_, err := r.Tenants().Update(t.Context(), tenant)
		done <- err
	}()
	waitFor(t, location, "SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'transactionid'")
	if _, err := conn.Exec(t.Context(), "COMMIT"); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func waitFor(t *testing.T, location *url.URL, query string) {
	t.Helper()
	db := postgrestest.Open(t, location)
	defer db.Close()
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		var there bool
		if err := db.QueryRowContext(t.Context(), query).Scan(&there); err != nil {
			t.Fatal(err)
		}
		if there {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("it never came to %s", query)
		}
	}
}

// TestPostgreSQLConnectionLoss ends connections at random while writes go on.
func TestPostgreSQLConnectionLoss(t *testing.T) {
	t.Parallel()
	location := newDatabase(t)
	r := openAt(t, location, register.Options{})
	writeThrough(t, r, func(stop <-chan struct{}) {
		db := postgrestest.Open(t, location)
		defer db.Close()
		for range 30 {
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
			}
			if _, err := db.ExecContext(t.Context(), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'nhi'"); err != nil {
				t.Error(err)
			}
		}
	})
}

// TestPostgreSQLCrash lets the server crash while writes go on: it ends all
// connections, recovers, and takes new ones.
func TestPostgreSQLCrash(t *testing.T) {
	t.Parallel()
	server := postgrestest.Own(t)
	if err := register.Migrate(t.Context(), server.URL().String(), register.Options{Now: time.Now}); err != nil {
		t.Fatal(err)
	}
	r := openAt(t, server.URL(), register.Options{})
	writeThrough(t, r, func(<-chan struct{}) {
		conn, err := pgx.Connect(t.Context(), server.URL().String())
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.Close(t.Context())
		time.Sleep(50 * time.Millisecond)
		if err := syscall.Kill(int(conn.PgConn().PID()), syscall.SIGKILL); err != nil {
			t.Error(err)
		}
	})
}

// writeThrough writes by ten at once while something disturbs: what was
// acknowledged is there, once, and only what is said to be uncertain may fail.
func writeThrough(t *testing.T, r register.Register, disturb func(stop <-chan struct{})) {
	t.Helper()
	e := registertest.Build(t, r, "acme")
	stop, disturbed := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(disturbed)
		disturb(stop)
	}()
	var group sync.WaitGroup
	var mutex sync.Mutex
	acknowledged, uncertain := map[string]bool{}, 0
	for n := range 10 {
		group.Go(func() {
			for i := range 30 {
				created, err := r.Entitlements().Create(t.Context(), registertest.Entitlement(e.Identity.ID, e.System.ID, fmt.Sprintf("%d-%d", n, i)))
				mutex.Lock()
				switch {
				case err == nil:
					acknowledged[created.ID] = true
				case strings.Contains(err.Error(), "it is not known whether it was written"):
					uncertain++
				default:
					t.Error(err)
				}
				mutex.Unlock()
			}
		})
	}
	group.Wait()
	close(stop)
	<-disturbed
	kept := 0
	for _, entitlement := range snapshotOf(t, r).Entitlements {
		if acknowledged[entitlement.ID] {
			delete(acknowledged, entitlement.ID)
			kept++
		}
	}
	if len(acknowledged) > 0 {
		t.Errorf("%d acknowledged writes are not there", len(acknowledged))
	}
	if kept+uncertain != 300 {
		t.Errorf("%d are kept and %d uncertain, want 300 together", kept, uncertain)
	}
	wantContradiction(t, r, "")
}

// TestPostgreSQLReplica reads from a replica, and does not write to it.
func TestPostgreSQLReplica(t *testing.T) {
	t.Parallel()
	primary := postgrestest.Own(t)
	if err := register.Migrate(t.Context(), primary.URL().String(), register.Options{Now: time.Now}); err != nil {
		t.Fatal(err)
	}
	registertest.Build(t, openAt(t, primary.URL(), register.Options{}), "acme")
	postgrestest.Exec(t, primary.URL(), "ALTER ROLE postgres PASSWORD 'right'")
	replica := primary.Replica(t)

	reader := openAt(t, replica.URL(), register.Options{ReadOnly: true})
	if got := len(snapshotOf(t, reader).Entitlements); got != 1 {
		t.Errorf("the replica has %d entitlements, want 1", got)
	}
	wantContradiction(t, reader, "")
	writer := openAt(t, replica.URL(), register.Options{})
	_, err := writer.Tenants().Create(t.Context(), registertest.Tenant("more"))
	wantFailure(t, err, register.ErrReadOnly, "target_session_attrs")

	// Of several hosts the one that can be written is found.
	both := *replica.Loopback()
	both.Host += "," + primary.Loopback().Host
	location := postgrestest.With(postgrestest.As(&both, "postgres", "right"), "target_session_attrs", "read-write")
	found := openAt(t, location, register.Options{})
	if _, err := found.Tenants().Create(t.Context(), registertest.Tenant("more")); err != nil {
		t.Error(err)
	}
}
