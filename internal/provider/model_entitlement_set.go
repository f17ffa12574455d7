package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

type entitlementSetModel struct {
	metaModel
	accessModel
	Tenant             types.String `tfsdk:"tenant"`
	Identity           types.String `tfsdk:"identity"`
	System             types.String `tfsdk:"system"`
	Privileges         types.Set    `tfsdk:"privileges"`
	Justification      types.String `tfsdk:"justification"`
	TerraformAddresses types.Set    `tfsdk:"terraform_addresses"`
}

type privilegeModel struct {
	Name       types.String `tfsdk:"name"`
	Scope      types.String `tfsdk:"scope"`
	Privileged types.Bool   `tfsdk:"privileged"`
}

func newEntitlementSetModel(s governance.EntitlementSet) entitlementSetModel {
	return entitlementSetModel{
		metaModel: newMetaModel(s.Meta),
		accessModel: newAccessModel(governance.Entitlement{
			StartsAt: s.StartsAt, ExpiresAt: s.ExpiresAt, ReviewScheduleID: s.ReviewScheduleID, Status: s.Status, Granted: s.Granted, QuarantinedAt: s.QuarantinedAt,
		}),
		Tenant:             types.StringValue(s.TenantID),
		Identity:           types.StringValue(s.IdentityID),
		System:             types.StringValue(s.SystemID),
		Privileges:         privilegesOf(s.Privileges),
		Justification:      types.StringValue(s.Justification),
		TerraformAddresses: setOf(s.TerraformAddresses),
	}
}

func privilegesOf(privileges []governance.Privilege) types.Set {
	values := make([]attr.Value, len(privileges))
	for i, p := range privileges {
		values[i] = objectOf(privilegeAttributes, privilegeModel{
			Name: types.StringValue(p.Name), Scope: textOf(p.Scope), Privileged: types.BoolValue(p.Privileged),
		})
	}
	return types.SetValueMust(types.ObjectType{AttrTypes: objectTypes(privilegeAttributes)}, values)
}

func (m entitlementSetModel) record() governance.EntitlementSet {
	access := m.access()
	s := governance.EntitlementSet{
		Meta:               m.meta(),
		TenantID:           m.Tenant.ValueString(),
		IdentityID:         m.Identity.ValueString(),
		SystemID:           m.System.ValueString(),
		Justification:      m.Justification.ValueString(),
		StartsAt:           access.StartsAt,
		ExpiresAt:          access.ExpiresAt,
		ReviewScheduleID:   access.ReviewScheduleID,
		TerraformAddresses: elementsOf[string](m.TerraformAddresses),
		Status:             access.Status,
		Granted:            access.Granted,
		QuarantinedAt:      access.QuarantinedAt,
	}
	for _, element := range m.Privileges.Elements() {
		var p privilegeModel
		object, ok := element.(types.Object)
		if !ok || object.As(context.Background(), &p, basetypes.ObjectAsOptions{}).HasError() {
			continue // not known yet
		}
		s.Privileges = append(s.Privileges, governance.Privilege{Name: p.Name.ValueString(), Scope: p.Scope.ValueString(), Privileged: p.Privileged.ValueBool()})
	}
	s.Sort()
	return s
}
