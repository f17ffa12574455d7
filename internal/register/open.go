package register

import (
	"context"
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
	// Now is the clock of created_at and updated_at. It must be set unless
	// ReadOnly is.
	Now func() time.Time
	// Wait is how long to wait for another process that is writing; 0 is half a
	// minute.
	Wait time.Duration
}

// Open opens the register at a location, which is a path or sqlite://PATH, and
// creates it when there is none. Opened read-only, a register that is not there
// is ErrMissing, which is also fs.ErrNotExist.
func Open(ctx context.Context, location string, options Options) (Register, error) {
	path, err := sqlitePath(location)
	if err != nil {
		return nil, err
	}
	if options.Now == nil && !options.ReadOnly {
		panic("register: a register that is written needs Options.Now")
	}
	if options.Wait == 0 {
		options.Wait = 30 * time.Second
	}
	open := openSQLite
	if options.ReadOnly {
		open = openSQLiteReader
	}
	engine, err := open(ctx, path, options.Wait)
	if err != nil {
		return nil, err
	}
	return &store{engine, options}, nil
}

func sqlitePath(location string) (string, error) {
	path := location
	if scheme, rest, ok := strings.Cut(location, "://"); ok {
		if scheme != sqliteScheme {
			return "", fail(ErrLocation, "%q is no scheme of a register. Give a path such as %s, or %s://PATH.", scheme, DefaultLocation, sqliteScheme)
		}
		path = rest
	}
	if path == "" || strings.ContainsRune(path, 0) {
		return "", fail(ErrLocation, "It names no file. Give a path such as %s, or %s://PATH.", DefaultLocation, sqliteScheme)
	}
	return path, nil
}
