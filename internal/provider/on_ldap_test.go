package provider

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/go-ldap/ldap/v3"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/nhi-governance/terraform-provider-nhi/internal/system/ldaptest"
)

// What holds of a database holds of a directory: entitlements and sets are given
// there, what was changed by hand is in the next plan, and nothing is left.
func TestAccessInDirectory(t *testing.T) {
	server := ldaptest.Slapd(t)
	t.Setenv("NHI_TEST_DIRECTORY_PASSWORD", server.Password)
	unit := server.Unit(t)
	dn := func(name string) string { return "cn=" + name + "," + unit }
	server.Add(t, dn("svc-backup"), map[string][]string{"objectClass": {"inetOrgPerson"}, "sn": {"service account"}, "uid": {"svc-backup"}})
	for _, group := range []string{"readers", "writers", "admins"} {
		server.Add(t, dn(group), map[string][]string{"objectClass": {"groupOfNames"}, "member": {"cn=nobody"}})
	}
	holds := func(want ...string) observed {
		return observed(func() error {
			got := []string{}
			for _, group := range []string{"admins", "readers", "writers"} {
				if slices.Contains(server.Values(t, dn(group), "member"), dn("svc-backup")) {
					got = append(got, group)
				}
			}
			if diff := cmp.Diff(append([]string{}, want...), got); diff != "" {
				return fmt.Errorf("svc-backup is in (-want +got):\n%s", diff)
			}
			return nil
		})
	}
	byHand := func(taken, given string) func() {
		return func() {
			server.Modify(t, dn(taken), func(m *ldap.ModifyRequest) { m.Delete("member", []string{dn("svc-backup")}) })
			server.Modify(t, dn(given), func(m *ldap.ModifyRequest) { m.Add("member", []string{dn("svc-backup")}) })
		}
	}

	w := newWorld(t)
	around := strings.Replace(estate, `kind   = "record"`, fmt.Sprintf(`kind   = "ldap"
  config = {
    url               = "ldaps://%s"
    ca_file           = %q
    base_dn           = %q
    bind_dn           = %q
    bind_password_env = "NHI_TEST_DIRECTORY_PASSWORD"
  }`, server.Secure, server.CAFile, unit, server.BindDN), 1)
	one := w.config(around + strings.Replace(strings.TrimPrefix(entitlement(""), estate), "backup-operators", "readers", 1))
	all := w.config(around + strings.TrimPrefix(entitlementSet(`{ name = "readers" }, { name = "writers" }`, ""), estate))
	const address, set = "nhi_entitlement.backup", "nhi_entitlement_set.backup"
	w.runAlone(
		resource.TestStep{Config: one, ConfigStateChecks: []statecheck.StateCheck{has(address, "granted", yes), holds("readers")}},
		resource.TestStep{
			PreConfig:         byHand("readers", "writers"),
			Config:            one,
			ConfigPlanChecks:  plans(plancheck.ResourceActionUpdate, address),
			ConfigStateChecks: []statecheck.StateCheck{has(address, "granted", yes), holds("readers", "writers")},
		},
		resource.TestStep{Config: w.config(around), ConfigStateChecks: []statecheck.StateCheck{holds("writers")}},
		resource.TestStep{
			Config:            all,
			ConfigStateChecks: []statecheck.StateCheck{has(set, "granted", yes), has(set, "revision", knownvalue.Int64Exact(2)), holds("readers", "writers")},
		},
		resource.TestStep{
			PreConfig:         byHand("writers", "admins"),
			Config:            all,
			ConfigPlanChecks:  plans(plancheck.ResourceActionUpdate, set),
			ConfigStateChecks: []statecheck.StateCheck{has(set, "granted", yes), holds("readers", "writers")},
		},
		resource.TestStep{Config: all, ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}}},
	)
	if err := holds()(); err != nil {
		t.Errorf("after destroy: %v", err)
	}
}
