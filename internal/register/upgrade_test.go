package register_test

import (
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/postgrestest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register/registertest"
)

// back undoes the versions of the schema from 3 on, where there are no records of
// their kinds.
const back = `DROP TABLE claims; DROP TABLE messages; DROP TABLE delegations; DROP TABLE attestations; DROP TABLE activations;
	DROP TABLE entitlement_set_privileges; DROP TABLE entitlement_sets; DROP TABLE variations; DROP TABLE break_glass;
	ALTER TABLE entitlements DROP COLUMN quarantined_at; DROP INDEX audit_entries_by_kind; ALTER TABLE audit_entries DROP COLUMN kind; DELETE FROM schema_version WHERE version_id >= 3`

// back4 undoes the versions from 4 on: break-glass access knew no revocation. back6
// undoes version 6: nobody knew since when something was quarantined.
const (
	back6 = `ALTER TABLE entitlements DROP COLUMN quarantined_at; ALTER TABLE entitlement_sets DROP COLUMN quarantined_at;
		DELETE FROM schema_version WHERE version_id = 6`
	back4 = `DROP TABLE claims; DROP TABLE messages; DROP TABLE delegations; DROP TABLE attestations; DROP TABLE activations;
		ALTER TABLE break_glass DROP COLUMN revoked_at; DELETE FROM schema_version WHERE version_id IN (4, 5); ` + back6
	narrowStatus = `ALTER TABLE break_glass DROP CONSTRAINT break_glass_status_check;
		ALTER TABLE break_glass ADD CONSTRAINT break_glass_status_check CHECK (status IN ('pending', 'active'))`
)

// ofVersion3 records an estate as version 3 knew it.
func ofVersion3(t *testing.T, r register.Register, slug string) registertest.Estate {
	t.Helper()
	e := registertest.Declared(t, r, slug)
	e.BreakGlass.RevokedAt, e.BreakGlass.Status = time.Time{}, governance.ExceptionActive
	var err error
	if e.BreakGlass, err = r.BreakGlass().Update(t.Context(), e.BreakGlass); err != nil {
		t.Fatal(err)
	}
	return e
}

