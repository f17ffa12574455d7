package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// model is a record in the words of the framework. Its record method is pure,
// and reads null and unknown alike as "not set".
type model[R register.Record] interface{ record() R }

// metaModel is the part of every model that the register gives.
type metaModel struct {
	ID        types.String `tfsdk:"id"`
	Revision  types.Int64  `tfsdk:"revision"`
	CreatedAt instant      `tfsdk:"created_at"`
	UpdatedAt instant      `tfsdk:"updated_at"`
}

func newMetaModel(m governance.Meta) metaModel {
	return metaModel{
		ID:        types.StringValue(m.ID),
		Revision:  types.Int64Value(m.Revision),
		CreatedAt: instantOf(m.CreatedAt),
		UpdatedAt: instantOf(m.UpdatedAt),
	}
}

func (m metaModel) meta() governance.Meta {
	return governance.Meta{
		ID:        m.ID.ValueString(),
		Revision:  m.Revision.ValueInt64(),
		CreatedAt: timeOf(m.CreatedAt),
		UpdatedAt: timeOf(m.UpdatedAt),
	}
}
