package register_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/postgrestest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register/registertest"
)

var roles atomic.Int64

// newRole makes a role that can log in, for the length of a test: roles are the
// server's, not the database's. What it was granted in a database goes with it.
func newRole(t *testing.T, location *url.URL, attributes string) string {
	t.Helper()
	name := fmt.Sprintf("nhi_test_%d", roles.Add(1))
	postgrestest.Exec(t, location, "CREATE ROLE "+name+" LOGIN "+attributes)
	t.Cleanup(func() { postgrestest.Exec(t, location, "DROP OWNED BY "+name+"; DROP ROLE "+name) })
	return name
}

// granted makes a role that reaches a tenant, and returns the location with it.
func granted(t *testing.T, location *url.URL, tenant string) *url.URL {
	t.Helper()
	role := newRole(t, location, "")
	if err := register.Grant(t.Context(), location.String(), register.Options{}, role, tenant); err != nil {
		t.Fatal(err)
	}
	return postgrestest.As(location, role, "")
}

func openAt(t *testing.T, location *url.URL, options register.Options) register.Register {
	t.Helper()
	if options.Now == nil {
		options.Now = time.Now
	}
	r, err := register.Open(t.Context(), location.String(), options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

func snapshotOf(t *testing.T, r register.Register) governance.Snapshot {
	t.Helper()
	snapshot, err := r.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return snapshot
}

// only is the part of a snapshot that one tenant may see.
func only(snapshot governance.Snapshot, tenant string) (own governance.Snapshot) {
	keep := func(id string) bool { return id == tenant }
	own.Tenants = filter(snapshot.Tenants, func(r governance.Tenant) bool { return keep(r.ID) })
	own.Systems = filter(snapshot.Systems, func(r governance.System) bool { return r.Shared || keep(r.TenantID) })
	own.Identities = filter(snapshot.Identities, func(r governance.Identity) bool { return keep(r.TenantID) })
	own.Entitlements = filter(snapshot.Entitlements, func(r governance.Entitlement) bool { return keep(r.TenantID) })
	own.Exceptions = filter(snapshot.Exceptions, func(r governance.Exception) bool { return keep(r.TenantID) })
	own.ReviewSchedules = filter(snapshot.ReviewSchedules, func(r governance.ReviewSchedule) bool { return keep(r.TenantID) })
	own.EntitlementSets = filter(snapshot.EntitlementSets, func(r governance.EntitlementSet) bool { return keep(r.TenantID) })
	own.Variations = filter(snapshot.Variations, func(r governance.Variation) bool { return keep(r.TenantID) })
	own.BreakGlass = filter(snapshot.BreakGlass, func(r governance.BreakGlass) bool { return keep(r.TenantID) })
	own.Activations = filter(snapshot.Activations, func(r governance.Activation) bool { return keep(r.TenantID) })
	own.Attestations = filter(snapshot.Attestations, func(r governance.Attestation) bool { return keep(r.TenantID) })
	own.Delegations = filter(snapshot.Delegations, func(r governance.Delegation) bool { return keep(r.TenantID) })
	own.Messages = filter(snapshot.Messages, func(r governance.Message) bool { return keep(r.TenantID) })
	return own
}

func filter[R any](all []R, keep func(R) bool) (kept []R) {
	for _, r := range all {
		if keep(r) {
			kept = append(kept, r)
		}
	}
	return kept
}

// TestGrantedRole does by the register what a pipeline of one tenant does.
func TestGrantedRole(t *testing.T) {
	t.Parallel()
	location := newDatabase(t)
	owner := openAt(t, location, register.Options{})
	other := registertest.Build(t, owner, "other")
	if _, err := owner.Systems().Create(t.Context(), registertest.System("", "tooling")); err != nil {
		t.Fatal(err)
	}
	before := snapshotOf(t, owner)

	// With and without the confinement of the configuration, which a thief leaves out.
	ci := granted(t, location, "acme")
	r := openAt(t, ci, register.Options{})
	tenant := registertest.Build(t, openAt(t, ci, register.Options{Tenant: "acme"}), "acme").Tenant
	if diff := cmp.Diff(only(snapshotOf(t, owner), tenant.ID), snapshotOf(t, r)); diff != "" {
		t.Errorf("what the role sees (-want +got):\n%s", diff)
	}

	wantDenied := func(what string, err error, want error) {
		t.Helper()
		if !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", what, err, want)
		}
	}
	_, err := r.Tenants().Create(t.Context(), registertest.Tenant("third"))
	wantDenied("creating another tenant", err, register.ErrDenied)
	_, err = r.Tenants().Get(t.Context(), other.Tenant.ID)
	wantDenied("reading another tenant", err, register.ErrNotFound)
	_, err = r.Systems().Create(t.Context(), registertest.System("", "mine"))
	wantDenied("creating a shared system", err, register.ErrDenied)

	// Offboarding its tenant leaves what it does not reach.
	tenant.Offboard = true
	if tenant, err = r.Tenants().Update(t.Context(), tenant); err != nil {
		t.Fatal(err)
	}
	if err := r.Tenants().Delete(t.Context(), tenant.ID, tenant.Revision); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, snapshotOf(t, owner)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestGrantedRoleByHand is what a thief of the connection string tries. None of
// it may show or change anything of another tenant.
func TestGrantedRoleByHand(t *testing.T) {
	t.Parallel()
	location := newDatabase(t)
	owner := openAt(t, location, register.Options{})
	acme, other := registertest.Build(t, owner, "acme"), registertest.Build(t, owner, "other")
	victim := granted(t, location, "other").User.Username()
	ci := granted(t, location, "acme")
	before := snapshotOf(t, owner)

	// Each sees nothing (""), or is refused with an SQLSTATE.
	const denied, nothing = "42501", ""
	of := strings.NewReplacer("ACME", "'"+acme.Tenant.ID+"'", "OTHER", "'"+other.Tenant.ID+"'", "IDENTITY", "'"+other.Identity.ID+"'",
		"SYSTEM", "'"+other.System.ID+"'", "SCHEDULE", "'"+other.Schedule.ID+"'", "WHOLE", "'"+other.Set.ID+"'", "MINE", "'"+acme.Identity.ID+"'", "VICTIM", victim, "THE_OWNER", location.User.Username())
	attacks := map[string]struct{ sql, want string }{
		"read by tenant":          {"SELECT FROM nhi.identities WHERE tenant_id = OTHER", nothing},
		"read by id":              {"SELECT FROM nhi.identities WHERE id = IDENTITY", nothing},
		"read tenants":            {"SELECT FROM nhi.tenants WHERE slug = 'other'", nothing},
		"read schedules' systems": {"SELECT FROM nhi.review_schedule_systems WHERE tenant_id = OTHER", nothing},
		"read grants":             {"SELECT FROM nhi.tenant_roles WHERE tenant = 'other'", nothing},
		"read by join":            {"SELECT FROM nhi.systems s JOIN nhi.entitlements e ON e.system_id = s.id WHERE e.tenant_id <> ACME", nothing},
		"count":                   {"SELECT FROM (SELECT count(*) AS n FROM nhi.exceptions) c WHERE n <> 1", nothing},
		"table":                   {"SELECT FROM (TABLE nhi.entitlements) e WHERE tenant_id <> ACME", nothing},
		"statistics":              {"SELECT FROM pg_stats WHERE schemaname = 'nhi'", nothing},
		"raw statistics":          {"SELECT FROM pg_statistic", denied},
		"lock to read":            {"SELECT FROM nhi.identities WHERE tenant_id = OTHER FOR UPDATE", nothing},
		"copy out":                {"COPY nhi.identities TO PROGRAM 'cat'", denied},
		"copy to a file":          {"COPY nhi.identities TO '/tmp/nhi-stolen'", denied},
		"copy in":                 {"COPY nhi.identities FROM STDIN", "0A000"}, // not with row-level security
		"row security off":        {"SET row_security = off; SELECT FROM nhi.identities", denied},
		"be the owner":            {"SET ROLE THE_OWNER", denied},
		"be the other role":       {"SET ROLE VICTIM", denied},
		"be another session":      {"SET SESSION AUTHORIZATION VICTIM", denied},
		"join the other role":     {"GRANT VICTIM TO CURRENT_USER", denied},
		"grant oneself":           {"INSERT INTO nhi.tenant_roles VALUES (CURRENT_USER, 'other')", denied},
		"change one's grant":      {"UPDATE nhi.tenant_roles SET tenant = 'other'", denied},
		"drop the policy":         {"DROP POLICY own ON nhi.identities", denied},
		"add a policy":            {"CREATE POLICY mine ON nhi.identities USING (true)", denied},
		"disable security":        {"ALTER TABLE nhi.identities DISABLE ROW LEVEL SECURITY", denied},
		"own the table":           {"ALTER TABLE nhi.identities OWNER TO CURRENT_USER", denied},
		"truncate":                {"TRUNCATE nhi.exceptions", denied},
		"trigger":                 {"CREATE TRIGGER t BEFORE INSERT ON nhi.identities FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()", denied},
		"rule":                    {"CREATE RULE r AS ON INSERT TO nhi.identities DO INSTEAD NOTHING", denied},
		"object in the schema":    {"CREATE FUNCTION nhi.f() RETURNS int LANGUAGE sql AS 'SELECT 1'", denied},
		"inherit":                 {"CREATE TEMP TABLE t () INHERITS (nhi.identities)", denied},
		"foreign key to look":     {"CREATE TEMP TABLE t (id text REFERENCES nhi.identities (id))", "42P16"},
		"view":                    {"CREATE TEMP VIEW v AS SELECT * FROM nhi.identities; SELECT FROM v WHERE tenant_id <> ACME", nothing},
		"function's rights": {"CREATE FUNCTION pg_temp.f() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM nhi.identities';" +
			"SELECT FROM (SELECT pg_temp.f() AS n) c WHERE n <> 2", nothing},
		"function that talks": {"CREATE FUNCTION pg_temp.leak(x text) RETURNS bool LANGUAGE plpgsql COST 0.0001 AS $$BEGIN IF x = OTHER THEN RAISE EXCEPTION 'leak'; END IF; RETURN true; END$$;" +
			"SELECT FROM nhi.identities WHERE pg_temp.leak(tenant_id) AND tenant_id = OTHER", nothing},
		"division that talks": {"SELECT FROM nhi.identities WHERE 1 / (CASE WHEN tenant_id = OTHER THEN 0 ELSE 1 END) = 0", nothing},
		"explain that talks":  {"EXPLAIN (ANALYZE) SELECT FROM nhi.identities WHERE 1 / (CASE WHEN tenant_id = OTHER THEN 0 ELSE 1 END) = 0", "explain"},
		"update others":       {"UPDATE nhi.identities SET owner = 'thief' WHERE tenant_id = OTHER RETURNING id", nothing},
		"update all":          {"UPDATE nhi.tenants SET ring = 0 WHERE slug = 'other' RETURNING id", nothing},
		"delete others":       {"DELETE FROM nhi.exceptions WHERE tenant_id = OTHER RETURNING id", nothing},
		"delete by join":      {"DELETE FROM nhi.entitlements e USING nhi.identities i WHERE i.id = e.identity_id AND i.tenant_id <> ACME RETURNING e.id", nothing},
		"give away":           {"UPDATE nhi.exceptions SET tenant_id = OTHER", denied},
		"make shared":         {"UPDATE nhi.systems SET tenant_id = NULL WHERE tenant_id = ACME", denied},
		"rename the tenant":   {"UPDATE nhi.tenants SET slug = 'third'", denied},
		"take the slug":       {"UPDATE nhi.tenants SET slug = 'other'", denied},
		"insert for others":   {"INSERT INTO nhi.exceptions SELECT 'x', revision, created_at, updated_at, updated_by, OTHER, control, targets, category, reason, mitigation, evidence, requested_by, starts_at, expires_at, approvals, revoked_at, status FROM nhi.exceptions", denied},
		"upsert over others": {"INSERT INTO nhi.tenants SELECT OTHER, revision, created_at, updated_at, updated_by, 'acme', name, ring, contract_start, contract_end, owner, approved_vaults, selector_tags, selector_accounts, selector_addresses, labels, offboard FROM nhi.tenants " +
			"ON CONFLICT (id) DO UPDATE SET owner = 'thief'", denied},
		"merge over others":               {"MERGE INTO nhi.identities i USING (SELECT IDENTITY AS id) s ON i.id = s.id WHEN MATCHED THEN UPDATE SET owner = 'thief'", nothing},
		"hold others' system":             {"INSERT INTO nhi.entitlements SELECT 'x', revision, created_at, updated_at, updated_by, tenant_id, identity_id, SYSTEM, 'p', scope, privileged, justification, starts_at, expires_at, NULL, terraform_addresses, status, granted FROM nhi.entitlements", denied},
		"hold a system that is not there": {"INSERT INTO nhi.entitlements SELECT 'x', revision, created_at, updated_at, updated_by, tenant_id, identity_id, 'nowhere', 'p', scope, privileged, justification, starts_at, expires_at, NULL, terraform_addresses, status, granted FROM nhi.entitlements", denied},
		"select others' system":           {"INSERT INTO nhi.review_schedule_systems SELECT tenant_id, id, SYSTEM FROM nhi.review_schedules", denied},
		"hold others' identity":           {"UPDATE nhi.entitlements SET identity_id = IDENTITY", "23503"},
		"hold others' schedule":           {"UPDATE nhi.entitlements SET review_schedule_id = SCHEDULE", "23503"},
		"read others' sets":               {"SELECT FROM nhi.entitlement_sets s JOIN nhi.entitlement_set_privileges p ON p.tenant_id = OTHER OR s.tenant_id = OTHER", nothing},
		"read others' variations":         {"SELECT FROM nhi.variations WHERE tenant_id <> ACME", nothing},
		"read others' emergencies":        {"SELECT FROM nhi.break_glass WHERE tenant_id <> ACME", nothing},
		"loosen others' parameter":        {"UPDATE nhi.variations SET value = 'P9Y' WHERE tenant_id = OTHER RETURNING id", nothing},
		"add to others' set":              {"INSERT INTO nhi.entitlement_set_privileges VALUES (OTHER, WHOLE, 'p', '', true)", denied},
		"add to others' set as one's own": {"INSERT INTO nhi.entitlement_set_privileges VALUES (ACME, WHOLE, 'p', '', true)", "23503"},
		"hold all of others' system":      {"UPDATE nhi.entitlement_sets SET system_id = SYSTEM", denied},
		"break others' glass":             {"UPDATE nhi.break_glass SET system_id = SYSTEM", denied},
		"break glass for others":          {"UPDATE nhi.break_glass SET identity_id = IDENTITY", "23503"},
		"give away a variation":           {"UPDATE nhi.variations SET tenant_id = OTHER", denied},
		"read others' reviews":            {"SELECT FROM nhi.attestations a, nhi.delegations d WHERE a.tenant_id <> ACME OR d.tenant_id <> ACME", nothing},
		"read others' emergency":          {"SELECT FROM nhi.activations WHERE tenant_id <> ACME", nothing},
		"read others' messages":           {"SELECT FROM nhi.messages WHERE tenant_id IS DISTINCT FROM ACME", nothing},
		"review for others":               {"UPDATE nhi.attestations SET tenant_id = OTHER", denied},
		"write to operators":              {"UPDATE nhi.messages SET tenant_id = NULL", denied},
		"end others' emergency":           {"UPDATE nhi.activations SET ended_at = ends_at WHERE tenant_id = OTHER RETURNING id", nothing},
		"claim others' work":              {"INSERT INTO nhi.claims VALUES (OTHER)", denied},
		"look at others' claims":          {"SELECT FROM nhi.claims WHERE tenant_id = OTHER FOR UPDATE", nothing},
		"write the version":               {"UPDATE nhi.schema_version SET version_id = 99", denied},
		"read others' log":                {"SELECT FROM nhi.audit_entries WHERE tenant_id IS DISTINCT FROM ACME", nothing},
		"read the tree":                   {"SELECT FROM nhi.audit_hashes", denied},
		"write the tree":                  {"INSERT INTO nhi.audit_hashes VALUES (9, 9, sha256(''))", denied},
		"log for others":                  {"INSERT INTO nhi.audit_entries (entry) VALUES (json_build_object('role', session_user, 'tenant_id', OTHER)::text)", denied},
		"log for nobody":                  {"INSERT INTO nhi.audit_entries (entry) VALUES (json_build_object('role', session_user)::text)", denied},
		"log as others":                   {"INSERT INTO nhi.audit_entries (entry) VALUES (json_build_object('role', 'VICTIM', 'tenant_id', ACME)::text)", denied},
		"log at a place":                  {"INSERT INTO nhi.audit_entries (sequence, entry) VALUES (0, json_build_object('role', session_user, 'tenant_id', ACME)::text)", denied},
		"edit the log":                    {"UPDATE nhi.audit_entries SET entry = '{}'", denied},
		"empty the log":                   {"DELETE FROM nhi.audit_entries", denied},
		"call the log's function":         {"SELECT nhi.append_entry()", denied},
		"write among the writers":         {"INSERT INTO nhi.writers DEFAULT VALUES", denied},
	}
	for name, attack := range attacks {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second) // a COPY that is let in waits for its data
			defer cancel()
			conn, err := pgx.Connect(ctx, ci.String())
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close(ctx)
			// All in one transaction, which is not kept: attacks do not meet.
			results, err := conn.PgConn().Exec(ctx, "BEGIN; "+of.Replace(attack.sql)).ReadAll()
			switch told, _ := errors.AsType[*pgconn.PgError](err); {
			case attack.want == "explain" && err == nil:
			case attack.want != nothing && (told == nil || told.Code != attack.want):
				t.Errorf("got %v, want it refused with %s", err, attack.want)
			case attack.want == nothing && err != nil:
				t.Errorf("got %v, want no rows", err)
			case attack.want == nothing:
				last := results[len(results)-1]
				if len(last.Rows) > 0 || last.CommandTag.RowsAffected() > 0 {
					t.Errorf("got %d rows and %s, want none", len(last.Rows), last.CommandTag)
				}
			}
		})
	}
	// And once more, kept this time, whatever goes through.
	for _, attack := range attacks {
		conn, err := pgx.Connect(t.Context(), ci.String())
		if err != nil {
			t.Fatal(err)
		}
		_, _ = conn.PgConn().Exec(t.Context(), of.Replace(attack.sql)).ReadAll()
		conn.Close(t.Context())
	}
	if diff := cmp.Diff(only(before, other.Tenant.ID), only(snapshotOf(t, owner), other.Tenant.ID)); diff != "" {
		t.Errorf("what was done to the other tenant (-want +got):\n%s", diff)
	}
	// What it does to its own tenant by hand, the log tells.
	postgrestest.Exec(t, ci, "UPDATE nhi.identities SET owner = 'thief'")
	if _, contradictions, err := owner.Log().Verify(t.Context()); err != nil || len(contradictions) == 0 {
		t.Errorf("the log has no word about a change by hand: %v", err)
	}
}

