package provider

import (
	"context"
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

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// A configuration that is confined to a tenant neither writes nor reads what
// belongs to another, and lists leave it out.
func TestConfinement(t *testing.T) {
	w := newWorld(t)
	var other governance.Tenant
	var theirs governance.System
	w.behind(func(ctx context.Context, kept register.Register) (err error) {
		for _, slug := range []string{"globex", "acme"} {
			other, err = kept.Tenants().Create(ctx, governance.Tenant{Slug: slug, Name: slug, Owner: "jane@msp.example", ContractStart: at("2026-01-01T00:00:00Z")})
			if err != nil {
				return err
			}
		}
		theirs, err = kept.Systems().Create(ctx, governance.System{TenantID: other.ID, Name: "directory", Kind: governance.SystemRecord})
		return err
	})()
	confined := func(tenant string) string {
		return strings.Replace(w.config(`
data "nhi_tenant" "own" {
  key = "globex"
}

data "nhi_tenants" "all" {}

resource "nhi_system" "directory" {
  tenant = `+tenant+`
  name   = "directory"
  kind   = "record"
}
`), "\n}\n", "\n  tenant = \"globex\"\n}\n", 1)
	}
	foreign := regexp.MustCompile("belongs to another tenant")
	own := confined("data.nhi_tenant.own.id")
	w.run(
		resource.TestStep{Config: confined(fmt.Sprintf("%q", other.ID)), ExpectError: foreign},
		resource.TestStep{Config: own + `data "nhi_tenant" "other" { key = "acme" }`, ExpectError: foreign},
		resource.TestStep{Config: own + acme, ExpectError: foreign},
		resource.TestStep{Config: own, ConfigStateChecks: []statecheck.StateCheck{has("data.nhi_tenants.all", "tenants", knownvalue.ListSizeExact(1))}},
		resource.TestStep{Config: own, ResourceName: "nhi_system.directory", ImportState: true, ImportStateId: theirs.ID, ExpectError: foreign},
	)
}

// Two configurations that are applied at once share a register.
func TestTwoAtOnce(t *testing.T) {
	shared := newWorld(t)
	for _, slug := range []string{"acme", "globex"} {
		t.Run(slug, func(t *testing.T) {
			w := newWorld(t)
			w.location = shared.location
			var bots strings.Builder
			for i := range 20 {
				fmt.Fprintf(&bots, "resource \"nhi_identity\" \"bot%d\" {\n  tenant = nhi_tenant.acme.id\n  name = \"bot-%d\"\n  kind = \"bot\"\n"+
					"  owner = \"jane@acme.example\"\n  purpose = \"Posts messages.\"\n  environment = \"production\"\n}\n", i, i)
			}
			body := strings.Replace(acme, `"acme"`+"\n", fmt.Sprintf("%q\n", slug), 1) + bots.String() + `
data "nhi_identities" "all" {
  tenant     = nhi_tenant.acme.id
  depends_on = [nhi_identity.bot0, nhi_identity.bot19]
}
`
			w.run(
				resource.TestStep{Config: w.config(body)},
				resource.TestStep{
					Config:            w.config(body),
					ConfigPlanChecks:  resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}},
					ConfigStateChecks: []statecheck.StateCheck{has("data.nhi_identities.all", "identities", knownvalue.ListSizeExact(20))},
				},
			)
		})
	}
}

// The location of the register may have a password, so it is sensitive, and may
// come from what Terraform keeps nowhere.
func TestRegisterIsSensitive(t *testing.T) {
	w := newWorld(t)
	for _, attribute := range w.server(nil).schemas.Provider.Block.Attributes {
		if attribute.Name == "register" && !attribute.Sensitive {
			t.Error("register is shown")
		}
	}
	config := "provider \"nhi\" {\n  register = var.register\n}\n" + source + acme + fmt.Sprintf(`
variable "register" {
  type      = string
  ephemeral = true
  default   = %q
}
`, w.location)
	w.run(
		resource.TestStep{Config: config},
		resource.TestStep{
			PreConfig: w.behind(func(ctx context.Context, kept register.Register) error {
				_, err := kept.Tenants().Find(ctx, "acme") // it is this register
				return err
			}),
			Config: config,
		},
	)
}

// What keeps the provider from its work is said with what to do about it.
func TestProviderConfiguration(t *testing.T) {
	dir := t.TempDir()
	damaged := filepath.Join(dir, "damaged.db")
	if err := os.WriteFile(damaged, []byte("this is no register"), 0o600); err != nil {
		t.Fatal(err)
	}
	lookup := `data "nhi_tenants" "all" {}` + "\n"
	tests := map[string]struct{ config, want string }{
		"not a register":          {fmt.Sprintf(`provider "nhi" { register = %q }`, damaged), "not a register"},
		"a scheme that is none":   {`provider "nhi" { register = "ftp://register" }`, "no location of a register"},
		"policies that are not":   {`provider "nhi" { policies = ["does/not/exist"] }`, "There is no folder does/not/exist"},
		"only known after apply":  {"resource \"terraform_data\" \"a\" {}\nprovider \"nhi\" { tenant = terraform_data.a.id }", "not known yet"},
		"an empty policy folder":  {fmt.Sprintf(`provider "nhi" { policies = [%q] }`, t.TempDir()), "No policies"},
		"an attribute that is no": {`provider "nhi" { databse = "x" }`, "databse"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			newWorld(t).run(resource.TestStep{Config: test.config + source + lookup, ExpectError: regexp.MustCompile(test.want)})
		})
	}
}

