package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

var _ function.Function = parseDuration{}

// parseDuration takes a period apart.
type parseDuration struct{}

func newParseDuration() function.Function { return parseDuration{} }

// periodParts is what a period consists of.
type periodParts struct {
	Canonical string `tfsdk:"canonical"`
	Months    int64  `tfsdk:"months"`
	Days      int64  `tfsdk:"days"`
	Seconds   int64  `tfsdk:"seconds"`
}

func (parseDuration) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "parse_duration"
}

func (parseDuration) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "What a length of time consists of.",
		MarkdownDescription: "Returns the parts of a length of time, as arguments such as `rotate_every` and `due_within` have it, in an object: " +
			"`months`, `days` and `seconds`, which do not add up because months and days differ in length, " +
			"and `canonical`, its ISO 8601 spelling, which is the same for every spelling of the same length.",
		Parameters: []function.Parameter{
			function.StringParameter{Name: "duration", MarkdownDescription: "Hours, days or weeks such as `36h`, `14d` or `12w`, or an ISO 8601 duration of whole units such as `P3M` or `P1DT12H`."},
		},
		Return: function.ObjectReturn{AttributeTypes: map[string]attr.Type{
			"canonical": types.StringType, "months": types.Int64Type, "days": types.Int64Type, "seconds": types.Int64Type,
		}},
	}
}

func (parseDuration) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var text string
	if resp.Error = req.Arguments.Get(ctx, &text); resp.Error != nil {
		return
	}
	p, err := governance.ParsePeriod(text)
	if err != nil {
		resp.Error = refused(0, err)
		return
	}
	resp.Error = resp.Result.Set(ctx, periodParts{p.String(), int64(p.Months), int64(p.Days), int64(p.Clock / time.Second)})
}
