package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var _ datasource.DataSourceWithConfigure = (*questionDataSource[postureModel])(nil)

// question is a data source that is about no single kind of record. Its model has
// the arguments, and gets the answer.
type question[M any] struct {
	name        string
	description string // in full sentences
	attributes  map[string]schema.Attribute
	answer      func(ctx context.Context, s *session, m *M) diag.Diagnostics
}

func (q *question[M]) dataSource() datasource.DataSource { return &questionDataSource[M]{question: q} }

type questionDataSource[M any] struct {
	*question[M]
	session *session
}

func (d *questionDataSource[M]) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + d.name
}

func (d *questionDataSource[M]) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{MarkdownDescription: d.description, Attributes: d.attributes}
}

func (d *questionDataSource[M]) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.session = sessionOf(req.ProviderData, &resp.Diagnostics)
}

func (d *questionDataSource[M]) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m M
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(d.answer(ctx, d.session, &m)...)
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
	}
}

// wanted reports whether an argument is not set, or has the value.
func wanted[T ~string](argument types.String, value T) bool {
	return argument.IsNull() || argument.ValueString() == string(value)
}

// What data sources have, by the shape of it.

func argument(description string) schema.StringAttribute {
	return schema.StringAttribute{MarkdownDescription: description, Optional: true}
}

func told(description string) schema.StringAttribute {
	return schema.StringAttribute{MarkdownDescription: description, Computed: true}
}

func toldInstant(description string) schema.StringAttribute {
	return schema.StringAttribute{MarkdownDescription: description, CustomType: instantType{}, Computed: true}
}

func toldNumber(description string) schema.Int64Attribute {
	return schema.Int64Attribute{MarkdownDescription: description, Computed: true}
}

func toldTexts(description string) schema.ListAttribute {
	return schema.ListAttribute{MarkdownDescription: description, ElementType: types.StringType, Computed: true}
}

func toldList(description string, of map[string]schema.Attribute) schema.ListNestedAttribute {
	return schema.ListNestedAttribute{MarkdownDescription: description, NestedObject: schema.NestedAttributeObject{Attributes: of}, Computed: true}
}

func toldObject(description string, of map[string]schema.Attribute) schema.SingleNestedAttribute {
	return schema.SingleNestedAttribute{MarkdownDescription: description, Attributes: of, Computed: true}
}
