package access

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

func keys(names ...string) (all []Key) {
	for _, name := range names {
		all = append(all, Key{Name: name})
	}
	return all
}

func privileges(names ...string) (all []governance.Privilege) {
	for _, name := range names {
		all = append(all, governance.Privilege{Name: name})
	}
	return all
}

func TestChanges(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		claim           Claim
		held, exempt    []Key
		missing, excess []Key
		granted         bool
	}{
		"nothing yet":                   {claim: Claim{Privileges: privileges("reader"), Active: true}, missing: keys("reader")},
		"there already":                 {claim: Claim{Privileges: privileges("reader"), Active: true}, held: keys("writer", "reader"), granted: true},
		"over, and still there":         {claim: Claim{Privileges: privileges("reader")}, held: keys("reader", "writer"), excess: keys("reader"), granted: true},
		"over, and gone":                {claim: Claim{Privileges: privileges("reader")}, held: keys("writer")},
		"another scope":                 {claim: Claim{Privileges: []governance.Privilege{{Name: "reader", Scope: "files"}}, Active: true}, held: keys("reader"), missing: []Key{{"reader", "files"}}},
		"a set, in order":               {claim: Claim{Privileges: privileges("b", "a"), Whole: true, Active: true}, held: keys("d", "c"), missing: keys("a", "b"), excess: keys("c", "d")},
		"a set with more than it says":  {claim: Claim{Privileges: privileges("a"), Whole: true, Active: true}, held: keys("a", "b"), excess: keys("b"), granted: true},
		"a set of nothing":              {claim: Claim{Whole: true, Active: true}, granted: true},
		"a set of nothing, over":        {claim: Claim{Whole: true}, held: keys("a"), excess: keys("a"), granted: true},
		"a set leaves emergencies":      {claim: Claim{Privileges: privileges("a"), Whole: true, Active: true}, held: keys("a", "admin"), exempt: keys("admin"), granted: true},
		"a set that is over does, too":  {claim: Claim{Privileges: privileges("a"), Whole: true}, held: keys("admin"), exempt: keys("admin")},
		"what is declared is no excuse": {claim: Claim{Privileges: privileges("a"), Whole: true}, held: keys("a"), exempt: keys("a"), excess: keys("a"), granted: true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			missing, excess := test.claim.Changes(test.held, test.exempt)
			if diff := cmp.Diff([][]Key{test.missing, test.excess}, [][]Key{missing, excess}); diff != "" {
				t.Errorf("missing and excess (-want +got):\n%s", diff)
			}
			if got := test.claim.Granted(test.held, test.exempt); got != test.granted {
				t.Errorf("granted: want %t, got %t", test.granted, got)
			}
		})
	}
}

// estate has two tenants who share a system, and an account of the same name there.
var estate = governance.Snapshot{
	Identities: []governance.Identity{
		{Meta: governance.Meta{ID: "i1"}, TenantID: "acme", Name: "svc-backup"},
		{Meta: governance.Meta{ID: "i2"}, TenantID: "acme", Name: "svc-report", ExternalID: "report"},
		{Meta: governance.Meta{ID: "i3"}, TenantID: "globex", Name: "svc-backup"},
		{Meta: governance.Meta{ID: "i4"}, TenantID: "acme", Name: "svc-set"},
	},
	Entitlements: []governance.Entitlement{
		{IdentityID: "i1", SystemID: "s1", Privilege: "reader", Status: governance.EntitlementExpired},
		{IdentityID: "i3", SystemID: "s1", Privilege: "writer", Status: governance.EntitlementActive},
		{IdentityID: "i2", SystemID: "s2", Privilege: "reader", Status: governance.EntitlementActive},
	},
	EntitlementSets: []governance.EntitlementSet{{IdentityID: "i4", SystemID: "s1", Status: governance.EntitlementQuarantined}},
	BreakGlass: []governance.BreakGlass{
		{Meta: governance.Meta{ID: "b1"}, IdentityID: "i2", SystemID: "s1", Privilege: "admin"},
		{Meta: governance.Meta{ID: "b2"}, IdentityID: "i2", SystemID: "s1", Privilege: "root"},
	},
	Activations: []governance.Activation{
		{BreakGlassID: "b1", Granted: true},
		{BreakGlassID: "b2"}, // over
	},
}

func TestUnmanagedIn(t *testing.T) {
	t.Parallel()
	o := system.Observation{
		Accounts: []system.Account{{Name: "report"}, {Name: "stranger", Suspended: true}, {Name: "svc-backup"}, {Name: "svc-set"}},
		Memberships: []system.Membership{
			{Account: "report", Privilege: "admin"}, {Account: "report", Privilege: "reader"}, {Account: "report", Privilege: "root"},
			{Account: "stranger", Privilege: "reader"},
			{Account: "svc-backup", Privilege: "reader"}, {Account: "svc-backup", Privilege: "reader", Scope: "files"}, {Account: "svc-backup", Privilege: "writer"},
			{Account: "svc-set", Privilege: "anything"},
		},
	}
	report, stranger := []Unmanaged{{"report", false, "i2", Key{"reader", ""}}, {"report", false, "i2", Key{"root", ""}}}, Unmanaged{"stranger", true, "", Key{"reader", ""}}
	tests := map[string]struct {
		system governance.System
		want   []Unmanaged
	}{
		"shared, where one of several may be the owner": {governance.System{Meta: governance.Meta{ID: "s1"}, Shared: true}, append(report[:2:2], stranger, Unmanaged{"svc-backup", false, "i3", Key{"reader", "files"}})},
		"of one tenant, where others own nothing": {governance.System{Meta: governance.Meta{ID: "s1"}, TenantID: "acme"}, append(report[:2:2], stranger,
			Unmanaged{"svc-backup", false, "i1", Key{"reader", "files"}}, Unmanaged{"svc-backup", false, "i1", Key{"writer", ""}})},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, UnmanagedIn(test.system, estate, o)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestInForce(t *testing.T) {
	t.Parallel()
	type of struct{ system, account string }
	for at, want := range map[of]bool{
		{"s1", "svc-backup"}: true, // of one of the tenants
		{"s2", "svc-backup"}: false,
		{"s2", "report"}:     true,
		{"s1", "report"}:     true, // in an emergency
		{"s1", "svc-set"}:    false,
		{"s1", "svc-report"}: false, // which is its name, and not its account
	} {
		if got := InForce(estate, at.system, at.account); got != want {
			t.Errorf("%v: want %t, got %t", at, want, got)
		}
	}
}
