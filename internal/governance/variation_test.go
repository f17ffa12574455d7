package governance_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

func variation() governance.Variation {
	return governance.Variation{
		Meta:     governance.Meta{CreatedAt: at("2026-11-01T00:00:00Z")},
		TenantID: "acme", Control: "keys-rotate", Parameter: "max_age", Value: "P2M",
		Reason: "The vendor rotates in its own window.", RequestedBy: "dave@acme.example", ExpiresAt: at("2027-01-01T00:00:00Z"),
	}
}

func TestVariationStand(t *testing.T) {
	t.Parallel()
	control := governance.Control{
		Name:       "keys-rotate",
		Parameters: []governance.Parameter{{Name: "max_age", Default: "P3M", Minimum: "P1M", Maximum: "P6M"}},
		Exception:  &governance.ExceptionRule{Approvers: []string{"alice@msp.example", "dave@acme.example"}, Approvals: 1, MaxDuration: period("1d"), Evidence: []string{"ticket"}},
	}
	own := control
	own.Variation = &governance.ExceptionRule{Approvers: []string{"bob@msp.example"}, Approvals: 1, MaxDuration: period("P2M")}
	nobody := control
	nobody.Exception = &governance.ExceptionRule{Approvals: 1}
	ruleless := control
	ruleless.Exception = nil
	alice, bob := []string{"alice@msp.example"}, []string{"bob@msp.example"}
	tests := map[string]struct {
		change  func(*governance.Variation)
		control *governance.Control
		signers []string
		now     string
		status  governance.ExceptionStatus
		defect  governance.Defect
		problem string // a part of one of the problems
	}{
		"approved":                    {control: &control, signers: alice, status: governance.ExceptionActive},
		"longer than exceptions may":  {func(v *governance.Variation) { v.ExpiresAt = at("2036-01-01T00:00:00Z") }, &control, alice, "", governance.ExceptionActive, "", ""},
		"for any time":                {func(v *governance.Variation) { v.ExpiresAt = time.Time{} }, &control, alice, "", governance.ExceptionActive, "", ""},
		"just before its end":         {control: &control, signers: alice, now: "2026-12-31T23:59:59Z", status: governance.ExceptionActive},
		"at its end":                  {control: &control, signers: alice, now: "2027-01-01T00:00:00Z", status: governance.ExceptionExpired},
		"not approved":                {control: &control, status: governance.ExceptionPending, defect: governance.NotApproved, problem: "0 of 1 approvals by alice@msp.example"},
		"ended and never approved":    {control: &control, now: "2027-01-01T00:00:00Z", status: governance.ExceptionExpired, defect: governance.NotApproved, problem: "0 of 1"},
		"approved by the requester":   {control: &control, signers: []string{"dave@acme.example"}, status: governance.ExceptionPending, defect: governance.NotApproved, problem: "0 of 1"},
		"by those for variations":     {control: &own, signers: bob, now: "2026-11-02T00:00:00Z", status: governance.ExceptionActive, change: func(v *governance.Variation) { v.ExpiresAt = at("2026-12-01T00:00:00Z") }},
		"not by those for exceptions": {control: &own, signers: alice, status: governance.ExceptionPending, defect: governance.NotApproved, problem: "by bob@msp.example", change: func(v *governance.Variation) { v.ExpiresAt = at("2026-12-01T00:00:00Z") }},
		"as long as allowed":          {control: &own, signers: bob, status: governance.ExceptionActive},
		"longer than allowed":         {func(v *governance.Variation) { v.ExpiresAt = at("2027-01-01T00:00:01Z") }, &own, bob, "", governance.ExceptionActive, governance.OverLong, "at most P2M, until 2027-01-01T00:00:00Z"},
		"endless, and limited":        {func(v *governance.Variation) { v.ExpiresAt = time.Time{} }, &own, bob, "", governance.ExceptionActive, governance.OverLong, "at most P2M"},
		"below the bounds":            {func(v *governance.Variation) { v.Value = "29d" }, &control, alice, "", governance.ExceptionActive, governance.Malformed, "29d is below the minimum, P1M"},
		"above the bounds":            {func(v *governance.Variation) { v.Value = "P7M" }, &control, alice, "", governance.ExceptionActive, governance.Malformed, "P7M is above the maximum, P6M"},
		"at a bound":                  {func(v *governance.Variation) { v.Value = "P6M" }, &control, alice, "", governance.ExceptionActive, "", ""},
		"not a period":                {func(v *governance.Variation) { v.Value = "often" }, &control, alice, "", governance.ExceptionActive, governance.Malformed, "cannot be compared"},
		"no such parameter":           {func(v *governance.Variation) { v.Parameter = "min_age" }, &control, alice, "", governance.ExceptionActive, governance.Malformed, `no parameter "min_age"`},
		"no such control":             {control: nil, signers: alice, status: governance.ExceptionPending, defect: governance.Malformed, problem: `no control "keys-rotate"`},
		"nobody may approve":          {control: &ruleless, signers: alice, status: governance.ExceptionPending, defect: governance.Malformed, problem: "tenants do not vary it"},
		"nobody is said to approve":   {control: &nobody, signers: alice, status: governance.ExceptionPending, defect: governance.NotApproved, problem: "nobody may approve it: no control file"},
		"breaks a rule by itself":     {func(v *governance.Variation) { v.Reason = "" }, &control, alice, "", governance.ExceptionActive, governance.Malformed, "reason: It must not be empty."},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := variation()
			if test.change != nil {
				test.change(&v)
			}
			if test.now == "" {
				test.now = "2026-11-15T00:00:00Z"
			}
			expect(t, v.Stand(test.control, test.signers, at(test.now)), test.status, test.defect, test.problem)
		})
	}
}

