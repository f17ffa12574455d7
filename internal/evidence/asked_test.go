package evidence_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/evidence"
	"github.com/nhi-governance/terraform-provider-nhi/internal/evidence/evidencetest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// Whatever lacks evidence that its schedule or its control asks for is a gap. The
// schedule asks for a ticket and the export of the groups, the control for a ticket.
func TestEvidenceThatIsAskedFor(t *testing.T) {
	t.Parallel()
	const carol, alice, mallory = "carol@msp.example", "alice@msp.example", "mallory@msp.example"
	attest := func(reviewer string, evidence map[string]string) func(*testing.T, *evidencetest.Log) {
		return func(t *testing.T, l *evidencetest.Log) {
			a := governance.Attestation{
				Meta: governance.Meta{ID: "a"}, TenantID: "t", SourceID: "r", SubjectKind: governance.KindIdentity, SubjectID: "i", DueAt: evidencetest.At("2026-02-01"),
				Outcome: governance.OutcomeKeep, Reviewer: reviewer, Reason: "It is needed.", Evidence: evidence,
			}
			a.Signature = evidencetest.SignFor(t, approval.AttestationNamespace, reviewer, approval.OfAttestation(a, "acme"))
			l.Write("2026-02-03", reviewer, governance.KindAttestation, "a", a)
		}
	}
	except := func(evidence map[string]string) func(*testing.T, *evidencetest.Log) {
		return func(t *testing.T, l *evidencetest.Log) {
			e := governance.Exception{
				Meta: governance.Meta{ID: "x", CreatedAt: evidencetest.At("2026-02-01")}, TenantID: "t", Control: "reviewed", Targets: []string{"i"}, Category: governance.Waiver,
				Reason: "A release is late.", RequestedBy: "dave@acme.example", ExpiresAt: evidencetest.At("2026-02-20"), Evidence: evidence,
			}
			e.Approvals = []string{evidencetest.Sign(t, alice, approval.OfException(e, "acme"))}
			l.Write("2026-02-01", alice, governance.KindException, "x", e)
			attest(carol, map[string]string{"ticket": "SEC-1", "groups": "s3://exports/1"})(t, l)
		}
	}
	tests := map[string]struct {
		write   func(*testing.T, *evidencetest.Log)
		lacking []string // by the outcome of the review
		want    []string
	}{
		"an outcome with all of it": {attest(carol, map[string]string{"ticket": "SEC-1", "groups": "s3://exports/1", "more": "than that"}), nil, nil},
		"an outcome with some": {attest(carol, map[string]string{"ticket": "SEC-1"}), []string{"groups"}, []string{
			"reviewed evidence_missing The review of identity svc that was due at 2026-02-01T00:00:00Z has an outcome by carol@msp.example without evidence that was asked for: groups.",
		}},
		"an outcome with blanks": {attest(carol, map[string]string{"ticket": " ", "groups": ""}), []string{"groups", "ticket"}, []string{
			"reviewed evidence_missing The review of identity svc that was due at 2026-02-01T00:00:00Z has an outcome by carol@msp.example without evidence that was asked for: groups, ticket.",
		}},
		"an outcome that does not count": {attest(mallory, nil), []string{"groups", "ticket"}, []string{
			"reviewed review_missing The review of identity svc that was due at 2026-02-01T00:00:00Z was overdue at 2026-02-08T00:00:00Z, and nobody made it.",
			"reviewed review_not_valid The review of identity svc that was due at 2026-02-01T00:00:00Z has an outcome by mallory@msp.example that does not count: mallory@msp.example was not to make it.",
		}},
		"an exception with it": {except(map[string]string{"ticket": "SEC-2"}), nil, nil},
		"an exception without": {except(map[string]string{"tickets": "SEC-2"}), nil, []string{
			`reviewed does_not_count Exception x is recorded and does not count: evidence "ticket", which control "reviewed" asks for, is missing.`,
		}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := evidencetest.New(t, "t")
			l.Write("2025-06-01", "ops", governance.KindTenant, "t", governance.Tenant{Meta: governance.Meta{ID: "t"}, Slug: "acme"})
			l.Write("2025-06-01", "ops", governance.KindIdentity, "i", governance.Identity{Meta: governance.Meta{ID: "i"}, TenantID: "t", Name: "svc"})
			l.Write("2025-06-01", "ops", governance.KindReviewSchedule, "r", governance.ReviewSchedule{
				Meta: governance.Meta{ID: "r"}, TenantID: "t", Name: "yearly", Subjects: governance.ReviewIdentities, Recurrence: "annual", Anchor: evidencetest.At("2026-02-01"),
				Reviewers: []string{carol}, DueWithin: governance.Period{Days: 7}, OverdueAction: governance.Escalate, Evidence: []string{"groups", "ticket"},
			})
			test.write(t, l)
			e := derive(t, evidence.Source{
				TenantID: "t", Period: evidence.Period{From: evidencetest.At("2026-01-01"), To: evidencetest.At("2026-04-01")}, Log: l.Proven(),
				Signers: evidencetest.Signer(t, carol) + evidencetest.Signer(t, alice) + evidencetest.Signer(t, mallory),
				Controls: []evidence.Control{{
					Name: "reviewed", Policies: []evidence.Policy{{Name: string(governance.LapseReview)}}, Action: governance.ActionTicket,
					ExceptionRule: &evidence.Rule{Approvers: []string{alice}, Approvals: 1, MaxDuration: governance.Period{Days: 30}, Evidence: []string{"ticket"}},
				}},
			})
			if len(e.Reviews) != 1 || len(e.Reviews[0].Attestations) != 1 || !slices.Equal(e.Reviews[0].Attestations[0].Lacking, test.lacking) {
				t.Errorf("got the reviews %+v", e.Reviews)
			}
			if diff := cmp.Diff(test.want, gapsOf(e)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
