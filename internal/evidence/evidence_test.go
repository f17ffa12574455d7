package evidence_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/evidence"
	"github.com/nhi-governance/terraform-provider-nhi/internal/evidence/evidencetest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

func derive(t testing.TB, source evidence.Source) evidence.Evidence {
	t.Helper()
	e, err := evidence.Derive(source)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func gapsOf(e evidence.Evidence) []string {
	var gaps []string
	for _, gap := range e.Gaps {
		gaps = append(gaps, "- "+string(gap.Kind)+" "+gap.Text)
	}
	for _, c := range e.Controls {
		for _, gap := range c.Gaps {
			gaps = append(gaps, c.Name+" "+string(gap.Kind)+" "+gap.Text)
		}
	}
	return gaps
}

// The quarter has some of everything, and what is missing is said.
func TestQuarter(t *testing.T) {
	t.Parallel()
	_, source := evidencetest.Quarter(t)
	e := derive(t, source)
	summary := evidence.Summary{
		Decisions: 4, Allowed: 2, Denied: 1, NotChecked: 1, Violations: 2, Exceptions: 2, Variations: 1, BreakGlass: 1, Activations: 2,
		ReviewsDue: 5, ReviewsInTime: 2, ReviewsLate: 1, ReviewsMissing: 2, Actions: 14, Gaps: 12,
	}
	if diff := cmp.Diff(summary, e.Summary); diff != "" {
		t.Errorf("summary (-want +got):\n%s", diff)
	}
	gaps := []string{
		"- other_policies 1 of 4 decisions were made by other policies than these: what their controls said then is not told here.",
		`- unknown_control Entries of the period name control "gone-control", and these policies have none of that name.`,
		"break-glass no_decision No decision of the period judged anything by this control.",
		"break-glass activation_invalid The activation of svc-backup/directory/domain-admins by erin@acme.example does not hold: allowed_signers has no key SHA256:ArVJT78slDcynjQioUZBrEqtt5GiYeWzX8EX9Eu2aYY for the namespace nhi-activation@v1.",
		"break-glass review_missing The review of break-glass access svc-backup/directory/domain-admins that was due at 2026-03-11T00:00:00Z was overdue at 2026-03-14T00:00:00Z, and nobody made it.",
		"keys-rotate does_not_count Exception x-own is recorded and does not count: 0 of 2 approvals by alice@msp.example, bob@msp.example are there; The approval by alice@msp.example does not count: they requested the exception themselves.",
		"keys-rotate credential_late The credential of identity svc-backup was to be rotated by 2026-03-02T00:00:00Z, and no newer one was recorded until 2026-03-09T16:20:00Z.",
		"keys-rotate credential_overdue The credential of identity svc-report expired at 2026-03-15T00:00:00Z, and no newer one was recorded by the end of the period.",
		"owned-identities no_decision No decision of the period judged anything by this control.",
		"reviewed-access review_late The review of entitlement svc-backup/directory/backup-operators that was due at 2026-02-05T00:00:00Z was made late: it was overdue at 2026-02-12T00:00:00Z.",
		"reviewed-access evidence_missing The review of entitlement svc-backup/directory/backup-operators that was due at 2026-02-05T00:00:00Z has an outcome by carol@msp.example without evidence that was asked for: ticket.",
		"reviewed-access review_missing The review of entitlement svc-backup/directory/backup-operators that was due at 2026-03-05T00:00:00Z was overdue at 2026-03-12T00:00:00Z, and nobody made it.",
	}
	if diff := cmp.Diff(gaps, gapsOf(e)); diff != "" {
		t.Errorf("gaps (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(evidence.Tenant{ID: "acme-id", Slug: "acme", Name: "Acme Manufacturing"}, e.Tenant); diff != "" {
		t.Errorf("tenant (-want +got):\n%s", diff)
	}

	// The exception that was deleted after the period was in force in it.
	used := e.Exceptions[0]
	if used.ID != "x-key" || used.Status != governance.ExceptionActive || !used.Counts || !used.DeletedAt.IsZero() || len(used.Decisions) != 1 {
		t.Errorf("got %+v", used)
	}
	var given []string
	for _, a := range used.Approvals {
		given = append(given, a.Signer+" at "+a.At.Format("2006-01-02T15:04"))
		if a.Fingerprint == "" || !a.Counts {
			t.Errorf("got %+v", a)
		}
	}
	if diff := cmp.Diff([]string{"alice@msp.example at 2026-01-22T08:00", "bob@msp.example at 2026-01-22T11:15"}, given); diff != "" {
		t.Errorf("approvals (-want +got):\n%s", diff)
	}
	if own := e.Exceptions[1]; own.Counts || own.Status != governance.ExceptionExpired || own.Approvals[0].Counts || own.Approvals[0].Signer != "alice@msp.example" {
		t.Errorf("got %+v", own)
	}
	quarantine := e.Actions[len(e.Actions)-1]
	if quarantine.From != "active" || quarantine.To != "quarantined" || quarantine.Name != "svc-backup/directory/backup-operators" || quarantine.Actor != "nhi reconcile" {
		t.Errorf("got %+v", quarantine)
	}
	// Every fact names entries that are in the package.
	there := map[int64]bool{}
	for _, entry := range e.Log.Entries {
		there[entry.Sequence] = true
	}
	for _, c := range e.Controls {
		for _, sequence := range c.Decisions {
			if !there[sequence] {
				t.Errorf("%s names entry %d, which is not in the package", c.Name, sequence)
			}
		}
	}
	for _, sequence := range slices.Concat(used.Entries, used.Decisions, e.Variations[0].Entries, e.Gaps[0].Sequences) {
		if !there[sequence] {
			t.Errorf("entry %d is named, and not in the package", sequence)
		}
	}
}

// Only what is of the tenant and the period is in the package.
func TestWhatIsNotOfThePeriod(t *testing.T) {
	t.Parallel()
	_, source := evidencetest.Quarter(t)
	e := derive(t, source)
	for _, entry := range e.Log.Entries {
		var read struct {
			At       string `json:"at"`
			TenantID string `json:"tenant_id"`
			Kind     string `json:"kind"`
		}
		if err := json.Unmarshal([]byte(entry.Entry), &read); err != nil {
			t.Fatal(err)
		}
		if read.TenantID != "acme-id" && read.Kind != "system" || read.At >= "2026-04-01" || read.Kind == "decision" && read.At < "2026-01-01" {
			t.Errorf("entry %d is in the package: %+v", entry.Sequence, read)
		}
	}
	tests := map[string]struct {
		period evidence.Period
		want   evidence.Summary
		gap    string
	}{
		"the instant of a decision is in the period that begins at it": {
			evidence.Period{From: evidencetest.At("2026-01-12T09:30:00Z"), To: evidencetest.At("2026-01-12T09:30:01Z")},
			evidence.Summary{Decisions: 1, Allowed: 1, Variations: 1}, "",
		},
		"and not in one that ends at it": {
			evidence.Period{From: evidencetest.At("2026-01-12T09:29:00Z"), To: evidencetest.At("2026-01-12T09:30:00Z")},
			evidence.Summary{Variations: 1}, "",
		},
		"before anything was recorded": {
			evidence.Period{From: evidencetest.At("2024-01-01"), To: evidencetest.At("2025-01-01")},
			evidence.Summary{}, "- nothing_happened Nothing is recorded of the period: no decision, no review, no exception, no write. It is evidence of nothing.",
		},
		"since before the tenant": {
			evidence.Period{From: evidencetest.At("2025-01-01"), To: evidencetest.At("2025-07-01")},
			evidence.Summary{Actions: 7}, "- recorded_later The tenant is recorded since 2025-06-02T00:00:00Z, which is later than the beginning of the period.",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			source := source
			source.Period = test.period
			e := derive(t, source)
			if diff := cmp.Diff(test.want, e.Summary, cmpopts.IgnoreFields(evidence.Summary{}, "Gaps")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if test.gap != "" && !slices.Contains(gapsOf(e), test.gap) {
				t.Errorf("got %q", gapsOf(e))
			}
			if e.Summary.Empty() != (test.want == evidence.Summary{}) {
				t.Error("it is said to be empty, or not to be")
			}
		})
	}
}

// A decision that is older than the list of its controls still says what it denied.
func TestDecisionOfAnOlderRegister(t *testing.T) {
	t.Parallel()
	l, source := evidencetest.Quarter(t)
	sequence := l.Decide("2026-03-25", "ci", decision.Record{
		Outcome: decision.Deny, Bundle: decision.Bundle{Digest: evidencetest.Bundle}, Denied: []decision.Denial{{Policy: "identity_has_an_owner", Address: "nhi_identity.a", Verdict: decision.Fail, Controls: []string{"owned-identities"}}},
	})
	source.Log = l.Proven()
	e := derive(t, source)
	want := []evidence.Violation{{Sequence: sequence, Policy: "identity_has_an_owner", Address: "nhi_identity.a", Verdict: "fail"}}
	if diff := cmp.Diff(want, e.Controls[2].Violations); diff != "" || len(e.Controls[2].Gaps) != 0 {
		t.Errorf("(-want +got):\n%s, gaps %+v", diff, e.Controls[2].Gaps)
	}
}

// The outcome of a review counts when somebody who was to make it signed it.
func TestAttestations(t *testing.T) {
	t.Parallel()
	due := evidencetest.At("2026-03-05")
	attestation := func(reviewer string) governance.Attestation {
		return governance.Attestation{
			Meta: governance.Meta{ID: "a-9"}, TenantID: "acme-id", SourceID: "r-monthly", SubjectKind: governance.KindEntitlement, SubjectID: "e-admin", DueAt: due,
			Outcome: governance.OutcomeKeep, Reviewer: reviewer, Reason: "It is needed.",
		}
	}
	sign := func(a governance.Attestation, person string) governance.Attestation {
		a.Signature = evidencetest.SignFor(t, approval.AttestationNamespace, person, approval.OfAttestation(a, "acme"))
		return a
	}
	changed := sign(attestation("carol@msp.example"), "carol@msp.example")
	changed.Outcome = governance.OutcomeRevoke
	tests := map[string]struct {
		attestation governance.Attestation
		delegate    string
		at          string
		state       evidence.ReviewState
		problem     string
	}{
		"by a reviewer, in time":    {sign(attestation("carol@msp.example"), "carol@msp.example"), "", "2026-03-11T23:59:59Z", evidence.InTime, ""},
		"by a reviewer, late":       {sign(attestation("carol@msp.example"), "carol@msp.example"), "", "2026-03-12T01:00:00Z", evidence.Late, ""},
		"with another's key":        {sign(attestation("carol@msp.example"), "alice@msp.example"), "", "2026-03-13", evidence.Missing, "alice@msp.example signed it, and it says that carol@msp.example did"},
		"by somebody else":          {sign(attestation("bob@msp.example"), "bob@msp.example"), "", "2026-03-13", evidence.Missing, "bob@msp.example was not to make it"},
		"by whom it was handed to":  {sign(attestation("bob@msp.example"), "bob@msp.example"), "bob@msp.example", "2026-03-13", evidence.Late, ""},
		"by who handed it over":     {sign(attestation("carol@msp.example"), "carol@msp.example"), "bob@msp.example", "2026-03-13", evidence.Missing, "carol@msp.example was not to make it"},
		"changed after it was made": {changed, "", "2026-03-13", evidence.Missing, "carol@msp.example signed something else; the record was changed since, or the signature is of another record"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l, source := evidencetest.Quarter(t)
			if test.delegate != "" {
				d := governance.Delegation{Meta: governance.Meta{ID: "d-9"}, TenantID: "acme-id", SourceID: "r-monthly", SubjectID: "e-admin", DueAt: due, From: "carol@msp.example", To: test.delegate, Reason: "Leave."}
				d.Signature = evidencetest.SignFor(t, approval.AttestationNamespace, d.From, approval.OfDelegation(d, "acme"))
				l.Write("2026-03-12", d.From, governance.KindDelegation, d.ID, d)
			}
			l.Write(test.at, test.attestation.Reviewer, governance.KindAttestation, "a-9", test.attestation)
			source.Log = l.Proven()
			e := derive(t, source)
			i := slices.IndexFunc(e.Reviews, func(r evidence.Review) bool { return r.Source == "r-monthly" && r.DueAt.Equal(due) })
			review := e.Reviews[i]
			if review.State != test.state || len(review.Attestations) != 1 || review.Attestations[0].Problem != test.problem || review.Attestations[0].Counts != (test.problem == "") {
				t.Errorf("got %s, %+v, want %s, %q", review.State, review.Attestations, test.state, test.problem)
			}
		})
	}
}

// A schedule asks for reviews from when it is there, until it is gone, and of what is
// there when they are due.
func TestReviewsFollowTheRecords(t *testing.T) {
	t.Parallel()
	l := evidencetest.New(t, "t")
	meta := func(id, at string) governance.Meta {
		return governance.Meta{ID: id, Revision: 1, CreatedAt: evidencetest.At(at)}
	}
	l.Write("2026-01-01", "ops", governance.KindTenant, "t", governance.Tenant{Meta: meta("t", "2026-01-01"), Slug: "acme", Name: "Acme"})
	schedule := governance.ReviewSchedule{
		Meta: meta("r", "2026-01-20"), TenantID: "t", Name: "weekly", Subjects: governance.ReviewIdentities, Recurrence: "FREQ=WEEKLY", Anchor: evidencetest.At("2026-01-05"),
		Reviewers: []string{"alice@msp.example"}, DueWithin: governance.Period{Days: 3}, OverdueAction: governance.Escalate,
	}
	identity := func(id, at string) {
		l.Write(at, "ops", governance.KindIdentity, id, governance.Identity{Meta: meta(id, at), TenantID: "t", Name: id})
	}
	identity("one", "2026-01-10")
	l.Write("2026-01-20", "ops", governance.KindReviewSchedule, "r", schedule)
	identity("two", "2026-02-03")
	l.Delete("2026-02-10", "ops", governance.KindIdentity, "one")
	schedule.Revision, schedule.Recurrence = 2, "FREQ=WEEKLY;INTERVAL=2"
	l.Write("2026-02-17", "ops", governance.KindReviewSchedule, "r", schedule)
	l.Delete("2026-03-10", "ops", governance.KindReviewSchedule, "r")
	e := derive(t, evidence.Source{TenantID: "t", Period: evidence.Period{From: evidencetest.At("2026-01-01"), To: evidencetest.At("2026-04-01")}, Log: l.Proven()})
	var got []string
	for _, review := range e.Reviews {
		got = append(got, review.DueAt.Format("01-02 ")+review.Subject)
	}
	want := []string{"01-26 one", "02-02 one", "02-09 one", "02-09 two", "02-16 two", "03-02 two"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
