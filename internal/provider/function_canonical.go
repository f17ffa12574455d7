package provider

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

var _ function.Function = canonical{}

// canonical says what exactly an approver of a record signs.
type canonical struct{}

func newCanonical() function.Function { return canonical{} }

func (canonical) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "canonical"
}

func (canonical) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "What an approver of a record signs.",
		MarkdownDescription: "Returns the canonical form of an exception, a variation or break-glass access: the exact bytes that an approver signs, one line of JSON and a line feed. " +
			"Write it to a file and sign that with `ssh-keygen -Y sign -n nhi-approval@v1`. " +
			"It holds what is approved and nothing that changes later, so that the approval is the same however instants and sets are written.",
		Parameters: []function.Parameter{
			function.StringParameter{Name: "tenant", MarkdownDescription: "The slug of the tenant, which is the same in every register. The id of the tenant is refused."},
			function.DynamicParameter{
				Name: "record",
				MarkdownDescription: "An `nhi_exception`, an `nhi_variation` or an `nhi_break_glass`, one from a data source, or an object with the attributes of one. " +
					"What is not set may be null or left out; other attributes are left aside.",
				AllowUnknownValues: true,
			},
		},
		Return: function.StringReturn{},
	}
}

// Run returns unknown as long as anything is that an approver approves.
func (canonical) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var tenant string
	var record types.Dynamic
	if resp.Error = req.Arguments.Get(ctx, &tenant, &record); resp.Error != nil {
		return
	}
	switch {
	case uuid.Validate(tenant) == nil:
		resp.Error = refused(0, fmt.Errorf("%q is an id, which is another one in every register: give the tenant's slug", tenant))
		return
	case tenant == "":
		resp.Error = refused(0, errors.New("it must not be empty"))
		return
	case record.IsUnknown() || record.IsUnderlyingValueUnknown():
		resp.Error = resp.Result.Set(ctx, types.StringUnknown())
		return
	}
	read, err := newLooseRecord(record)
	if err != nil {
		resp.Error = refused(1, err)
		return
	}
	facts, problems := approved(read, tenant)
	if read.unknown {
		resp.Error = resp.Result.Set(ctx, types.StringUnknown())
		return
	}
	for _, problem := range problems {
		if problem.Attribute != "tenant" { // the record's is an id, where an approval has the slug
			read.refuse(problem.Attribute, problem.Detail)
		}
	}
	if read.refused != nil {
		resp.Error = refused(1, read.refused)
		return
	}
	message, err := facts.Canonical()
	if err != nil {
		resp.Error = refused(1, err)
		return
	}
	resp.Error = resp.Result.Set(ctx, string(message))
}

// approved is what is approved of a record, whose kind shows in the attribute
// that every record of the kind has and no other, and the rules that it breaks:
// an approval of what cannot be written would never count.
func approved(r *looseRecord, tenant string) (approval.Facts, []governance.Problem) {
	switch {
	case r.has("targets"):
		e := governance.Exception{
			Control: r.text("control"), Targets: r.set("targets"), Category: governance.Category(r.text("category")), Reason: r.text("reason"),
			Mitigation: r.text("mitigation"), Evidence: r.entries("evidence"), RequestedBy: r.text("requested_by"),
			StartsAt: r.instant("starts_at"), ExpiresAt: r.instant("expires_at"),
		}
		return approval.OfException(e, tenant), e.Validate()
	case r.has("parameter"):
		v := governance.Variation{
			Control: r.text("control"), Parameter: r.text("parameter"), Value: r.text("value"), Reason: r.text("reason"),
			RequestedBy: r.text("requested_by"), ExpiresAt: r.instant("expires_at"),
		}
		return approval.OfVariation(v, tenant), v.Validate()
	case r.has("max_duration"):
		b := governance.BreakGlass{
			IdentityID: r.text("identity"), SystemID: r.text("system"), Privilege: r.text("privilege"), Scope: r.text("scope"),
			MaxDuration: r.period("max_duration"), ReviewWithin: r.period("review_within"), Activators: r.set("activators"),
			Reason: r.text("reason"), RequestedBy: r.text("requested_by"),
		}
		return approval.OfBreakGlass(b, tenant), b.Validate()
	default:
		r.refused = errors.New("it is no exception, which has targets, no variation, which has a parameter, and no break-glass access, which has a max_duration")
		return approval.Facts{}, nil
	}
}
