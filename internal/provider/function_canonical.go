package provider

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

var _ function.Function = canonical{}

// canonical says what exactly an approver of an exception signs.
type canonical struct{}

func newCanonical() function.Function { return canonical{} }

// approvable is the part of an exception that is approved.
type approvable struct {
	Control     types.String `tfsdk:"control"`
	Targets     types.Set    `tfsdk:"targets"`
	Category    types.String `tfsdk:"category"`
	Reason      types.String `tfsdk:"reason"`
	Mitigation  types.String `tfsdk:"mitigation"`
	Evidence    types.Map    `tfsdk:"evidence"`
	RequestedBy types.String `tfsdk:"requested_by"`
	StartsAt    types.String `tfsdk:"starts_at"`
	ExpiresAt   types.String `tfsdk:"expires_at"`
}

func (canonical) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "canonical"
}

func (canonical) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	texts := types.SetType{ElemType: types.StringType}
	resp.Definition = function.Definition{
		Summary: "What an approver of an exception signs.",
		MarkdownDescription: "Returns the canonical form of an exception: the exact bytes that an approver signs, one line of JSON and a line feed. " +
			"Write it to a file and sign that with `ssh-keygen -Y sign -n nhi-approval@v1`, where `nhi approve` cannot be run. " +
			"It holds what is approved and nothing that changes later, so that the approval is the same in every register and however instants and sets are written.",
		Parameters: []function.Parameter{
			function.StringParameter{Name: "tenant", MarkdownDescription: "The slug of the tenant, which is the same in every register. The id of the tenant is refused."},
			function.ObjectParameter{
				Name: "exception",
				MarkdownDescription: "The exception: an `nhi_exception`, an exception from `nhi_exceptions`, or an object with these attributes of one. " +
					"What is not set is null.",
				AttributeTypes: map[string]attr.Type{
					"control": types.StringType, "targets": texts, "category": types.StringType, "reason": types.StringType, "mitigation": types.StringType,
					"evidence": types.MapType{ElemType: types.StringType}, "requested_by": types.StringType, "starts_at": types.StringType, "expires_at": types.StringType,
				},
			},
		},
		Return: function.StringReturn{},
	}
}

func (canonical) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var tenant string
	var given approvable
	if resp.Error = req.Arguments.Get(ctx, &tenant, &given); resp.Error != nil {
		return
	}
	if uuid.Validate(tenant) == nil {
		resp.Error = refused(0, fmt.Errorf("%q is an id, which is another one in every register: give the tenant's slug", tenant))
		return
	}
	if tenant == "" {
		resp.Error = refused(0, errors.New("it must not be empty"))
		return
	}
	exception, err := given.exception()
	if err != nil {
		resp.Error = refused(1, err)
		return
	}
	message, err := approval.OfException(exception, tenant).Canonical()
	if err != nil {
		resp.Error = refused(1, err)
		return
	}
	resp.Error = resp.Result.Set(ctx, string(message))
}

// exception is the record, which is one that could be written: an approval of
// anything else would never count.
func (a approvable) exception() (governance.Exception, error) {
	e := governance.Exception{
		Control:     a.Control.ValueString(),
		Targets:     elementsOf[string](a.Targets),
		Category:    governance.Category(a.Category.ValueString()),
		Reason:      a.Reason.ValueString(),
		Mitigation:  a.Mitigation.ValueString(),
		Evidence:    entriesOf(a.Evidence),
		RequestedBy: a.RequestedBy.ValueString(),
	}
	var err error
	if e.StartsAt, err = optionally(a.StartsAt); err != nil {
		return e, fmt.Errorf("attribute starts_at: %w", err)
	}
	if e.ExpiresAt, err = optionally(a.ExpiresAt); err != nil {
		return e, fmt.Errorf("attribute expires_at: %w", err)
	}
	for _, problem := range e.Validate() {
		if problem.Attribute != "tenant" { // the record's id, where an approval has the slug
			err = errors.Join(err, fmt.Errorf("attribute %s: %s", problem.Attribute, problem.Detail))
		}
	}
	return e, err
}

// optionally reads an instant that may be left out.
func optionally(text types.String) (time.Time, error) {
	if text.IsNull() {
		return time.Time{}, nil
	}
	return governance.ParseInstant(text.ValueString())
}
