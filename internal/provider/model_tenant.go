package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

type tenantModel struct {
	metaModel
	Slug           types.String `tfsdk:"slug"`
	Name           types.String `tfsdk:"name"`
	Ring           types.Int64  `tfsdk:"ring"`
	ContractStart  instant      `tfsdk:"contract_start"`
	ContractEnd    instant      `tfsdk:"contract_end"`
	Owner          types.String `tfsdk:"owner"`
	ApprovedVaults types.Set    `tfsdk:"approved_vaults"`
	Selectors      types.Object `tfsdk:"selectors"`
	Labels         types.Map    `tfsdk:"labels"`
	Offboard       types.Bool   `tfsdk:"offboard"`
}

type selectorsModel struct {
	Tags      types.Map `tfsdk:"tags"`
	Accounts  types.Set `tfsdk:"accounts"`
	Addresses types.Set `tfsdk:"addresses"`
}

func newTenantModel(t governance.Tenant) tenantModel {
	return tenantModel{
		metaModel:      newMetaModel(t.Meta),
		Slug:           types.StringValue(t.Slug),
		Name:           types.StringValue(t.Name),
		Ring:           types.Int64Value(t.Ring),
		ContractStart:  instantOf(t.ContractStart),
		ContractEnd:    instantOf(t.ContractEnd),
		Owner:          types.StringValue(t.Owner),
		ApprovedVaults: setOf(t.ApprovedVaults),
		Selectors:      selectorsOf(t.Selectors),
		Labels:         mapOf(t.Labels),
		Offboard:       types.BoolValue(t.Offboard),
	}
}

func selectorsOf(s governance.Selectors) types.Object {
	return objectOf(selectorsAttributes, selectorsModel{
		Tags:      mapOf(s.Tags),
		Accounts:  setOf(s.Accounts),
		Addresses: setOf(s.Addresses),
	})
}

func (m tenantModel) record() governance.Tenant {
	t := governance.Tenant{
		Meta:           m.meta(),
		Slug:           m.Slug.ValueString(),
		Name:           m.Name.ValueString(),
		Ring:           m.Ring.ValueInt64(),
		ContractStart:  timeOf(m.ContractStart),
		ContractEnd:    timeOf(m.ContractEnd),
		Owner:          m.Owner.ValueString(),
		ApprovedVaults: elementsOf[string](m.ApprovedVaults),
		Labels:         entriesOf(m.Labels),
		Offboard:       m.Offboard.ValueBool(),
	}
	if s := nested[selectorsModel](m.Selectors); s != nil {
		t.Selectors = governance.Selectors{
			Tags:      entriesOf(s.Tags),
			Accounts:  elementsOf[string](s.Accounts),
			Addresses: elementsOf[string](s.Addresses),
		}
	}
	return t
}
