package register_test

import (
	"database/sql"
	"strings"
	"testing"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register/registertest"
)

const (
	acme  = "(SELECT id FROM tenants WHERE slug = 'acme')"
	other = "(SELECT id FROM tenants WHERE slug = 'other')"
)

// refusals are what the database itself refuses, on two estates, and by what.
var refusals = map[string]struct{ statement, constraint string }{
	"tenant with records":           {"DELETE FROM tenants", "FOREIGN KEY"},
	"slug twice":                    {"UPDATE tenants SET slug = 'same'", "UNIQUE"},
	"slug of shared systems":        {"UPDATE tenants SET slug = 'shared' WHERE slug = 'acme'", "CHECK"},
	"negative ring":                 {"UPDATE tenants SET ring = -1", "CHECK"},
	"text for a number":             {"UPDATE tenants SET ring = 'first'", "cannot store TEXT"},
	"contract ends before it began": {"UPDATE tenants SET contract_end = contract_start", "CHECK"},
	"labels that are a list":        {"UPDATE tenants SET labels = '[]'", "CHECK"},
	"system of nobody":              {"UPDATE systems SET tenant_id = 'nobody' WHERE tenant_id = " + acme, "FOREIGN KEY"},
	"two shared systems of a name":  {"UPDATE systems SET tenant_id = NULL", "UNIQUE"},
	"system kind":                   {"UPDATE systems SET kind = 'mainframe'", "CHECK"},
	"system in use":                 {"DELETE FROM systems", "FOREIGN KEY"},
	"identity kind":                 {"UPDATE identities SET kind = 'human'", "CHECK"},
	"identity in use":               {"DELETE FROM identities", "FOREIGN KEY"},
	"identity moved away":           {"UPDATE identities SET tenant_id = " + other + ", name = name || '-moved' WHERE tenant_id = " + acme, "FOREIGN KEY"},
	"identity twice":                {"UPDATE identities SET tenant_id = " + acme, "UNIQUE"},
	"credential kept nowhere":       {"UPDATE identities SET credential_location = NULL", "CHECK"},
	"entitlement moved away":        {"UPDATE entitlements SET tenant_id = " + other + " WHERE tenant_id = " + acme, "FOREIGN KEY"},
	"entitlement of a stranger": {"UPDATE entitlements SET identity_id = (SELECT max(id) FROM identities WHERE tenant_id = " + other + "), privilege = 'x' WHERE tenant_id = " + acme,
		"FOREIGN KEY"},
	"entitlement reviewed by a stranger": {"UPDATE entitlements SET review_schedule_id = (SELECT id FROM review_schedules WHERE tenant_id = " + other + ") WHERE tenant_id = " + acme,
		"FOREIGN KEY"},
	"entitlement status":     {"UPDATE entitlements SET status = 'dormant'", "CHECK"},
	"granted maybe":          {"UPDATE entitlements SET granted = 2", "CHECK"},
	"exception without end":  {"UPDATE exceptions SET expires_at = NULL", "NOT NULL"},
	"exception status":       {"UPDATE exceptions SET status = 'dormant'", "CHECK"},
	"exception category":     {"UPDATE exceptions SET category = 'ignored'", "CHECK"},
	"two sets of a pair":     {"UPDATE entitlement_sets SET identity_id = (SELECT max(identity_id) FROM entitlement_sets), system_id = (SELECT max(system_id) FROM entitlement_sets)", "UNIQUE"},
	"set moved away":         {"UPDATE entitlement_sets SET tenant_id = " + other + " WHERE tenant_id = " + acme, "FOREIGN KEY"},
	"set status":             {"UPDATE entitlement_sets SET status = 'dormant'", "CHECK"},
	"set ends first":         {"UPDATE entitlement_sets SET expires_at = starts_at", "CHECK"},
	"privilege moved away":   {"UPDATE entitlement_set_privileges SET tenant_id = " + other + " WHERE tenant_id = " + acme, "FOREIGN KEY"},
	"privilege twice":        {"UPDATE entitlement_set_privileges SET privilege = 'same', scope = ''", "UNIQUE"},
	"variation twice":        {"UPDATE variations SET tenant_id = " + acme, "UNIQUE"},
	"variation to nothing":   {"UPDATE variations SET value = ''", "CHECK"},
	"variation of nobody":    {"UPDATE variations SET tenant_id = 'nobody' WHERE tenant_id = " + acme, "FOREIGN KEY"},
	"variation status":       {"UPDATE variations SET status = 'revoked'", "CHECK"},
	"glass moved away":       {"UPDATE break_glass SET tenant_id = " + other + " WHERE tenant_id = " + acme, "FOREIGN KEY"},
	"glass of no system":     {"UPDATE break_glass SET system_id = 'nowhere' WHERE tenant_id = " + acme, "FOREIGN KEY"},
	"endless emergency":      {"UPDATE break_glass SET max_duration = NULL", "NOT NULL"},
	"glass status":           {"UPDATE break_glass SET status = 'expired'", "CHECK"},
	"two outcomes":           {"INSERT INTO attestations SELECT id || 'x', revision, created_at, updated_at, updated_by, tenant_id, source_id, subject_kind, subject_id, due_at, outcome, remaining, expires_at, reviewer, reason, evidence, signature FROM attestations", "UNIQUE"},
	"outcome that is none":   {"UPDATE attestations SET outcome = 'maybe'", "CHECK"},
	"attestation unsigned":   {"UPDATE attestations SET signature = ''", "CHECK"},
	"attestation of nobody":  {"UPDATE attestations SET tenant_id = 'nobody' WHERE tenant_id = " + acme, "FOREIGN KEY"},
	"delegation to oneself":  {"UPDATE delegations SET to_reviewer = from_reviewer", "CHECK"},
	"activation without end": {"UPDATE activations SET ends_at = starts_at", "CHECK"},
	"two open activations":   {"INSERT INTO activations SELECT id || n, revision, created_at, updated_at, updated_by, tenant_id, break_glass_id, activator, reason, starts_at, ends_at, NULL, ended_by, granted, signature FROM activations CROSS JOIN (SELECT 'x' AS n UNION SELECT 'y') two", "UNIQUE"},
	"message twice":          {"UPDATE messages SET tenant_id = " + acme, "UNIQUE"},
	"message of nobody":      {"UPDATE messages SET tenant_id = 'nobody' WHERE tenant_id = " + acme, "FOREIGN KEY"},
	"message state":          {"UPDATE messages SET state = 'lost'", "CHECK"},
	"schedule in use":        {"DELETE FROM review_schedules", "FOREIGN KEY"},
	"schedule subjects":      {"UPDATE review_schedules SET subjects = 'people'", "CHECK"},
	"overdue action":         {"UPDATE review_schedules SET overdue_action = 'ignore'", "CHECK"},
	"selection of a ghost":   {"UPDATE review_schedule_systems SET system_id = 'ghost'", "FOREIGN KEY"},
	"selection moved away":   {"UPDATE review_schedule_systems SET tenant_id = " + other + " WHERE tenant_id = " + acme, "FOREIGN KEY"},
	"revision that is none":  {"UPDATE exceptions SET revision = 0", "CHECK"},
	"a number where text is": {"UPDATE exceptions SET reason = x'00'", "cannot store BLOB"},
}

