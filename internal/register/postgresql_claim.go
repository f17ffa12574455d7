package register

import (
	"context"
	"database/sql"
	"errors"
	"sync"
)

// claim locks a row on a connection of its own, in a transaction that lasts as
// long as the claim: when the process ends, so does the connection, and the lock
// with it.
func (e *postgresEngine) claim(ctx context.Context, tenantID string) (release func(), claimed bool, err error) {
	if e.readOnly {
		return nil, false, fail(ErrReadOnly, "%s was opened for reading only, and to claim work is to write. Nothing was written.", e.place)
	}
	err = e.patiently(ctx, transient, func() error {
		release, claimed, err = e.lockClaim(ctx, tenantID)
		return err
	})
	return release, claimed, e.explain(ctx, err)
}

func (e *postgresEngine) lockClaim(ctx context.Context, tenantID string) (release func(), claimed bool, err error) {
	// There is one row for each tenant that was ever claimed; it stays.
	if _, err := e.claims.ExecContext(ctx, "INSERT INTO claims (tenant_id) VALUES ($1) ON CONFLICT DO NOTHING", tenantID); err != nil {
		return nil, false, err
	}
	// The transaction outlives the call, and so the context of the call.
	tx, err := e.claims.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return nil, false, err
	}
	free := sync.OnceFunc(func() { _ = tx.Rollback() }) // of a lost connection nothing is left
	defer func() {
		if !claimed {
			free()
		}
	}()
	for _, setting := range []string{
		"SET LOCAL idle_in_transaction_session_timeout = 0", // the work may take its time
		// A machine that vanished is noticed within a minute, rather than after hours.
		"SET LOCAL tcp_keepalives_idle = 20", "SET LOCAL tcp_keepalives_interval = 10", "SET LOCAL tcp_keepalives_count = 4",
	} {
		if _, err := tx.ExecContext(ctx, setting); err != nil {
			return nil, false, err
		}
	}
	err = tx.QueryRowContext(ctx, "SELECT TRUE FROM claims WHERE tenant_id = $1 FOR UPDATE SKIP LOCKED", tenantID).Scan(&claimed)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, false, err
	}
	return free, claimed, nil
}
