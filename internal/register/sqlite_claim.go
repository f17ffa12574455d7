package register

import (
	"context"
	"database/sql"
	"sync"
	"time"

	"github.com/google/uuid"
)

// A file knows no sessions that end with their process. So a claim is a lease,
// which its holder renews while it lives; what a crash leaves behind runs out.
// Its clock is the database's, whatever clock the records have.
const lease = 30 * time.Second

func (e *sqliteEngine) claim(ctx context.Context, tenantID string) (release func(), claimed bool, err error) {
	holder := uuid.NewString()
	claimed, err = e.hold(ctx, tenantID, holder)
	if err != nil || !claimed {
		return nil, false, err
	}
	beating, stop := context.WithCancel(context.WithoutCancel(ctx))
	done := make(chan struct{})
	go func() {
		defer close(done)
		ticker := time.NewTicker(e.lease / 3)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				// Not to renew it is no harm before it has run out: the next beat tries again.
				_, _ = e.hold(beating, tenantID, holder)
			case <-beating.Done():
				return
			}
		}
	}()
	return sync.OnceFunc(func() {
		stop()
		<-done
		// What cannot be deleted runs out.
		_ = e.transact(context.WithoutCancel(ctx), true, func(ctx context.Context, tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, "DELETE FROM claims WHERE tenant_id = $1 AND holder = $2", tenantID, holder)
			return err
		})
	}), true, nil
}

// hold makes or renews a claim, unless another's has not run out.
func (e *sqliteEngine) hold(ctx context.Context, tenantID, holder string) (held bool, err error) {
	err = e.transact(ctx, true, func(ctx context.Context, tx *sql.Tx) error {
		const now = "CAST(unixepoch('subsec') * 1000 AS INTEGER)"
		result, err := tx.ExecContext(ctx, "INSERT INTO claims (tenant_id, holder, until) VALUES ($1, $2, "+now+" + $3)"+
			" ON CONFLICT (tenant_id) DO UPDATE SET holder = excluded.holder, until = excluded.until WHERE holder = excluded.holder OR until <= "+now,
			tenantID, holder, e.lease.Milliseconds())
		if err != nil {
			return err
		}
		n, err := result.RowsAffected()
		held = n > 0
		return err
	})
	return held, err
}

func (e *sqliteReader) claim(context.Context, string) (func(), bool, error) {
	return nil, false, fail(ErrReadOnly, "%s was opened for reading only, and to claim work is to write. Nothing was written.", e.path)
}
