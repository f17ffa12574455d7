package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

type breakGlassModel struct {
	metaModel
	Tenant       types.String `tfsdk:"tenant"`
	Identity     types.String `tfsdk:"identity"`
	System       types.String `tfsdk:"system"`
	Privilege    types.String `tfsdk:"privilege"`
	Scope        types.String `tfsdk:"scope"`
	MaxDuration  period       `tfsdk:"max_duration"`
	ReviewWithin period       `tfsdk:"review_within"`
	Activators   types.Set    `tfsdk:"activators"`
	Reason       types.String `tfsdk:"reason"`
	RequestedBy  types.String `tfsdk:"requested_by"`
	Approvals    types.Set    `tfsdk:"approvals"`
	RevokedAt    instant      `tfsdk:"revoked_at"`
	Status       types.String `tfsdk:"status"`
}

func newBreakGlassModel(b governance.BreakGlass) breakGlassModel {
	return breakGlassModel{
		metaModel:    newMetaModel(b.Meta),
		Tenant:       types.StringValue(b.TenantID),
		Identity:     types.StringValue(b.IdentityID),
		System:       types.StringValue(b.SystemID),
		Privilege:    types.StringValue(b.Privilege),
		Scope:        textOf(b.Scope),
		MaxDuration:  periodOf(b.MaxDuration),
		ReviewWithin: periodOf(b.ReviewWithin),
		Activators:   setOf(b.Activators),
		Reason:       types.StringValue(b.Reason),
		RequestedBy:  types.StringValue(b.RequestedBy),
		Approvals:    setOf(b.Approvals),
		RevokedAt:    instantOf(b.RevokedAt),
		Status:       types.StringValue(string(b.Status)),
	}
}

func (m breakGlassModel) record() governance.BreakGlass {
	return governance.BreakGlass{
		Meta:         m.meta(),
		TenantID:     m.Tenant.ValueString(),
		IdentityID:   m.Identity.ValueString(),
		SystemID:     m.System.ValueString(),
		Privilege:    m.Privilege.ValueString(),
		Scope:        m.Scope.ValueString(),
		MaxDuration:  lengthOf(m.MaxDuration),
		ReviewWithin: lengthOf(m.ReviewWithin),
		Activators:   elementsOf[string](m.Activators),
		Reason:       m.Reason.ValueString(),
		RequestedBy:  m.RequestedBy.ValueString(),
		Approvals:    elementsOf[string](m.Approvals),
		RevokedAt:    timeOf(m.RevokedAt),
		Status:       governance.ExceptionStatus(m.Status.ValueString()),
	}
}
