package provider

import (
	"context"
	"slices"

	"github.com/google/uuid"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

var _ function.Function = covers{}

// covers says whether the targets of an exception name something.
type covers struct{}

func newCovers() function.Function { return covers{} }

func (covers) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "covers"
}

func (covers) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Whether targets of an exception cover something.",
		MarkdownDescription: "Returns whether the targets of an exception cover a planned resource or a record, as `nhi check` decides it: " +
			"an id covers the record that has it, and a glob over addresses covers a whole address, in which `*` stands for any run of characters and nothing else is special. " +
			"Whether the exception counts is not asked here: that depends on its tenant, its control, its approvals and the time.",
		Parameters: []function.Parameter{
			function.SetParameter{Name: "targets", ElementType: types.StringType, MarkdownDescription: "The targets of an exception: record ids and globs over plan addresses, such as `module.legacy.*`."},
			function.StringParameter{Name: "target", MarkdownDescription: "The address of a resource, such as `module.legacy.aws_iam_user.backup[\"eu\"]`, or the id of a record."},
		},
		Return: function.BoolReturn{},
	}
}

func (covers) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var targets []string
	var of string
	if resp.Error = req.Arguments.Get(ctx, &targets, &of); resp.Error != nil {
		return
	}
	target := governance.Target{Address: of}
	if uuid.Validate(of) == nil {
		target = governance.Target{RecordID: of}
	}
	resp.Error = resp.Result.Set(ctx, slices.ContainsFunc(targets, target.In))
}
