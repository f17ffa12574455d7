package register

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// collection is the records of one kind in one register.
type collection[R Record] struct {
	store *store
	kind  kind[R]
}

func (c collection[R]) Create(ctx context.Context, record R) (created R, err error) {
	err = c.store.write(ctx, func(ctx context.Context, tx *transaction) error {
		record := record
		id, err := uuid.NewV7()
		if err != nil {
			return err
		}
		meta := c.kind.meta(&record)
		meta.ID, meta.Revision, meta.CreatedAt, meta.UpdatedAt = id.String(), 1, tx.now, tx.now
		if err := c.check(ctx, tx, nil, &record); err != nil {
			return err
		}
		if err := c.kind.insert(ctx, tx, &record); err != nil {
			return err
		}
		if created, err = c.kind.get(ctx, tx, meta.ID); err != nil {
			return err
		}
		return c.kind.log(ctx, tx, ActionCreate, nil, &created)
	})
	return created, err
}

func (c collection[R]) Get(ctx context.Context, id string) (record R, err error) {
	err = c.store.read(ctx, func(tx *transaction) (err error) {
		record, err = c.kind.get(ctx, tx, id)
		return err
	})
	return record, err
}

func (c collection[R]) Find(ctx context.Context, key string) (record R, err error) {
	err = c.store.read(ctx, func(tx *transaction) error {
		id, err := c.kind.find(ctx, tx, key)
		if err != nil {
			return err
		}
		record, err = c.kind.get(ctx, tx, id)
		return err
	})
	return record, err
}

func (c collection[R]) Key(ctx context.Context, id string) (key string, err error) {
	err = c.store.read(ctx, func(tx *transaction) error {
		if _, err := c.kind.get(ctx, tx, id); err != nil {
			return err
		}
		key, err = c.kind.keyOf(ctx, tx, id)
		return err
	})
	return key, err
}

func (c collection[R]) List(ctx context.Context, tenantID string) (records []R, err error) {
	err = c.store.read(ctx, func(tx *transaction) (err error) {
		records, err = c.kind.list(ctx, tx, tenantID)
		return err
	})
	return records, err
}

func (c collection[R]) Within(snapshot *governance.Snapshot, id string) (record R, found bool) {
	records := *c.kind.place(snapshot) // by id
	i, found := slices.BinarySearchFunc(records, id, func(record R, id string) int { return cmp.Compare(c.kind.meta(&record).ID, id) })
	if found {
		record = records[i]
	}
	return record, found
}

func (c collection[R]) Update(ctx context.Context, record R) (updated R, err error) {
	err = c.store.write(ctx, func(ctx context.Context, tx *transaction) error {
		record := record
		meta := c.kind.meta(&record)
		old, err := c.own(ctx, tx, meta.ID)
		if err != nil {
			return err
		}
		if err := c.unchanged(ctx, tx, &old, meta.Revision); err != nil {
			return err
		}
		if err := c.kind.altered(ctx, tx, &old, &record); err != nil {
			return err
		}
		meta.Revision++
		meta.CreatedAt, meta.UpdatedAt = c.kind.meta(&old).CreatedAt, tx.now
		if err := c.check(ctx, tx, &old, &record); err != nil {
			return err
		}
		if err := c.kind.update(ctx, tx, &record); err != nil {
			return err
		}
		if updated, err = c.kind.get(ctx, tx, meta.ID); err != nil {
			return err
		}
		return c.kind.log(ctx, tx, ActionUpdate, &old, &updated)
	})
	return updated, err
}

func (c collection[R]) Delete(ctx context.Context, id string, revision int64) error {
	return c.store.write(ctx, func(ctx context.Context, tx *transaction) error {
		old, err := c.own(ctx, tx, id)
		if err != nil {
			return err
		}
		if revision != 0 {
			if err := c.unchanged(ctx, tx, &old, revision); err != nil {
				return err
			}
		}
		if err := c.kind.altered(ctx, tx, &old, nil); err != nil {
			return err
		}
		if c.kind.sweeps == nil || !c.kind.sweeps(&old) {
			if err := c.kind.free(ctx, tx, &old); err != nil {
				return err
			}
		}
		if c.kind.sweeps != nil { // a tenant that is free has nothing but history
			if err := offboard(ctx, tx, c.kind.owner(&old)); err != nil {
				return err
			}
		}
		return c.kind.remove(ctx, tx, &old)
	})
}

// own reads a record that may be changed.
func (c collection[R]) own(ctx context.Context, tx *transaction, id string) (R, error) {
	record, err := c.kind.get(ctx, tx, id)
	if err == nil && !tx.confined.admits(c.kind.owner(&record)) {
		err = tx.confined.refuse("the shared " + noun(c.kind.kind) + " " + id)
	}
	return record, err
}

// unchanged refuses to go on when somebody wrote the record since it was read.
func (c collection[R]) unchanged(ctx context.Context, tx *transaction, record *R, revision int64) error {
	meta := c.kind.meta(record)
	if meta.Revision == revision {
		return nil
	}
	key, err := c.kind.keyOf(ctx, tx, meta.ID)
	if err != nil {
		return err
	}
	var actor string
	if err := tx.QueryRowContext(ctx, "SELECT updated_by FROM "+c.kind.table+" WHERE id = $1", meta.ID).Scan(&actor); err != nil {
		return err
	}
	return fail(ErrConflict, "The %s %q is at revision %d since %s%s, and it was revision %d that was to be changed. Nothing was written. Refresh, look at what the plan says now, and apply again.",
		noun(c.kind.kind), key, meta.Revision, meta.UpdatedAt.Format(time.RFC3339), by(actor), revision)
}

func by(actor string) string {
	if actor == "" {
		return ""
	}
	return " (by " + actor + ")"
}

// check refuses a record that breaks a rule, is another tenant's, or has a twin.
func (c collection[R]) check(ctx context.Context, tx *transaction, old, record *R) error {
	problems, err := c.kind.broken(ctx, tx, old, record)
	if err != nil {
		return err
	}
	owner := c.kind.owner(record)
	if owner != "" && !tx.confined.admits(owner) {
		return tx.confined.refuse("a " + noun(c.kind.kind) + " of tenant " + owner)
	}
	if old != nil && c.kind.owner(old) != owner {
		problems = append(problems, problem("tenant", "A %s stays in its tenant: delete it and create another.", noun(c.kind.kind)))
	}
	if len(problems) > 0 {
		return &InvalidError{problems}
	}
	if !tx.confined.admits(owner) {
		return tx.confined.refuse("a shared " + noun(c.kind.kind))
	}
	twin, err := c.kind.twin(ctx, tx, record)
	if err != nil || twin == "" {
		return err
	}
	key, err := c.kind.keyOf(ctx, tx, twin)
	if err != nil {
		return err
	}
	return fail(ErrExists, "The %s %q is recorded already, with the id %s. Import it, or change what makes the key.",
		noun(c.kind.kind), key, twin)
}
