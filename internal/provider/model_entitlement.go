package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

type entitlementModel struct {
	metaModel
	accessModel
	Tenant             types.String `tfsdk:"tenant"`
	Identity           types.String `tfsdk:"identity"`
	System             types.String `tfsdk:"system"`
	Privilege          types.String `tfsdk:"privilege"`
	Scope              types.String `tfsdk:"scope"`
	Privileged         types.Bool   `tfsdk:"privileged"`
	Justification      types.String `tfsdk:"justification"`
	TerraformAddresses types.Set    `tfsdk:"terraform_addresses"`
}

func newEntitlementModel(e governance.Entitlement) entitlementModel {
	return entitlementModel{
		metaModel:          newMetaModel(e.Meta),
		accessModel:        newAccessModel(e),
		Tenant:             types.StringValue(e.TenantID),
		Identity:           types.StringValue(e.IdentityID),
		System:             types.StringValue(e.SystemID),
		Privilege:          types.StringValue(e.Privilege),
		Scope:              textOf(e.Scope),
		Privileged:         types.BoolValue(e.Privileged),
		Justification:      types.StringValue(e.Justification),
		TerraformAddresses: setOf(e.TerraformAddresses),
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
		QuarantinedAt:      timeOf(m.QuarantinedAt),
	}
}
