package register

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// sqliteEngine is a register in one SQLite file, in WAL mode: readers and one
// writer do not wait for each other, in this process or in others.
type sqliteEngine struct {
	path    string
	wait    time.Duration
	db      *sql.DB
	writers writers
	written int           // transactions so far; whoever's turn it is may touch it
	lease   time.Duration // of a claim
}

func openSQLite(ctx context.Context, path string, wait time.Duration) (engine, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fail(ErrLocation, "The path cannot be made absolute: %s.", err)
	}
	if err := createFile(path); err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", writing(path, poll))
	if err != nil {
		return nil, err
	}
	// A connection is dear to open and cheap to keep; Terraform asks for ten at
	// a time.
	db.SetMaxIdleConns(10)
	e := &sqliteEngine{path: path, wait: wait, db: db, lease: lease}
	e.writers = writers{turn: make(chan struct{}, 1), spoils: busy, pass: e.pass,
		commit: func(ctx context.Context, do work) error { return e.attempt(ctx, true, do) },
	}
	if err := e.prepare(ctx); err != nil {
		_ = db.Close() // the first error is the one to tell
		return nil, explain(ctx, err, path, wait)
	}
	return e, nil
}

// SQLite's lock is taken by polling, and its own schedule backs off to tenths of
// a second: next to a process that writes without pause, another would starve.
// So waiting is a series of short polls, and who writes many times in a row now
// and then leaves a gap for others.
const (
	poll       = 20 * time.Millisecond
	inARow     = 32
	gapBetween = 2 * time.Millisecond
)

// patiently repeats what fails because another process has the lock, until the
// wait is over.
func patiently(ctx context.Context, wait time.Duration, fn func() error) error {
	patience, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	for {
		err := fn()
		if !busy(err) {
			return err
		}
		select {
		case <-time.After(time.Millisecond):
		case <-patience.Done():
			return err
		}
	}
}

// busy reports whether another process has the lock.
func busy(err error) bool {
	code := sqliteCode(err)
	return code == sqlite3.SQLITE_BUSY || code == sqlite3.SQLITE_LOCKED
}

// sqliteCode is the primary result code within an error, 0 for none.
func sqliteCode(err error) int {
	var engine *sqlite.Error
	if !errors.As(err, &engine) {
		return sqlite3.SQLITE_OK
	}
	return engine.Code() & 0xff
}

// writing is the data source of connections that may write.
func writing(path string, wait time.Duration) string {
	return dataSource(path, url.Values{
		"_txlock": {"immediate"},
		"_pragma": {
			busyTimeout(wait),
			"foreign_keys(ON)",
			// FULL: what was acknowledged survives the loss of power, not only of
			// the process.
			"synchronous(FULL)",
		},
	})
}

func busyTimeout(d time.Duration) string {
	return "busy_timeout(" + strconv.FormatInt(d.Milliseconds(), 10) + ")"
}

// creating keeps a second Open of this process away from a file until the first
// has closed its own descriptor, which would drop SQLite's locks on the file.
var creating sync.Mutex

// createFile makes sure of a file that only its owner can read; SQLite itself
// would leave that to the umask.
func createFile(path string) error {
	creating.Lock()
	defer creating.Unlock()
	info, err := os.Stat(path)
	switch {
	case err == nil && !info.Mode().IsRegular():
		return fail(ErrNotRegister, "%s is not a file. Give the path of a file, such as %s.", path, DefaultLocation)
	case err == nil:
		return nil
	case !errors.Is(err, fs.ErrNotExist):
		return &Error{ErrUnreadable, "The operating system refuses access: " + err.Error() + ".", err}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return &Error{ErrReadOnly, "Its directory cannot be created: " + err.Error() + ". Give this user the right to, or choose another location.", err}
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil // another process was quicker
	}
	if err == nil {
		err = file.Close()
	}
	if err != nil {
		return &Error{ErrReadOnly, "It cannot be created: " + err.Error() + ". Give this user the right to, or choose another location.", err}
	}
	return nil
}

func dataSource(path string, parameters url.Values) string {
	slashed := filepath.ToSlash(path)
	if slashed[0] != '/' {
		slashed = "/" + slashed // a Windows drive
	}
	return (&url.URL{Scheme: "file", Path: slashed, RawQuery: parameters.Encode()}).String()
}

func (e *sqliteEngine) transact(ctx context.Context, write bool, do work) error {
	if write {
		return explain(ctx, e.writers.write(ctx, do), e.path, e.wait)
	}
	return explain(ctx, e.attempt(ctx, false, do), e.path, e.wait)
}

func (e *sqliteEngine) attempt(ctx context.Context, write bool, do work) error {
	return patiently(ctx, e.wait, func() error { return inTransaction(ctx, e.db, write, do) })
}

// pass lets the next writers of this process go, after a gap now and then.
func (e *sqliteEngine) pass() {
	if e.written++; e.written%inARow == 0 {
		time.AfterFunc(gapBetween, func() { <-e.writers.turn })
		return
	}
	<-e.writers.turn
}

func inTransaction(ctx context.Context, db *sql.DB, write bool, do work) error {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: !write})
	if err != nil {
		return err
	}
	if err := do(ctx, tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

func (e *sqliteEngine) append(ctx context.Context, tx *sql.Tx, entry string) error {
	return appendEntry(ctx, tx, entry)
}

func (e *sqliteEngine) role() string { return "" }

func (e *sqliteEngine) close() error {
	return explain(context.Background(), e.db.Close(), e.path, e.wait)
}

// explain turns what SQLite says into what a user can do. Errors of our own
// making pass.
func explain(ctx context.Context, err error, path string, wait time.Duration) error {
	if err == nil {
		return nil
	}
	if own := new(Error); errors.As(err, &own) {
		return own
	}
	if own := new(InvalidError); errors.As(err, &own) {
		return own
	}
	if ctx.Err() != nil {
		return &Error{ErrFailed, "The work was interrupted before it was done; nothing of it was kept.", errors.Join(ctx.Err(), err)}
	}
	say := func(summary error, detail string) error { return &Error{summary, path + " " + detail, err} }
	switch code := sqliteCode(err); code {
	case sqlite3.SQLITE_OK:
		return say(ErrFailed, "could not be used: "+err.Error()+".")
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return say(ErrLocked, "has been held by another process for "+wait.String()+". Nothing was written. Let the other apply finish, or close the program that has the file open, and try again.")
	case sqlite3.SQLITE_NOTADB:
		return say(ErrNotRegister, "is no SQLite database, or its header is damaged. Check the location; if it is right, put back a copy of the file. It was left as it is.")
	case sqlite3.SQLITE_CORRUPT:
		return say(ErrCorrupt, "is damaged: a part of it is missing or overwritten. It was left as it is. Put back a copy of the file, and find out what wrote to it besides nhi.")
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return say(ErrReadOnly, "or its directory cannot be written by this user. Nothing was written. Grant the right to write both.")
	case sqlite3.SQLITE_CANTOPEN:
		return say(ErrReadOnly, "or a file beside it cannot be opened or created by this user. Nothing was written. Grant the right to read and write the file and its directory.")
	case sqlite3.SQLITE_FULL:
		return say(ErrFull, "cannot grow. Nothing was written. Free some space, and try again.")
	case sqlite3.SQLITE_IOERR:
		return say(ErrFailed, "cannot be read or written: the operating system reports an error. Look at its disk or network share.")
	default:
		return say(ErrFailed, "answers with an error that should not occur (SQLite result code "+strconv.Itoa(code)+"). Please report it.")
	}
}
