package register

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// Entry is one entry of the audit log: who did what to which record, when and
// why, and what it was before and after. Its JSON is what the log keeps, and
// what its Merkle tree is over; the sequence is its place in the tree.
type Entry struct {
	Sequence int64             `json:"-"` // from 0
	At       time.Time         `json:"at"`
	TenantID string            `json:"tenant_id,omitempty"` // empty for what is shared
	Kind     governance.Kind   `json:"kind"`                // of the record, or what else is logged
	ID       string            `json:"id"`
	Action   Action            `json:"action"`
	Actor    string            `json:"actor"`
	Claims   map[string]string `json:"claims,omitempty"` // what the operating system and CI say of the actor
	Role     string            `json:"role,omitempty"`   // of the database, by which the entry was written
	Reason   string            `json:"reason,omitempty"`
	Before   json.RawMessage   `json:"before,omitempty"`
	After    json.RawMessage   `json:"after,omitempty"`

	text string // the JSON as it is kept
}

// Action is what was done.
type Action string

// What is done to a record; adopting is of one that is older than the log.
const (
	ActionCreate Action = "create"
	ActionUpdate Action = "update"
	ActionDelete Action = "delete"
	ActionAdopt  Action = "adopt"
)

// MarshalJSON writes an entry with its sequence, for readers of the log.
func (e Entry) MarshalJSON() ([]byte, error) {
	type kept Entry
	return readable(struct {
		Sequence int64 `json:"sequence"`
		kept
	}{e.Sequence, kept(e)}, "")
}

// keep returns the JSON that the log keeps.
func (e Entry) keep() (string, error) {
	type kept Entry
	return encode(kept(e))
}

// Log is the audit log of a register. Every write to the register appends to it,
// in the same transaction.
type Log struct{ store *store }

// Filter selects entries; what is empty selects all.
type Filter struct {
	TenantID string
	Shared   bool // with a tenant, also what was done to shared systems
	RecordID string
	Kind     governance.Kind // of the records, or what else entries are about
	From     int64           // sequence of the first
	Limit    int64           // how many at most, the latest ones; 0 is all
}

// Append adds an entry about something that is not a record, such as a decision.
// The register fills in when and who.
func (l Log) Append(ctx context.Context, entry Entry) error {
	if recordKind(entry.Kind) {
		return fail(ErrInUse, "Entries about a %s are made by the register itself, when one is written.", noun(entry.Kind))
	}
	return l.store.write(ctx, func(ctx context.Context, tx *transaction) error {
		if !tx.confined.admits(entry.TenantID) {
			return tx.confined.refuse("an entry about tenant " + entry.TenantID)
		}
		return tx.append(ctx, entry)
	})
}

// Entries returns the entries that may be seen, in their order.
func (l Log) Entries(ctx context.Context, filter Filter) (entries []Entry, err error) {
	err = l.store.read(ctx, func(tx *transaction) (err error) {
		if filter.TenantID != "" && !tx.confined.admits(filter.TenantID) {
			return tx.confined.refuse("what was done to tenant " + filter.TenantID)
		}
		if tx.confined != nil {
			filter.TenantID = tx.confined.id
		}
		entries, err = tx.entries(ctx, filter)
		return err
	})
	return entries, err
}

func (tx *transaction) entries(ctx context.Context, filter Filter) (entries []Entry, err error) {
	err = tx.texts(ctx, filter, func(sequence int64, text string) error {
		entry, err := ReadEntry(sequence, text)
		entries = append(entries, entry)
		return err
	})
	slices.Reverse(entries)
	return entries, err
}

// texts reads entries as they are kept, the latest first.
func (tx *transaction) texts(ctx context.Context, filter Filter, read func(sequence int64, text string) error) error {
	where, args := []string{"sequence >= $1"}, []any{filter.From}
	if filter.TenantID != "" || tx.confined != nil {
		args = append(args, filter.TenantID)
		of := fmt.Sprintf("tenant_id = $%d", len(args))
		if filter.Shared {
			args = append(args, string(governance.KindSystem))
			of = fmt.Sprintf("(%s OR tenant_id IS NULL AND kind = $%d)", of, len(args))
		}
		where = append(where, of)
	}
	if filter.RecordID != "" {
		args = append(args, filter.RecordID)
		where = append(where, fmt.Sprintf("record_id = $%d", len(args)))
	}
	if filter.Kind != "" {
		args = append(args, string(filter.Kind))
		where = append(where, fmt.Sprintf("kind = $%d", len(args)))
	}
	query := "SELECT sequence, entry FROM audit_entries WHERE " + strings.Join(where, " AND ") + " ORDER BY sequence DESC"
	if filter.Limit > 0 {
		args = append(args, filter.Limit)
		query += fmt.Sprintf(" LIMIT $%d", len(args))
	}
	return tx.each(ctx, func(scan func(...any) error) error {
		var sequence int64
		var text string
		if err := scan(&sequence, &text); err != nil {
			return err
		}
		return read(sequence, text)
	}, query, args...)
}