// expect compares how something stands with how it should.
func expect(t *testing.T, got governance.Standing, status governance.ExceptionStatus, defect governance.Defect, problem string) {
	t.Helper()
	if got.Status != status || got.Defect != defect {
		t.Errorf("got %s %q, want %s %q: %v", got.Status, got.Defect, status, defect, got.Problems)
	}
	if problem == "" && len(got.Problems) > 0 || !slices.ContainsFunc(append(got.Problems, ""), func(p string) bool { return strings.Contains(p, problem) }) {
		t.Errorf("problems are %q, want one with %q", got.Problems, problem)
	}
}

func TestBreakGlassStand(t *testing.T) {
	t.Parallel()
	short := governance.Control{Name: "short", BreakGlass: &governance.ExceptionRule{Approvers: []string{"alice@msp.example", "dave@acme.example"}, Approvals: 1, MaxDuration: period("4h")}}
	reviewed := governance.Control{Name: "reviewed", BreakGlass: &governance.ExceptionRule{Approvers: []string{"bob@msp.example"}, Approvals: 1}}
	silent := governance.Control{Name: "silent", Exception: &governance.ExceptionRule{}}
	tests := map[string]struct {
		duration string
		controls []governance.Control
		signers  []string
		status   governance.ExceptionStatus
		defect   governance.Defect
		problem  string
	}{
		"approved":               {"4h", []governance.Control{short, silent}, []string{"alice@msp.example"}, governance.ExceptionActive, "", ""},
		"not approved":           {"4h", []governance.Control{short}, nil, governance.ExceptionPending, governance.NotApproved, "0 of 1 approvals"},
		"approved by oneself":    {"4h", []governance.Control{short}, []string{"dave@acme.example"}, governance.ExceptionPending, governance.NotApproved, "0 of 1 approvals"},
		"longer than allowed":    {"5h", []governance.Control{short}, []string{"alice@msp.example"}, governance.ExceptionActive, governance.OverLong, "at most PT4H of emergency access at a time, and it is PT5H"},
		"every control counts":   {"4h", []governance.Control{short, reviewed}, []string{"alice@msp.example"}, governance.ExceptionPending, governance.NotApproved, "bob@msp.example"},
		"every control, at once": {"4h", []governance.Control{short, reviewed}, []string{"alice@msp.example", "bob@msp.example"}, governance.ExceptionActive, "", ""},
		"no control allows it":   {"4h", []governance.Control{silent}, []string{"alice@msp.example"}, governance.ExceptionPending, governance.Malformed, "no control of the policy bundle has a break_glass block"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := governance.BreakGlass{
				TenantID: "acme", IdentityID: "i", SystemID: "s", Privilege: "admin", MaxDuration: period(test.duration), ReviewWithin: period("3d"),
				Activators: []string{"jane@acme.example"}, Reason: "The directory is down.", RequestedBy: "dave@acme.example",
			}
			expect(t, b.Stand(test.controls, test.signers), test.status, test.defect, test.problem)
		})
	}
}

func TestEntitlementSet(t *testing.T) {
	t.Parallel()
	set := governance.EntitlementSet{
		Meta: governance.Meta{ID: "set"}, TenantID: "acme", IdentityID: "i", SystemID: "s", Justification: "It backs up.", ReviewScheduleID: "q",
		Privileges: []governance.Privilege{{Name: "admin", Privileged: true}, {Name: "reader", Scope: "db1"}},
		StartsAt:   at("2026-02-01T00:00:00Z"), ExpiresAt: at("2026-03-01T00:00:00Z"), Status: governance.EntitlementActive, Granted: true,
		TerraformAddresses: []string{"a.b"},
	}
	each := func(privilege, scope string, privileged bool) governance.Entitlement {
		return governance.Entitlement{
			Meta: set.Meta, TenantID: "acme", IdentityID: "i", SystemID: "s", Privilege: privilege, Scope: scope, Privileged: privileged, Justification: "It backs up.",
			StartsAt: set.StartsAt, ExpiresAt: set.ExpiresAt, ReviewScheduleID: "q", Status: governance.EntitlementActive, Granted: true, TerraformAddresses: []string{"a.b"},
		}
	}
	want := []governance.Entitlement{each("admin", "", true), each("reader", "db1", false)}
	if diff := cmp.Diff(want, set.Entitlements()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for now, want := range map[string]governance.EntitlementStatus{
		"2026-01-31T23:59:59Z": governance.EntitlementScheduled, "2026-02-01T00:00:00Z": governance.EntitlementActive,
		"2026-02-28T23:59:59Z": governance.EntitlementActive, "2026-03-01T00:00:00Z": governance.EntitlementExpired,
	} {
		if got := set.StatusAt(at(now)); got != want {
			t.Errorf("at %s it is %s, want %s", now, got, want)
		}
	}
	set.Status = governance.EntitlementQuarantined
	if got := set.StatusAt(at("2026-02-15T00:00:00Z")); got != governance.EntitlementQuarantined {
		t.Errorf("time alone made it %s", got)
	}
}
