package register

import (
	"context"
	"errors"
	"strings"
	"time"
)

// DefaultLocation is where a configuration keeps its register when it says
// nothing else: a file beside it.
const DefaultLocation = ".nhi/register.db"

const sqliteScheme = "sqlite"

// Options say who opens a register and what for.
type Options struct {
	// ReadOnly neither writes nor creates anything, so it also reads a register
	// on a medium or in a directory that cannot be written.
	ReadOnly bool
	// Tenant, a slug or an id, confines to one tenant: records of another are
	// refused with ErrConfined, and listings leave them out. Shared systems can
	// be read. The tenant itself need not exist yet.
	Tenant string
	// Actor is who writes; it is kept with what is written and named to whoever
	// loses a conflict.
	Actor string
	// Claims are what the operating system and CI say of the actor, by name, for
	// the audit log. No secret may be among them.
	Claims map[string]string
	// Reason is why, for the audit log.
	Reason string
	// Now is the clock of created_at and updated_at. It must be set unless
	// ReadOnly is.
	Now func() time.Time
	// Wait is how long to wait for another process that is writing; 0 is half a
	// minute.
	Wait time.Duration
}

// Open opens the register at a location.
//
//	PATH, sqlite://PATH                a file, which is created when there is none
//	postgresql://…, postgres://…       a database, which [Migrate] has made a register
//
// The settings of a PostgreSQL location are those of libpq, and what it leaves
// open is taken from the PG… environment variables. A register that is not there
// is ErrMissing, which is also fs.ErrNotExist.
func Open(ctx context.Context, location string, options Options) (Register, error) {
	if options.Now == nil && !options.ReadOnly {
		panic("register: a register that is written needs Options.Now")
	}
	options = options.complete()
	engine, err := openEngine(ctx, location, options)
	if err != nil {
		return nil, err
	}
	s := &store{engine: engine, options: options}
	if !options.ReadOnly && !isPostgres(location) {
		// A file is brought up to date by opening it, and may have been left halfway.
		if err := s.adopt(ctx); err != nil {
			_ = engine.close() // the first error is the one to tell
			return nil, err
		}
	}
	return s, nil
}

// Migrate makes the place a register of this program's version, or brings one to
// it. Nothing of what is recorded is lost; older programs cannot use it then.
func Migrate(ctx context.Context, location string, options Options) error {
	if isPostgres(location) {
		if err := migratePostgres(ctx, location, options.complete()); err != nil {
			return err
		}
	}
	r, err := Open(ctx, location, options)
	if err != nil {
		return err
	}
	return errors.Join(r.(*store).adopt(ctx), r.Close())
}

func (o Options) complete() Options {
	if o.Wait == 0 {
		o.Wait = 30 * time.Second
	}
	return o
}

func openEngine(ctx context.Context, location string, options Options) (engine, error) {
	if isPostgres(location) {
		return openPostgres(ctx, location, options)
	}
	path, err := sqlitePath(location)
	if err != nil {
		return nil, err
	}
	if options.ReadOnly {
		return openSQLiteReader(ctx, path, options.Wait)
	}
	return openSQLite(ctx, path, options.Wait)
}

// isPostgres reports whether a location is one of PostgreSQL.
func isPostgres(location string) bool {
	scheme, _, ok := strings.Cut(location, "://")
	return ok && (scheme == "postgres" || scheme == "postgresql")
}

func sqlitePath(location string) (string, error) {
	path := location
	if scheme, rest, ok := strings.Cut(location, "://"); ok {
		if scheme != sqliteScheme {
			return "", fail(ErrLocation, "%q is no scheme of a register. Give a path such as %s, %s://PATH, or postgresql://HOST/DATABASE.", scheme, DefaultLocation, sqliteScheme)
		}
		path = rest
	}
	if path == "" || strings.ContainsRune(path, 0) {
		return "", fail(ErrLocation, "It names no file. Give a path such as %s, %s://PATH, or postgresql://HOST/DATABASE.", DefaultLocation, sqliteScheme)
	}
	return path, nil
}
