package register

import (
	"context"
	"sync/atomic"
	"testing"
	"time"
)

// FillUp lets a register grow no further, as a full disk would.
func FillUp(t *testing.T, r Register) {
	t.Helper()
	db := r.(*store).engine.(*sqliteEngine).db
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(t.Context(), "PRAGMA max_page_count = 1"); err != nil {
		t.Fatal(err)
	}
}

// Gather lets the writers that are started wait until there are so many, and then
// go. It returns the number of transactions so far.
func Gather(t *testing.T, r Register, writers int, start func()) (transactions func() int64) {
	t.Helper()
	w := writersOf(r)
	var count atomic.Int64
	commit := w.commit
	w.commit = func(ctx context.Context, do work) error {
		count.Add(1)
		return commit(ctx, do)
	}
	w.turn <- struct{}{}
	start()
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
		w.mu.Lock()
		waiting := len(w.waiting)
		w.mu.Unlock()
		if waiting == writers {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d writers wait, want %d", waiting, writers)
		}
	}
	<-w.turn
	return count.Load
}

func writersOf(r Register) *writers {
	switch engine := r.(*store).engine.(type) {
	case *sqliteEngine:
		return &engine.writers
	case *postgresEngine:
		return &engine.writers
	default:
		panic("an engine that does not write")
	}
}

// Lease lets the claims of a register in a file be leases of that length.
func Lease(r Register, length time.Duration) {
	if engine, ok := r.(*store).engine.(*sqliteEngine); ok {
		engine.lease = length
	}
}
