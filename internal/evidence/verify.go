package evidence

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"hash"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// Trust is what whoever verifies a package has from elsewhere; what is nil is
// taken from the package.
type Trust struct {
	Tree    *tlog.Tree // of a checkpoint
	Signers *string    // allowed_signers file
}

// Verify returns what does not hold of a package, each as a full sentence: its
// digest, the proof of every entry, whether what it says is what its entries say,
// and whether the approvals are by those who are trusted. It takes nothing but the
// package, no register.
func (p Package) Verify(trust Trust) (problems []string) {
	say := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	e := p.Evidence
	if sum, err := digest(e); err != nil || sum != p.Digest {
		say("The package was changed after it was made: its digest is %s, and it says %s.", sum, p.Digest)
	}
	if e.Log.Unproven != "" {
		say("Nothing in the package is proven: %s", e.Log.Unproven)
	} else if broken := e.Log.verify(trust.Tree); len(broken) > 0 {
		return append(problems, broken...) // nothing follows from entries that are none
	}
	again, err := Derive(e.source())
	if err != nil {
		say("What the package says cannot be derived from its entries: %s.", err)
		return problems
	}
	if sections := differing(e, again); len(sections) > 0 {
		say("What the package says is not what its entries say, in %s. It was made by nhi %s; a later one may tell more.", strings.Join(sections, ", "), e.Tool.Version)
	}
	if trust.Signers != nil {
		source := e.source()
		source.Signers = *trust.Signers
		trusted, err := Derive(source)
		if err != nil {
			say("The approvals cannot be verified: %s.", err)
			return problems
		}
		problems = append(problems, again.distrusted(trusted)...)
	}
	return problems
}

// source is what the evidence was derived from.
func (e Evidence) source() Source {
	s := Source{Tool: e.Tool, TenantID: e.Tenant.ID, Period: e.Period, Bundle: e.Bundle, Signers: e.Signers, Log: e.Log}
	for _, c := range e.Controls {
		s.Controls = append(s.Controls, c.said())
	}
	return s
}

// verify says what does not hold of the proofs, by a tree that is trusted, or for
// nil by that of the package itself.
func (l Log) verify(trusted *tlog.Tree) (problems []string) {
	say := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	tree := tlog.Tree{N: l.Size, Hash: l.Root}
	if trusted != nil && *trusted != tree {
		say("The proofs are of a log of %d entries with hash %s, and the checkpoint is of %d with %s. Verify with the checkpoint that the package was made for.", tree.N, tree.Hash, trusted.N, trusted.Hash)
	}
	if l.Checkpoint != "" {
		if _, of, err := register.ParseCheckpoint(l.Checkpoint); err != nil || of != tree {
			say("The checkpoint in the package is not of the log that its proofs are of.")
		}
	}
	last := int64(-1)
	for _, entry := range l.Entries {
		proof := register.Proof{Sequence: entry.Sequence, Entry: entry.Entry, Size: l.Size, Root: l.Root, Hashes: entry.Hashes}
		if entry.Sequence <= last {
			say("Entry %d is not in its place.", entry.Sequence)
		}
		last = entry.Sequence
		if entry.Sequence < 0 || entry.Sequence >= l.Size || proof.Check(tree) != nil {
			say("Entry %d is not in the log as it is here: it, its proof or the checkpoint was changed.", entry.Sequence)
		}
	}
	return problems
}

// differing names the members in which two are not the same.
func differing(a, b Evidence) (names []string) {
	if !slices.EqualFunc(a.Log.Entries, b.Log.Entries, func(a, b Entry) bool { return a.Sequence == b.Sequence && a.Entry == b.Entry }) {
		names = append(names, "log")
	}
	a.Log.Entries, b.Log.Entries = nil, nil
	one, other := members(reflect.ValueOf(a)), members(reflect.ValueOf(b))
	for _, name := range sorted(one) {
		sums := [2]hash.Hash{sha256.New(), sha256.New()}
		if canonical(sums[0], one[name]) != nil || canonical(sums[1], other[name]) != nil || !bytes.Equal(sums[0].Sum(nil), sums[1].Sum(nil)) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// distrusted says which signatures count by the signers of the package and not by
// those who are trusted.
func (e Evidence) distrusted(trusted Evidence) (problems []string) {
	counted := map[string]bool{}
	for _, name := range trusted.counted() {
		counted[name] = true
	}
	for _, name := range e.counted() {
		if !counted[name] {
			problems = append(problems, name+" counts by the signers in the package, and not by those that you trust.")
		}
	}
	return problems
}

// counted names the signatures that count, each with whose it is.
func (e Evidence) counted() (names []string) {
	note := func(what, id string, approved Approved) {
		for _, a := range approved.Approvals {
			if a.Counts {
				names = append(names, fmt.Sprintf("The approval of %s %s by %s with the key %s, in entry %d,", what, id, a.Signer, a.Fingerprint, a.Sequence))
			}
		}
	}
	for _, x := range e.Exceptions {
		note("exception", x.ID, x.Approved)
	}
	for _, v := range e.Variations {
		note("variation", v.ID, v.Approved)
	}
	for _, access := range e.BreakGlass {
		note("break-glass access", access.ID, access.Approved)
	}
	for _, review := range e.Reviews {
		for _, a := range review.Attestations {
			if a.Counts {
				names = append(names, fmt.Sprintf("The outcome of review %s by %s with the key %s, in entry %d,", review.ID, a.Reviewer, a.Fingerprint, a.Sequence))
			}
		}
	}
	for _, a := range e.Activations {
		if a.Problem == "" {
			names = append(names, fmt.Sprintf("The activation of %s by %s with the key %s, in entry %d,", a.Access, a.Activator, a.Fingerprint, a.Entries[0]))
		}
	}
	return slices.Compact(names)
}
