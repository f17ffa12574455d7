package provider

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
)

func TestSystem(t *testing.T) {
	w := newWorld(t)
	const own, tooling = "nhi_system.directory", "nhi_system.tooling"
	config := w.config(acme + `
resource "nhi_system" "directory" {
  tenant = nhi_tenant.acme.id
  name   = "directory"
  kind   = "record"
}

resource "nhi_system" "tooling" {
  shared = true
  name   = "monitoring"
  kind   = "record"
}
`)
	w.run(
		resource.TestStep{
			Config: config,
			ConfigStateChecks: []statecheck.StateCheck{
				has(own, "shared", knownvalue.Bool(false)),
				has(tooling, "tenant", knownvalue.Null()),
				has(tooling, "shared", knownvalue.Bool(true)),
			},
		},
		imports(config, tooling, "")[0],
		imports(config, tooling, "shared/monitoring")[2],
		resource.TestStep{
			Config:            strings.Replace(config, "shared = true", "tenant = nhi_tenant.acme.id", 1),
			ConfigPlanChecks:  plans(plancheck.ResourceActionDestroyBeforeCreate, tooling),
			ConfigStateChecks: []statecheck.StateCheck{has(tooling, "shared", knownvalue.Bool(false))},
		},
	)
}
