package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

var _ list.ListResourceWithConfigure = (*recordList[governance.Tenant, tenantModel])(nil)

// recordList is the list resource of any kind of record, which finds what is in
// the register and in no configuration yet.
type recordList[R register.Record, M model[R]] struct {
	*kind[R, M]
	session *session
}

func (l *recordList[R, M]) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + string(l.name)
}

func (l *recordList[R, M]) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	arguments := map[string]schema.Attribute{}
	for name, description := range l.arguments() {
		arguments[name] = schema.StringAttribute{MarkdownDescription: description, Optional: true}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Finds every record that matches all of the arguments that are set, for `terraform query`, which writes the configuration and the imports for them. " +
			"Each is shown by its natural key, such as `" + l.key + "`.\n\n" + l.description,
		Attributes: arguments,
	}
}

func (l *recordList[R, M]) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	l.session = sessionOf(req.ProviderData, &resp.Diagnostics)
}

// List goes through the records in the order of their creation.
func (l *recordList[R, M]) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	now := l.session.atThisMoment()
	records, diags := l.matching(ctx, now, req.Config)
	if diags.HasError() {
		stream.Results = list.ListResultsStreamDiagnostics(diags)
		return
	}
	if req.Limit > 0 && int64(len(records)) > req.Limit {
		records = records[:req.Limit]
	}
	stream.Results = func(push func(list.ListResult) bool) {
		for _, record := range records {
			if !push(l.result(ctx, now, req, record)) {
				return
			}
		}
	}
}

func (l *recordList[R, M]) result(ctx context.Context, now *session, req list.ListRequest, record R) list.ListResult {
	result := req.NewListResult(ctx)
	m, diags := l.read(ctx, now, record, l.model(record))
	result.Diagnostics.Append(diags...)
	id := metaOf(&m).ID
	result.Diagnostics.Append(result.Identity.Set(ctx, recordIdentity{id})...)
	if req.IncludeResource {
		result.Diagnostics.Append(result.Resource.Set(ctx, m)...)
	}
	name, err := l.keyOf(ctx, id)
	result.Diagnostics.Append(failure(err)...)
	result.DisplayName = name
	return result
}

// keyOf is the natural key of the record with an id.
func (l *recordList[R, M]) keyOf(ctx context.Context, id types.String) (string, error) {
	kept, err := l.session.register(ctx)
	if err != nil {
		return "", err
	}
	return l.collection(kept).Key(ctx, id.ValueString())
}
