package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

type exceptionModel struct {
	metaModel
	Tenant      types.String `tfsdk:"tenant"`
	Control     types.String `tfsdk:"control"`
	Targets     types.Set    `tfsdk:"targets"`
	Category    types.String `tfsdk:"category"`
	Reason      types.String `tfsdk:"reason"`
	Mitigation  types.String `tfsdk:"mitigation"`
	Evidence    types.Map    `tfsdk:"evidence"`
	RequestedBy types.String `tfsdk:"requested_by"`
	StartsAt    instant      `tfsdk:"starts_at"`
	ExpiresAt   instant      `tfsdk:"expires_at"`
	Approvals   types.Set    `tfsdk:"approvals"`
	RevokedAt   instant      `tfsdk:"revoked_at"`
	Status      types.String `tfsdk:"status"`
}

func newExceptionModel(e governance.Exception) exceptionModel {
	return exceptionModel{
		metaModel:   newMetaModel(e.Meta),
		Tenant:      types.StringValue(e.TenantID),
		Control:     types.StringValue(e.Control),
		Targets:     setOf(e.Targets),
		Category:    types.StringValue(string(e.Category)),
		Reason:      types.StringValue(e.Reason),
		Mitigation:  textOf(e.Mitigation),
		Evidence:    mapOf(e.Evidence),
		RequestedBy: types.StringValue(e.RequestedBy),
		StartsAt:    instantOf(e.StartsAt),
		ExpiresAt:   instantOf(e.ExpiresAt),
		Approvals:   setOf(e.Approvals),
		RevokedAt:   instantOf(e.RevokedAt),
		Status:      types.StringValue(string(e.Status)),
	}
}

func (m exceptionModel) record() governance.Exception {
	return governance.Exception{
		Meta:        m.meta(),
		TenantID:    m.Tenant.ValueString(),
		Control:     m.Control.ValueString(),
		Targets:     elementsOf[string](m.Targets),
		Category:    governance.Category(m.Category.ValueString()),
		Reason:      m.Reason.ValueString(),
		Mitigation:  m.Mitigation.ValueString(),
		Evidence:    entriesOf(m.Evidence),
		RequestedBy: m.RequestedBy.ValueString(),
		StartsAt:    timeOf(m.StartsAt),
		ExpiresAt:   timeOf(m.ExpiresAt),
		Approvals:   elementsOf[string](m.Approvals),
		RevokedAt:   timeOf(m.RevokedAt),
		Status:      governance.ExceptionStatus(m.Status.ValueString()),
	}
}
