package system_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/postgrestest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// What PostgreSQL has that no other kind has.
func TestPostgreSQLWays(t *testing.T) {
	t.Parallel()
	eachPostgreSQL(t, func(t *testing.T, c *cluster) {
		in := c.open(t, nil)
		for name, way := range map[string]func(*testing.T, *cluster, system.System){
			"accounts are told from groups":                        usualAccounts,
			"a name that would be cut is nobody's":                 longNames,
			"a date without an end or a beginning":                 boundlessDates,
			"who is suspended loses the sessions that are open":    openSessions,
			"nobody suspends the role by which they came":          ownRole,
			"what nhi may not do is told with what it lacks":       lackingRights,
			"what was granted on is not revoked beneath others":    grantedOn,
			"every grantor's grant is revoked, or none is":         manyGrantors,
			"a grant that is no use of the role is made one":       useless,
			"what the role's own search path has is not looked at": shadowed,
		} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				way(t, c, in)
			})
		}
	})
}

func observation(t *testing.T, in system.System, accounts ...string) system.Observation {
	t.Helper()
	o, err := in.Observe(t.Context(), accounts...)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func wantDetail(t *testing.T, err, want error, words ...string) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("the error is %v, want %v", err, want)
	}
	for _, word := range words {
		if err != nil && !strings.Contains(err.Error(), word) {
			t.Errorf("%v\ndoes not say %q", err, word)
		}
	}
}

