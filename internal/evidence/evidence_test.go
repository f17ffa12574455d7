package evidence_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

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
		Decisions: 4, Allowed: 2, Denied: 1, NotChecked: 1, Violations: 2, Exceptions: 2, Variations: 1,
		ReviewsDue: 3, ReviewsInTime: 1, ReviewsLate: 1, ReviewsMissing: 1, Actions: 7, Gaps: 7,
	}
	if diff := cmp.Diff(summary, e.Summary); diff != "" {
		t.Errorf("summary (-want +got):\n%s", diff)
	}
	gaps := []string{
		"- other_policies 1 of 4 decisions were made by other policies than these: what their controls said then is not told here.",
		`- unknown_control Entries of the period name control "gone-control", and these policies have none of that name.`,
		"break-glass no_decision No decision of the period judged anything by this control.",
		"keys-rotate does_not_count Exception x-own is recorded and does not count: 0 of 2 approvals by alice@msp.example, bob@msp.example are there; The approval by alice@msp.example does not count: they requested the exception themselves.",
		"owned-identities no_decision No decision of the period judged anything by this control.",
		"reviewed-access review_late The review of entitlement svc-backup/directory/backup-operators that was due at 2026-02-05T00:00:00Z was made late: it was overdue at 2026-02-12T00:00:00Z.",
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
			evidence.Summary{Actions: 6}, "- recorded_later The tenant is recorded since 2025-06-02T00:00:00Z, which is later than the beginning of the period.",
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
