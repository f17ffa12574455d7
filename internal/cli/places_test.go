package cli_test

import (
	"context"
	"database/sql"
	"net"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-ldap/ldap/v3"
	"github.com/jackc/pgx/v5"

	"github.com/nhi-governance/terraform-provider-nhi/internal/postgrestest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system/ldaptest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system/scimtest"
)

// place is a real server that nhi reaches over a line, and that a test looks at and
// changes past it.
type place interface {
	holds(t testing.TB, privilege string) []string
	usable(t testing.TB, account string) bool
	over() *line
}

// ending is a place that can end the use of an account itself.
type ending interface {
	ends(t testing.TB, account string) time.Time // zero: never
}

// byHand is a place in which somebody changes access who does not ask nhi.
type byHand interface {
	give(t testing.TB, account, privilege string)
	take(t testing.TB, account, privilege string)
}

var (
	_ byHand = (*directory)(nil)
	_ byHand = (*database)(nil)
	_ ending = (*directory)(nil)
	_ ending = (*database)(nil)
)

const (
	accountPassword  = "Account-passw0rd"
	databasePassword = "s3cret-of-the-database"
)

// directory is an organisational unit of an OpenLDAP server.
type directory struct {
	*line
	server *ldaptest.Server
	unit   string
}

func newDirectory(t testing.TB, accounts, groups []string) *directory {
	t.Helper()
	server := ldaptest.Slapd(t)
	d := &directory{newLine(t, server.Address), server, server.Unit(t)}
	for _, name := range accounts {
		server.Add(t, d.account(name), map[string][]string{"objectClass": {"inetOrgPerson"}, "cn": {name}, "sn": {"service account"}, "uid": {name}, "userPassword": {accountPassword}})
	}
	for _, name := range groups {
		server.Add(t, d.group(name), map[string][]string{"objectClass": {"groupOfNames"}, "member": {"cn=nobody"}})
	}
	return d
}

func (d *directory) account(name string) string { return "uid=" + name + "," + d.unit }
func (d *directory) group(name string) string   { return "cn=" + name + "," + d.unit }
func (d *directory) over() *line                { return d.line }

func (d *directory) holds(t testing.TB, privilege string) (accounts []string) {
	for _, dn := range d.server.Values(t, d.group(privilege), "member") {
		if name, found := strings.CutPrefix(strings.TrimSuffix(dn, ","+d.unit), "uid="); found {
			accounts = append(accounts, name)
		}
	}
	return accounts
}

func (d *directory) usable(t testing.TB, account string) bool {
	return d.server.Binds(t, d.account(account), accountPassword)
}

