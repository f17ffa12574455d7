package register_test

import (
	"strings"
	"testing"

	"github.com/nhi-governance/terraform-provider-nhi/internal/postgrestest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register/registertest"
)

// TestPostgreSQLSchema is what the database itself refuses, whoever writes to it.
func TestPostgreSQLSchema(t *testing.T) {
	t.Parallel()
	location := newDatabase(t)
	r := openAt(t, location, register.Options{})
	for _, slug := range []string{"acme", "other"} {
		registertest.Build(t, r, slug)
	}
	db := postgrestest.Open(t, postgrestest.With(location, "search_path", "nhi"))
	defer db.Close()
	// Types are the database's own, so that wrong ones do not even parse.
	parsed := map[string]string{"text for a number": "22P02", "granted maybe": "42804"}
	for name, test := range refusals {
		if name == "a number where text is" {
			continue // an assignment casts whatever it is to text
		}
		constraint := strings.ToLower(strings.Replace(test.constraint, "NOT NULL", "not-null", 1))
		if code, ok := parsed[name]; ok {
			constraint = code
		}
		if _, err := db.ExecContext(t.Context(), test.statement); err == nil || !strings.Contains(err.Error(), constraint) {
			t.Errorf("%s: got %v, want it refused by %s", name, err, constraint)
		}
	}

	// Every table of the register but its version confines roles.
	var unconfined string
	err := db.QueryRowContext(t.Context(), "SELECT coalesce(string_agg(relname, ', '), '') FROM pg_class WHERE relnamespace = 'nhi'::regnamespace AND relkind = 'r' AND NOT relrowsecurity").Scan(&unconfined)
	if err != nil || unconfined != "schema_version" {
		t.Errorf("without row-level security are %s, %v; want the version alone", unconfined, err)
	}
	problems, err := r.Check(t.Context())
	if err != nil || len(problems) > 0 {
		t.Errorf("a sound register: %q, %v", problems, err)
	}
	for statement, want := range map[string]string{
		"ALTER TABLE identities DISABLE ROW LEVEL SECURITY":                 "Row-level security of table identities is switched off",
		"DROP TRIGGER stay ON audit_entries":                                "The log lacks the trigger stay",
		"ALTER TABLE audit_entries DISABLE TRIGGER append":                  "The trigger append of table audit_entries is switched off",
		"UPDATE entitlements SET system_id = (SELECT max(id) FROM systems)": "belongs to another tenant",
	} {
		postgrestest.Exec(t, postgrestest.With(location, "search_path", "nhi"), statement)
		if problems, err := r.Check(t.Context()); err != nil || !strings.Contains(strings.Join(problems, "\n"), want) {
			t.Errorf("%s: got %q, %v, want %q", statement, problems, err, want)
		}
	}
}
