package register

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// Verify recomputes the tree from the entries, compares it with the one that is
// kept and with trees that were known before, and compares the records with what
// the log says of them. It returns the tree, and every contradiction as a full
// sentence: none means that nothing was edited, inserted, dropped or changed
// besides nhi. Without a known tree, it cannot see that the latest entries were
// dropped together with what they did.
func (l Log) Verify(ctx context.Context, known ...tlog.Tree) (tree tlog.Tree, contradictions []string, err error) {
	err = l.whole(ctx, func(tx *transaction) error {
		v := verification{}
		if err := v.entries(ctx, tx); err != nil {
			return err
		}
		if err := v.kept(ctx, tx); err != nil {
			return err
		}
		if err := v.records(ctx, tx); err != nil {
			return err
		}
		for _, k := range known {
			v.against(k)
		}
		tree, err = v.tree(v.size)
		contradictions = v.contradictions
		return err
	})
	return tree, contradictions, err
}

// verification is the tree as its entries make it.
type verification struct {
	size           int64
	hashes         []tlog.Hash // as tlog numbers stored hashes
	last           map[recordName]Entry
	contradictions []string
}

type recordName struct {
	kind governance.Kind
	id   string
}

func (v *verification) say(format string, args ...any) {
	v.contradictions = append(v.contradictions, fmt.Sprintf(format, args...))
}

func (v *verification) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(v.hashes)) {
			return nil, fmt.Errorf("the tree has no hash %d", index)
		}
		hashes[i] = v.hashes[index]
	}
	return hashes, nil
}

func (v *verification) tree(size int64) (tlog.Tree, error) {
	hash, err := tlog.TreeHash(size, v)
	return tlog.Tree{N: size, Hash: hash}, err
}

// entries reads the log. An entry takes the place that its order gives it, so
// that one gap is one contradiction.
func (v *verification) entries(ctx context.Context, tx *transaction) error {
	v.last = map[recordName]Entry{}
	var kept int64
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM audit_hashes").Scan(&kept); err != nil {
		return err
	}
	return tx.each(ctx, func(scan func(...any) error) error {
		var sequence int64
		var text string
		if err := scan(&sequence, &text); err != nil {
			return err
		}
		// A number that somebody made up could ask for any amount of memory.
		if sequence < v.size || sequence > v.size+kept {
			v.say("Entry %d has no place in the log: it was numbered by hand.", sequence)
			return nil
		}
		if sequence != v.size {
			v.say("Entry %d is missing from the log: the next is %d.", v.size, sequence)
			v.size = sequence // what is missing stays missing: the hashes below it are not known
			for int64(len(v.hashes)) < tlog.StoredHashCount(sequence) {
				v.hashes = append(v.hashes, tlog.Hash{})
			}
		}
		hashes, err := tlog.StoredHashes(sequence, []byte(text), v)
		if err != nil {
			return err
		}
		v.hashes = append(v.hashes, hashes...)
		v.size++
		var entry Entry
		if err := json.Unmarshal([]byte(text), &entry); err != nil {
			v.say("Entry %d is no entry: %s.", sequence, err)
			return nil
		}
		entry.Sequence = sequence
		if recordKind(entry.Kind) {
			v.last[recordName{entry.Kind, entry.ID}] = entry
		}
		return nil
	}, "SELECT sequence, entry FROM audit_entries ORDER BY sequence")
}