func (d *directory) ends(t testing.TB, account string) time.Time {
	values := d.server.Values(t, d.account(account), "pwdEndTime")
	if len(values) == 0 {
		return time.Time{}
	}
	at, err := time.Parse("20060102150405Z", values[0])
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func (d *directory) give(t testing.TB, account, privilege string) {
	d.server.Modify(t, d.group(privilege), func(m *ldap.ModifyRequest) { m.Add("member", []string{d.account(account)}) })
}

func (d *directory) take(t testing.TB, account, privilege string) {
	d.server.Modify(t, d.group(privilege), func(m *ldap.ModifyRequest) { m.Delete("member", []string{d.account(account)}) })
}

// database is a PostgreSQL server with a role nhi, as the guide makes it.
type database struct {
	*line
	server *postgrestest.Server
	db     *sql.DB
}

func newDatabase(t testing.TB, accounts, roles []string) *database {
	t.Helper()
	server := postgrestest.Own(t)
	d := &database{newLine(t, server.Loopback().Host), server, postgrestest.Open(t, server.URL())}
	t.Cleanup(func() { _ = d.db.Close() })
	guide, err := os.ReadFile("../../examples/systems/postgresql.sql")
	if err != nil {
		t.Fatal(err)
	}
	d.exec(t, string(guide))
	d.exec(t, "ALTER ROLE nhi PASSWORD '"+databasePassword+"'")
	var later bool
	if err := d.db.QueryRowContext(t.Context(), "SELECT current_setting('server_version_num')::int >= 160000").Scan(&later); err != nil {
		t.Fatal(err)
	}
	for _, name := range append(accounts, roles...) {
		quoted := pgx.Identifier{name}.Sanitize()
		d.exec(t, "CREATE ROLE "+quoted)
		if later {
			d.exec(t, "GRANT "+quoted+" TO nhi WITH ADMIN TRUE, INHERIT FALSE, SET FALSE")
		}
	}
	for _, name := range accounts {
		d.exec(t, "ALTER ROLE "+pgx.Identifier{name}.Sanitize()+" LOGIN")
	}
	return d
}

func (d *database) over() *line { return d.line }

func (d *database) exec(t testing.TB, statement string) {
	t.Helper()
	if _, err := d.db.ExecContext(context.Background(), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

func (d *database) holds(t testing.TB, privilege string) (accounts []string) {
	rows, err := d.db.QueryContext(t.Context(), `SELECT DISTINCT m.rolname FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member JOIN pg_roles r ON r.oid = a.roleid
		WHERE r.rolname = $1 AND m.rolname NOT IN ('nhi', 'postgres')`, privilege)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		accounts = append(accounts, name)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return accounts
}

func (d *database) usable(t testing.TB, account string) bool {
	db := postgrestest.Open(t, postgrestest.As(d.server.URL(), account, ""))
	defer db.Close()
	err := db.PingContext(t.Context())
	if err != nil && !strings.Contains(err.Error(), "not permitted to log in") {
		t.Fatal(err)
	}
	return err == nil
}

func (d *database) ends(t testing.TB, account string) time.Time {
	var at sql.NullTime
	if err := d.db.QueryRowContext(t.Context(), "SELECT NULLIF(rolvaliduntil, 'infinity') FROM pg_roles WHERE rolname = $1", account).Scan(&at); err != nil {
		t.Fatal(err)
	}
	return at.Time.UTC()
}

func (d *database) give(t testing.TB, account, privilege string) {
	d.exec(t, "GRANT "+pgx.Identifier{privilege}.Sanitize()+" TO "+pgx.Identifier{account}.Sanitize())
}

func (d *database) take(t testing.TB, account, privilege string) {
	d.exec(t, "REVOKE "+pgx.Identifier{privilege}.Sanitize()+" FROM "+pgx.Identifier{account}.Sanitize())
}

// service is a place of a SCIM server.
type service struct {
	*line
	scimtest.Place
}

func newService(t testing.TB, accounts, groups []string) *service {
	t.Helper()
	server := scimtest.Start(t, "../system/testdata/npm")
	s := &service{newLine(t, server.Address), server.Place()}
	s.AddUsers(t, accounts...)
	for _, name := range groups {
		s.AddGroup(t, name)
	}
	return s
}

func (s *service) over() *line { return s.line }

func (s *service) holds(t testing.TB, privilege string) []string { return s.Members(t, privilege) }
func (s *service) usable(t testing.TB, account string) bool      { return s.Active(t, account) }

// line is the way to a server, which can be cut and made slow.
type line struct {
	address string
	server  string

	mu    sync.Mutex
	cut   bool
	delay time.Duration // of each answer
	open  map[net.Conn]bool
}

func newLine(t testing.TB, server string) *line {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := &line{address: listener.Addr().String(), server: server, open: map[net.Conn]bool{}}
	var serving sync.WaitGroup
	t.Cleanup(func() {
		_ = listener.Close()
		l.sever()
		serving.Wait()
	})
	serving.Go(func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return // closed
			}
			serving.Go(func() { l.serve(client) })
		}
	})
	return l
}

// sever cuts every connection, and every one that is tried.
func (l *line) sever() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cut = true
	for c := range l.open {
		_ = c.Close()
	}
}

func (l *line) mend() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cut = false
}

// slow makes every answer take its time.
func (l *line) slow(delay time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.delay = delay
}

func (l *line) serve(client net.Conn) {
	defer client.Close()
	server, err := net.Dial("tcp", l.server)
	if err != nil {
		return
	}
	defer server.Close()
	l.mu.Lock()
	if l.cut {
		l.mu.Unlock()
		return
	}
	l.open[client] = true
	l.mu.Unlock()
	defer func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		delete(l.open, client)
	}()
	asked := make(chan struct{})
	go func() {
		defer close(asked)
		copyLine(server, client, func() {})
		_ = server.Close()
	}()
	copyLine(client, server, func() {
		l.mu.Lock()
		delay := l.delay
		l.mu.Unlock()
		time.Sleep(delay)
	})
	_ = client.Close()
	<-asked
}

func copyLine(to, from net.Conn, before func()) {
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		if n > 0 {
			before()
			if _, err := to.Write(buffer[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}
