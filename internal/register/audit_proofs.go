package register

import (
	"context"
	"encoding/json"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// Proofs returns the entries of a filter that are among the first so many, or for
// size 0 among all, each with its proof, in their order, and the tree that all of
// the proofs are of. It reads the log once and the tree once, however many they
// are.
func (l Log) Proofs(ctx context.Context, filter Filter, size int64) (proofs []Proof, tree tlog.Tree, err error) {
	err = l.whole(ctx, func(tx *transaction) error {
		all, err := tx.logSize(ctx)
		if err != nil {
			return err
		}
		if size < 0 || size > all {
			return fail(ErrNotFound, "The log has %d entries, so there is no tree of its first %d. The checkpoint is of another register, or entries were dropped since.", all, size)
		}
		tree.N = all
		if size > 0 {
			tree.N = size
		}
		stored, err := tx.subtrees(ctx, tree.N)
		if err != nil {
			return err
		}
		if tree.Hash, err = tlog.TreeHash(tree.N, stored); err != nil {
			return err
		}
		return tx.texts(ctx, filter, func(sequence int64, text string) (err error) {
			if sequence >= tree.N {
				return nil
			}
			proof := Proof{Sequence: sequence, Entry: text, Size: tree.N, Root: tree.Hash}
			if proof.Hashes, err = tlog.ProveRecord(tree.N, sequence, stored); err != nil {
				return err
			}
			proofs = append(proofs, proof)
			return proof.Check(tree)
		})
	})
	slices.Reverse(proofs)
	return proofs, tree, err
}

// subtrees are the hashes of complete subtrees in memory: by level, then number.
type subtrees [][]tlog.Hash

// subtrees reads those of a tree of that many entries.
func (tx *transaction) subtrees(ctx context.Context, size int64) (subtrees, error) {
	var read subtrees
	err := tx.each(ctx, func(scan func(...any) error) error {
		var level int
		var number int64
		var hash []byte
		if err := scan(&level, &number, &hash); err != nil {
			return err
		}
		for len(read) <= level {
			read = append(read, make([]tlog.Hash, 0, size>>len(read)))
		}
		if number != int64(len(read[level])) || len(hash) != tlog.HashSize {
			return missingSubtree(level, int64(len(read[level])))
		}
		read[level] = append(read[level], tlog.Hash(hash))
		return nil
	}, "SELECT level, number, hash FROM audit_hashes WHERE number < CAST($1 AS BIGINT) >> level ORDER BY level, number", size)
	return read, err
}

// ReadHashes is what tlog reads a tree with.
func (s subtrees) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		level, number := tlog.SplitStoredHashIndex(index)
		if level >= len(s) || number >= int64(len(s[level])) {
			return nil, missingSubtree(level, number)
		}
		hashes[i] = s[level][number]
	}
	return hashes, nil
}

func missingSubtree(level int, number int64) error {
	return fail(ErrTampered, "The hash of level %d, number %d is missing from the tree. Run nhi audit verify, and restore a backup.", level, number)
}

// ReadEntry reads an entry from the bytes that the log keeps of it, such as a proof
// has them.
func ReadEntry(sequence int64, text string) (Entry, error) {
	entry := Entry{Sequence: sequence, text: text}
	if err := json.Unmarshal([]byte(text), &entry); err != nil {
		return Entry{}, fail(ErrCorrupt, "Entry %d of the audit log is no entry: %s. Run nhi audit verify.", sequence, err)
	}
	return entry, nil
}

// Text returns the bytes that the log keeps of the entry, and that its tree is
// over; "" for one that was not read from a log.
func (e Entry) Text() string { return e.text }