func TestGrantRefuses(t *testing.T) {
	t.Parallel()
	location := newDatabase(t)
	mighty := map[string]string{"super": "SUPERUSER", "bypass": "BYPASSRLS", "createrole": "CREATEROLE", "replication": "REPLICATION"}
	for name, attribute := range mighty {
		role := newRole(t, location, attribute)
		member := newRole(t, location, "")
		postgrestest.Exec(t, location, "GRANT "+role+" TO "+member)
		for _, role := range []string{role, member} {
			err := register.Grant(t.Context(), location.String(), register.Options{}, role, "acme")
			if !errors.Is(err, register.ErrDenied) {
				t.Errorf("%s: got %v, want it refused", name, err)
			}
		}
	}
	role := newRole(t, location, "")
	grant := func(location *url.URL, role, tenant string) error {
		return register.Grant(t.Context(), location.String(), register.Options{}, role, tenant)
	}
	if err := grant(location, location.User.Username(), "acme"); !errors.Is(err, register.ErrDenied) {
		t.Errorf("the owner: got %v", err)
	}
	if err := grant(location, role, "Not a slug"); !errors.Is(err, register.ErrNotFound) {
		t.Errorf("no slug: got %v", err)
	}
	if err := grant(location, strings.Repeat("r", 64), "acme"); !errors.Is(err, register.ErrNotFound) {
		t.Errorf("a long name: got %v", err)
	}
	for range 2 { // again is the same
		if err := grant(location, role, "acme"); err != nil {
			t.Error(err)
		}
	}
	if err := grant(location, role, "other"); !errors.Is(err, register.ErrExists) {
		t.Errorf("a second tenant: got %v", err)
	}
	if err := grant(postgrestest.As(location, role, ""), role, "acme"); !errors.Is(err, register.ErrDenied) {
		t.Errorf("by the role itself: got %v", err)
	}
	if err := register.Grant(t.Context(), newPath(t), register.Options{}, role, "acme"); !errors.Is(err, register.ErrLocation) {
		t.Errorf("on a file: got %v", err)
	}
	if err := register.Revoke(t.Context(), location.String(), register.Options{}, role); err != nil {
		t.Error(err)
	}
	if _, err := register.Open(t.Context(), postgrestest.As(location, role, "").String(), register.Options{Now: time.Now}); !errors.Is(err, register.ErrDenied) {
		t.Errorf("after it was revoked: got %v", err)
	}
	if err := register.Revoke(t.Context(), location.String(), register.Options{}, role); !errors.Is(err, register.ErrNotFound) {
		t.Errorf("revoked twice: got %v", err)
	}
}

// TestGrantMakesRole grants to a name with everything in it that needs quoting.
func TestGrantMakesRole(t *testing.T) {
	t.Parallel()
	location := newDatabase(t)
	role := fmt.Sprintf(`acme "ci"; DROP SCHEMA nhi --%d`, roles.Add(1))
	if err := register.Grant(t.Context(), location.String(), register.Options{}, role, "acme"); err != nil {
		t.Fatal(err)
	}
	quoted := pgx.Identifier{role}.Sanitize()
	t.Cleanup(func() { postgrestest.Exec(t, location, "DROP OWNED BY "+quoted+"; DROP ROLE "+quoted) })
	if _, err := register.Open(t.Context(), postgrestest.As(location, role, "").String(), register.Options{Now: time.Now}); !errors.Is(err, register.ErrDenied) {
		t.Errorf("it can log in: got %v", err)
	}
	// A person or pipeline becomes what the role is by being a member.
	login := newRole(t, location, "IN ROLE "+quoted)
	registertest.Build(t, openAt(t, postgrestest.As(location, login, ""), register.Options{}), "acme")
}
