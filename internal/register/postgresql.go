package register

import (
	"context"
	"database/sql"
	"errors"
	"math/rand/v2"
	"net"
	"net/url"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// postgresEngine is a register in a PostgreSQL database, for many people and
// pipelines at once.
type postgresEngine struct {
	place    string // the database, for messages: no password is in it
	wait     time.Duration
	readOnly bool
	user     string
	db       *sql.DB
	claims   *sql.DB // as many connections as there are claims
	writers  writers
}

func openPostgres(ctx context.Context, location string, options Options) (engine, error) {
	e, err := connectPostgres(ctx, location, options)
	if err != nil {
		return nil, err
	}
	if err := e.transact(ctx, false, e.current); err != nil {
		_ = e.db.Close() // the first error is the one to tell
		return nil, err
	}
	return e, nil
}

// connectPostgres reaches the database, whatever is in it.
func connectPostgres(ctx context.Context, location string, options Options) (*postgresEngine, error) {
	config, err := parsePostgres(location)
	if err != nil {
		return nil, err
	}
	defaults := map[string]string{
		"application_name":                    "nhi",
		"statement_timeout":                   strconv.FormatInt((2 * options.Wait).Milliseconds(), 10),
		"lock_timeout":                        strconv.FormatInt(options.Wait.Milliseconds(), 10),
		"idle_in_transaction_session_timeout": strconv.FormatInt((2 * options.Wait).Milliseconds(), 10),
	}
	for name, value := range defaults {
		if config.RuntimeParams[name] == "" {
			config.RuntimeParams[name] = value
		}
	}
	// Never the user's: another's objects must not come before the register's.
	config.RuntimeParams["search_path"] = "pg_catalog, " + postgresSchema + ", pg_temp"
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = 10 * time.Second
	}
	e := &postgresEngine{
		place:    config.Database + " at " + net.JoinHostPort(config.Host, strconv.Itoa(int(config.Port))),
		wait:     options.Wait,
		readOnly: options.ReadOnly,
		db:       stdlib.OpenDB(*config),
		claims:   stdlib.OpenDB(*config),
	}
	e.writers = writers{turn: make(chan struct{}, 1), spoils: spoiling, pass: func() { <-e.writers.turn },
		commit: func(ctx context.Context, do work) error { return e.attempt(ctx, true, do) },
	}
	// As many as Terraform's operations at a time, and none for long: a firewall
	// forgets idle connections without a word.
	e.db.SetMaxOpenConns(10)
	e.db.SetMaxIdleConns(10)
	e.db.SetConnMaxIdleTime(time.Minute)
	// A wrong location is told at once; only a server that says it is starting is
	// waited for.
	err = e.patiently(ctx, starting, func() error { return e.db.PingContext(ctx) })
	if err != nil {
		_ = e.db.Close()
		return nil, e.explain(ctx, err)
	}
	return e, nil
}

// parsePostgres reads a location and the PG… environment variables. What cannot
// be read is not repeated: any part of it may be the password.
func parsePostgres(location string) (*pgx.ConnConfig, error) {
	const form = "postgresql://USER@HOST:5432/DATABASE"
	if _, err := url.Parse(location); err != nil {
		return nil, fail(ErrLocation, "It is not a URL of the form %s. Write special characters of the user's name and the password as %%XX, or leave the password to PGPASSWORD or a password file (PGPASSFILE).", form)
	}
	config, err := pgx.ParseConfig(location)
	if err != nil {
		return nil, fail(ErrLocation, "Its settings, or those of the PG… environment variables, cannot be used: look at the port, sslmode, the certificate files and the service. The form is %s, and the settings are those of libpq.", form)
	}
	return config, nil
}

// append leaves numbering and hashing to the database, which does it with rights
// that the role of a tenant has not.
func (e *postgresEngine) append(ctx context.Context, tx *sql.Tx, entry string) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO audit_entries (entry) VALUES ($1)", entry)
	return err
}

func (e *postgresEngine) role() string { return e.user }

func (e *postgresEngine) close() error {
	return e.explain(context.Background(), errors.Join(e.claims.Close(), e.db.Close()))
}

// transact retries what the database asks to be tried again, and what a lost
// connection left undone.
func (e *postgresEngine) transact(ctx context.Context, write bool, do work) error {
	if !write {
		return e.explain(ctx, e.attempt(ctx, false, do))
	}
	if e.readOnly {
		return fail(ErrReadOnly, "%s was opened for reading only. Nothing was written.", e.place)
	}
	return e.explain(ctx, e.writers.write(ctx, do))
}

func (e *postgresEngine) attempt(ctx context.Context, write bool, do work) error {
	return e.patiently(ctx, transient, func() error { return e.once(ctx, write, do) })
}

func (e *postgresEngine) once(ctx context.Context, write bool, do work) error {
	// A reader needs one moment, not an order among writers, which a replica
	// could not give.
	options := sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
	if write {
		options = sql.TxOptions{Isolation: sql.LevelSerializable}
	}
	tx, err := e.db.BeginTx(ctx, &options)
	if write && sqlState(err) == codeNotSupported { // serialisable order, on a replica
		return e.readOnlyServer(err)
	}
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // nothing after Commit; of a lost connection nothing is left
	if write {
		if _, err := tx.ExecContext(ctx, "LOCK TABLE "+postgresSchema+".writers IN SHARE ROW EXCLUSIVE MODE"); err != nil {
			return err
		}
	}
	if err := do(ctx, tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return &commitError{err}
	}
	return nil
}

// The pauses between tries start at the one and double up to the other, each
// shortened at random so that those who met once do not meet again.
const (
	firstPause   = 5 * time.Millisecond
	longestPause = time.Second
)

// patiently repeats what fails in a way that another try may mend, until the
// wait is over.
func (e *postgresEngine) patiently(ctx context.Context, mendable func(error) bool, fn func() error) error {
	patience, cancel := context.WithTimeout(ctx, e.wait)
	defer cancel()
	for pause := firstPause; ; pause = min(2*pause, longestPause) {
		err := fn()
		if err == nil || !mendable(err) {
			return err
		}
		select {
		case <-time.After(pause/2 + rand.N(pause/2)):
		case <-patience.Done():
			return err
		}
	}
}
