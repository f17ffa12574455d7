package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

var systems = &kind[governance.System, systemModel]{
	name:   governance.KindSystem,
	plural: "systems",
	description: "A system is where an identity's access really lives: a directory, a database, a cloud account. " +
		"It belongs to one tenant, or is shared: the managing organisation's own tooling, which serves several tenants. " +
		"Entitlements in it are granted there, observed by every plan and revoked when they end. When it cannot be reached the plan fails, and nothing is dropped or changed.",
	key:        "acme/billing-db",
	collection: register.Register.Systems,
	model:      newSystemModel,
	attributes: attributes{
		"tenant": replacing(optionalText("The id of the tenant whose system it is. Set either this or `shared = true`. Another tenant makes it another system.")),
		"shared": shared(),
		"name":   requiredText("The name of the system, unique in its tenant or among the shared ones. It has no slash, because it is a part of keys."),
		"kind": replacing(requiredText("How the system is reached. In a `record` system, which is managed by other means, the register holds the truth of who should have access, and nothing is contacted. " +
			"The guide [Systems](../guides/systems) says what the others can do: `postgresql`, `ldap` and `scim`. Another kind makes it another system.")),
		"config": optionalMap("How to reach the system, by the settings of its kind, which are in the guide [Systems](../guides/systems). A `record` system has none. " +
			"Secrets never go in here, only the names of the environment variables that hold them: every plan contacts the system, " +
			"so a write-only attribute, which Terraform hands over only while it is applied, would not do."),
	},
	rules: system.Validate,
	filters: []filter[governance.System]{
		{"kind", "Only systems of this kind.", func(s governance.System) string { return string(s.Kind) }},
		{"name", "Only systems with this name.", func(s governance.System) string { return s.Name }},
	},
}

func shared() schema.BoolAttribute {
	attribute := flag("Whether the system serves several tenants. Set either this or `tenant`. A change makes it another system.")
	attribute.PlanModifiers = []planmodifier.Bool{boolplanmodifier.RequiresReplace()}
	return attribute
}
