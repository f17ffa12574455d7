package register_test

import (
	"database/sql"
	"errors"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/nhi-governance/terraform-provider-nhi/internal/postgrestest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register/registertest"
)

// TestTampering edits the database by hand, as its owner, who can drop what
// guards the log against mistakes.
func TestTampering(t *testing.T) {
	t.Parallel()
	// Of the 9 entries, 0 to 5 are acme's creation and 6 to 8 its updates.
	for name, test := range map[string]struct {
		statements string
		want       string // in a contradiction, without a checkpoint
		checkpoint bool   // a checkpoint contradicts as well
	}{
		"an entry edited": {"UPDATE audit_entries SET entry = replace(entry, 'quarterly', 'never') WHERE sequence = 3",
			"Entry 3 was edited", true},
		"an entry and its hash edited": {"UPDATE audit_entries SET entry = replace(entry, 'quarterly', 'never') WHERE sequence = 3; UPDATE audit_hashes SET hash = (SELECT hash FROM audit_hashes WHERE level = 0 AND number = 4) WHERE level = 0 AND number = 3",
			"Entry 3 was edited", true},
		"an entry deleted":             {"DELETE FROM audit_entries WHERE sequence = 3", "Entry 3 is missing", true},
		"the first entry deleted":      {"DELETE FROM audit_entries WHERE sequence = 0", "Entry 0 is missing", true},
		"the last entry deleted":       {"DELETE FROM audit_entries WHERE sequence = 8", "Entries up to 8 were in the log, and the last that is there is 7", true},
		"all entries deleted":          {"DELETE FROM audit_entries", "Entries up to 8 were in the log", true},
		"an entry deleted, gap closed": {"DELETE FROM audit_entries WHERE sequence = 6; UPDATE audit_entries SET sequence = 6 WHERE sequence = 7; UPDATE audit_entries SET sequence = 7 WHERE sequence = 8", "Entry 6 was edited", true},
		"entries swapped":              {"UPDATE audit_entries SET sequence = 99 WHERE sequence = 6; UPDATE audit_entries SET sequence = 6 WHERE sequence = 7; UPDATE audit_entries SET sequence = 7 WHERE sequence = 99", "Entry 6 was edited", true},
		"an entry inserted":            {"INSERT INTO audit_entries (sequence, entry) SELECT 9, entry FROM audit_entries WHERE sequence = 8", "The tree lacks", false},
		"an entry numbered far ahead":  {"INSERT INTO audit_entries (sequence, entry) SELECT 4611686018427387904, entry FROM audit_entries WHERE sequence = 8", "Entry 4611686018427387904 has no place in the log", false},
		"a hash dropped":               {"DELETE FROM audit_hashes WHERE level = 2", "The tree lacks 2 of its 16 hashes", false},
		"a hash edited":                {"UPDATE audit_hashes SET hash = (SELECT hash FROM audit_hashes WHERE level = 0 AND number = 1) WHERE level = 2 AND number = 0", "The tree does not fit entries 0 to 3", false},
		"the tail truncated, records put back": {"DELETE FROM audit_entries WHERE sequence = 8; DELETE FROM audit_hashes WHERE level = 0 AND number = 8; UPDATE tenants SET revision = 3, ring = 8",
			"", true}, // what only a checkpoint tells
		"a record changed":  {"UPDATE identities SET owner = 'thief'", "is not as entry 2 says", false},
		"a record deleted":  {"DELETE FROM exceptions", "is gone, and no entry says that it was deleted", false},
		"a record inserted": {"INSERT INTO systems SELECT 'x', revision, created_at, updated_at, updated_by, tenant_id, 'more', kind, config FROM systems", "no entry says that it was created", false},
	} {
		for engine, database := range map[string]func(t *testing.T) (register.Register, *sql.DB, string){"sqlite": tamperedSQLite, "postgresql": tamperedPostgreSQL} {
			t.Run(engine+"/"+name, func(t *testing.T) {
				t.Parallel()
				r, db, unguard := database(t)
				tenant := registertest.Core(t, r, "acme").Tenant
				for range 3 {
					tenant.Ring = tenant.Ring * 2
					var err error
					if tenant, err = r.Tenants().Update(t.Context(), tenant); err != nil {
						t.Fatal(err)
					}
				}
				kept, err := r.Log().Tree(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				wantContradiction(t, r, "")
				for _, statement := range []string{unguard, test.statements} {
					if _, err := db.ExecContext(t.Context(), statement); err != nil {
						t.Fatal(err)
					}
				}
				wantContradiction(t, r, test.want)
				if test.checkpoint {
					wantContradiction(t, r, "heckpoint", kept)
				}
			})
		}
	}
}

// noon is a clock that stands still.
func noon() time.Time { return time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC) }

