package evidencetest

import (
	"testing"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/evidence"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// Bundle is the digest of the policies of [Quarter].
const Bundle = "sha256:3f9c0c6b7e0f4c55b0a5f0b7d2f6f3f1c2d4e5f60718293a4b5c6d7e8f901234"

// Quarter is the evidence's source of one tenant in the first quarter of 2026:
// some of everything, and something missing of most.
func Quarter(t testing.TB) (*Log, evidence.Source) {
	l := New(t, "acme-id")
	l.Tenant = ""
	l.Write("2025-06-01", "ops@msp.example", governance.KindSystem, "s-vault", governance.System{Meta: meta("s-vault"), Shared: true, Name: "vault", Kind: governance.SystemRecord})
	l.Tenant = "globex-id"
	l.Write("2025-06-01", "ops@msp.example", governance.KindTenant, "globex-id", governance.Tenant{Meta: meta("globex-id"), Slug: "globex", Name: "Globex", Owner: "jane@msp.example", ContractStart: At("2025-01-01")})
	l.Tenant = "acme-id"
	l.Write("2025-06-02", "ops@msp.example", governance.KindTenant, "acme-id", governance.Tenant{Meta: meta("acme-id"), Slug: "acme", Name: "Acme Manufacturing", Owner: "jane@msp.example", ContractStart: At("2025-06-01")})
	l.Write("2025-06-02", "terraform", governance.KindSystem, "s-dir", governance.System{Meta: meta("s-dir"), TenantID: "acme-id", Name: "directory", Kind: governance.SystemLDAP})
	backup := governance.Identity{Meta: meta("i-backup"), TenantID: "acme-id", Name: "svc-backup", Kind: governance.ServiceAccount, Owner: "erin@acme.example", Purpose: "Nightly backups", Environment: "production",
		Credential: &governance.Credential{Location: "vault://acme/backup", IssuedAt: At("2025-06-02"), RotateEvery: governance.Period{Months: 9}}}
	l.Write("2025-06-02", "terraform", governance.KindIdentity, "i-backup", backup)
	report := governance.Identity{Meta: meta("i-report"), TenantID: "acme-id", Name: "svc-report", Kind: governance.APIKey, Owner: "dave@acme.example", Purpose: "Sales reports", Environment: "production",
		Credential: &governance.Credential{Location: "vault://acme/report", ExpiresAt: At("2026-03-15")}}
	l.Write("2025-06-02", "terraform", governance.KindIdentity, "i-report", report)
	privileged := true
	l.Write("2025-06-02", "terraform", governance.KindReviewSchedule, "r-monthly", governance.ReviewSchedule{
		Meta: meta("r-monthly"), TenantID: "acme-id", Name: "monthly", Subjects: governance.ReviewEntitlements, Selector: governance.ReviewSelector{Privileged: &privileged}, Recurrence: "monthly", Anchor: At("2026-01-05"),
		Reviewers: []string{"carol@msp.example", "alice@msp.example"}, DueWithin: governance.Period{Days: 7}, OverdueAction: governance.Quarantine, Evidence: []string{"ticket"},
	})
	access := governance.Entitlement{
		Meta: meta("e-admin"), TenantID: "acme-id", IdentityID: "i-backup", SystemID: "s-dir", Privilege: "backup-operators", Privileged: true,
		Justification: "Reads every volume.", ReviewScheduleID: "r-monthly", Status: governance.EntitlementActive, Granted: true,
	}
	l.Write("2025-06-02", "terraform", governance.KindEntitlement, "e-admin", access)
	reader := access
	reader.Meta, reader.SystemID, reader.Privilege, reader.Privileged, reader.ReviewScheduleID = meta("e-read"), "s-vault", "reader", false, ""
	l.Write("2025-06-02", "terraform", governance.KindEntitlement, "e-read", reader)

	judged := []string{"keys-rotate", "reviewed-access"}
	decide := func(at, outcome string, r decision.Record) {
		r.Outcome, r.Tenant, r.Tool = decision.Outcome(outcome), "acme", decision.Tool{Name: "nhi", Version: "1.4.0"}
		r.Input = decision.Input{Kind: "plan", Path: "tfplan", Digest: "sha256:9d5b", TerraformVersion: "1.11.4", Changes: 12}
		if r.Bundle.Digest == "" {
			r.Bundle = decision.Bundle{Digest: Bundle, Policies: 4, Controls: 4}
		}
		if r.Controls == nil {
			r.Controls = judged
		}
		l.Decide(at, "github-actions", r)
	}
	decide("2025-12-20T10:00:00Z", "allow", decision.Record{Summary: decision.Summary{Pass: 9}})
	decide("2026-01-12T09:30:00Z", "allow", decision.Record{Summary: decision.Summary{Pass: 14}})
	decide("2026-01-20T15:02:11Z", "deny", decision.Record{
		Summary: decision.Summary{Pass: 11, Fail: 2, Denied: 2},
		Denied: []decision.Denial{
			{Policy: "access_key_is_young", Address: "aws_iam_access_key.deploy", Verdict: decision.Fail, Controls: []string{"keys-rotate"}},
			{Policy: "access_key_is_young", Address: `aws_iam_access_key.app["<script>alert(1)</script>"]`, Verdict: decision.Undecided, Controls: []string{"keys-rotate"}},
		},
	})

	exception := governance.Exception{
		Meta: meta("x-key"), TenantID: "acme-id", Control: "keys-rotate", Targets: []string{"aws_iam_access_key.deploy"}, Category: governance.Mitigated,
		Reason: "The vendor's agent cannot reload a key before its release in April.", Mitigation: "The key is bound to one address.",
		Evidence: map[string]string{"ticket": "SEC-1482"}, RequestedBy: "dave@acme.example", ExpiresAt: At("2026-04-10"), Status: governance.ExceptionPending,
	}
	exception.CreatedAt = At("2026-01-21")
	l.Write("2026-01-21", "dave@acme.example", governance.KindException, "x-key", exception)
	exception.Approvals = []string{Sign(t, "alice@msp.example", approval.OfException(exception, "acme"))}
	exception.Revision = 2
	l.Write("2026-01-22T08:00:00Z", "alice@msp.example", governance.KindException, "x-key", exception)
	exception.Approvals = append(exception.Approvals, Sign(t, "bob@msp.example", approval.OfException(exception, "acme")))
	exception.Revision, exception.Status = 3, governance.ExceptionActive
	l.Write("2026-01-22T11:15:00Z", "bob@msp.example", governance.KindException, "x-key", exception)
	decide("2026-01-23T09:00:00Z", "allow", decision.Record{
		Summary: decision.Summary{Pass: 12, Waived: 1}, Exceptions: []decision.Exception{{ID: "x-key", Tenant: "acme", Control: "keys-rotate", Standing: "used", Findings: 1}},
	})

	alone := exception
	alone.Meta, alone.Targets, alone.Category, alone.Mitigation, alone.RequestedBy = meta("x-own"), []string{"module.legacy.*"}, governance.Waiver, "", "alice@msp.example"
	alone.CreatedAt, alone.ExpiresAt, alone.Status, alone.Approvals = At("2026-02-10"), At("2026-03-01"), governance.ExceptionPending, nil
	alone.Reason = "The legacy module goes away this quarter."
	alone.Approvals = []string{Sign(t, "alice@msp.example", approval.OfException(alone, "acme"))}
	l.Write("2026-02-10", "alice@msp.example", governance.KindException, "x-own", alone)

	variation := governance.Variation{
		Meta: meta("v-age"), TenantID: "acme-id", Control: "keys-rotate", Parameter: "max_key_age", Value: "P6M", Reason: "The plant stops twice a year.",
		RequestedBy: "dave@acme.example", ExpiresAt: At("2026-12-31"), Status: governance.ExceptionActive,
	}
	variation.CreatedAt = At("2025-11-01")
	variation.Approvals = []string{Sign(t, "alice@msp.example", approval.OfVariation(variation, "acme")), Sign(t, "bob@msp.example", approval.OfVariation(variation, "acme"))}
	l.Write("2025-11-01", "bob@msp.example", governance.KindVariation, "v-age", variation)

	attest := func(id, at, due string, evidence map[string]string) {
		a := governance.Attestation{
			Meta: meta(id), TenantID: "acme-id", SourceID: "r-monthly", SubjectKind: governance.KindEntitlement, SubjectID: "e-admin", DueAt: At(due),
			Outcome: governance.OutcomeKeep, Reviewer: "carol@msp.example", Reason: "Backups ran every night, and nothing else did.", Evidence: evidence,
		}
		a.Signature = SignFor(t, approval.AttestationNamespace, "carol@msp.example", approval.OfAttestation(a, "acme"))
		l.Write(at, "carol@msp.example", governance.KindAttestation, id, a)
	}
	attest("a-1", "2026-01-08T14:00:00Z", "2026-01-05", map[string]string{"ticket": "SEC-1471"})
	attest("a-2", "2026-02-20T14:00:00Z", "2026-02-05", nil)

	emergency := governance.BreakGlass{
		Meta: meta("b-root"), TenantID: "acme-id", IdentityID: "i-backup", SystemID: "s-dir", Privilege: "domain-admins",
		MaxDuration: governance.Period{Clock: 4 * time.Hour}, ReviewWithin: governance.Period{Days: 3}, Activators: []string{"bob@msp.example", "carol@msp.example"},
		Reason: "The directory cannot be restored without it.", RequestedBy: "dave@acme.example", Status: governance.ExceptionActive,
	}
	emergency.Approvals = []string{Sign(t, "alice@msp.example", approval.OfBreakGlass(emergency, "acme"))}
	l.Write("2026-02-01", "terraform", governance.KindBreakGlass, "b-root", emergency)
	use := func(id, at, person string) governance.Activation {
		a := governance.Activation{Meta: meta(id), TenantID: "acme-id", BreakGlassID: "b-root", Activator: person, Reason: "INC-77: the directory is read-only.", StartsAt: At(at), EndsAt: At(at).Add(2 * time.Hour), Granted: true}
		a.Signature = SignFor(t, approval.ActivationNamespace, person, approval.OfActivation(a, "acme"))
		l.Write(at, person, governance.KindActivation, id, a)
		return a
	}
	first := use("u-1", "2026-02-25T03:00:00Z", "bob@msp.example")
	first.Revision, first.EndedAt, first.EndedBy, first.Granted = 2, At("2026-02-25T03:40:00Z"), "bob@msp.example", false
	l.Write("2026-02-25T03:40:00Z", "bob@msp.example", governance.KindActivation, "u-1", first)
	handed := governance.Delegation{Meta: meta("d-1"), TenantID: "acme-id", SourceID: "u-1", SubjectID: "b-root", DueAt: first.EndedAt, From: "alice@msp.example", To: "carol@msp.example", Reason: "I am on leave."}
	handed.Signature = SignFor(t, approval.AttestationNamespace, "alice@msp.example", approval.OfDelegation(handed, "acme"))
	l.Write("2026-02-25T08:00:00Z", "alice@msp.example", governance.KindDelegation, "d-1", handed)
	reviewed := governance.Attestation{
		Meta: meta("a-3"), TenantID: "acme-id", SourceID: "u-1", SubjectKind: governance.KindBreakGlass, SubjectID: "b-root", DueAt: first.EndedAt, Outcome: governance.OutcomeKeep,
		Reviewer: "carol@msp.example", Reason: "The session's log shows the restore and nothing else.", Evidence: map[string]string{"session": "https://logs.example/77"},
	}
	reviewed.Signature = SignFor(t, approval.AttestationNamespace, "carol@msp.example", approval.OfAttestation(reviewed, "acme"))
	l.Write("2026-02-26T10:00:00Z", "carol@msp.example", governance.KindAttestation, "a-3", reviewed)
	rotated := *backup.Credential
	rotated.IssuedAt = At("2026-03-09")
	backup.Revision, backup.Credential = 2, &rotated
	l.Write("2026-03-09T16:20:00Z", "terraform", governance.KindIdentity, "i-backup", backup)
	use("u-2", "2026-03-10T22:00:00Z", "erin@acme.example")

	quarantined := access
	quarantined.Status, quarantined.Revision, quarantined.Granted = governance.EntitlementQuarantined, 2, false
	l.Write("2026-03-12T02:00:00Z", "nhi reconcile", governance.KindEntitlement, "e-admin", quarantined)
	decide("2026-03-20T09:00:00Z", "not_checked", decision.Record{Summary: decision.Summary{Pass: 3, Error: 1}, Bundle: decision.Bundle{Digest: "sha256:0ld"}, Controls: []string{"keys-rotate", "gone-control"}})
	decide("2026-04-02T09:00:00Z", "allow", decision.Record{Summary: decision.Summary{Pass: 15}})
	l.Delete("2026-04-03", "terraform", governance.KindException, "x-key")

	rule := &evidence.Rule{Approvers: []string{"alice@msp.example", "bob@msp.example"}, Approvals: 2, MaxDuration: governance.Period{Days: 90}, Evidence: []string{"ticket"}}
	return l, evidence.Source{
		Tool: decision.Tool{Name: "nhi", Version: "1.5.0"}, TenantID: "acme-id", Period: evidence.Period{From: At("2026-01-01"), To: At("2026-04-01")},
		Bundle:  decision.Bundle{Digest: Bundle, Policies: 4, Controls: 4},
		Signers: Signer(t, "alice@msp.example") + Signer(t, "bob@msp.example") + Signer(t, "carol@msp.example"), Log: l.Proven(),
		Controls: []evidence.Control{
			{
				Name: "break-glass", Objective: "Emergency access is separate, bounded and reviewed after use.", Owner: "security@msp.example", Severity: "high",
				Frameworks: []string{"nist-csf-2.0:RS.MA-04", "nist-sp-800-53:AC-2(2)"}, Policies: []evidence.Policy{{Name: "emergency_is_short", Kind: "resource_policy", Type: "nhi_break_glass"}},
				Action: governance.ActionBlock, BreakGlassRule: &evidence.Rule{Approvers: rule.Approvers, Approvals: 1, MaxDuration: governance.Period{Clock: 8 * time.Hour}},
			},
			{
				Name: "keys-rotate", Objective: "No key is older than its maximum age.", Owner: "security@msp.example", Severity: "critical",
				Frameworks: []string{"owasp-nhi:NHI7:2025", "nist-csf-2.0:PR.AA-01", "nist-sp-800-53:IA-5"},
				Policies:   []evidence.Policy{{Name: "access_key_is_young", Kind: "resource_policy", Type: "aws_iam_access_key"}, {Name: string(governance.LapseCredential)}}, Action: governance.ActionBlock,
				Parameters:    []evidence.Parameter{{Name: "max_key_age", Default: "P3M", Minimum: "P1M", Maximum: "P6M"}},
				ExceptionRule: rule, Escalation: &evidence.Escalation{After: governance.Period{Days: 7}, To: []string{"soc@msp.example"}},
			},
			{
				Name: "owned-identities", Objective: "Every identity has an accountable owner.", Owner: "security@msp.example", Severity: "medium",
				Frameworks: []string{"owasp-nhi:NHI1:2025", "nist-ai-rmf:GOVERN 2.1"}, Policies: []evidence.Policy{{Name: "identity_has_an_owner", Kind: "resource_policy", Type: "nhi_identity"}}, Action: governance.ActionTicket,
			},
			{
				Name: "reviewed-access", Objective: "Access is reviewed on a schedule by somebody who does not own it.", Owner: "security@msp.example", Severity: "high",
				Frameworks: []string{"nist-csf-2.0:PR.AA-05", "nist-sp-800-53:AC-2 j"}, Policies: []evidence.Policy{{Name: "privileged_access_is_reviewed", Kind: "resource_policy", Type: "nhi_review_schedule"}}, Action: governance.ActionQuarantine,
			},
		},
	}
}

func meta(id string) governance.Meta {
	return governance.Meta{ID: id, Revision: 1, CreatedAt: At("2025-06-02"), UpdatedAt: At("2025-06-02")}
}