// append adds an entry, with when and who.
func (tx *transaction) append(ctx context.Context, entry Entry) error {
	entry.At, entry.Actor, entry.Claims, entry.Reason = tx.now, tx.options.Actor, tx.options.Claims, tx.options.Reason
	entry.Role = tx.engine.role()
	text, err := entry.keep()
	if err != nil {
		return err
	}
	return tx.engine.append(ctx, tx.Tx, text)
}

// log appends what was done to a record; before and after are nil where there
// is none.
func (k kind[R]) log(ctx context.Context, tx *transaction, action Action, before, after *R) error {
	entry := Entry{Kind: k.kind, Action: action}
	for _, side := range []struct {
		record *R
		into   *json.RawMessage
	}{{before, &entry.Before}, {after, &entry.After}} {
		if side.record == nil {
			continue
		}
		text, err := json.Marshal(side.record)
		if err != nil {
			return err
		}
		*side.into = text
		entry.ID, entry.TenantID = k.meta(side.record).ID, k.owner(side.record)
	}
	return tx.append(ctx, entry)
}

// Tree returns the size of the log and the hash over all of it.
func (l Log) Tree(ctx context.Context) (tree tlog.Tree, err error) {
	err = l.whole(ctx, func(tx *transaction) error {
		if tree.N, err = tx.logSize(ctx); err != nil {
			return err
		}
		tree.Hash, err = tlog.TreeHash(tree.N, tx.hashes(ctx))
		return err
	})
	return tree, err
}

// whole reads the whole log, which somebody confined to a tenant cannot.
func (l Log) whole(ctx context.Context, fn func(*transaction) error) error {
	return l.store.read(ctx, func(tx *transaction) error {
		if tx.confined != nil {
			return tx.confined.refuse("the tree of the audit log, which is over all tenants,")
		}
		return fn(tx)
	})
}

// logSize is the number of entries.
func (tx *transaction) logSize(ctx context.Context) (size int64, err error) {
	err = tx.QueryRowContext(ctx, "SELECT coalesce(max(sequence) + 1, 0) FROM audit_entries").Scan(&size)
	return size, err
}

// hashes reads the stored hashes of the tree.
func (tx *transaction) hashes(ctx context.Context) tlog.HashReader { return storedHashes(ctx, tx) }

// Proof shows, to whoever has the checkpoint of a tree, that an entry is in it.
type Proof struct {
	Sequence int64            `json:"sequence"`
	Entry    string           `json:"entry"` // the bytes that were hashed
	Size     int64            `json:"size"`  // of the tree, in entries
	Root     tlog.Hash        `json:"root"`
	Hashes   tlog.RecordProof `json:"hashes"`
}

// Prove proves that the entry is in the tree of that many entries, or of all for
// size 0.
func (l Log) Prove(ctx context.Context, sequence, size int64) (proof Proof, err error) {
	err = l.whole(ctx, func(tx *transaction) (err error) {
		all, err := tx.logSize(ctx)
		if err != nil {
			return err
		}
		if size == 0 {
			size = all
		}
		if sequence < 0 || sequence >= size || size > all {
			return fail(ErrNotFound, "The log has %d entries, from 0 on, so there is no proof that entry %d is among the first %d.", all, sequence, size)
		}
		proof = Proof{Sequence: sequence, Size: size}
		if err := tx.QueryRowContext(ctx, "SELECT entry FROM audit_entries WHERE sequence = $1", sequence).Scan(&proof.Entry); err != nil {
			return err
		}
		if proof.Root, err = tlog.TreeHash(size, tx.hashes(ctx)); err != nil {
			return err
		}
		if proof.Hashes, err = tlog.ProveRecord(size, sequence, tx.hashes(ctx)); err != nil {
			return err
		}
		return proof.Check(tlog.Tree{N: size, Hash: proof.Root})
	})
	return proof, err
}

// Check reports whether the proof holds for a tree that is trusted.
func (p Proof) Check(tree tlog.Tree) error {
	if tree.N != p.Size {
		return fail(ErrTampered, "The proof is about the tree of %d entries, and the checkpoint is of %d.", p.Size, tree.N)
	}
	if err := tlog.CheckRecord(p.Hashes, tree.N, tree.Hash, p.Sequence, tlog.RecordHash([]byte(p.Entry))); err != nil {
		return fail(ErrTampered, "Entry %d is not in the tree as it is here: it, the proof or the checkpoint was changed.", p.Sequence)
	}
	return nil
}
