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

// back3 undoes version 3 of the schema, where there are no records of its kinds.
const back3 = `DROP TABLE entitlement_set_privileges; DROP TABLE entitlement_sets; DROP TABLE variations; DROP TABLE break_glass;
	DROP INDEX audit_entries_by_kind; ALTER TABLE audit_entries DROP COLUMN kind; DELETE FROM schema_version WHERE version_id = 3`

// withoutVersion3 deletes from an estate what version 2 did not know.
func withoutVersion3(t *testing.T, r register.Register, e registertest.Estate) {
	t.Helper()
	for _, err := range []error{
		r.EntitlementSets().Delete(t.Context(), e.Set.ID, 0), r.Variations().Delete(t.Context(), e.Variation.ID, 0), r.BreakGlass().Delete(t.Context(), e.BreakGlass.ID, 0),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
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
	e := registertest.Build(t, r, "acme")
	withoutVersion3(t, r, e)
	before := snapshotOf(t, r)
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	execute(t, path, back3)
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
	e, other := registertest.Build(t, owner, "acme"), registertest.Build(t, owner, "other")
	ci := granted(t, location, "acme")
	withoutVersion3(t, owner, e)
	withoutVersion3(t, owner, other)
	before := snapshotOf(t, owner)
	postgrestest.Exec(t, in(location), back3)
	if err := register.Migrate(t.Context(), location.String(), register.Options{Now: time.Now}); err != nil {
		t.Fatal(err)
	}
	wantUpgraded(t, openAt(t, ci, register.Options{}), only(before, e.Tenant.ID), e)
	wantContradiction(t, owner, "")
}

// in is the location with the register's own schema in front.
func in(location *url.URL) *url.URL { return postgrestest.With(location, "search_path", "nhi") }
