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

var attested = governance.Attestation{
	Meta: governance.Meta{ID: "a", Revision: 1}, TenantID: "t", SourceID: "q", SubjectKind: governance.KindEntitlementSet, SubjectID: "s", DueAt: time.Date(2026, 11, 15, 9, 0, 0, 0, time.UTC),
	Outcome: governance.OutcomeReduce, Remaining: []string{"writer@db1", "reader"}, ExpiresAt: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC),
	Reviewer: "alice@msp.example", Reason: "Nobody writes.", Evidence: map[string]string{"access_log": "https://logs.example/1"}, Signature: "x",
}

var handed = governance.Delegation{
	Meta: governance.Meta{ID: "d", Revision: 1}, TenantID: "t", SourceID: "q", SubjectID: "s", DueAt: time.Date(2026, 11, 15, 9, 0, 0, 0, time.UTC),
	From: "alice@msp.example", To: "erin@msp.example", Reason: "On leave.", Signature: "x",
}

var used = governance.Activation{
	Meta: governance.Meta{ID: "u", Revision: 2}, TenantID: "t", BreakGlassID: "b", Activator: "alice@msp.example", Reason: "INC-7",
	StartsAt: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC), EndsAt: time.Date(2026, 11, 23, 12, 30, 0, 0, time.UTC),
	EndedAt: time.Date(2026, 11, 23, 12, 10, 0, 0, time.UTC), EndedBy: "erin@msp.example", Granted: true, Signature: "x",
}

// Whoever signed has to be who the record says, with a key for that purpose.
func TestBy(t *testing.T) {
	t.Parallel()
	message, err := OfAttestation(attested, "acme").Canonical()
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	armored := func(namespace string, key ssh.Signer) string {
		text, err := SignFor(namespace, message, key)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	signers := signersOf(t, "alice@msp.example,ali@msp.example "+public(testKeys.alice), "bob@msp.example "+public(testKeys.bob))
	signers.Purpose = AttestationNamespace
	own := armored(AttestationNamespace, testKeys.alice)
	changed := attested
	changed.Outcome = governance.OutcomeKeep
	for name, test := range map[string]struct {
		facts  Facts
		person string
		armor  string
		want   string
	}{
		"their own":             {OfAttestation(attested, "acme"), "alice@msp.example", own, ""},
		"by another name":       {OfAttestation(attested, "acme"), "ali@msp.example", own, ""},
		"another's":             {OfAttestation(attested, "acme"), "alice@msp.example", armored(AttestationNamespace, testKeys.bob), "bob@msp.example signed it, and it says that alice@msp.example did"},
		"for another purpose":   {OfAttestation(attested, "acme"), "alice@msp.example", armored(Namespace, testKeys.alice), "it was made for another use of the key; sign in the namespace nhi-attestation@v1"},
		"of something else":     {OfAttestation(changed, "acme"), "alice@msp.example", own, "alice@msp.example signed something else; the record was changed since, or the signature is of another record"},
		"of another tenant":     {OfAttestation(attested, "other"), "alice@msp.example", own, "alice@msp.example signed something else; the record was changed since, or the signature is of another record"},
		"without a tenant":      {OfAttestation(attested, ""), "alice@msp.example", own, "the record has no tenant that could be named, and an approval is given for one tenant"},
		"no signature whatever": {OfAttestation(attested, "acme"), "alice@msp.example", "x", "it is not an OpenSSH signature, which begins with -----BEGIN SSH SIGNATURE----- and has nothing around it"},
	} {
		got := ""
		if err := By(test.person, test.facts, test.armor, signers, at); err != nil {
			got = err.Error()
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
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
		"attestation": {OfAttestation(attested, "acme"),
			`{"attributes":{"due_at":"2026-11-15T09:00:00Z","evidence":{"access_log":"https://logs.example/1"},"expires_at":"2027-01-01T00:00:00Z","outcome":"reduce","reason":"Nobody writes.","remaining":["reader","writer@db1"],"reviewer":"alice@msp.example","source":"q","subject":"s","subject_kind":"entitlement_set"},"format":"nhi-attestation-v1","kind":"attestation","tenant":"acme"}`},
		"delegation": {OfDelegation(handed, "acme"),
			`{"attributes":{"due_at":"2026-11-15T09:00:00Z","from":"alice@msp.example","reason":"On leave.","source":"q","subject":"s","to":"erin@msp.example"},"format":"nhi-attestation-v1","kind":"delegation","tenant":"acme"}`},
		"activation": {OfActivation(used, "acme"),
			`{"attributes":{"activator":"alice@msp.example","break_glass":"b","ends_at":"2026-11-23T12:30:00Z","reason":"INC-7","starts_at":"2026-11-23T12:00:00Z"},"format":"nhi-activation-v1","kind":"activation","tenant":"acme"}`},
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
