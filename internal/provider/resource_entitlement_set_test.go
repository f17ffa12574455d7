package provider

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// entitlementSet is the estate with one set that has privileges and more
// attributes.
func entitlementSet(privileges, more string) string {
	return estate + `
resource "nhi_entitlement_set" "backup" {
  identity      = nhi_identity.backup.id
  system        = nhi_system.directory.id
  justification = "Reads every file share."
  privileges    = [` + privileges + `]
` + more + `
}
`
}

const (
	reader   = `{ name = "reader" }`
	operator = `{ name = "operator", scope = "files", privileged = true }`
)

// privilege is a privilege as the state has it.
func privilege(name string, scope knownvalue.Check, privileged bool) knownvalue.Check {
	return knownvalue.ObjectExact(map[string]knownvalue.Check{"name": is(name), "scope": scope, "privileged": knownvalue.Bool(privileged)})
}

// Everything that is computed follows what is given; what was changed behind
// Terraform's back is put right, but for what a review decided.
func TestEntitlementSet(t *testing.T) {
	w := newWorld(t)
	const address, key = "nhi_entitlement_set.backup", "acme/svc-backup/directory"
	least := w.config(entitlementSet("", ""))
	full := w.config(entitlementSet(reader+", "+operator, "review_schedule = nhi_review_schedule.quarterly.id"))
	w.run(
		resource.TestStep{
			Config: least,
			ConfigStateChecks: []statecheck.StateCheck{
				has(address, "privileges", noElement),
				has(address, "status", is("active")),
				has(address, "granted", knownvalue.Bool(true)),
				has(address, "next_review_at", nothing),
				statecheck.CompareValuePairs(address, attributePathJSON("tenant"), "nhi_tenant.acme", attributePathJSON("id"), compare.ValuesSame()),
			},
		},
		resource.TestStep{
			Config:            full,
			ConfigPlanChecks:  plans(plancheck.ResourceActionUpdate, address),
			ConfigStateChecks: []statecheck.StateCheck{has(address, "next_review_at", is("2026-01-15T09:00:00Z"))},
		},
		resource.TestStep{
			PreConfig: w.behind(func(ctx context.Context, kept register.Register) error {
				s, err := kept.EntitlementSets().Find(ctx, key)
				if err != nil {
					return err
				}
				s.Privileges = []governance.Privilege{{Name: "admin", Privileged: true}}
				_, err = kept.EntitlementSets().Update(ctx, s)
				return err
			}),
			Config:            full,
			ConfigPlanChecks:  plans(plancheck.ResourceActionUpdate, address),
			ConfigStateChecks: []statecheck.StateCheck{has(address, "privileges", knownvalue.SetExact([]knownvalue.Check{privilege("reader", nothing, false), privilege("operator", is("files"), true)}))},
		},
		resource.TestStep{
			Config:            least,
			ConfigStateChecks: []statecheck.StateCheck{has(address, "privileges", noElement), has(address, "next_review_at", nothing)},
		},
		resource.TestStep{
			// A review quarantines what nobody reviewed: no plan lifts that.
			PreConfig: w.behind(func(ctx context.Context, kept register.Register) error {
				s, err := kept.EntitlementSets().Find(ctx, key)
				if err != nil {
					return err
				}
				s.Status, s.Granted = governance.EntitlementQuarantined, false
				_, err = kept.EntitlementSets().Update(ctx, s)
				return err
			}),
			Config: strings.Replace(least, "Reads every", "Reads each", 1),
			ConfigStateChecks: []statecheck.StateCheck{
				has(address, "status", is("quarantined")),
				has(address, "granted", no),
			},
		},
	)
}

// A set and an entitlement of the same pair would disagree.
func TestEntitlementSetOverlap(t *testing.T) {
	w := newWorld(t)
	overlap := regexp.MustCompile(`declares\s+(everything|a\s+part)`)
	set, one := entitlementSet(reader, ""), strings.TrimPrefix(entitlement(""), estate)
	w.run(
		resource.TestStep{Config: w.config(set)},
		resource.TestStep{Config: w.config(set + one), ExpectError: overlap},
		resource.TestStep{Config: w.config(estate)},
		resource.TestStep{Config: w.config(estate + one)},
		resource.TestStep{Config: w.config(set + one), ExpectError: overlap},
	)
}
