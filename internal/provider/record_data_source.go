package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/datasourcevalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

var (
	_ datasource.DataSourceWithConfigure        = (*recordDataSource[governance.Tenant, tenantModel])(nil)
	_ datasource.DataSourceWithConfigValidators = (*recordDataSource[governance.Tenant, tenantModel])(nil)
)

// recordDataSource is the data source of one record of any kind.
type recordDataSource[R register.Record, M model[R]] struct {
	*kind[R, M]
	session *session
}

func (d *recordDataSource[R, M]) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + string(d.name)
}

func (d *recordDataSource[R, M]) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	attributes := computed(withMeta(d.attributes))
	attributes["id"] = schema.StringAttribute{
		MarkdownDescription: "The id of the record. Set either this or `key`.",
		Optional:            true,
		Computed:            true,
	}
	attributes["key"] = schema.StringAttribute{
		MarkdownDescription: "The natural key of the record, such as `" + d.key + "`. Set either this or `id`.",
		Optional:            true,
		Computed:            true,
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads one record by its id or by its natural key, such as `" + d.key + "`.\n\n" + d.description,
		Attributes:          attributes,
	}
}

func (d *recordDataSource[R, M]) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.session = sessionOf(req.ProviderData, &resp.Diagnostics)
}

func (d *recordDataSource[R, M]) ConfigValidators(context.Context) []datasource.ConfigValidator {
	return []datasource.ConfigValidator{datasourcevalidator.ExactlyOneOf(path.MatchRoot("id"), path.MatchRoot("key"))}
}

func (d *recordDataSource[R, M]) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var id, key types.String
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("id"), &id)...)
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("key"), &key)...)
	if resp.Diagnostics.HasError() {
		return
	}
	record, name, err := d.lookUp(ctx, id, key)
	if err != nil {
		resp.Diagnostics.Append(failure(err)...)
		return
	}
	read, diags := d.read(ctx, d.session.live(), record, d.model(record))
	resp.Diagnostics.Append(diags...)
	for attribute, value := range d.facts(read).Attributes() {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(attribute), value)...)
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("key"), name)...)
}

// lookUp finds the record by whichever of the two is set, and returns it with
// its natural key.
func (d *recordDataSource[R, M]) lookUp(ctx context.Context, id, key types.String) (record R, name string, err error) {
	kept, err := d.session.register(ctx)
	if err != nil {
		return record, "", err
	}
	records := d.collection(kept)
	if id.IsNull() {
		record, err = records.Find(ctx, key.ValueString())
		return record, key.ValueString(), err
	}
	if record, err = records.Get(ctx, id.ValueString()); err != nil {
		return record, "", err
	}
	name, err = records.Key(ctx, id.ValueString())
	return record, name, err
}
