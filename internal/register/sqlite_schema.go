package register

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

//go:embed migrations
var migrations embed.FS

const (
	sqliteMigrations = "migrations/sqlite"
	versionTable     = "schema_version"
	// applicationID marks a SQLite file as a register: "nhi1".
	applicationID = 0x6e686931
)

var sqliteLatest = latestVersion(sqliteMigrations)

// latestVersion is the version of an engine's schema that this program knows.
func latestVersion(directory string) int64 {
	entries, err := migrations.ReadDir(directory)
	if err != nil {
		panic(err)
	}
	version, err := goose.NumericComponent(entries[len(entries)-1].Name())
	if err != nil {
		panic(err)
	}
	return version
}

// prepare brings the file to the version of this program. Several processes may
// be about it at once, so that a step fails because another took it already:
// then look again.
func (e *sqliteEngine) prepare(ctx context.Context) error {
	if err := writable(ctx, e.path); err != nil {
		return err
	}
	var failed error
	for range 10 {
		version, err := e.version(ctx)
		if err != nil {
			return err
		}
		if version == sqliteLatest {
			return patiently(ctx, e.wait, func() error { return writeAhead(ctx, e.db) })
		}
		failed = patiently(ctx, e.wait, func() error { return e.migrate(ctx) })
	}
	return failed
}

// writeAhead puts the file in WAL mode, where it stays; a copy made by other
// means may have lost it.
func writeAhead(ctx context.Context, db *sql.DB) error {
	_, err := db.ExecContext(ctx, "PRAGMA journal_mode = WAL")
	return err
}

func (e *sqliteEngine) version(ctx context.Context) (version int64, err error) {
	err = patiently(ctx, e.wait, func() error {
		version, err = sqliteVersion(ctx, e.db, e.path)
		return err
	})
	return version, err
}

// writable refuses a file that SQLite can only open for reading, before reading
// it would leave files beside it that such a connection cannot clean up.
func writable(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite", dataSource(path, nil))
	if err != nil {
		return err
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	return conn.Raw(func(driver any) error {
		readOnly, err := driver.(interface{ IsReadOnly(string) (bool, error) }).IsReadOnly("main")
		if err == nil && readOnly {
			err = fail(ErrReadOnly, "%s cannot be written by this user. Grant the right to write the file and its directory.", path)
		}
		return err
	})
}

// migrate has connections of its own, which wait for locks for as long as it
// takes: goose does so seldom and coarsely.
func (e *sqliteEngine) migrate(ctx context.Context) error {
	db, err := sql.Open("sqlite", writing(e.path, e.wait))
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID)); err != nil {
		return err
	}
	if err := writeAhead(ctx, db); err != nil {
		return err
	}
	files, err := fs.Sub(migrations, sqliteMigrations)
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, files, goose.WithTableName(versionTable), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}

// sqliteVersion returns the version of a register's schema, 0 for a file that
// is still empty, and refuses what is no register or too new.
func sqliteVersion(ctx context.Context, db *sql.DB, path string) (version int64, err error) {
	err = inTransaction(ctx, db, false, func(ctx context.Context, tx *sql.Tx) error {
		var application, tables, versioned int64
		if err := tx.QueryRowContext(ctx, "PRAGMA application_id").Scan(&application); err != nil {
			return err
		}
		err := tx.QueryRowContext(ctx, "SELECT count(*), count(*) FILTER (WHERE name = '"+versionTable+"') FROM sqlite_master").Scan(&tables, &versioned)
		switch {
		case err != nil:
			return err
		case application != applicationID && tables > 0:
			return fail(ErrNotRegister, "%s is the SQLite database of another program. Check the location. It was left as it is.", path)
		case versioned == 0:
			return nil
		}
		return tx.QueryRowContext(ctx, "SELECT coalesce(max(version_id), 0) FROM "+versionTable+" WHERE is_applied = 1").Scan(&version)
	})
	if err == nil && version > sqliteLatest {
		err = fail(ErrNewer, "%s has schema version %d, and this nhi knows up to %d. Somebody uses a later nhi on it: upgrade this one, in the provider's version constraint and on the command line. It was left as it is.", path, version, sqliteLatest)
	}
	return version, err
}
