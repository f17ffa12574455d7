package policy

import (
	"fmt"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

var allOperations = []Operation{Create, Update, Delete, NoOp}

// operations reads which operations a resource policy judges, and checks them
// against its use of prior_attrs.
func (c *compiler) operations(p *Policy, pending *pendingPolicy, all []*expression) hcl.Diagnostics {
	if p.Kind != ResourcePolicy {
		return nil
	}
	prior := mentionOfPrior(pending, all)
	strictPrior := prior != nil && c.file.dialect.atLeast(Dialect04)
	if pending.operations == nil {
		p.Operations = c.file.dialect.defaultOperations()
		if strictPrior {
			return hcl.Diagnostics{{
				Severity: hcl.DiagError,
				Summary:  "Operations not set",
				Detail:   "A policy that refers to prior_attrs says which operations it judges, for only some have a prior. Set operations to [\"update\"], [\"delete\"] or [\"update\", \"delete\"].",
				Subject:  prior,
			}}
		}
		return nil
	}

	expr := pending.operations.Expr
	items, diags := hcl.ExprList(expr)
	if diags.HasErrors() {
		return hcl.Diagnostics{invalidOperations("The operations are a list of strings in brackets, such as [\"create\", \"update\"].", expr.Range())}
	}
	p.Operations = make([]Operation, 0, len(items))
	for _, item := range items {
		value, moreDiags := literal(item)
		if moreDiags.HasErrors() || value.IsNull() || value.Type() != cty.String {
			diags = diags.Append(invalidOperations("Each operation is a string in quotes: \"create\", \"update\", \"delete\" or \"no-op\".", item.Range()))
			continue
		}
		word := value.AsString()
		operation := Operation(word)
		switch {
		case !slices.Contains(allOperations, operation):
			diags = diags.Append(invalidOperations(fmt.Sprintf("There is no operation %q; there are create, update, delete and no-op.%s", word,
				words.DidYouMean(word, []string{"create", "update", "delete", "no-op"})), item.Range()))
		case slices.Contains(p.Operations, operation):
			diags = diags.Append(invalidOperations(fmt.Sprintf("The operation %q is listed twice.", word), item.Range()))
		default:
			p.Operations = append(p.Operations, operation)
		}
	}
	if diags.HasErrors() {
		return diags
	}
	has := func(operation Operation) bool { return slices.Contains(p.Operations, operation) }
	if has(Delete) && has(Create) && c.file.dialect.atLeast(Dialect03) {
		diags = diags.Append(invalidOperations("A policy cannot judge both create and delete: one has no prior and the other no planned attributes. Write two policies.", expr.Range()))
	}
	if has(Delete) && has(NoOp) {
		diags = diags.Append(invalidOperations("A policy cannot judge both delete and no-op. Write two policies.", expr.Range()))
	}
	if strictPrior {
		switch {
		case len(p.Operations) == 0:
			diags = diags.Append(invalidOperations("A policy that refers to prior_attrs names the operations that it judges: update, delete or both. An empty list would judge those without a prior too.", expr.Range()))
		case has(Create) || has(NoOp):
			diags = diags.Append(invalidOperations("A policy that refers to prior_attrs can judge update and delete only: a create has no prior, and a no-op no change from it.", expr.Range()))
		}
	}
	return diags
}

// coverage warns of a policy that weighs a resource against others and leaves out
// those that stay as they are: a change of the others alone would pass unjudged.
func (c *compiler) coverage(p *Policy, pending *pendingPolicy, all []*expression) hcl.Diagnostics {
	asks := p.Resources.All || len(p.Resources.Set) > 0
	switch {
	case p.Kind != ResourcePolicy, !asks, !c.file.dialect.atLeast(Dialect04),
		len(p.Operations) == 0, slices.Contains(p.Operations, NoOp), slices.Contains(p.Operations, Delete),
		mentionOfPrior(pending, all) != nil:
		return nil
	}
	return hcl.Diagnostics{{
		Severity: hcl.DiagWarning,
		Summary:  "Resources that do not change are not judged",
		Detail:   "This policy asks for other resources with core::getresources, and its operations leave out \"no-op\". When only the others change, it judges nothing. Add \"no-op\", or leave operations out.",
		Subject:  pending.operations.Range.Ptr(),
	}}
}

func invalidOperations(detail string, at hcl.Range) *hcl.Diagnostic {
	return &hcl.Diagnostic{
		Severity: hcl.DiagError,
		Summary:  "Invalid operations",
		Detail:   detail,
		Subject:  at.Ptr(),
	}
}

// mentionOfPrior returns where a policy first refers to prior_attrs, be it in a
// local that nothing uses; nil when it does not.
func mentionOfPrior(pending *pendingPolicy, all []*expression) *hcl.Range {
	for _, l := range pending.locals {
		all = append(all, l.local.value)
	}
	for _, e := range all {
		if e == nil {
			continue
		}
		if len(e.mentions) > 0 {
			return &e.mentions[0]
		}
		for _, l := range e.locals {
			if l.value != nil && len(l.value.mentions) > 0 {
				return &l.value.mentions[0]
			}
		}
	}
	return nil
}