// ofVersion2 records an estate as version 2 knew it.
func ofVersion2(t *testing.T, r register.Register, slug string) registertest.Estate {
	t.Helper()
	e := ofVersion3(t, r, slug)
	for _, err := range []error{
		r.EntitlementSets().Delete(t.Context(), e.Set.ID, 0), r.Variations().Delete(t.Context(), e.Variation.ID, 0), r.BreakGlass().Delete(t.Context(), e.BreakGlass.ID, 0),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return e
}

// wantUpgraded compares an upgraded register with what it held, and uses what
// the upgrade brought.
func wantUpgraded(t *testing.T, r register.Register, before governance.Snapshot, e registertest.Estate) {
	t.Helper()
	if diff := cmp.Diff(before, snapshotOf(t, r)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if _, err := r.Variations().Create(t.Context(), registertest.Variation(e.Tenant.ID, "keys-rotate", "max_age")); err != nil {
		t.Error(err)
	}
	if _, err := r.EntitlementSets().Create(t.Context(), registertest.EntitlementSet(e.Agent.ID, e.Vault.ID)); err != nil {
		t.Error(err)
	}
	entries, err := r.Log().Entries(t.Context(), register.Filter{Kind: governance.KindEntitlement})
	if err != nil || len(entries) != 1 || entries[0].ID != e.Entitlement.ID {
		t.Errorf("got %d entries about entitlements, %v, want one from before", len(entries), err)
	}
}

func TestUpgradeSQLite(t *testing.T) {
	t.Parallel()
	path := newPath(t)
	r, err := register.Open(t.Context(), path, register.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	e := ofVersion2(t, r, "acme")
	before := snapshotOf(t, r)
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	execute(t, path, back)
	upgraded := open(t, path)
	wantUpgraded(t, upgraded, before, e)
	wantContradiction(t, upgraded, "")
}

// A role that was granted its tenant before reaches it in what is new, and no
// other.
func TestUpgradePostgreSQL(t *testing.T) {
	t.Parallel()
	location := newDatabase(t)
	owner := openAt(t, location, register.Options{})
	e := ofVersion2(t, owner, "acme")
	ofVersion2(t, owner, "other")
	ci := granted(t, location, "acme")
	before := snapshotOf(t, owner)
	postgrestest.Exec(t, in(location), back)
	if err := register.Migrate(t.Context(), location.String(), register.Options{Now: time.Now}); err != nil {
		t.Fatal(err)
	}
	wantUpgraded(t, openAt(t, ci, register.Options{}), only(before, e.Tenant.ID), e)
	wantContradiction(t, owner, "")
}

// The version before is brought up with the access for emergencies that it has.
func TestUpgradeFromVersion3(t *testing.T) {
	t.Parallel()
	for name, engine := range engines(t, back4, back4+";"+narrowStatus) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := openLocation(t, engine.location, register.Options{Now: time.Now})
			e := ofVersion3(t, r, "acme")
			before := snapshotOf(t, r)
			engine.back(engine.location)
			if err := register.Migrate(t.Context(), engine.location, register.Options{Now: time.Now}); err != nil {
				t.Fatal(err)
			}
			upgraded := openLocation(t, engine.location, register.Options{Now: time.Now})
			if diff := cmp.Diff(before, snapshotOf(t, upgraded)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			e.BreakGlass.RevokedAt, e.BreakGlass.Status = e.BreakGlass.CreatedAt, governance.ExceptionRevoked
			if _, err := upgraded.BreakGlass().Update(t.Context(), e.BreakGlass); err != nil {
				t.Error(err)
			}
			if _, err := upgraded.Activations().Create(t.Context(), registertest.Activation(e.Tenant.ID, e.BreakGlass.ID)); err != nil {
				t.Error(err)
			}
			wantContradiction(t, upgraded, "")
		})
	}
}

// What was quarantined before anybody kept since when stays without, until it is
// quarantined again.
func TestUpgradeFromVersion5(t *testing.T) {
	t.Parallel()
	for name, engine := range engines(t, back6, back6) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := openLocation(t, engine.location, register.Options{Now: time.Now})
			e := registertest.Build(t, r, "acme")
			e.Entitlement.Status, e.Set.Status = governance.EntitlementQuarantined, governance.EntitlementQuarantined
			if _, err := r.Entitlements().Update(t.Context(), e.Entitlement); err != nil {
				t.Fatal(err)
			}
			if _, err := r.EntitlementSets().Update(t.Context(), e.Set); err != nil {
				t.Fatal(err)
			}
			before := snapshotOf(t, r)
			engine.back(engine.location)
			if err := register.Migrate(t.Context(), engine.location, register.Options{Now: time.Now}); err != nil {
				t.Fatal(err)
			}
			upgraded := openLocation(t, engine.location, register.Options{Now: time.Now})
			before.Entitlements[0].QuarantinedAt, before.EntitlementSets[0].QuarantinedAt = time.Time{}, time.Time{}
			if diff := cmp.Diff(before, snapshotOf(t, upgraded)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			kept := before.Entitlements[0]
			for _, step := range []struct {
				status governance.EntitlementStatus
				known  bool
			}{{governance.EntitlementQuarantined, false}, {governance.EntitlementActive, false}, {governance.EntitlementQuarantined, true}} {
				kept.Status = step.status
				var err error
				if kept, err = upgraded.Entitlements().Update(t.Context(), kept); err != nil || kept.QuarantinedAt.IsZero() == step.known {
					t.Errorf("%s: got %s, %v, want one: %t", step.status, kept.QuarantinedAt, err, step.known)
				}
			}
		})
	}
}

// engine is a place for a register, and how it is brought back to an older version.
type engine struct {
	location string
	back     func(location string)
}

// engines are both, each with the statements that bring it back.
func engines(t *testing.T, sqlite, postgresql string) map[string]engine {
	t.Helper()
	return map[string]engine{
		"SQLite": {newPath(t), func(location string) { execute(t, location, sqlite) }},
		"PostgreSQL": {newDatabaseLocation(t), func(location string) {
			parsed, err := url.Parse(location)
			if err != nil {
				t.Fatal(err)
			}
			postgrestest.Exec(t, in(parsed), postgresql)
		}},
	}
}

// in is the location with the register's own schema in front.
func in(location *url.URL) *url.URL { return postgrestest.With(location, "search_path", "nhi") }
