package approval

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/crypto/ssh"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

var varied = governance.Variation{
	Meta: governance.Meta{ID: "v", Revision: 3}, TenantID: "t", Control: "keys-rotate", Parameter: "max_age", Value: "P6M", Reason: "The vendor's window.",
	RequestedBy: "dave@acme.example", ExpiresAt: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), Approvals: []string{"x"}, Status: governance.ExceptionActive,
}

var emergency = governance.BreakGlass{
	Meta: governance.Meta{ID: "b", Revision: 3}, TenantID: "t", IdentityID: "i", SystemID: "s", Privilege: "admin", Scope: "db1",
	MaxDuration: governance.Period{Clock: 4 * time.Hour}, ReviewWithin: governance.Period{Days: 3}, Activators: []string{"b@acme.example", "a@acme.example"},
	Reason: "The directory is down.", RequestedBy: "dave@acme.example", Approvals: []string{"x"}, Status: governance.ExceptionActive,
}

// What is approved of every kind of record: the form is published, and a change
// to it makes every approval void.
func TestCanonicalOfKinds(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		facts Facts
		want  string
	}{
		"variation": {OfVariation(varied, "acme"),
			`{"attributes":{"control":"keys-rotate","expires_at":"2027-01-01T00:00:00Z","parameter":"max_age","reason":"The vendor's window.","requested_by":"dave@acme.example","value":"P6M"},"format":"nhi-approval-v1","kind":"variation","tenant":"acme"}`},
		"break-glass access": {OfBreakGlass(emergency, "acme"),
			`{"attributes":{"activators":["a@acme.example","b@acme.example"],"identity":"i","max_duration":"PT4H","privilege":"admin","reason":"The directory is down.","requested_by":"dave@acme.example","review_within":"P3D","scope":"db1","system":"s"},"format":"nhi-approval-v1","kind":"break_glass","tenant":"acme"}`},
	}
	for name, test := range tests {
		got, err := test.facts.Canonical()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want+"\n", string(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// A change to anything that was approved makes the approval void, and nothing
// else does; the requester's own never counts.
func TestApprovers(t *testing.T) {
	t.Parallel()
	signers := signersOf(t, "alice@msp.example "+public(testKeys.alice), "dave@acme.example "+public(testKeys.bob))
	signed := func(facts Facts, key ssh.Signer) []string {
		message, err := facts.Canonical()
		if err != nil {
			t.Fatal(err)
		}
		return []string{sign(t, message, key)}
	}
	approvals, own := signed(OfVariation(varied, "acme"), testKeys.alice), signed(OfVariation(varied, "acme"), testKeys.bob)
	tests := map[string]struct {
		change func(*governance.Variation)
		tenant string
		want   bool
	}{
		"as it was":   {func(*governance.Variation) {}, "acme", true},
		"its status":  {func(v *governance.Variation) { v.Status, v.Revision = governance.ExceptionPending, 9 }, "acme", true},
		"its value":   {func(v *governance.Variation) { v.Value = "P9M" }, "acme", false},
		"its end":     {func(v *governance.Variation) { v.ExpiresAt = time.Time{} }, "acme", false},
		"its reason":  {func(v *governance.Variation) { v.Reason += " " }, "acme", false},
		"its control": {func(v *governance.Variation) { v.Control = "keys-expire" }, "acme", false},
		"another's":   {func(*governance.Variation) {}, "globex", false},
	}
	for name, test := range tests {
		v := varied
		test.change(&v)
		names, problems := Approvers(OfVariation(v, test.tenant), v.RequestedBy, approvals, signers, noon)
		if (len(names) == 1) != test.want || (len(problems) == 0) != test.want {
			t.Errorf("%s: got %q, %q, want an approval: %t", name, names, problems, test.want)
		}
	}
	if names, problems := Approvers(OfVariation(varied, "acme"), varied.RequestedBy, own, signers, noon); len(names) > 0 || len(problems) != 1 {
		t.Errorf("the requester's own: got %q, %q", names, problems)
	}
	// An approval of one kind is none of another.
	if names, _ := Approvers(OfBreakGlass(emergency, "acme"), emergency.RequestedBy, approvals, signers, noon); len(names) > 0 {
		t.Errorf("the approval of a variation counts for break-glass access: %q", names)
	}
}
