package provider

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// access is the estate with one break-glass access that has more attributes.
func emergency(more string) string {
	return estate + `
resource "nhi_break_glass" "admin" {
  tenant        = nhi_tenant.acme.id
  identity      = nhi_identity.backup.id
  system        = nhi_system.directory.id
  privilege     = "domain-admins"
  max_duration  = "PT4H"
  review_within = "P3D"
  activators    = ["raj@msp.example"]
  reason        = "Restores the directory."
  requested_by  = "dave@acme.example"
` + more + `
}
`
}

// It may be activated once it is approved as it is, which only somebody who knows
// the ids can do: after it was applied.
func TestBreakGlassApproved(t *testing.T) {
	w := newWorld(t)
	const address, key = "nhi_break_glass.admin", "acme/svc-backup/directory/domain-admins"
	policies, alice := w.bounded("P6M", "4h")
	stricter, _ := w.bounded("P6M", "1h")
	var approved string
	sign := w.behind(func(ctx context.Context, kept register.Register) error {
		b, err := kept.BreakGlass().Find(ctx, key)
		if err == nil {
			approved = strings.TrimSuffix(strings.TrimPrefix(approve(t, approval.OfBreakGlass(b, "acme"), alice), "approvals = [<<-EOT\n"), "EOT\n  ]\n")
		}
		return err
	})
	approving := w.governed(policies, `variable "approval" {
  default = ""
}
`+emergency(`approvals = compact([var.approval])`))
	w.runAlone(
		resource.TestStep{Config: approving, ConfigStateChecks: []statecheck.StateCheck{has(address, "status", is("pending"))}},
		imports(approving, address, key)[2],
		resource.TestStep{
			PreConfig: func() {
				sign()
				t.Setenv("TF_VAR_approval", approved)
			},
			Config: approving, ConfigPlanChecks: plans(plancheck.ResourceActionUpdate, address),
			ConfigStateChecks: []statecheck.StateCheck{has(address, "status", is("active"))},
		},
		resource.TestStep{Config: approving, ConfigPlanChecks: plans(plancheck.ResourceActionNoop, address)},
		resource.TestStep{
			// An edit that nobody approved makes the approval void.
			Config: strings.Replace(approving, `"raj@msp.example"`, `"raj@msp.example", "eve@msp.example"`, 1), ConfigPlanChecks: plans(plancheck.ResourceActionUpdate, address),
			ConfigStateChecks: []statecheck.StateCheck{has(address, "status", is("pending"))},
		},
		resource.TestStep{Config: approving, ConfigStateChecks: []statecheck.StateCheck{has(address, "status", is("active"))}},
		// A control that became stricter is no reason to stop a plan, nor destroy.
		resource.TestStep{Config: strings.Replace(approving, policies, stricter, 1), PlanOnly: true},
		resource.TestStep{
			// What a review took away stays away, whatever is edited.
			PreConfig: w.behind(func(ctx context.Context, kept register.Register) error {
				b, err := kept.BreakGlass().Find(ctx, key)
				if err != nil {
					return err
				}
				b.RevokedAt, b.Status = at("2026-01-01T00:00:00Z"), governance.ExceptionRevoked
				_, err = kept.BreakGlass().Update(ctx, b)
				return err
			}),
			Config: strings.Replace(approving, "Restores the directory.", "Restores the forest.", 1), ConfigPlanChecks: plans(plancheck.ResourceActionUpdate, address),
			ConfigStateChecks: []statecheck.StateCheck{has(address, "status", is("revoked")), has(address, "revoked_at", is("2026-01-01T00:00:00Z"))},
		},
		resource.TestStep{Config: strings.Replace(approving, policies, stricter, 1), Destroy: true},
	)
}

// What controls do not allow, and what the identity holds anyway, is refused.
func TestBreakGlassRefused(t *testing.T) {
	w := newWorld(t)
	policies, _ := w.bounded("P6M", "4h")
	silent, _ := w.policies("90d")
	words := func(want string) *regexp.Regexp { return regexp.MustCompile(strings.ReplaceAll(want, " ", `\s+`)) }
	held := strings.TrimPrefix(strings.Replace(entitlement(""), "backup-operators", "domain-admins", 1), estate)
	w.run(
		resource.TestStep{Config: w.governed(policies, strings.Replace(emergency(""), "PT4H", "5h", 1)), ExpectError: words("allows at most PT4H of emergency access at a time")},
		resource.TestStep{Config: w.governed(silent, emergency("")), ExpectError: words("No control of the policy bundle has a break_glass block")},
		resource.TestStep{Config: w.governed(policies, estate+held)},
		resource.TestStep{Config: w.governed(policies, emergency("")+held), ExpectError: words("The identity holds the privilege anyway")},
		resource.TestStep{Config: w.governed(policies, estate)}, // one apply would not say which comes first
		resource.TestStep{Config: w.governed(policies, emergency(""))},
		resource.TestStep{Config: w.governed(policies, emergency("")+held), ExpectError: words("The privilege is kept for emergencies")},
		resource.TestStep{Config: w.governed(policies, strings.Replace(emergency(""), "PT4H", "5h", 1)), ExpectError: words("allows at most PT4H of emergency access at a time")},
	)
}
