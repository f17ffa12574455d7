package register

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// querier is what reads rows: a transaction.
type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// storedHashes reads the hashes that the log keeps.
func storedHashes(ctx context.Context, db querier) tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			level, number := tlog.SplitStoredHashIndex(index)
			var hash []byte
			err := db.QueryRowContext(ctx, "SELECT hash FROM audit_hashes WHERE level = $1 AND number = $2", level, number).Scan(&hash)
			switch {
			case errors.Is(err, sql.ErrNoRows):
				return nil, missingSubtree(level, number)
			case err != nil:
				return nil, fmt.Errorf("reading the tree: %w", err)
			}
			copy(hashes[i][:], hash)
		}
		return hashes, nil
	})
}

// appendEntry adds an entry and the hashes that it completes.
func appendEntry(ctx context.Context, tx *sql.Tx, entry string) error {
	var sequence int64
	if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(sequence) + 1, 0) FROM audit_entries").Scan(&sequence); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO audit_entries (sequence, entry) VALUES ($1, $2)", sequence, entry); err != nil {
		return err
	}
	hashes, err := tlog.StoredHashes(sequence, []byte(entry), storedHashes(ctx, tx))
	if err != nil {
		return err
	}
	for i, hash := range hashes {
		level, number := tlog.SplitStoredHashIndex(tlog.StoredHashCount(sequence) + int64(i))
		if _, err := tx.ExecContext(ctx, "INSERT INTO audit_hashes (level, number, hash) VALUES ($1, $2, $3)", level, number, hash[:]); err != nil {
			return err
		}
	}
	return nil
}
