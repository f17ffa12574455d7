package provider

import (
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// model is a record in the words of the framework, in a struct that embeds
// metaModel. Its record method is pure, and reads null and unknown alike as "not
// set".
type model[R register.Record] interface{ record() R }

// metaModel is the part that every model has: what the register gives, and what
// the resource alone knows.
type metaModel struct {
	ID        types.String   `tfsdk:"id"`
	Revision  types.Int64    `tfsdk:"revision"`
	CreatedAt instant        `tfsdk:"created_at"`
	UpdatedAt instant        `tfsdk:"updated_at"`
	Timeouts  timeouts.Value `tfsdk:"timeouts"`
}

func (m *metaModel) shared() *metaModel { return m }

// metaOf returns the part that every model has.
func metaOf[M any](m *M) *metaModel {
	return any(m).(interface{ shared() *metaModel }).shared()
}

func newMetaModel(m governance.Meta) metaModel {
	return metaModel{
		ID:        types.StringValue(m.ID),
		Revision:  types.Int64Value(m.Revision),
		CreatedAt: instantOf(m.CreatedAt),
		UpdatedAt: instantOf(m.UpdatedAt),
		Timeouts:  noTimeouts,
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
