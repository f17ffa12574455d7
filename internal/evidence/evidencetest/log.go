// Package evidencetest makes up logs for tests, which are the same in every run:
// ids, keys, instants and the tree.
package evidencetest

import (
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/evidence"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// Log is a log in memory.
type Log struct {
	t       testing.TB
	Tenant  string // id, of what is written next
	texts   []string
	hashes  hashes
	records map[string]json.RawMessage // as they are
}

// New makes an empty log, whose entries are about a tenant.
func New(t testing.TB, tenant string) *Log {
	return &Log{t: t, Tenant: tenant, records: map[string]json.RawMessage{}}
}

type hashes []tlog.Hash

func (h hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	read := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		read[i] = h[index]
	}
	return read, nil
}

// Add appends an entry, and returns its place.
func (l *Log) Add(e register.Entry) int64 {
	l.t.Helper()
	type kept register.Entry
	text, err := json.Marshal(kept(e))
	if err != nil {
		l.t.Fatal(err)
	}
	sequence := int64(len(l.texts))
	more, err := tlog.StoredHashes(sequence, text, l.hashes)
	if err != nil {
		l.t.Fatal(err)
	}
	l.texts, l.hashes = append(l.texts, string(text)), append(l.hashes, more...)
	return sequence
}

// Write creates or updates a record.
func (l *Log) Write(at, actor string, kind governance.Kind, id string, record any) int64 {
	l.t.Helper()
	text, err := json.Marshal(record)
	if err != nil {
		l.t.Fatal(err)
	}
	before, there := l.records[id]
	action := register.ActionCreate
	if there {
		action = register.ActionUpdate
	}
	l.records[id] = text
	return l.Add(register.Entry{At: At(at), TenantID: l.Tenant, Kind: kind, ID: id, Action: action, Actor: actor, Before: before, After: text})
}

// Delete deletes a record.
func (l *Log) Delete(at, actor string, kind governance.Kind, id string) int64 {
	l.t.Helper()
	before := l.records[id]
	delete(l.records, id)
	return l.Add(register.Entry{At: At(at), TenantID: l.Tenant, Kind: kind, ID: id, Action: register.ActionDelete, Actor: actor, Before: before})
}

// Decide appends a decision.
func (l *Log) Decide(at, actor string, r decision.Record) int64 {
	l.t.Helper()
	r.Instant = At(at)
	if r.Digest == "" {
		r.Digest = fmt.Sprintf("sha256:%064x", len(l.texts))
	}
	text, err := json.Marshal(r)
	if err != nil {
		l.t.Fatal(err)
	}
	return l.Add(register.Entry{At: At(at), TenantID: l.Tenant, Kind: register.KindDecision, ID: r.Digest, Action: register.Action(r.Outcome), Actor: actor, After: text})
}

// Proven returns the entries of the tenant and of shared systems, with proofs.
func (l *Log) Proven() evidence.Log {
	l.t.Helper()
	size := int64(len(l.texts))
	root, err := tlog.TreeHash(size, l.hashes)
	if err != nil {
		l.t.Fatal(err)
	}
	proven := evidence.Log{Size: size, Root: root}
	for i, text := range l.texts {
		entry, err := register.ReadEntry(int64(i), text)
		if err != nil {
			l.t.Fatal(err)
		}
		if entry.TenantID != l.Tenant && entry.Kind != governance.KindSystem {
			continue
		}
		proof, err := tlog.ProveRecord(size, int64(i), l.hashes)
		if err != nil {
			l.t.Fatal(err)
		}
		proven.Entries = append(proven.Entries, evidence.Entry{Sequence: int64(i), Entry: text, Hashes: proof})
	}
	return proven
}

// At reads an instant, of which a day is enough.
func At(text string) time.Time {
	if len(text) == len(time.DateOnly) {
		text += "T00:00:00Z"
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return t
}

// Key is the key of a person, always the same.
func Key(t testing.TB, person string) ssh.Signer {
	t.Helper()
	seed := make([]byte, ed25519.SeedSize)
	copy(seed, person)
	key, err := ssh.NewSignerFromKey(ed25519.NewKeyFromSeed(seed))
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// Signer is a person's line of allowed_signers.
func Signer(t testing.TB, person string) string {
	t.Helper()
	return person + " " + string(ssh.MarshalAuthorizedKey(Key(t, person).PublicKey()))
}

// Sign approves facts with a person's key.
func Sign(t testing.TB, person string, facts approval.Facts) string {
	t.Helper()
	return SignFor(t, approval.Namespace, person, facts)
}

// SignFor signs facts for another purpose.
func SignFor(t testing.TB, namespace, person string, facts approval.Facts) string {
	t.Helper()
	message, err := facts.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	armored, err := approval.SignFor(namespace, message, Key(t, person))
	if err != nil {
		t.Fatal(err)
	}
	return armored
}
