package provider

import (
	"context"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// outputs wants outputs that are all true.
func outputs(names ...string) []statecheck.StateCheck {
	var checks []statecheck.StateCheck
	for _, name := range names {
		checks = append(checks, statecheck.ExpectKnownOutputValue(name, knownvalue.Bool(true)))
	}
	return checks
}

// The examples of data sources that are about no single kind of record work as
// they stand.
func TestExamplesOfQuestions(t *testing.T) {
	for _, name := range []string{"posture", "reviews", "decisions", "controls"} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			policies, _ := w.bounded("P6M", "4h")
			w.run(
				resource.TestStep{Config: w.governed(policies, acme)},
				resource.TestStep{Config: w.governed(policies, acme+read(t, filepath.Join(examples, "data-sources", "nhi_"+name, "data-source.tf")))},
			)
		})
	}
}

// A tenant's posture and reviews follow its records and the clock.
func TestPostureAndReviews(t *testing.T) {
	w := newWorld(t)
	config := w.config(entitlement(`
  expires_at      = "2026-03-01T00:00:00Z"
  review_schedule = nhi_review_schedule.quarterly.id
`) + `
data "nhi_posture" "all" {
  depends_on = [nhi_entitlement.backup]
}

data "nhi_posture" "far" {
  tenant     = nhi_tenant.acme.id
  within     = "P3M"
  depends_on = [nhi_entitlement.backup]
}

data "nhi_posture" "none" {
  tenant     = "nobody"
  depends_on = [nhi_entitlement.backup]
}

data "nhi_reviews" "all" {
  tenant     = nhi_tenant.acme.id
  depends_on = [nhi_entitlement.backup]
}

data "nhi_reviews" "overdue" {
  review_schedule = nhi_review_schedule.quarterly.id
  state           = "overdue"
  depends_on      = [nhi_entitlement.backup]
}

locals {
  acme = data.nhi_posture.all.tenants[0]
  far  = data.nhi_posture.far.tenants[0]
  id   = nhi_entitlement.backup.id
}

output "governed" {
  value = alltrue([
    local.acme.tenant == nhi_tenant.acme.id, local.acme.slug == "acme", local.acme.identities == 1, local.acme.entitlements == 1,
    local.acme.owned == { count = 1, ids = tolist([nhi_identity.backup.id]) }, local.acme.reviewed.ids == tolist([local.id]),
    local.acme.excepted.count == 0, local.far.expiring.ids == tolist([local.id]), length(data.nhi_posture.none.tenants) == 0,
  ])
}

output "quiet" {
  value = alltrue([local.acme.overdue.count == 0, local.acme.expiring.count == 0, length(data.nhi_reviews.overdue.reviews) == 0])
}

output "overdue" {
  value = alltrue([local.acme.overdue.ids == tolist([local.id]), [for r in data.nhi_reviews.overdue.reviews : r.subject] == [local.id]])
}

output "upcoming" {
  value = tolist([for r in data.nhi_reviews.all.reviews : merge(r, { id = length(r.id) })]) == tolist([{
    id = 11, activation = "", outcome = "", reviewer = "", tenant = nhi_tenant.acme.id, review_schedule = nhi_review_schedule.quarterly.id, subject_kind = "entitlement", subject = local.id,
    due_at = "2026-01-15T09:00:00Z", overdue_at = "2026-01-29T09:00:00Z", state = "upcoming", reviewers = tolist(["raj@acme.example"])
  }])
}

output "reviewed" {
  value = alltrue([local.acme.overdue.count == 0, [for r in data.nhi_reviews.all.reviews : join(" ", [r.state, r.outcome, r.reviewer])] == ["made keep raj@acme.example", "upcoming  "]])
}
`)
	made := w.behind(func(ctx context.Context, kept register.Register) error {
		e, err := kept.Entitlements().List(ctx, "")
		if err != nil {
			return err
		}
		_, err = kept.Attestations().Create(ctx, governance.Attestation{
			TenantID: e[0].TenantID, SourceID: e[0].ReviewScheduleID, SubjectKind: governance.KindEntitlement, SubjectID: e[0].ID, DueAt: at("2026-01-15T09:00:00Z"),
			Outcome: governance.OutcomeKeep, Reviewer: "raj@acme.example", Reason: "It is in use.", Signature: "-----BEGIN SSH SIGNATURE-----",
		})
		return err
	})
	w.run(
		resource.TestStep{Config: w.config(acme + `data "nhi_reviews" "x" { state = "late" }`), ExpectError: regexp.MustCompile("value must be one of")},
		resource.TestStep{Config: config, ConfigStateChecks: outputs("governed", "quiet", "upcoming")},
		resource.TestStep{PreConfig: w.at("2026-01-29T08:59:59Z"), Config: config, ConfigStateChecks: outputs("governed", "quiet")},
		resource.TestStep{PreConfig: w.at("2026-01-29T09:00:00Z"), Config: config, ConfigStateChecks: outputs("governed", "overdue")},
		resource.TestStep{PreConfig: made, Config: config, ConfigStateChecks: outputs("governed", "reviewed")},
	)
}

