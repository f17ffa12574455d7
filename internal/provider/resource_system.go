package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

var systems = &kind[governance.System, systemModel]{
	name:   governance.KindSystem,
	plural: "systems",
	description: "A system is where an identity's access really lives: a directory, a database, a cloud account. " +
		"It belongs to one tenant, or is shared: the managing organisation's own tooling, which serves several tenants.",
	key:        "acme/billing-db",
	collection: register.Register.Systems,
	model:      newSystemModel,
	attributes: attributes{
		"tenant": replacing(optionalText("The id of the tenant whose system it is. Set either this or `shared = true`. Another tenant makes it another system.")),
		"shared": shared(),
		"name":   requiredText("The name of the system, unique in its tenant or among the shared ones. It has no slash, because it is a part of keys."),
		"kind":   systemKind(),
		"config": optionalMap("How to reach the system. A `record` system has no configuration. " +
			"Secrets never go in here, only the names of the environment variables that hold them."),
	},
	filters: []filter[governance.System]{
		{"kind", "Only systems of this kind.", func(s governance.System) string { return string(s.Kind) }},
		{"name", "Only systems with this name.", func(s governance.System) string { return s.Name }},
	},
}

func systemKind() schema.StringAttribute {
	attribute := replacing(requiredText("How the system is reached. `record` is a system that is managed by other means: " +
		"the register holds the truth of who should have access, and nothing is contacted. It is the only kind there is. Another kind makes it another system."))
	attribute.Validators = []validator.String{reachable{}}
	return attribute
}

// reachable refuses the kinds of systems that the records know and this
// provider does not reach; what the records do not know they refuse themselves.
type reachable struct{}

func (reachable) Description(context.Context) string { return "a kind of system that can be reached" }

func (v reachable) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (reachable) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	switch kind := governance.SystemKind(req.ConfigValue.ValueString()); kind {
	case governance.SystemLDAP, governance.SystemSCIM, governance.SystemPostgreSQL:
		resp.Diagnostics.AddAttributeError(req.Path, "Kind of system not supported", fmt.Sprintf(
			"Systems of kind %q cannot be reached by this version of the provider. Use %q, which keeps in the register who should have access and contacts nothing.",
			kind, governance.SystemRecord))
	}
}

func shared() schema.BoolAttribute {
	attribute := flag("Whether the system serves several tenants. Set either this or `tenant`. A change makes it another system.")
	attribute.PlanModifiers = []planmodifier.Bool{boolplanmodifier.RequiresReplace()}
	return attribute
}
