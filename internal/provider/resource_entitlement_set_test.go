package provider

import (
	"context"
	"regexp"
	"slices"
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

func TestEntitlementSet(t *testing.T) {
	w := newWorld(t)
	const address, key = "nhi_entitlement_set.backup", "acme/svc-backup/directory"
	least := w.config(entitlementSet("", ""))
	full := w.config(entitlementSet(reader+", "+operator, `
  starts_at           = "2026-01-01T00:00:00Z"
  expires_at          = "2027-01-01T00:00:00Z"
  review_schedule     = nhi_review_schedule.quarterly.id
  terraform_addresses = ["aws_iam_user_policy.backup", "module.backup.*"]
`))
	w.run(slices.Concat(
		[]resource.TestStep{{
			Config: least,
			ConfigStateChecks: []statecheck.StateCheck{
				has(address, "privileges", knownvalue.SetSizeExact(0)),
				has(address, "status", is("active")),
				has(address, "granted", knownvalue.Bool(true)),
				has(address, "starts_at", knownvalue.Null()),
				has(address, "expires_at", knownvalue.Null()),
				has(address, "review_schedule", knownvalue.Null()),
				has(address, "next_review_at", knownvalue.Null()),
				has(address, "terraform_addresses", knownvalue.SetSizeExact(0)),
				statecheck.CompareValuePairs(address, attributePathJSON("tenant"), "nhi_tenant.acme", attributePathJSON("id"), compare.ValuesSame()),
			},
		}},
		imports(least, address, key),
		[]resource.TestStep{{
			Config:           full,
			ConfigPlanChecks: plans(plancheck.ResourceActionUpdate, address),
			ConfigStateChecks: []statecheck.StateCheck{
				has(address, "privileges", knownvalue.SetExact([]knownvalue.Check{privilege("reader", knownvalue.Null(), false), privilege("operator", is("files"), true)})),
				has(address, "starts_at", is("2026-01-01T00:00:00Z")),
				has(address, "expires_at", is("2027-01-01T00:00:00Z")),
				has(address, "terraform_addresses", knownvalue.SetExact([]knownvalue.Check{is("aws_iam_user_policy.backup"), is("module.backup.*")})),
				has(address, "next_review_at", is("2026-01-15T09:00:00Z")),
				has(address, "justification", is("Reads every file share.")),
			},
		}},
		imports(full, address, key),
		[]resource.TestStep{
			{
				// The same in another order, with what is meant by default, at another offset.
				Config: strings.NewReplacer(reader+", "+operator, operator+`, { name = "reader", privileged = false }`,
					"2027-01-01T00:00:00Z", "2027-01-01T01:00:00+01:00", `"aws_iam_user_policy.backup", "module.backup.*"`, `"module.backup.*", "aws_iam_user_policy.backup"`).Replace(full),
				ConfigPlanChecks: plans(plancheck.ResourceActionNoop, address),
			},
			{
				Config:            strings.NewReplacer("privileged = true", "privileged = false", "Reads every", "Reads each").Replace(full),
				ConfigPlanChecks:  plans(plancheck.ResourceActionUpdate, address),
				ConfigStateChecks: []statecheck.StateCheck{has(address, "privileges", knownvalue.SetPartial([]knownvalue.Check{privilege("operator", is("files"), false)}))},
			},
			{
				// What was added and taken away behind Terraform's back is put right.
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
				ConfigStateChecks: []statecheck.StateCheck{has(address, "privileges", knownvalue.SetExact([]knownvalue.Check{privilege("reader", knownvalue.Null(), false), privilege("operator", is("files"), true)}))},
			},
			{
				Config: least,
				ConfigStateChecks: []statecheck.StateCheck{
					has(address, "privileges", knownvalue.SetSizeExact(0)),
					has(address, "expires_at", knownvalue.Null()),
					has(address, "review_schedule", knownvalue.Null()),
					has(address, "next_review_at", knownvalue.Null()),
					has(address, "terraform_addresses", knownvalue.SetSizeExact(0)),
				},
			},
			{
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
					has(address, "granted", knownvalue.Bool(false)),
				},
			},
			{
				Config:           strings.ReplaceAll(least, "nhi_system.directory.id", "nhi_system.files.id") + strings.Replace(files, "NAME", "files", 1),
				ConfigPlanChecks: plans(plancheck.ResourceActionDestroyBeforeCreate, address),
			},
		},
	)...)
}

const files = `
resource "nhi_system" "files" {
  tenant = nhi_tenant.acme.id
  name   = "NAME"
  kind   = "record"
}
`

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

// Each instant shows in one plan, is carried out by one apply, and leaves
// nothing to plan.
func TestEntitlementSetInTime(t *testing.T) {
	w := newWorld(t)
	const address = "nhi_entitlement_set.backup"
	config := w.config(entitlementSet(operator, window))
	step := func(now string, action plancheck.ResourceActionType, status string, granted bool, next knownvalue.Check) resource.TestStep {
		return resource.TestStep{
			PreConfig:        w.at(now),
			Config:           config,
			ConfigPlanChecks: plans(action, address),
			ConfigStateChecks: []statecheck.StateCheck{
				has(address, "status", is(status)),
				has(address, "granted", knownvalue.Bool(granted)),
				has(address, "next_review_at", next),
			},
		}
	}
	w.run(
		step("2026-01-01T00:00:00Z", plancheck.ResourceActionCreate, "scheduled", false, is("2026-01-15T09:00:00Z")),
		step("2026-01-15T09:00:00Z", plancheck.ResourceActionUpdate, "scheduled", false, is("2026-04-15T09:00:00Z")),
		step("2026-01-31T23:59:59Z", plancheck.ResourceActionNoop, "scheduled", false, is("2026-04-15T09:00:00Z")),
		step("2026-02-01T00:00:00Z", plancheck.ResourceActionUpdate, "active", true, is("2026-04-15T09:00:00Z")),
		step("2026-02-28T23:59:59Z", plancheck.ResourceActionNoop, "active", true, is("2026-04-15T09:00:00Z")),
		step("2026-03-01T00:00:00Z", plancheck.ResourceActionUpdate, "expired", false, knownvalue.Null()),
		step("2029-01-01T00:00:00Z", plancheck.ResourceActionNoop, "expired", false, knownvalue.Null()),
	)
}

// Time is never in the way of destroy, whether or not what it did was applied.
func TestEntitlementSetDestroyedInTime(t *testing.T) {
	for name, now := range map[string]string{
		"before": "2026-01-31T23:59:59Z", "at the start": "2026-02-01T00:00:00Z", "at the end": "2026-03-01T00:00:00Z", "after": "2029-01-01T00:00:00Z",
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			config := w.config(entitlementSet(operator, window))
			w.run(
				resource.TestStep{Config: config},
				resource.TestStep{PreConfig: w.at(now), Config: config, Destroy: true},
			)
		})
	}
}

// An end in the past is refused when it is new or changed, when applying.
func TestEntitlementSetPastEnd(t *testing.T) {
	w := newWorld(t)
	past := regexp.MustCompile("End is in the past")
	config := w.config(entitlementSet(operator, window))
	w.run(
		resource.TestStep{PreConfig: w.at("2026-03-01T00:00:00Z"), Config: config, ExpectError: past},
		resource.TestStep{PreConfig: w.at("2026-01-01T00:00:00Z"), Config: config},
		resource.TestStep{
			PreConfig:   w.at("2026-02-15T00:00:00Z"),
			Config:      strings.Replace(config, "2026-03-01T00", "2026-02-14T00", 1),
			ExpectError: past,
		},
	)
}
