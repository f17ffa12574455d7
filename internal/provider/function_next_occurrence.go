package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

var _ function.Function = nextOccurrence{}

// nextOccurrence says when a recurrence is due next.
type nextOccurrence struct{}

func newNextOccurrence() function.Function { return nextOccurrence{} }

func (nextOccurrence) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "next_occurrence"
}

func (nextOccurrence) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "The next due date of a recurrence.",
		MarkdownDescription: "Returns the first due date strictly after an instant, as an RFC 3339 instant in UTC, or null when a finite rule has no more. " +
			"Due dates are counted from the anchor, which is the first of them, as `nhi_review_schedule` counts them. " +
			"The function reads no clock: give it the instant, such as `plantimestamp()`.",
		Parameters: []function.Parameter{
			function.StringParameter{Name: "recurrence", MarkdownDescription: "`monthly`, `quarterly`, `semiannual`, `annual`, or an RFC 5545 rule such as `FREQ=MONTHLY;BYMONTHDAY=1`."},
			function.StringParameter{Name: "anchor", MarkdownDescription: "The first due date, as an RFC 3339 instant with its offset."},
			function.StringParameter{Name: "after", MarkdownDescription: "The instant after which the due date is wanted, as an RFC 3339 instant with its offset."},
		},
		Return: function.StringReturn{},
	}
}

func (nextOccurrence) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var rule, anchorText, afterText string
	if resp.Error = req.Arguments.Get(ctx, &rule, &anchorText, &afterText); resp.Error != nil {
		return
	}
	anchor, errAnchor := governance.ParseInstant(anchorText)
	after, errAfter := governance.ParseInstant(afterText)
	resp.Error = function.ConcatFuncErrors(refused(1, errAnchor), refused(2, errAfter))
	if resp.Error != nil {
		return
	}
	recurrence, err := governance.ParseRecurrence(rule, anchor)
	if err != nil {
		resp.Error = refused(0, err)
		return
	}
	var next *string
	if due := recurrence.After(after); !due.IsZero() {
		text := due.Format(time.RFC3339Nano)
		next = &text
	}
	resp.Error = resp.Result.Set(ctx, next)
}

// refused is the error of one argument, by its place, or nil for none.
func refused(argument int64, err error) *function.FuncError {
	if err == nil {
		return nil
	}
	return function.NewArgumentFuncError(argument, sentence(err.Error()))
}