// kept compares the hashes that the register keeps.
func (v *verification) kept(ctx context.Context, tx *transaction) error {
	found := int64(0)
	err := tx.each(ctx, func(scan func(...any) error) error {
		var level int
		var number int64
		var hash []byte
		if err := scan(&level, &number, &hash); err != nil {
			return err
		}
		found++
		first, last := number<<level, (number+1)<<level-1
		index := tlog.StoredHashIndex(level, number)
		switch {
		case index >= int64(len(v.hashes)):
			v.say("Entries up to %d were in the log, and the last that is there is %d.", last, v.size-1)
		case bytes.Equal(hash, v.hashes[index][:]):
		case level == 0:
			v.say("Entry %d was edited after it was written, or is not the one that was written.", number)
		default:
			v.say("The tree does not fit entries %d to %d.", first, last)
		}
		return nil
	}, "SELECT level, number, hash FROM audit_hashes ORDER BY level, number")
	if err == nil && found < int64(len(v.hashes)) {
		v.say("The tree lacks %d of its %d hashes.", int64(len(v.hashes))-found, len(v.hashes))
	}
	return err
}

// against compares with a tree that was known before.
func (v *verification) against(known tlog.Tree) {
	if known.N > v.size {
		v.say("The checkpoint is of %d entries, and the log has %d: the latest were dropped, or this is another register.", known.N, v.size)
		return
	}
	if tree, err := v.tree(known.N); err != nil || tree.Hash != known.Hash {
		v.say("The first %d entries are not those of the checkpoint: some were edited, inserted or dropped since, or this is another register.", known.N)
	}
}

// records compares every record with the last entry about it.
func (v *verification) records(ctx context.Context, tx *transaction) error {
	for _, k := range kinds {
		if err := k.accountFor(ctx, tx, v); err != nil {
			return err
		}
	}
	for name, entry := range v.last {
		if entry.Action != ActionDelete {
			v.say("The %s %s is gone, and no entry says that it was deleted: somebody did that besides nhi.", noun(name.kind), name.id)
		}
	}
	return nil
}

func (k kind[R]) accountFor(ctx context.Context, tx *transaction, v *verification) error {
	records, err := k.list(ctx, tx, "")
	for i := range records {
		id := k.meta(&records[i]).ID
		entry, logged := v.last[recordName{k.kind, id}]
		delete(v.last, recordName{k.kind, id})
		switch {
		case !logged || entry.Action == ActionDelete:
			v.say("The %s %s is there, and no entry says that it was created: somebody did that besides nhi.", noun(k.kind), id)
		case !sameRecord(records[i], entry.After):
			v.say("The %s %s is not as entry %d says: somebody changed it besides nhi.", noun(k.kind), id, entry.Sequence)
		}
	}
	return err
}

// sameRecord compares by what a record means, since an entry may be older than
// some of its attributes.
func sameRecord[R Record](record R, logged json.RawMessage) bool {
	var then R
	if json.Unmarshal(logged, &then) != nil {
		return false
	}
	a, errA := json.Marshal(record)
	b, errB := json.Marshal(then)
	return errA == nil && errB == nil && bytes.Equal(a, b)
}

// recordKind reports whether the log speaks of records of a kind by itself.
func recordKind(kind governance.Kind) bool { return keeperOf(kind) != nil }

// adopt logs the records that are older than the log.
func (s *store) adopt(ctx context.Context) error {
	older := false
	due := func(tx *transaction) error {
		return tx.QueryRowContext(ctx, `SELECT NOT EXISTS (SELECT 1 FROM audit_entries)
			AND (EXISTS (SELECT 1 FROM tenants) OR EXISTS (SELECT 1 FROM systems))`).Scan(&older)
	}
	if err := s.read(ctx, due); err != nil || !older {
		return err
	}
	return s.write(ctx, func(ctx context.Context, tx *transaction) error {
		if err := due(tx); err != nil || !older {
			return err
		}
		tx.confined = nil // whoever migrates does so for all
		for _, k := range kinds {
			if err := k.adoptAll(ctx, tx); err != nil {
				return err
			}
		}
		return nil
	})
}

func (k kind[R]) adoptAll(ctx context.Context, tx *transaction) error {
	records, err := k.list(ctx, tx, "")
	if err != nil {
		return err
	}
	for i := range records {
		if err := k.log(ctx, tx, ActionAdopt, nil, &records[i]); err != nil {
			return err
		}
	}
	return nil
}