func usualAccounts(t *testing.T, c *cluster, in system.System) {
	base, group, idle := c.role(t, "usual base", ""), c.role(t, "usual group", ""), c.role(t, "usual group without anybody", "")
	service, suspended := c.role(t, "usual service", "LOGIN"), c.role(t, "usual suspended", "")
	for _, m := range []system.Membership{{Account: group, Privilege: base}, {Account: service, Privilege: group}, {Account: suspended, Privilege: group}} {
		if err := in.Grant(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	accounts := map[string]system.Account{}
	for _, account := range observation(t, in).Accounts {
		accounts[account.Name] = account
	}
	for _, name := range []string{base, group, idle, "pg_monitor"} {
		if _, there := accounts[name]; there {
			t.Errorf("%q is a group, and observed as an account", name)
		}
	}
	if _, there := accounts[service]; !there || !accounts[suspended].Suspended {
		t.Errorf("the accounts are %v", accounts)
	}
	if got := observation(t, in, group); len(got.Accounts) != 1 || len(got.Memberships) != 1 {
		t.Errorf("what is asked for by name is observed, whatever it is: %v", got)
	}
}

// PostgreSQL cuts the name of a role to 63 bytes, which here is another role.
func longNames(t *testing.T, c *cluster, in system.System) {
	short := c.role(t, strings.Repeat("x", 63), "LOGIN")
	group, long := c.role(t, "long group", ""), short+"y"
	if got := observation(t, in, long, "a\x00b", "\xff"); len(got.Accounts) > 0 {
		t.Errorf("observed %v", got)
	}
	for _, account := range []string{long, "a\x00b", "\xff"} {
		wantDetail(t, in.Grant(t.Context(), system.Membership{Account: account, Privilege: group}), system.ErrNotFound)
		wantDetail(t, in.Suspend(t.Context(), account), system.ErrNotFound)
	}
	if members := c.members(t, group); len(members) > 0 {
		t.Errorf("%q are members", members)
	}
}

func boundlessDates(t *testing.T, c *cluster, in system.System) {
	for name, test := range map[string]struct {
		until string
		want  time.Time
	}{
		"date infinity":  {"infinity", time.Time{}},
		"date -infinity": {"-infinity", time.Unix(0, 0).UTC()},
		"date":           {"2031-02-03 04:05:06.789012+02", time.Date(2031, 2, 3, 2, 5, 6, 789012000, time.UTC)},
	} {
		account := c.role(t, name, "LOGIN VALID UNTIL '"+test.until+"'")
		if diff := cmp.Diff([]system.Account{{Name: account, ExpiresAt: test.want}}, observation(t, in, account).Accounts); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
}

func openSessions(t *testing.T, c *cluster, in system.System) {
	account := c.role(t, "svc with a session", "LOGIN")
	db := postgrestest.Open(t, postgrestest.As(c.server.URL(), account, ""))
	defer db.Close()
	session, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := in.Suspend(t.Context(), account); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(10 * time.Second); session.PingContext(t.Context()) == nil; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the session goes on")
		}
	}
}

func ownRole(t *testing.T, _ *cluster, in system.System) {
	wantDetail(t, in.Suspend(t.Context(), "nhi"), system.ErrDenied, "nhi", "role of its own")
}

func lackingRights(t *testing.T, c *cluster, in system.System) {
	wantDetail(t, in.Suspend(t.Context(), "postgres"), system.ErrDenied, `"nhi"`, "CREATEROLE")
	group := c.role(t, "lacking group", "")
	c.exec(t, "CREATE ROLE plain LOGIN PASSWORD '%s'", postgresPassword)
	record := c.record(c.address(), nil)
	record.Config["url"] = strings.Replace(record.Config["url"], "nhi@", "plain@", 1)
	plain, err := system.Open(t.Context(), record, func(string) (string, bool) { return postgresPassword, true })
	if err != nil {
		t.Fatal(err)
	}
	defer plain.Close()
	wantDetail(t, plain.Grant(t.Context(), system.Membership{Account: "plain", Privilege: group}), system.ErrDenied, `"plain"`, "ADMIN OPTION")

	account := c.role(t, "lacking session", "LOGIN")
	c.exec(t, `CREATE ROLE altering LOGIN CREATEROLE PASSWORD '%s'`, postgresPassword)
	if c.byGrantor {
		c.exec(t, `GRANT "lacking session" TO altering WITH ADMIN TRUE, INHERIT FALSE, SET FALSE`)
	}
	record.Config["url"] = strings.Replace(record.Config["url"], "plain@", "altering@", 1)
	altering, err := system.Open(t.Context(), record, func(string) (string, bool) { return postgresPassword, true })
	if err != nil {
		t.Fatal(err)
	}
	defer altering.Close()
	db := postgrestest.Open(t, postgrestest.As(c.server.URL(), account, ""))
	defer db.Close()
	session, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	wantDetail(t, altering.Suspend(t.Context(), account), system.ErrDenied, "sessions open", "pg_signal_backend")
}

func grantedOn(t *testing.T, c *cluster, in system.System) {
	group, first, second := c.role(t, "on group", ""), c.role(t, "on first", "LOGIN"), c.role(t, "on second", "LOGIN")
	if err := in.Grant(t.Context(), system.Membership{Account: first, Privilege: group, Scope: "admin"}); err != nil {
		t.Fatal(err)
	}
	want := []system.Membership{{Account: first, Privilege: group}, {Account: first, Privilege: group, Scope: "admin"}}
	if diff := cmp.Diff(want, observation(t, in, first).Memberships); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	postgrestest.Exec(t, postgrestest.As(c.server.URL(), first, ""), `GRANT "on group" TO "on second"`)
	err := in.Revoke(t.Context(), want[0])
	if !c.byGrantor { // then a grant is nobody's, and stands by itself
		if err != nil {
			t.Error(err)
		}
		return
	}
	wantDetail(t, err, system.ErrDenied, "granted the role to others")
	if diff := cmp.Diff(want, observation(t, in, first).Memberships); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if members := c.members(t, group); !slices.Contains(members, second) {
		t.Errorf("the members are %q", members)
	}
}

func manyGrantors(t *testing.T, c *cluster, in system.System) {
	if !c.byGrantor {
		t.Skip("before PostgreSQL 16 a role is granted once")
	}
	group, account := c.role(t, "many group", ""), c.role(t, "many account", "LOGIN")
	m := system.Membership{Account: account, Privilege: group}
	if err := in.Grant(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	c.exec(t, `CREATE ROLE "many other"`)
	c.exec(t, `GRANT "many group" TO "many other" WITH ADMIN OPTION`)
	c.exec(t, `GRANT "many group" TO "many account" GRANTED BY "many other"`)
	wantDetail(t, in.Revoke(t.Context(), m), system.ErrDenied, "what another role granted")
	if diff := cmp.Diff([]system.Membership{m}, observation(t, in, account).Memberships); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	c.exec(t, `GRANT "many other" TO nhi`)
	if err := in.Revoke(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if members := c.members(t, group); slices.Contains(members, account) {
		t.Errorf("the members are %q", members)
	}
}

func useless(t *testing.T, c *cluster, in system.System) {
	if !c.byGrantor {
		t.Skip("before PostgreSQL 16 every grant is of use")
	}
	group, account := c.role(t, "useless group", ""), c.role(t, "useless account", "LOGIN")
	c.exec(t, `SET ROLE nhi; GRANT "useless group" TO "useless account" WITH ADMIN FALSE, INHERIT FALSE, SET FALSE; RESET ROLE`)
	if got := observation(t, in, account).Memberships; len(got) > 0 {
		t.Errorf("observed %v", got)
	}
	m := system.Membership{Account: account, Privilege: group}
	if err := in.Grant(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if members := c.members(t, group); !slices.Contains(members, account) {
		t.Errorf("the members are %q", members)
	}
	if diff := cmp.Diff([]system.Membership{m}, observation(t, in, account).Memberships); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func shadowed(t *testing.T, c *cluster, in system.System) {
	account := c.role(t, "shadowed", "LOGIN")
	c.exec(t, `CREATE VIEW public.pg_auth_members AS SELECT 1 AS roleid, 1 AS member, true AS admin_option`)
	c.exec(t, `ALTER ROLE nhi SET search_path = public, pg_catalog`)
	if got := observation(t, in, account); len(got.Accounts) != 1 {
		t.Errorf("observed %v", got)
	}
}

func TestPostgreSQLSettings(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ url, want string }{
		"a server":                 {"postgresql://nhi@db.example:5432/postgres", ""},
		"no port and no database":  {"postgresql://nhi@db.example", ""},
		"the other scheme":         {"postgres://nhi@db.example", ""},
		"its certificate":          {"postgresql://nhi@db.example/?sslmode=verify-full&sslrootcert=ca.pem", ""},
		"its chain alone":          {"postgresql://nhi@db.example/?sslmode=verify-ca", ""},
		"a socket":                 {"postgresql://nhi@/postgres?host=/run/postgresql", ""},
		"loopback without TLS":     {"postgresql://nhi@[::1]/postgres?sslmode=disable", ""},
		"a password":               {"postgresql://nhi:hunter2@db.example", "password_env"},
		"nobody":                   {"postgresql://db.example", "as whom"},
		"no host":                  {"postgresql://nhi@/postgres", "no host"},
		"another scheme":           {"https://nhi@db.example", "no URL of the form"},
		"keywords":                 {"host=db.example password=hunter2", "no URL of the form"},
		"a password in the query":  {"postgresql://nhi@db.example?password=hunter2", "nothing else"},
		"no TLS over a network":    {"postgresql://nhi@db.example?sslmode=disable", "anybody could answer"},
		"TLS with whoever answers": {"postgresql://nhi@db.example?sslmode=require", "trust whoever answers"},
		"any settings":             {"postgresql://nhi@db.example?options=-crole=postgres", "nothing else"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found := system.Validate(governance.System{Kind: governance.SystemPostgreSQL, Config: map[string]string{"url": test.url}})
			switch {
			case test.want == "" && len(found) > 0:
				t.Error(found)
			case test.want != "" && (len(found) != 1 || !strings.Contains(found[0].Detail, test.want) || strings.Contains(found[0].Detail, "hunter2")):
				t.Errorf("%v, want one that says %q", found, test.want)
			}
		})
	}
}

// Neither a password nor a host of somebody else's is taken from the environment.
func TestPostgreSQLEnvironment(t *testing.T) {
	c := newCluster(t, postgrestest.Own(t))
	for name, value := range map[string]string{"PGPASSWORD": postgresPassword, "PGHOST": "db.example", "PGPORT": "1", "PGUSER": "postgres", "PGDATABASE": "nowhere", "PGSSLMODE": "require", "PGSSLROOTCERT": "/nowhere", "PGOPTIONS": "-c nonsense=1"} {
		t.Setenv(name, value)
	}
	if got := observation(t, c.open(t, nil), "nhi"); len(got.Accounts) != 1 {
		t.Errorf("observed %v", got)
	}
	record := c.record(c.address(), nil)
	delete(record.Config, "password_env")
	in, err := system.Open(t.Context(), record, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	_, err = in.Observe(t.Context(), "nhi")
	wantDetail(t, err, system.ErrDenied, "refuses the login")
}

func TestPostgreSQLCertificates(t *testing.T) {
	t.Parallel()
	certificate, key := selfSigned(t)
	server := postgrestest.OwnWith(t, "ssl = on", map[string]string{"server.crt": certificate, "server.key": key})
	postgrestest.Exec(t, server.URL(), "CREATE ROLE nhi LOGIN PASSWORD '"+postgresPassword+"'")
	file := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(file, []byte(certificate), 0o600); err != nil {
		t.Fatal(err)
	}
	_, port, err := net.SplitHostPort(server.Loopback().Host)
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		url  string
		want error
	}{
		"the right certificate":       {"postgresql://nhi@localhost:" + port + "/?sslrootcert=" + file, nil},
		"a name it does not have":     {"postgresql://nhi@127.0.0.1:" + port + "/?sslrootcert=" + file, system.ErrUnreachable},
		"which may be":                {"postgresql://nhi@127.0.0.1:" + port + "/?sslmode=verify-ca&sslrootcert=" + file, nil},
		"one that nobody vouches for": {"postgresql://nhi@localhost:" + port, system.ErrUnreachable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			record := governance.System{Kind: governance.SystemPostgreSQL, Config: map[string]string{"url": test.url, "password_env": "PASSWORD"}}
			in, err := system.Open(t.Context(), record, func(string) (string, bool) { return postgresPassword, true })
			if err != nil {
				t.Fatal(err)
			}
			defer in.Close()
			_, err = in.Observe(t.Context(), "nhi")
			if test.want == nil && err != nil {
				t.Error(err)
			}
			if test.want != nil {
				wantDetail(t, err, test.want, "no trusted connection", "sslrootcert")
			}
		})
	}
	_, err = system.Open(t.Context(), governance.System{Kind: governance.SystemPostgreSQL, Config: map[string]string{"url": "postgresql://nhi@localhost/?sslrootcert=/nowhere.pem"}}, nil)
	wantDetail(t, err, system.ErrSettings, "sslrootcert")
}

// selfSigned is a certificate for localhost by name, and its key.
func selfSigned(t *testing.T) (certificate, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, &template, &template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	private8, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})), string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private8}))
}
