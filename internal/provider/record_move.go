package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

var _ resource.ResourceWithMoveState = (*recordResource[governance.Tenant, tenantModel])(nil)

// MoveState takes over a record from the same resource of this provider under
// another address, such as a private registry's. Nothing else can become a
// record: what other resources have is in no register, and a record stays of its
// kind.
func (r *recordResource[R, M]) MoveState(context.Context) []resource.StateMover {
	same := schema.Schema{Attributes: r.resourceAttributes()}
	return []resource.StateMover{{
		SourceSchema: &same,
		StateMover: func(ctx context.Context, req resource.MoveStateRequest, resp *resource.MoveStateResponse) {
			if req.SourceTypeName != "nhi_"+string(r.name) || req.SourceState == nil {
				return
			}
			var moved M
			resp.Diagnostics.Append(req.SourceState.Get(ctx, &moved)...)
			if resp.Diagnostics.HasError() || metaOf(&moved).ID.ValueString() == "" {
				return
			}
			resp.Diagnostics.Append(keep(ctx, &moved, &resp.TargetState, resp.TargetIdentity)...)
			resp.TargetPrivate = req.SourcePrivate // a lapse that was noticed
		},
	}}
}