func TestDataSources(t *testing.T) {
	w := newWorld(t)
	// The register spells a period in its own way, so it is given in that.
	all := strings.Replace(entitlement(`
  expires_at      = "2026-06-01T00:00:00Z"
  review_schedule = nhi_review_schedule.quarterly.id
`), "14d", "P14D", 1) + strings.TrimPrefix(exception(""), acme) + strings.TrimPrefix(variation(""), acme) + strings.TrimPrefix(emergency(""), estate) +
		strings.Replace(strings.TrimPrefix(entitlementSet(reader+", "+operator, ""), estate), "nhi_system.directory", "nhi_system.monitoring", 1) + `
resource "nhi_system" "monitoring" {
  shared = true
  name   = "monitoring"
  kind   = "record"
}
`
	resources := map[string]struct{ address, key, filters string }{
		"tenant":          {"nhi_tenant.acme", "acme", `owner = "jane@acme.example"` + "\n" + `ring = "0"`},
		"system":          {"nhi_system.directory", "acme/directory", `name = "directory"` + "\n" + `kind = "record"`},
		"identity":        {"nhi_identity.backup", "acme/svc-backup", `kind = "service_account"` + "\n" + `environment = "production"` + "\n" + `owner = "jane@acme.example"`},
		"entitlement":     {"nhi_entitlement.backup", "acme/svc-backup/directory/backup-operators", `status = "active"` + "\n" + `identity = nhi_identity.backup.id` + "\n" + `privilege = "backup-operators"`},
		"exception":       {"nhi_exception.admin", "acme/access-ends", `status = "pending"` + "\n" + `control = "access-ends"` + "\n" + `category = "waiver"`},
		"entitlement_set": {"nhi_entitlement_set.backup", "acme/svc-backup/monitoring", `status = "active"` + "\n" + `system = nhi_system.monitoring.id`},
		"variation":       {"nhi_variation.age", "acme/keys-rotate/max_age", `parameter = "max_age"` + "\n" + `control = "keys-rotate"` + "\n" + `status = "pending"`},
		"break_glass":     {"nhi_break_glass.admin", "acme/svc-backup/directory/domain-admins", `privilege = "domain-admins"` + "\n" + `identity = nhi_identity.backup.id` + "\n" + `status = "pending"`},
		"review_schedule": {"nhi_review_schedule.quarterly", "acme/quarterly", `subjects = "entitlements"` + "\n" + `overdue_action = "quarantine"`},
	}
	plural := map[string]string{
		"tenant": "tenants", "system": "systems", "identity": "identities", "entitlement": "entitlements", "exception": "exceptions", "review_schedule": "review_schedules",
		"entitlement_set": "entitlement_sets", "variation": "variations", "break_glass": "break_glass_accesses",
	}
	var queries strings.Builder
	var checks []statecheck.StateCheck
	for kind, r := range resources {
		list := plural[kind]
		tenant := "tenant = nhi_tenant.acme.id"
		if kind == "tenant" {
			tenant = ""
		}
		fmt.Fprintf(&queries, `
data "nhi_%[1]s" "by_id" { id = %[2]s.id }

data "nhi_%[1]s" "by_key" {
  key        = %[3]q
  depends_on = [%[2]s]
}

data "nhi_%[4]s" "matching" {
  %[5]s
  %[6]s
  depends_on = [%[2]s]
}

# What does not match is left out.
data "nhi_%[4]s" "none" {
  %[7]s = "nothing has this"
  depends_on = [%[2]s]
}

output "%[1]s" {
  value = [
    data.nhi_%[1]s.by_id.key == %[3]q,
    # Everything that the resource has of the record, the data sources have too.
    alltrue([for name, value in %[2]s : jsonencode(value) == jsonencode(data.nhi_%[1]s.by_id[name]) if name != "timeouts"]),
    alltrue([for name, value in %[2]s : jsonencode(value) == jsonencode(data.nhi_%[1]s.by_key[name]) if name != "timeouts"]),
    jsonencode(data.nhi_%[4]s.matching.%[4]s) == jsonencode([{ for name, value in %[2]s : name => value if name != "timeouts" }]),
    length(data.nhi_%[4]s.none.%[4]s) == 0,
  ]
}
`, kind, r.address, r.key, list, r.filters, tenant, strings.Fields(r.filters)[0])
		truth := knownvalue.Bool(true)
		checks = append(checks, statecheck.ExpectKnownOutputValue(kind, knownvalue.TupleExact([]knownvalue.Check{truth, truth, truth, truth, truth})))
	}
	w.run(
		resource.TestStep{Config: w.config(all + queries.String()), ConfigStateChecks: checks},
		resource.TestStep{
			Config:      w.config(acme + `data "nhi_identity" "none" { key = "acme/nobody" }`),
			ExpectError: regexp.MustCompile("No such record"),
		},
		resource.TestStep{Config: w.config(acme + `data "nhi_identity" "none" {}`), ExpectError: regexp.MustCompile("Exactly one")},
		resource.TestStep{Config: w.config(acme)},
	)
}