func wantContradiction(t *testing.T, r register.Register, want string, known ...tlog.Tree) {
	t.Helper()
	_, contradictions, err := r.Log().Verify(t.Context(), known...)
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(contradictions, "\n")
	if want == "" && all != "" || !strings.Contains(all, want) {
		t.Errorf("got %q, want %q in it", all, want)
	}
}

func tamperedSQLite(t *testing.T) (register.Register, *sql.DB, string) {
	path := newPath(t)
	r, err := register.Open(t.Context(), path, register.Options{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return r, db, "DROP TRIGGER audit_entries_stay; DROP TRIGGER audit_entries_remain"
}

func tamperedPostgreSQL(t *testing.T) (register.Register, *sql.DB, string) {
	location := newDatabase(t)
	db := postgrestest.Open(t, postgrestest.With(location, "search_path", "nhi"))
	t.Cleanup(func() { db.Close() })
	return openAt(t, location, register.Options{Now: noon}), db, "DROP TRIGGER stay ON audit_entries; DROP TRIGGER append ON audit_entries"
}

// TestLogIsAppendOnly is what guards against mistakes.
func TestLogIsAppendOnly(t *testing.T) {
	t.Parallel()
	for name, database := range map[string]func(t *testing.T) (register.Register, *sql.DB, string){"sqlite": tamperedSQLite, "postgresql": tamperedPostgreSQL} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, db, _ := database(t)
			registertest.Core(t, r, "acme")
			for _, statement := range []string{"UPDATE audit_entries SET entry = '{}'", "DELETE FROM audit_entries"} {
				if _, err := db.ExecContext(t.Context(), statement); err == nil || !strings.Contains(err.Error(), "append-only") {
					t.Errorf("%s: got %v", statement, err)
				}
			}
			wantContradiction(t, r, "")
		})
	}
}

// TestAdoption opens a register that is older than the log.
func TestAdoption(t *testing.T) {
	t.Parallel()
	r, db, _ := tamperedSQLite(t)
	tenant := registertest.Core(t, r, "acme").Tenant
	if _, err := db.ExecContext(t.Context(), back+"; DROP TABLE audit_entries; DROP TABLE audit_hashes; DELETE FROM schema_version WHERE version_id = 2"); err != nil {
		t.Fatal(err)
	}
	var path string
	if err := db.QueryRowContext(t.Context(), "SELECT file FROM pragma_database_list WHERE name = 'main'").Scan(&path); err != nil {
		t.Fatal(err)
	}
	newer := open(t, path)
	wantContradiction(t, newer, "")
	entries, err := newer.Log().Entries(t.Context(), register.Filter{})
	if err != nil || len(entries) != 6 || entries[0].Action != register.ActionAdopt || entries[0].ID != tenant.ID {
		t.Errorf("got %d entries, %v, the first %+v", len(entries), err, entries[0])
	}
	if _, err := newer.Tenants().Update(t.Context(), tenant); err != nil {
		t.Fatal(err)
	}
	wantContradiction(t, newer, "")
}

// TestProofsOfWhatWasTamperedWith: there are none.
func TestProofsOfWhatWasTamperedWith(t *testing.T) {
	t.Parallel()
	for name, statement := range map[string]string{
		"an entry edited":   "UPDATE audit_entries SET entry = replace(entry, 'quarterly', 'never') WHERE sequence = 3",
		"a hash edited":     "UPDATE audit_hashes SET hash = (SELECT hash FROM audit_hashes WHERE level = 0 AND number = 1) WHERE level = 2 AND number = 0",
		"a hash dropped":    "DELETE FROM audit_hashes WHERE level = 1 AND number = 1",
		"the last dropped":  "DELETE FROM audit_hashes WHERE level = 0 AND number = 5",
		"a level dropped":   "DELETE FROM audit_hashes WHERE level = 2",
		"an entry inserted": "INSERT INTO audit_entries (sequence, entry) SELECT 6, entry FROM audit_entries WHERE sequence = 5",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, db, unguard := tamperedSQLite(t)
			registertest.Core(t, r, "acme")
			for _, statement := range []string{unguard, statement} {
				if _, err := db.ExecContext(t.Context(), statement); err != nil {
					t.Fatal(err)
				}
			}
			if _, _, err := r.Log().Proofs(t.Context(), register.Filter{}, 0); !errors.Is(err, register.ErrTampered) {
				t.Errorf("got %v, want %v", err, register.ErrTampered)
			}
		})
	}
}
