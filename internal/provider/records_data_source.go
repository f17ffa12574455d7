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
	for name, description := range d.arguments() {
		arguments[name] = schema.StringAttribute{MarkdownDescription: description, Optional: true}
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
	now := d.session.atThisMoment()
	records, diags := d.matching(ctx, now, req.Config)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	facts := []types.Object{}
	for _, record := range records {
		read, diags := d.read(ctx, now, record, d.model(record))
		resp.Diagnostics.Append(diags...)
		facts = append(facts, d.facts(read))
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(d.plural), facts)...)
}
