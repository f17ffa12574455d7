package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

type identityModel struct {
	metaModel
	Tenant      types.String `tfsdk:"tenant"`
	Name        types.String `tfsdk:"name"`
	Kind        types.String `tfsdk:"kind"`
	Owner       types.String `tfsdk:"owner"`
	Purpose     types.String `tfsdk:"purpose"`
	Environment types.String `tfsdk:"environment"`
	ExternalID  types.String `tfsdk:"external_id"`
	Vendor      types.String `tfsdk:"vendor"`
	Credential  types.Object `tfsdk:"credential"`
	HumanUse    types.Bool   `tfsdk:"human_use"`
}

type credentialModel struct {
	Location    types.String `tfsdk:"location"`
	IssuedAt    instant      `tfsdk:"issued_at"`
	RotateEvery period       `tfsdk:"rotate_every"`
	ExpiresAt   instant      `tfsdk:"expires_at"`
}

func newIdentityModel(i governance.Identity) identityModel {
	return identityModel{
		metaModel:   newMetaModel(i.Meta),
		Tenant:      types.StringValue(i.TenantID),
		Name:        types.StringValue(i.Name),
		Kind:        types.StringValue(string(i.Kind)),
		Owner:       types.StringValue(i.Owner),
		Purpose:     types.StringValue(i.Purpose),
		Environment: types.StringValue(i.Environment),
		ExternalID:  textOf(i.ExternalID),
		Vendor:      textOf(i.Vendor),
		Credential:  credentialOf(i.Credential),
		HumanUse:    types.BoolValue(i.HumanUse),
	}
}

func credentialOf(c *governance.Credential) types.Object {
	if c == nil {
		return types.ObjectNull(objectTypes(credentialAttributes))
	}
	return objectOf(credentialAttributes, credentialModel{
		Location:    types.StringValue(c.Location),
		IssuedAt:    instantOf(c.IssuedAt),
		RotateEvery: periodOf(c.RotateEvery),
		ExpiresAt:   instantOf(c.ExpiresAt),
	})
}

func (m identityModel) record() governance.Identity {
	i := governance.Identity{
		Meta:        m.meta(),
		TenantID:    m.Tenant.ValueString(),
		Name:        m.Name.ValueString(),
		Kind:        governance.IdentityKind(m.Kind.ValueString()),
		Owner:       m.Owner.ValueString(),
		Purpose:     m.Purpose.ValueString(),
		Environment: m.Environment.ValueString(),
		ExternalID:  m.ExternalID.ValueString(),
		Vendor:      m.Vendor.ValueString(),
		HumanUse:    m.HumanUse.ValueBool(),
	}
	if c := nested[credentialModel](m.Credential); c != nil {
		i.Credential = &governance.Credential{
			Location:    c.Location.ValueString(),
			IssuedAt:    timeOf(c.IssuedAt),
			RotateEvery: lengthOf(c.RotateEvery),
			ExpiresAt:   timeOf(c.ExpiresAt),
		}
	}
	return i
}
