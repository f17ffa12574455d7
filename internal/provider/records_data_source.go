package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

var _ datasource.DataSourceWithConfigure = (*recordsDataSource[governance.Tenant, tenantModel])(nil)

// recordsDataSource is the data source of many records of any kind.
type recordsDataSource[R register.Record, M model[R]] struct {
	*kind[R, M]
	session *session
}

func (d *recordsDataSource[R, M]) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + d.plural
}

func (d *recordsDataSource[R, M]) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	arguments := map[string]schema.Attribute{
		d.plural: schema.ListNestedAttribute{
			MarkdownDescription: "The records, in the order of their ids, which is that of their creation.",
			Computed:            true,
			NestedObject:        schema.NestedAttributeObject{Attributes: computed(withMeta(d.attributes))},
		},
	}
	if d.ofTenant() {
		arguments["tenant"] = schema.StringAttribute{MarkdownDescription: "Only records of the tenant with this id.", Optional: true}
	}
	for _, filter := range d.filters {
		arguments[filter.name] = schema.StringAttribute{MarkdownDescription: filter.description, Optional: true}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists every record that matches all of the arguments that are set.\n\n" + d.description,
		Attributes:          arguments,
	}
}

func (d *recordsDataSource[R, M]) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.session = sessionOf(req.ProviderData, &resp.Diagnostics)
}

func (d *recordsDataSource[R, M]) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	resp.State.Raw = req.Config.Raw
	var tenant types.String
	if d.ofTenant() {
		resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("tenant"), &tenant)...)
	}
	wanted := make([]types.String, len(d.filters))
	for i, filter := range d.filters {
		resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root(filter.name), &wanted[i])...)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	kept, err := d.session.register(ctx)
	if err != nil {
		resp.Diagnostics.Append(failure(err)...)
		return
	}
	records, err := d.collection(kept).List(ctx, tenant.ValueString())
	if err != nil {
		resp.Diagnostics.Append(failure(err)...)
		return
	}
	matching := []types.Object{}
	for _, record := range records {
		if !d.matches(record, wanted) {
			continue
		}
		read, diags := d.read(ctx, d.session, record, d.model(record))
		resp.Diagnostics.Append(diags...)
		matching = append(matching, d.facts(read))
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(d.plural), matching)...)
}

// ofTenant reports whether records of this kind belong to a tenant.
func (d *recordsDataSource[R, M]) ofTenant() bool { return d.name != governance.KindTenant }

func (d *recordsDataSource[R, M]) matches(record R, wanted []types.String) bool {
	for i, filter := range d.filters {
		if !wanted[i].IsNull() && filter.value(record) != wanted[i].ValueString() {
			return false
		}
	}
	return true
}
