package register

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	sqlite3 "modernc.org/sqlite/lib"
)

// sqliteReader reads a register without a trace: no file is created or changed.
//
// SQLite cannot do that for a file in WAL mode by itself: even mode=ro creates
// the -wal and -shm files, and fails where it cannot. So each transaction looks
// first. With a -wal file beside it, there is or was a writer, and SQLite shares
// the existing files with it. Without one, the file is complete by itself and is
// read as immutable; should a writer have come in the meantime, what was read is
// thrown away and read again.
type sqliteReader struct {
	path string
	wait time.Duration
}

func openSQLiteReader(ctx context.Context, path string, wait time.Duration) (engine, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fail(ErrLocation, "The path cannot be made absolute: %s.", err)
	}
	e := &sqliteReader{path, wait}
	return e, e.transact(ctx, false, func(context.Context, *sql.Tx) error { return nil })
}

func (e *sqliteReader) append(context.Context, *sql.Tx, string) error {
	return fail(ErrReadOnly, "%s was opened for reading only. Nothing was written.", e.path)
}

func (e *sqliteReader) role() string { return "" }

func (e *sqliteReader) close() error { return nil }

// resting is what can be seen of a file from outside.
type resting struct {
	size     int64
	modified time.Time
	wal      bool
}

func (e *sqliteReader) look() (resting, error) {
	info, err := os.Stat(e.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return resting{}, missing("%s does not exist. Check the location, or let terraform apply record something first.", e.path)
	case err != nil:
		return resting{}, &Error{ErrUnreadable, "The operating system refuses access: " + err.Error() + ".", err}
	case !info.Mode().IsRegular():
		return resting{}, fail(ErrNotRegister, "%s is not a file. Give the path of a file, such as %s.", e.path, DefaultLocation)
	}
	wal, err := os.Stat(e.path + "-wal")
	return resting{info.Size(), info.ModTime(), err == nil && wal.Size() > 0}, nil
}

func (e *sqliteReader) transact(ctx context.Context, write bool, do work) error {
	if write {
		return fail(ErrReadOnly, "%s was opened for reading only. Nothing was written.", e.path)
	}
	patience, cancel := context.WithTimeout(ctx, e.wait)
	defer cancel()
	for {
		before, err := e.look()
		if err != nil {
			return err
		}
		result := explain(ctx, patiently(ctx, e.wait, func() error { return e.once(ctx, before.wal, do) }), e.path, e.wait)
		if before.wal {
			return result
		}
		after, err := e.look()
		if err != nil || after == before {
			return cmp.Or(result, err)
		}
		select {
		case <-time.After(10 * time.Millisecond):
		case <-patience.Done():
			return fail(ErrLocked, "%s keeps being written by other processes, for %s now. Try again when they are done.", e.path, e.wait)
		}
	}
}

func (e *sqliteReader) once(ctx context.Context, wal bool, do work) error {
	parameters := url.Values{"mode": {"ro"}, "_pragma": {busyTimeout(poll)}}
	if !wal {
		parameters.Set("immutable", "1")
	}
	db, err := sql.Open("sqlite", dataSource(e.path, parameters))
	if err != nil {
		return err
	}
	defer db.Close()
	version, err := sqliteVersion(ctx, db, e.path)
	if sqliteCode(err) == sqlite3.SQLITE_CANTOPEN {
		return &Error{ErrUnreadable, e.path + ", or the -wal file beside it, cannot be opened by this user. Grant the right to read them. What a killed process left in a -wal file is taken in when somebody who may write opens the register.", err}
	}
	if err != nil {
		return err
	}
	if version < sqliteLatest {
		return fail(ErrOlder, "%s has schema version %d, and this nhi reads version %d. Opening it for writing, as terraform apply does, brings it up to date.", e.path, version, sqliteLatest)
	}
	return inTransaction(ctx, db, false, do)
}
