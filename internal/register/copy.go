package register

import (
	"context"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// Copy copies everything from one register into an empty one, of whatever
// engine: records with their ids, revisions, instants and who wrote them last,
// and the audit log with every byte of it, so that checkpoints of the one hold
// for the other. All is copied, or nothing.
func Copy(ctx context.Context, from, to Register) error {
	source, target := from.(*store), to.(*store)
	return source.read(ctx, func(read *transaction) error {
		return target.write(ctx, func(ctx context.Context, write *transaction) error {
			if read.confined != nil || write.confined != nil {
				return fail(ErrConfined, "A register is copied whole. Open both without a tenant.")
			}
			if err := wantEmpty(ctx, write); err != nil {
				return err
			}
			for _, k := range kinds {
				if err := k.copyAll(ctx, read, write); err != nil {
					return err
				}
			}
			return copyLog(ctx, read, write)
		})
	})
}

func wantEmpty(ctx context.Context, tx *transaction) error {
	var used bool
	err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM audit_entries) OR EXISTS (SELECT 1 FROM tenants) OR EXISTS (SELECT 1 FROM systems)").Scan(&used)
	if err == nil && used {
		err = fail(ErrExists, "The register that is to be copied into has records or a log of its own. Nothing was copied. Give an empty one: two logs cannot be made one.")
	}
	return err
}

func (k kind[R]) copyAll(ctx context.Context, read, write *transaction) error {
	writers := map[string]string{}
	err := read.each(ctx, func(scan func(...any) error) error {
		var id, by string
		if err := scan(&id, &by); err != nil {
			return err
		}
		writers[id] = by
		return nil
	}, "SELECT id, updated_by FROM "+k.table)
	if err != nil {
		return fmt.Errorf("reading %s: %w", k.table, err)
	}
	records, err := k.list(ctx, read, "")
	if err != nil {
		return err
	}
	for i := range records {
		as, options := *write, *write.options
		options.Actor = writers[k.meta(&records[i]).ID]
		as.options = &options
		if err := k.insert(ctx, &as, &records[i]); err != nil {
			return err
		}
	}
	return nil
}

func copyLog(ctx context.Context, read, write *transaction) error {
	entries, err := read.entries(ctx, Filter{})
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if err := write.engine.append(ctx, write.Tx, entry.text); err != nil {
			return fmt.Errorf("copying the log: %w", err)
		}
	}
	size := int64(len(entries))
	was, err := tlog.TreeHash(size, read.hashes(ctx))
	if err != nil {
		return err
	}
	is, err := tlog.TreeHash(size, write.hashes(ctx))
	if err != nil {
		return err
	}
	if is != was {
		return fail(ErrTampered, "The entries of the log that is to be copied are not those of its tree, so nothing was copied. See what nhi audit verify says.")
	}
	return nil
}
