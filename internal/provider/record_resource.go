package provider

import (
	"context"
	"errors"
	"reflect"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

var (
	_ resource.ResourceWithConfigure      = (*recordResource[governance.Tenant, tenantModel])(nil)
	_ resource.ResourceWithIdentity       = (*recordResource[governance.Tenant, tenantModel])(nil)
	_ resource.ResourceWithValidateConfig = (*recordResource[governance.Tenant, tenantModel])(nil)
	_ resource.ResourceWithModifyPlan     = (*recordResource[governance.Tenant, tenantModel])(nil)
	_ resource.ResourceWithImportState    = (*recordResource[governance.Tenant, tenantModel])(nil)
)

// recordResource is the resource of any kind of record.
type recordResource[R register.Record, M model[R]] struct {
	*kind[R, M]
	session *session
}

func (r *recordResource[R, M]) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + string(r.name)
}

func (r *recordResource[R, M]) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{MarkdownDescription: r.description, Attributes: r.resourceAttributes()}
}

// IdentitySchema is the id alone: a record keeps it for good, where names may
// change and the register is the provider's to know.
func (r *recordResource[R, M]) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"id": identityschema.StringAttribute{RequiredForImport: true, Description: "The id of the record, made by the register."},
	}}
}

func (r *recordResource[R, M]) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	r.session = sessionOf(req.ProviderData, &resp.Diagnostics)
}

// ValidateConfig judges what is known; the rest is judged when it is written.
func (r *recordResource[R, M]) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config M
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	record := config.record()
	problems := record.Validate()
	if r.rules != nil {
		problems = append(problems, r.rules(record)...)
	}
	for _, problem := range problems {
		if isGiven(req.Config, problem.Attribute) {
			resp.Diagnostics.Append(broken([]governance.Problem{problem})...)
		}
	}
}

func (r *recordResource[R, M]) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var planned M
	resp.Diagnostics.Append(req.Plan.Get(ctx, &planned)...)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, done := within(ctx, "create", metaOf(&planned).Timeouts.Create, &resp.Diagnostics)
	defer done()
	stored, diags := r.write(ctx, r.session, planned, nil, register.Collection[R].Create)
	resp.Diagnostics.Append(diags...)
	if stored != nil {
		resp.Diagnostics.Append(keep(ctx, stored, &resp.State, resp.Identity)...)
	}
}

func (r *recordResource[R, M]) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var prior M
	resp.Diagnostics.Append(req.State.Get(ctx, &prior)...)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, done := within(ctx, "read", metaOf(&prior).Timeouts.Read, &resp.Diagnostics)
	defer done()
	record, err := r.get(ctx, r.session, metaOf(&prior).ID.ValueString())
	if errors.Is(err, register.ErrNotFound) {
		resp.State.RemoveResource(ctx)
		resp.Diagnostics.Append(resp.Identity.Set(ctx, recordIdentity{metaOf(&prior).ID})...) // what is gone was named, too
		return
	}
	if err != nil {
		resp.Diagnostics.Append(failure(err)...)
		return
	}
	read, diags := r.read(ctx, r.session, record, prior)
	resp.Diagnostics.Append(diags...)
	resp.Diagnostics.Append(failure(r.observe(ctx, r.session, record, &read))...)
	if resp.Diagnostics.HasError() {
		return // what the system has is not known, and nothing is said of it
	}
	if !reflect.DeepEqual(read, prior) { // to set what is there already takes long
		resp.Diagnostics.Append(resp.State.Set(ctx, read)...)
	}
	resp.Diagnostics.Append(resp.Identity.Set(ctx, recordIdentity{metaOf(&read).ID})...)
	if r.timing != nil {
		lapse, diags := r.timing.lapse(ctx, r.session, read)
		resp.Diagnostics.Append(diags...)
		resp.Diagnostics.Append(keepLapse(ctx, resp.Private, lapse)...)
	}
}

