package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

type entitlementModel struct {
	metaModel
	Tenant             types.String `tfsdk:"tenant"`
	Identity           types.String `tfsdk:"identity"`
	System             types.String `tfsdk:"system"`
	Privilege          types.String `tfsdk:"privilege"`
	Scope              types.String `tfsdk:"scope"`
	Privileged         types.Bool   `tfsdk:"privileged"`
	Justification      types.String `tfsdk:"justification"`
	StartsAt           instant      `tfsdk:"starts_at"`
	ExpiresAt          instant      `tfsdk:"expires_at"`
	ReviewSchedule     types.String `tfsdk:"review_schedule"`
	TerraformAddresses types.Set    `tfsdk:"terraform_addresses"`
	Status             types.String `tfsdk:"status"`
	Granted            types.Bool   `tfsdk:"granted"`
	NextReviewAt       instant      `tfsdk:"next_review_at"` // of the schedule, which the register keeps
}

func newEntitlementModel(e governance.Entitlement) entitlementModel {
	return entitlementModel{
		metaModel:          newMetaModel(e.Meta),
		Tenant:             types.StringValue(e.TenantID),
		Identity:           types.StringValue(e.IdentityID),
		System:             types.StringValue(e.SystemID),
		Privilege:          types.StringValue(e.Privilege),
		Scope:              textOf(e.Scope),
		Privileged:         types.BoolValue(e.Privileged),
		Justification:      types.StringValue(e.Justification),
		StartsAt:           instantOf(e.StartsAt),
		ExpiresAt:          instantOf(e.ExpiresAt),
		ReviewSchedule:     textOf(e.ReviewScheduleID),
		TerraformAddresses: setOf(e.TerraformAddresses),
		Status:             types.StringValue(string(e.Status)),
		Granted:            types.BoolValue(e.Granted),
	}
}

func (m entitlementModel) record() governance.Entitlement {
	return governance.Entitlement{
		Meta:               m.meta(),
		TenantID:           m.Tenant.ValueString(),
		IdentityID:         m.Identity.ValueString(),
		SystemID:           m.System.ValueString(),
		Privilege:          m.Privilege.ValueString(),
		Scope:              m.Scope.ValueString(),
		Privileged:         m.Privileged.ValueBool(),
		Justification:      m.Justification.ValueString(),
		StartsAt:           timeOf(m.StartsAt),
		ExpiresAt:          timeOf(m.ExpiresAt),
		ReviewScheduleID:   m.ReviewSchedule.ValueString(),
		TerraformAddresses: elementsOf[string](m.TerraformAddresses),
		Status:             governance.EntitlementStatus(m.Status.ValueString()),
		Granted:            m.Granted.ValueBool(),
	}
}
