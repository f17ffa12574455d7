package provider

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"golang.org/x/crypto/ssh"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// exception is a tenant with one exception that has more attributes.
func exception(more string) string {
	return acme + `
resource "nhi_exception" "admin" {
  tenant       = nhi_tenant.acme.id
  control      = "access-ends"
  targets      = ["nhi_entitlement.admin"]
  category     = "waiver"
  reason       = "The vendor migrates in March."
  requested_by = "dave@acme.example"
  starts_at    = "2026-02-01T00:00:00Z"
  expires_at   = "2026-03-01T00:00:00Z"
  evidence     = { ticket = "SEC-1" }
` + more + `
}
`
}

// requested is that exception as a record, for its approvers to sign.
var requested = governance.Exception{
	Control: "access-ends", Targets: []string{"nhi_entitlement.admin"}, Category: governance.Waiver, Reason: "The vendor migrates in March.",
	RequestedBy: "dave@acme.example", StartsAt: at("2026-02-01T00:00:00Z"), ExpiresAt: at("2026-03-01T00:00:00Z"), Evidence: map[string]string{"ticket": "SEC-1"},
}

// policies writes a policy bundle in which alice may approve, and returns the
// argument of the provider and alice's key.
func (w *world) policies(maxDuration string) (argument string, alice ssh.Signer) {
	w.t.Helper()
	alice, err := ssh.NewSignerFromKey(ed25519.NewKeyFromSeed([]byte(strings.Repeat("a", ed25519.SeedSize))))
	if err != nil {
		w.t.Fatal(err)
	}
	dir := w.t.TempDir()
	for name, content := range map[string]string{
		"access.policy.hcl": `
resource_policy "nhi_entitlement" "entitlement_ends" {
  enforce { condition = attrs.expires_at != null }
}
`,
		"access.control.hcl": fmt.Sprintf(`
control "access-ends" {
  objective = "Access ends."
  owner     = "security@msp.example"
  severity  = "high"
  policies  = ["entitlement_ends"]

  exception {
    approvers    = ["alice@msp.example"]
    approvals    = 1
    max_duration = %q
    evidence     = ["ticket"]
  }
}

control "secrets-stay-secret" {
  objective = "No secret is in the open."
  owner     = "security@msp.example"
  severity  = "critical"
  policies  = ["entitlement_ends"]
}
`, maxDuration),
		"allowed_signers": "alice@msp.example " + string(ssh.MarshalAuthorizedKey(alice.PublicKey())),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			w.t.Fatal(err)
		}
	}
	return fmt.Sprintf("policies = [%q]", dir), alice
}

// governed is a configuration whose provider has policies.
func (w *world) governed(policies, body string) string {
	return strings.Replace(w.config(body), "\n}\n", "\n  "+policies+"\n}\n", 1)
}

// signed is the argument of approvals that a key gave.
func signed(t *testing.T, key ssh.Signer) string {
	t.Helper()
	return approve(t, approval.OfException(requested, "acme"), key)
}

// Nobody can say without policies whether an exception is approved, so it is
// pending; what was revoked without telling shows in the plan.
func TestException(t *testing.T) {
	w := newWorld(t)
	const address = "nhi_exception.admin"
	least := w.config(exception(""))
	w.run(
		resource.TestStep{
			Config: least,
			ConfigStateChecks: []statecheck.StateCheck{
				has(address, "status", is("pending")),
				has(address, "revoked_at", knownvalue.Null()),
			},
		},
		imports(least, address, "")[0],
		resource.TestStep{
			PreConfig: w.behind(func(ctx context.Context, kept register.Register) error {
				e, err := kept.Exceptions().Find(ctx, "acme/access-ends")
				if err != nil {
					return err
				}
				e.RevokedAt = at("2026-01-01T00:00:00Z")
				_, err = kept.Exceptions().Update(ctx, e)
				return err
			}),
			Config:           least,
			ConfigPlanChecks: plans(plancheck.ResourceActionUpdate, address),
			ConfigStateChecks: []statecheck.StateCheck{
				has(address, "status", is("revoked")),
				has(address, "revoked_at", is("2026-01-01T00:00:00Z")),
			},
		},
	)
}