// TestSchema is what the database itself refuses, whoever writes to it.
func TestSchema(t *testing.T) {
	t.Parallel()
	path := newPath(t)
	r, err := register.Open(t.Context(), path, register.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	for _, slug := range []string{"acme", "other"} {
		registertest.Build(t, r, slug)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+path+"?_foreign_keys=on")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()

	for name, test := range refusals {
		_, err := db.ExecContext(t.Context(), test.statement)
		if err == nil || !strings.Contains(err.Error(), test.constraint) {
			t.Errorf("%s: got %v, want it refused by %s", name, err, test.constraint)
		}
	}

	// Tenancy is on every row.
	rows, err := db.QueryContext(t.Context(), `SELECT l.name, l.strict, count(c.name) FROM pragma_table_list AS l
		LEFT JOIN pragma_table_xinfo(l.name) AS c ON c.name = 'tenant_id'
		WHERE l.type = 'table' AND l.name NOT LIKE 'sqlite_%' AND l.name NOT IN ('schema_version', 'tenants', 'audit_hashes') GROUP BY l.name`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	tables := 0
	for rows.Next() {
		var name string
		var strict, tenant bool
		if err := rows.Scan(&name, &strict, &tenant); err != nil {
			t.Fatal(err)
		}
		if tables++; !strict || !tenant {
			t.Errorf("table %s: strict %v, with a tenant %v; want both", name, strict, tenant)
		}
	}
	if err := rows.Err(); err != nil || tables != 16 {
		t.Errorf("got %d tables, %v, want 16", tables, err)
	}
}

// TestLostJournalMode opens a copy that was made by a tool that does not know
// of WAL.
func TestLostJournalMode(t *testing.T) {
	t.Parallel()
	path := newPath(t)
	fill(t, path)
	execute(t, path, "PRAGMA journal_mode = DELETE")
	r, err := register.Open(t.Context(), path, register.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := r.Exceptions().List(t.Context(), ""); err != nil || len(got) != 20 {
		t.Errorf("got %d exceptions, %v, want 20", len(got), err)
	}
	wantIntact(t, path)
}

// What is still to be told is found by an index, however much was told before.
func TestMessagesByState(t *testing.T) {
	t.Parallel()
	path := newPath(t)
	r, err := register.Open(t.Context(), path, register.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for condition, want := range map[string]string{
		"tenant_id = 'a' AND state IN ('pending')":          "messages_by_state (state=? AND tenant_id=?)",
		"TRUE AND state IN ('pending', 'failed')":           "messages_by_state (state=?)",
		"tenant_id = 'a' AND state IN ('pending','failed')": "messages_by_state (state=? AND tenant_id=?)",
	} {
		var id, parent, unused int
		var plan string
		if err := db.QueryRowContext(t.Context(), "EXPLAIN QUERY PLAN SELECT * FROM messages WHERE "+condition+" ORDER BY id").Scan(&id, &parent, &unused, &plan); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(plan, want) {
			t.Errorf("%s: %q, want it by %s", condition, plan, want)
		}
	}
}
