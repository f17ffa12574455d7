package provider

import (
	"crypto/ed25519"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"golang.org/x/crypto/ssh"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// bounded writes a policy bundle with a parameter and break-glass access, for
// which alice approves, and returns the argument of the provider and her key.
func (w *world) bounded(maximum, emergency string) (argument string, alice ssh.Signer) {
	w.t.Helper()
	alice, err := ssh.NewSignerFromKey(ed25519.NewKeyFromSeed([]byte(strings.Repeat("a", ed25519.SeedSize))))
	if err != nil {
		w.t.Fatal(err)
	}
	dir := w.t.TempDir()
	for name, content := range map[string]string{
		"keys.policy.hcl": `
input "max_age" {
  type    = string
  default = "P3M"
}

resource_policy "nhi_identity" "keys_rotate" {
  enforce { condition = input.max_age != "" }
}
`,
		"keys.control.hcl": fmt.Sprintf(`
sink "soc" {
  kind       = "webhook"
  url_env    = "NHI_WEBHOOK_URL"
  secret_env = "NHI_WEBHOOK_SECRET"
}

control "keys-rotate" {
  objective = "Keys do not grow old."
  owner     = "security@msp.example"
  severity  = "high"
  policies  = ["keys_rotate"]
  notify    = ["soc"]

  parameter "max_age" {
    default = "P3M"
    minimum = "P1M"
    maximum = %q
  }

  variation {
    approvers = ["alice@msp.example"]
  }

  break_glass {
    approvers    = ["alice@msp.example"]
    max_duration = %q
  }
}
`, maximum, emergency),
		"allowed_signers": "alice@msp.example " + string(ssh.MarshalAuthorizedKey(alice.PublicKey())),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			w.t.Fatal(err)
		}
	}
	return fmt.Sprintf("policies = [%q]", dir), alice
}

// approve is the argument of approvals that a key gave over some facts.
func approve(t *testing.T, facts approval.Facts, key ssh.Signer) string {
	t.Helper()
	message, err := facts.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	signature, err := approval.Sign(message, key)
	if err != nil {
		t.Fatal(err)
	}
	return "approvals = [<<-EOT\n" + signature + "EOT\n  ]\n"
}

// variation is a tenant with one variation that has more attributes.
func variation(more string) string {
	return acme + `
resource "nhi_variation" "age" {
  tenant       = nhi_tenant.acme.id
  control      = "keys-rotate"
  parameter    = "max_age"
  value        = "P6M"
  reason       = "The bank rotates in its own window."
  requested_by = "dave@acme.example"
` + more + `
}
`
}

const until = `expires_at = "2026-03-01T00:00:00Z"` + "\n"

// asked is that variation as a record, for its approvers to sign.
var asked = governance.Variation{
	Control: "keys-rotate", Parameter: "max_age", Value: "P6M", Reason: "The bank rotates in its own window.", RequestedBy: "dave@acme.example",
	ExpiresAt: at("2026-03-01T00:00:00Z"),
}

// Nobody can say without policies whether a variation is approved.
func TestVariation(t *testing.T) {
	w := newWorld(t)
	w.run(resource.TestStep{
		Config:            w.config(variation("")),
		ConfigStateChecks: []statecheck.StateCheck{has("nhi_variation.age", "status", is("pending"))},
	})
}

// An approved variation is active and expired by the clock alone, each once in a
// plan; an edit that nobody approved makes its approval void.
func TestVariationInTime(t *testing.T) {
	w := newWorld(t)
	const address = "nhi_variation.age"
	policies, alice := w.bounded("P6M", "4h")
	approved := w.governed(policies, variation(until+approve(t, approval.OfVariation(asked, "acme"), alice)))
	step := func(now, config string, action plancheck.ResourceActionType, status string) resource.TestStep {
		return resource.TestStep{
			PreConfig: w.at(now), Config: config, ConfigPlanChecks: plans(action, address),
			ConfigStateChecks: []statecheck.StateCheck{has(address, "status", is(status))},
		}
	}
	w.run(
		step("2026-01-01T00:00:00Z", w.governed(policies, variation(until)), plancheck.ResourceActionCreate, "pending"),
		step("2026-01-02T00:00:00Z", approved, plancheck.ResourceActionUpdate, "active"),
		step("2026-02-02T00:00:00Z", strings.Replace(approved, "P6M", "P5M", 1), plancheck.ResourceActionUpdate, "pending"),
		step("2026-02-03T00:00:00Z", approved, plancheck.ResourceActionUpdate, "active"),
		step("2026-02-28T23:59:59Z", approved, plancheck.ResourceActionNoop, "active"),
		step("2026-03-01T00:00:00Z", approved, plancheck.ResourceActionUpdate, "expired"),
		step("2029-01-01T00:00:00Z", approved, plancheck.ResourceActionNoop, "expired"),
	)
}

// Neither time nor a control that became stricter is in the way of destroy.
func TestVariationDestroyedInTime(t *testing.T) {
	for name, now := range map[string]string{"before": "2026-02-28T23:59:59Z", "at the end": "2026-03-01T00:00:00Z", "after": "2029-01-01T00:00:00Z"} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			policies, alice := w.bounded("P6M", "4h")
			stricter, _ := w.bounded("P4M", "4h")
			body := variation(until + approve(t, approval.OfVariation(asked, "acme"), alice))
			w.run(
				resource.TestStep{Config: w.governed(policies, body)},
				resource.TestStep{PreConfig: w.at(now), Config: w.governed(stricter, body), Destroy: true},
			)
		})
	}
}

// What its control does not allow is refused when it is new or changed.
func TestVariationRefused(t *testing.T) {
	w := newWorld(t)
	policies, _ := w.bounded("P6M", "4h")
	stricter, _ := w.bounded("P4M", "4h")
	refused := func(from, to, want string) resource.TestStep {
		return resource.TestStep{
			Config:      w.governed(policies, strings.Replace(variation(until), from, to, 1)),
			ExpectError: regexp.MustCompile(strings.ReplaceAll(want, " ", `\s+`)),
		}
	}
	accepted := w.governed(policies, variation(until))
	w.run(
		refused(`"keys-rotate"`, `"keys-never-rotate"`, "No control .keys-never-rotate. exists"),
		refused(`"max_age"`, `"min_age"`, "has no parameter .min_age."),
		refused(`P6M`, `P7M`, "P7M is above the maximum, P6M"),
		refused(`P6M`, `29d`, "29d is below the minimum, P1M"),
		refused(`P6M`, `often`, "cannot be compared"),
		refused(`2026-03-01`, `2025-03-01`, "End is in the past"),
		resource.TestStep{Config: accepted},
		refused(`P6M`, `P7M`, "P7M is above the maximum, P6M"),
		resource.TestStep{Config: strings.Replace(accepted, policies, stricter, 1), PlanOnly: true},
	)
}
