package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

type variationModel struct {
	metaModel
	Tenant      types.String `tfsdk:"tenant"`
	Control     types.String `tfsdk:"control"`
	Parameter   types.String `tfsdk:"parameter"`
	Value       types.String `tfsdk:"value"`
	Reason      types.String `tfsdk:"reason"`
	RequestedBy types.String `tfsdk:"requested_by"`
	ExpiresAt   instant      `tfsdk:"expires_at"`
	Approvals   types.Set    `tfsdk:"approvals"`
	Status      types.String `tfsdk:"status"`
}

func newVariationModel(v governance.Variation) variationModel {
	return variationModel{
		metaModel:   newMetaModel(v.Meta),
		Tenant:      types.StringValue(v.TenantID),
		Control:     types.StringValue(v.Control),
		Parameter:   types.StringValue(v.Parameter),
		Value:       types.StringValue(v.Value),
		Reason:      types.StringValue(v.Reason),
		RequestedBy: types.StringValue(v.RequestedBy),
		ExpiresAt:   instantOf(v.ExpiresAt),
		Approvals:   setOf(v.Approvals),
		Status:      types.StringValue(string(v.Status)),
	}
}

func (m variationModel) record() governance.Variation {
	return governance.Variation{
		Meta:        m.meta(),
		TenantID:    m.Tenant.ValueString(),
		Control:     m.Control.ValueString(),
		Parameter:   m.Parameter.ValueString(),
		Value:       m.Value.ValueString(),
		Reason:      m.Reason.ValueString(),
		RequestedBy: m.RequestedBy.ValueString(),
		ExpiresAt:   timeOf(m.ExpiresAt),
		Approvals:   elementsOf[string](m.Approvals),
		Status:      governance.ExceptionStatus(m.Status.ValueString()),
	}
}