// Decisions are those of the audit log, about the tenant, with what was denied.
func TestDecisions(t *testing.T) {
	w := newWorld(t)
	record := w.behind(func(ctx context.Context, kept register.Register) error {
		for _, d := range []decision.Decision{
			{Outcome: decision.Deny, Instant: at("2026-01-01T00:00:00Z"), Input: decision.Input{Digest: "sha256:1"}, Bundle: decision.Bundle{Digest: "sha256:2"}, Findings: []decision.Finding{
				{Policy: decision.PolicyReference{Name: "p"}, Address: "a.b", Tenant: "acme", Verdict: decision.Fail, Effect: decision.Denies, Controls: []string{"c"}},
			}},
			{Outcome: decision.Allow, Instant: at("2026-01-02T00:00:00Z"), Exceptions: []decision.Exception{{Address: "nhi_exception.x", Tenant: "acme", Findings: 1}}},
		} {
			if err := kept.Log().Decide(ctx, d, "sha256:"+string(d.Outcome), "acme", nil); err != nil {
				return err
			}
		}
		return nil
	})
	w.run(
		resource.TestStep{Config: w.config(acme)},
		resource.TestStep{PreConfig: record, Config: w.config(acme + `
data "nhi_decisions" "all" { tenant = nhi_tenant.acme.id }
data "nhi_decisions" "denied" { outcome = "deny" }
data "nhi_decisions" "latest" { limit = 1 }

locals {
  denied = data.nhi_decisions.all.decisions[0]
}

output "all" {
  value = alltrue([
    join(" ", data.nhi_decisions.all.decisions[*].outcome) == "deny allow", join(" ", data.nhi_decisions.denied.decisions[*].digest) == "sha256:deny",
    join(" ", data.nhi_decisions.latest.decisions[*].digest) == "sha256:allow", local.denied.tenant == nhi_tenant.acme.id, local.denied.actor == "somebody else",
    local.denied.input_digest == "sha256:1", local.denied.bundle_digest == "sha256:2", local.denied.instant == "2026-01-01T00:00:00Z", local.denied.sequence == 1,
    local.denied.denied == tolist([{ policy = "p", address = "a.b", verdict = "fail", controls = tolist(["c"]) }]),
    data.nhi_decisions.latest.decisions[0].exceptions == tolist(["nhi_exception.x"]),
  ])
}
`), ConfigStateChecks: outputs("all")},
	)
}

// Controls are those of the bundle, with the tenant's own values as long as they
// count.
func TestControls(t *testing.T) {
	w := newWorld(t)
	policies, alice := w.bounded("P6M", "4h")
	approved := variation(until + approve(t, approval.OfVariation(asked, "acme"), alice))
	body := approved + `
data "nhi_controls" "everybody" {}

data "nhi_controls" "acme" {
  tenant     = nhi_tenant.acme.id
  name       = "keys-rotate"
  severity   = "high"
  depends_on = [nhi_variation.age]
}

data "nhi_controls" "none" { severity = "low" }
data "nhi_controls" "unserved" { framework = "nist-csf-2.0:PR.AA-05" }

locals {
  control = data.nhi_controls.everybody.controls[0]
}

output "all" {
  value = alltrue([
    length(data.nhi_controls.everybody.controls) == 1, length(data.nhi_controls.none.controls) == 0, length(data.nhi_controls.unserved.controls) == 0,
    local.control.name == "keys-rotate", local.control.objective == "Keys do not grow old.", local.control.policies == tolist(["keys_rotate"]), local.control.action == "block", local.control.notify == tolist(["soc"]),
    local.control.exception == null, local.control.escalation == null, local.control.variation.approvers == tolist(["alice@msp.example"]), local.control.break_glass.max_duration == "PT4H",
    local.control.parameters == tolist([{ name = "max_age", default = "P3M", minimum = "P1M", maximum = "P6M", value = "P3M" }]),
  ])
}

output "own" {
  value = data.nhi_controls.acme.controls[0].parameters[0].value == "P6M"
}

output "ended" {
  value = data.nhi_controls.acme.controls[0].parameters[0].value == "P3M"
}
`
	w.run(
		resource.TestStep{Config: w.config(acme + `data "nhi_controls" "all" {}`), ExpectError: regexp.MustCompile("No policies are configured")},
		resource.TestStep{Config: w.governed(policies, body), ConfigStateChecks: outputs("all", "own")},
		resource.TestStep{PreConfig: w.at("2026-03-01T00:00:00Z"), Config: w.governed(policies, body), ConfigStateChecks: outputs("all", "ended")},
	)
}
