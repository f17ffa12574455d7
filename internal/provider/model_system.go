package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

type systemModel struct {
	metaModel
	Tenant types.String `tfsdk:"tenant"`
	Shared types.Bool   `tfsdk:"shared"`
	Name   types.String `tfsdk:"name"`
	Kind   types.String `tfsdk:"kind"`
	Config types.Map    `tfsdk:"config"`
}

func newSystemModel(s governance.System) systemModel {
	return systemModel{
		metaModel: newMetaModel(s.Meta),
		Tenant:    textOf(s.TenantID),
		Shared:    types.BoolValue(s.Shared),
		Name:      types.StringValue(s.Name),
		Kind:      types.StringValue(string(s.Kind)),
		Config:    mapOf(s.Config),
	}
}

func (m systemModel) record() governance.System {
	return governance.System{
		Meta:     m.meta(),
		TenantID: m.Tenant.ValueString(),
		// Without a tenant it has to be shared, so one that may yet turn out to
		// be shared breaks no rule.
		Shared: m.Shared.ValueBool() || m.Shared.IsUnknown() && m.Tenant.IsNull(),
		Name:   m.Name.ValueString(),
		Kind:   governance.SystemKind(m.Kind.ValueString()),
		Config: entriesOf(m.Config),
	}
}
