package register_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/nhi-governance/terraform-provider-nhi/internal/hostile"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register/registertest"
)

func TestCopy(t *testing.T) {
	t.Parallel()
	for name, engines := range map[string]struct {
		from func(t *testing.T) string
		to   func(t *testing.T) string
	}{
		"from SQLite to PostgreSQL": {func(t *testing.T) string { return newPath(t) }, newDatabaseLocation},
		"from PostgreSQL to SQLite": {newDatabaseLocation, func(t *testing.T) string { return newPath(t) }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			from := openLocation(t, engines.from(t), register.Options{Now: noon, Actor: "alice"})
			e := registertest.Build(t, from, "acme")
			registertest.Build(t, from, "other")
			if err := from.Exceptions().Delete(t.Context(), e.Exception.ID, 0); err != nil {
				t.Fatal(err)
			}
			location := engines.to(t)
			to := openLocation(t, location, register.Options{Now: noon, Actor: "the mover"})
			if err := register.Copy(t.Context(), from, to); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(snapshotOf(t, from), snapshotOf(t, to)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if problems, err := to.Check(t.Context()); err != nil || len(problems) > 0 {
				t.Errorf("the copy is not sound: %q %v", problems, err)
			}
			tree, err := from.Log().Tree(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if got, err := to.Log().Tree(t.Context()); err != nil || got != tree {
				t.Errorf("the log's tree is %v, %v, want %v", got, err, tree)
			}

			// Who wrote last is kept, and so is the count of revisions.
			stale := e.Identity
			stale.Revision = 9
			if _, err := to.Identities().Update(t.Context(), stale); !errors.Is(err, register.ErrConflict) || !strings.Contains(err.Error(), "alice") {
				t.Errorf("got %v, want a conflict with alice", err)
			}
			if _, err := to.Identities().Update(t.Context(), e.Identity); err != nil {
				t.Error(err)
			}
			wantContradiction(t, to, "", tree)

			if err := register.Copy(t.Context(), from, to); !errors.Is(err, register.ErrExists) {
				t.Errorf("copied once more: got %v", err)
			}
			confined := openLocation(t, location, register.Options{Now: noon, Tenant: "acme"})
			if err := register.Copy(t.Context(), confined, openLocation(t, newPath(t), register.Options{Now: noon})); !errors.Is(err, register.ErrConfined) {
				t.Errorf("copied by somebody confined: got %v", err)
			}
		})
	}
}

func newDatabaseLocation(t *testing.T) string { return newDatabase(t).String() }

func openLocation(t *testing.T, location string, options register.Options) register.Register {
	t.Helper()
	r, err := register.Open(t.Context(), location, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

// TestCopyRefusesTampered does not give an edited log a tree that fits it.
func TestCopyRefusesTampered(t *testing.T) {
	t.Parallel()
	r, db, unguard := tamperedSQLite(t)
	registertest.Build(t, r, "acme")
	if _, err := db.ExecContext(t.Context(), unguard+"; UPDATE audit_entries SET entry = replace(entry, 'create', 'update') WHERE sequence = 2"); err != nil {
		t.Fatal(err)
	}
	to := openLocation(t, newPath(t), register.Options{Now: noon})
	if err := register.Copy(t.Context(), r, to); !errors.Is(err, register.ErrTampered) {
		t.Errorf("got %v, want it refused", err)
	}
	if got := snapshotOf(t, to); len(got.Tenants) > 0 {
		t.Error("something was copied all the same")
	}
}

// FuzzReadSnapshot reads any bytes, and what it accepts it writes again as the
// same.
func FuzzReadSnapshot(f *testing.F) {
	for _, document := range hostile.JSON([]byte(`{"nhi_snapshot":1,"taken_at":"2026-11-23T12:00:00Z","log":{"size":0,"root":"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="},"records":{"tenants":[{"slug":"acme"}],"exceptions":[{"control":"c","targets":["a.b"],"expires_at":"2026-11-23T12:00:00Z"}],"review_schedules":[{"due_within":"P14D"}]}}`)) {
		f.Add(document)
	}
	f.Add([]byte(`{"nhi_snapshot":2}`))
	f.Fuzz(func(t *testing.T, content []byte) {
		var file register.SnapshotFile
		var err error
		hostile.Within(t, 64<<20, func() { file, err = register.ReadSnapshot(bytes.NewReader(content)) })
		if err != nil {
			if !errors.As(err, new(*register.Error)) {
				t.Errorf("got %v, want an error for people", err)
			}
			return
		}
		text, err := file.Encode()
		if err != nil {
			t.Skip() // an instant that RFC 3339 cannot write
		}
		again, err := register.ReadSnapshot(bytes.NewReader(text))
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if twice, err := again.Encode(); err != nil || !bytes.Equal(text, twice) {
			t.Errorf("%s became %s, %v", text, twice, err)
		}
	})
}

// FuzzParseCheckpoint reads any text, and what it accepts has one spelling.
func FuzzParseCheckpoint(f *testing.F) {
	f.Add(register.FormatCheckpoint("register.example", tlog.Tree{N: 7}))
	f.Add("register.example\n-1\nAAAA\n")
	f.Add("register.example\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAzzzzzzz=\n") // bits that the hash has no room for
	f.Fuzz(func(t *testing.T, text string) {
		name, tree, err := register.ParseCheckpoint(text)
		if err == nil && !strings.HasPrefix(text, register.FormatCheckpoint(name, tree)) {
			t.Errorf("%q was read as %q", text, register.FormatCheckpoint(name, tree))
		}
	})
}