// An approved exception is scheduled, active and expired by the clock alone,
// each once in a plan; an edit that nobody approved makes its approval void.
func TestExceptionInTime(t *testing.T) {
	w := newWorld(t)
	const address = "nhi_exception.admin"
	policies, alice := w.policies("90d")
	approved := w.governed(policies, exception(signed(t, alice)))
	step := func(now, config string, action plancheck.ResourceActionType, status string) resource.TestStep {
		return resource.TestStep{
			PreConfig: w.at(now), Config: config, ConfigPlanChecks: plans(action, address),
			ConfigStateChecks: []statecheck.StateCheck{has(address, "status", is(status))},
		}
	}
	w.run(
		step("2026-01-01T00:00:00Z", w.governed(policies, exception("")), plancheck.ResourceActionCreate, "pending"),
		step("2026-01-02T00:00:00Z", approved, plancheck.ResourceActionUpdate, "scheduled"),
		step("2026-01-31T23:59:59Z", approved, plancheck.ResourceActionNoop, "scheduled"),
		step("2026-02-01T00:00:00Z", approved, plancheck.ResourceActionUpdate, "active"),
		step("2026-02-02T00:00:00Z", strings.Replace(approved, "March", "May", 1), plancheck.ResourceActionUpdate, "pending"),
		step("2026-02-03T00:00:00Z", approved, plancheck.ResourceActionUpdate, "active"),
		step("2026-02-28T23:59:59Z", approved, plancheck.ResourceActionNoop, "active"),
		step("2026-03-01T00:00:00Z", approved, plancheck.ResourceActionUpdate, "expired"),
		step("2029-01-01T00:00:00Z", approved, plancheck.ResourceActionNoop, "expired"),
	)
}

// Neither time nor a control that became stricter is in the way of destroy.
func TestExceptionDestroyedInTime(t *testing.T) {
	for name, now := range map[string]string{
		"before": "2026-01-31T23:59:59Z", "at the start": "2026-02-01T00:00:00Z", "at the end": "2026-03-01T00:00:00Z", "after": "2029-01-01T00:00:00Z",
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			policies, alice := w.policies("90d")
			stricter, _ := w.policies("1d")
			body := exception(signed(t, alice))
			w.run(
				resource.TestStep{Config: w.governed(policies, body)},
				resource.TestStep{PreConfig: w.at(now), Config: w.governed(stricter, body), Destroy: true},
			)
		})
	}
}

// What its control does not allow is refused when it is new or changed.
func TestExceptionRefused(t *testing.T) {
	w := newWorld(t)
	policies, _ := w.policies("90d")
	stricter, _ := w.policies("1d")
	refused := func(from, to, want string) resource.TestStep {
		return resource.TestStep{
			Config:      w.governed(policies, strings.Replace(exception(""), from, to, 1)),
			ExpectError: regexp.MustCompile(strings.ReplaceAll(want, " ", `\s+`)),
		}
	}
	accepted := w.governed(policies, exception(""))
	w.run(
		refused(`"access-ends"`, `"access-never-ends"`, "No control .access-never-ends. exists"),
		refused(`"access-ends"`, `"secrets-stay-secret"`, "cannot be excepted"),
		refused(`2026-03-01`, `2026-05-03`, "allows at most P90D"),
		refused(`ticket = "SEC-1"`, `risk = "low"`, "Evidence .ticket., which control .access-ends. asks for"),
		resource.TestStep{Config: accepted},
		refused(`2026-03-01`, `2026-05-03`, "allows at most P90D"),
		resource.TestStep{Config: strings.Replace(accepted, policies, stricter, 1), PlanOnly: true},
		resource.TestStep{
			PreConfig:   w.at("2026-02-10T00:00:00Z"),
			Config:      strings.Replace(accepted, "2026-03-01", "2026-02-09", 1),
			ExpectError: regexp.MustCompile("End is in the past"),
		},
	)
}
