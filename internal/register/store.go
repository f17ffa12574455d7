package register

import (
	"context"
	"database/sql"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// engine is a database. What differs between databases is beneath it.
type engine interface {
	// transact does work in one transaction: a consistent view, and for writes
	// all or nothing. It may do it again from the start when another writer was
	// in the way. Errors that the work did not make itself come back explained.
	transact(ctx context.Context, write bool, do work) error
	// append adds an entry to the audit log, within a transaction that writes.
	append(ctx context.Context, tx *sql.Tx, entry string) error
	// inspect reports what is wrong with the database itself, as full sentences.
	inspect(ctx context.Context, tx *sql.Tx) ([]string, error)
	// role is the database's name for who is connected, "" where there is none.
	role() string
	// claim takes the work on a tenant away from others, as [Register] has it.
	claim(ctx context.Context, tenantID string) (release func(), claimed bool, err error)
	close() error
}

// store is a register on an engine.
type store struct {
	engine  engine
	options Options
	within  *transaction // nil, or that in which all is done
}

var _ Register = (*store)(nil)

// transaction is one view of the register and who looks at it.
type transaction struct {
	*sql.Tx
	engine   engine
	options  *Options
	now      time.Time
	confined *confinement // nil: every tenant
	failed   error        // what was written in part, and so cannot be kept
}

// confinement is the one tenant that may be seen and changed.
type confinement struct {
	name string // slug or id, as given
	id   string // "" while the tenant does not exist
	slug string
}

// admits reports whether a record of the tenant may be seen and changed.
func (c *confinement) admits(tenantID string) bool {
	return c == nil || tenantID != "" && tenantID == c.id
}

func (c *confinement) refuse(what string) error {
	return fail(ErrConfined, "This configuration is confined to tenant %q, and %s is not of that tenant. Use a provider or a register opened for the other tenant, or without a tenant.", c.name, what)
}

// write is the only door through which records change.
func (s *store) write(ctx context.Context, fn func(context.Context, *transaction) error) error {
	return s.transact(ctx, true, fn)
}

func (s *store) read(ctx context.Context, fn func(*transaction) error) error {
	return s.transact(ctx, false, func(_ context.Context, tx *transaction) error { return fn(tx) })
}

func (s *store) transact(ctx context.Context, write bool, fn func(context.Context, *transaction) error) error {
	if s.within != nil {
		return s.within.join(ctx, write, fn)
	}
	return s.engine.transact(ctx, write, func(ctx context.Context, sqltx *sql.Tx) error {
		tx := &transaction{Tx: sqltx, engine: s.engine, options: &s.options}
		if write {
			tx.now = s.options.Now().UTC().Truncate(time.Microsecond)
		}
		if s.options.Tenant != "" {
			tx.confined = &confinement{name: s.options.Tenant}
			err := tx.each(ctx, func(scan func(...any) error) error {
				return scan(&tx.confined.id, &tx.confined.slug)
			}, "SELECT id, slug FROM tenants WHERE id = $1 OR slug = $1", s.options.Tenant)
			if err != nil {
				return err
			}
		}
		return fn(ctx, tx)
	})
}

// each calls fn for every row of a query.
func (tx *transaction) each(ctx context.Context, fn func(scan func(...any) error) error, query string, args ...any) error {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := fn(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (s *store) Snapshot(ctx context.Context) (governance.Snapshot, error) {
	var snapshot governance.Snapshot
	err := s.read(ctx, func(tx *transaction) (err error) {
		snapshot, err = takeSnapshot(ctx, tx)
		return err
	})
	return snapshot, err
}

func takeSnapshot(ctx context.Context, tx *transaction) (snapshot governance.Snapshot, err error) {
	for _, k := range kinds {
		if err := k.collect(ctx, tx, &snapshot); err != nil {
			return snapshot, err
		}
	}
	return snapshot, nil
}

func (s *store) Log() Log { return Log{s} }

func (s *store) Close() error { return s.engine.close() }
