package register

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

const (
	postgresSchema     = "nhi"
	postgresMigrations = "migrations/postgresql"
	// migrationLock keeps migrations apart; any number will do that nobody else
	// in the same database uses.
	migrationLock = applicationID
)

var postgresLatest = latestVersion(postgresMigrations)

// migratePostgres brings a database to the version of this program. That is
// never done by opening it: the other users of the database are to be asked
// first, and most roles may not.
func migratePostgres(ctx context.Context, location string, options Options) error {
	e, err := connectPostgres(ctx, location, options)
	if err != nil {
		return err
	}
	return errors.Join(e.explain(ctx, e.migrate(ctx)), e.close())
}

// migrate holds a lock of its own while it works. The lock is the connection's,
// and goes when that is closed.
func (e *postgresEngine) migrate(ctx context.Context) error {
	conn, err := e.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", migrationLock); err != nil {
		return err
	}
	defer func() {
		_, _ = conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", migrationLock)
	}()
	if _, err := conn.ExecContext(ctx, "CREATE SCHEMA IF NOT EXISTS "+postgresSchema); err != nil {
		return err
	}
	files, err := fs.Sub(migrations, postgresMigrations)
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, e.db, files, goose.WithTableName(postgresSchema+"."+versionTable), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	version, err := provider.GetDBVersion(ctx)
	if err != nil {
		return err
	}
	if version > postgresLatest {
		return newerPostgres(e.place, version)
	}
	if _, err := provider.Up(ctx); err != nil {
		return err
	}
	return e.once(ctx, true, grantAgain)
}

// current refuses a database whose schema is not this program's.
func (e *postgresEngine) current(ctx context.Context, tx *sql.Tx) error {
	var there bool
	if err := tx.QueryRowContext(ctx, "SELECT session_user, to_regclass($1) IS NOT NULL", postgresSchema+"."+versionTable).Scan(&e.user, &there); err != nil {
		return err
	}
	if !there {
		return missing("%s is a database without a register. Check the location, or make one there with nhi register init.", e.place)
	}
	var version int64
	err := tx.QueryRowContext(ctx, "SELECT coalesce(max(version_id), 0) FROM "+postgresSchema+"."+versionTable+" WHERE is_applied").Scan(&version)
	switch {
	case err != nil:
		return fmt.Errorf("reading the version of the schema: %w", err)
	case version < postgresLatest:
		return fail(ErrOlder, "%s has schema version %d, and this nhi needs version %d. Run nhi register migrate as the owner of the register; older versions of nhi cannot use it from then on.", e.place, version, postgresLatest)
	case version > postgresLatest:
		return newerPostgres(e.place, version)
	}
	return nil
}

func newerPostgres(place string, version int64) error {
	return fail(ErrNewer, "%s has schema version %d, and this nhi knows up to %d. Somebody uses a later nhi on it: upgrade this one, in the provider's version constraint and on the command line. It was left as it is.", place, version, postgresLatest)
}
