package register

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
)

// work is what is done in a transaction. It may be done again from the start, and
// the context may be another than that of whoever wants it done.
type work func(context.Context, *sql.Tx) error

// writers lets everybody of this process who waits to write share the next
// transaction: they wait for the database's lock once, and for the disk once.
// Each has an error of its own, and nothing is written of what failed.
type writers struct {
	// commit does work in one transaction that writes, and repeats what another
	// try may mend.
	commit func(context.Context, work) error
	// spoils reports whether an error of one ends the transaction for all.
	spoils func(error) bool
	// pass gives the turn to the next, by taking from turn.
	pass func()

	turn    chan struct{} // holds a value while somebody writes
	mu      sync.Mutex
	waiting []*writer
}

// writer is somebody who wants to write.
type writer struct {
	ctx  context.Context
	work work
	err  error
	done chan struct{} // closed when err says what became of the work
}

// do does nothing for who has given up meanwhile.
func (one *writer) do(ctx context.Context, tx *sql.Tx) error {
	if err := one.ctx.Err(); err != nil {
		return err
	}
	return one.work(ctx, tx)
}

func (w *writers) write(ctx context.Context, do work) error {
	me := &writer{ctx: ctx, work: do, done: make(chan struct{})}
	w.mu.Lock()
	w.waiting = append(w.waiting, me)
	w.mu.Unlock()
	select {
	case <-me.done:
	case w.turn <- struct{}{}:
		w.writeAll()
		w.pass()
	case <-ctx.Done():
		if w.leave(me) {
			return ctx.Err()
		}
	}
	<-me.done // whoever took the work on sees it through
	return me.err
}

// leave reports whether the work was not taken on yet, and takes it back.
func (w *writers) leave(me *writer) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	i := slices.Index(w.waiting, me)
	if i < 0 {
		return false
	}
	w.waiting = slices.Delete(w.waiting, i, i+1)
	return true
}

// writeAll does the work of all who wait.
func (w *writers) writeAll() {
	w.mu.Lock()
	all := w.waiting
	w.waiting = nil
	w.mu.Unlock()
	if len(all) == 0 {
		return
	}
	ctx, cancel := untilNobodyWaits(all)
	defer cancel()
	err := w.commit(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if len(all) == 1 {
			return all[0].do(ctx, tx)
		}
		for _, one := range all {
			var spoiled error
			if one.err, spoiled = w.apart(ctx, tx, one); spoiled != nil {
				return spoiled
			}
		}
		return nil
	})
	for _, one := range all {
		if err != nil {
			one.err = err
		}
		close(one.done)
	}
}

// apart does one piece of work so that it can fail without the others.
func (w *writers) apart(ctx context.Context, tx *sql.Tx, one *writer) (failed, spoiled error) {
	if _, err := tx.ExecContext(ctx, "SAVEPOINT apart"); err != nil {
		return nil, err
	}
	failed = one.do(ctx, tx)
	if failed != nil {
		if w.spoils(failed) {
			return nil, failed
		}
		if _, err := tx.ExecContext(ctx, "ROLLBACK TO SAVEPOINT apart"); err != nil {
			return nil, errors.Join(failed, err)
		}
	}
	_, spoiled = tx.ExecContext(ctx, "RELEASE SAVEPOINT apart")
	return failed, spoiled
}

// untilNobodyWaits is done when everybody's context is: one who is interrupted
// does not take the transaction away from the others.
func untilNobodyWaits(all []*writer) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(all[0].ctx))
	var left atomic.Int64
	left.Store(int64(len(all)))
	forget := make([]func() bool, len(all)) // whose context lives on must not keep this one
	for i, one := range all {
		forget[i] = context.AfterFunc(one.ctx, func() {
			if left.Add(-1) == 0 {
				cancel()
			}
		})
	}
	return ctx, func() {
		for _, stop := range forget {
			stop()
		}
		cancel()
	}
}