// Update writes nothing when only the timeouts change, which the register knows
// nothing of.
func (r *recordResource[R, M]) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var planned, prior M
	resp.Diagnostics.Append(req.State.Get(ctx, &prior)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &planned)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if req.Plan.Raw.IsFullyKnown() && reflect.DeepEqual(planned.record(), prior.record()) {
		resp.Diagnostics.Append(keep(ctx, &planned, &resp.State, resp.Identity)...)
		return
	}
	ctx, done := within(ctx, "update", metaOf(&planned).Timeouts.Update, &resp.Diagnostics)
	defer done()
	// The revision that was planned against is the one that has to be there.
	metaOf(&planned).Revision = metaOf(&prior).Revision
	stored, diags := r.write(ctx, r.session, planned, &prior, register.Collection[R].Update)
	resp.Diagnostics.Append(diags...)
	if stored == nil {
		return
	}
	resp.Diagnostics.Append(keep(ctx, stored, &resp.State, resp.Identity)...)
	resp.Diagnostics.Append(keepLapse(ctx, resp.Private, time.Time{})...)
}

// Delete leaves a record alone that has changed since it was planned, and is
// content with one that is gone.
func (r *recordResource[R, M]) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var prior M
	resp.Diagnostics.Append(req.State.Get(ctx, &prior)...)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, done := within(ctx, "delete", metaOf(&prior).Timeouts.Delete, &resp.Diagnostics)
	defer done()
	kept, err := r.session.forWriting(ctx)
	if err == nil && r.refuseDelete != nil {
		resp.Diagnostics.Append(r.refuseDelete(ctx, r.session, &prior)...)
		if resp.Diagnostics.HasError() {
			return
		}
	}
	if err == nil {
		meta := metaOf(&prior).meta()
		if err = r.holding.clear(ctx, r.session, r.collection(kept), prior.record()); err == nil {
			err = r.collection(kept).Delete(ctx, meta.ID, meta.Revision)
		}
	}
	if !errors.Is(err, register.ErrNotFound) {
		resp.Diagnostics.Append(failure(err)...)
	}
}

// ModifyPlan plans nothing for a configuration that says what the state says, in
// whatever words, and otherwise what time decides, see timing.
func (r *recordResource[R, M]) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() {
		return
	}
	var planned, prior M
	if req.State.Raw.IsNull() {
		resp.Diagnostics.Append(req.Plan.Get(ctx, &planned)...)
		if r.refuse != nil && !resp.Diagnostics.HasError() {
			resp.Diagnostics.Append(r.refuse(ctx, r.session, &planned, nil, false)...)
		}
		return
	}
	resp.Plan.Raw = carryOver(req.Plan, req.State)
	resp.Diagnostics.Append(resp.Plan.Get(ctx, &planned)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &prior)...)
	if resp.Diagnostics.HasError() {
		return
	}
	changed := !resp.Plan.Raw.IsFullyKnown() || !reflect.DeepEqual(planned.record(), prior.record())
	if r.timing != nil {
		overtaken, diags := r.timing.plan(ctx, r.session, req.Private, changed, &planned, &prior)
		resp.Diagnostics.Append(diags...)
		changed = changed || overtaken
	}
	if !changed {
		resp.Plan.Raw = withTimeoutsOf(resp.Plan.Raw, req.State.Raw)
		return
	}
	if r.refuse != nil {
		resp.Diagnostics.Append(r.refuse(ctx, r.session, &planned, &prior, false)...)
	}
	resp.Diagnostics.Append(resp.Plan.Set(ctx, planned)...)
	resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("revision"), types.Int64Unknown())...)
	resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("updated_at"), instant{types.StringUnknown()})...)
}

// ImportState takes an identity, an id or a natural key.
func (r *recordResource[R, M]) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	name, look := req.ID, r.find
	if name == "" {
		var named recordIdentity
		resp.Diagnostics.Append(req.Identity.Get(ctx, &named)...)
		name, look = named.ID.ValueString(), r.get
	}
	if resp.Diagnostics.HasError() {
		return
	}
	record, err := look(ctx, r.session, name)
	if err != nil {
		resp.Diagnostics.Append(failure(err)...)
		return
	}
	m := r.model(record)
	resp.Diagnostics.Append(keep(ctx, &m, &resp.State, resp.Identity)...)
}

// recordIdentity is what names a record for good.
type recordIdentity struct {
	ID types.String `tfsdk:"id"`
}

// keep puts a record into the state, and what names it beside that.
func keep[M any](ctx context.Context, m *M, state *tfsdk.State, identity *tfsdk.ResourceIdentity) diag.Diagnostics {
	return append(state.Set(ctx, m), identity.Set(ctx, recordIdentity{metaOf(m).ID})...)
}
