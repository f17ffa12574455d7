package policy

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// conditional is HCL's own, except that two results whose types have nothing in
// common are no error: the chosen one is the result, as it is. Values here come
// without a provider schema, so a list of differing objects is a tuple of
// differing types where Terraform would have one list type.
type conditional struct{ *hclsyntax.ConditionalExpr }

func (e *conditional) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	condition := evaluated(e.Condition, ctx)
	whenTrue := evaluated(e.TrueResult, ctx)
	whenFalse := evaluated(e.FalseResult, ctx)
	strict := hclsyntax.ConditionalExpr{Condition: condition, TrueResult: whenTrue, FalseResult: whenFalse, SrcRange: e.SrcRange}
	value, diags := strict.Value(ctx)
	if !inconsistent(diags, &strict, whenTrue, whenFalse) {
		return value, diags
	}
	plain, marks := condition.value.Unmark()
	chosen, err := convert.Convert(plain, cty.Bool)
	switch {
	case condition.diags.HasErrors() || err != nil || chosen.IsNull():
		// Equal results leave nothing to disagree about but the condition.
		strict.FalseResult = whenTrue
		return strict.Value(ctx)
	case !chosen.IsKnown():
		_, trueMarks := whenTrue.value.Unmark()
		_, falseMarks := whenFalse.value.Unmark()
		return cty.DynamicVal.WithMarks(marks, trueMarks, falseMarks), condition.diags
	case chosen.True():
		return whenTrue.value.WithMarks(marks), append(condition.diags, whenTrue.diags...)
	default:
		return whenFalse.value.WithMarks(marks), append(condition.diags, whenFalse.diags...)
	}
}

// inconsistent reports whether HCL refused the pair of results, rather than
// something inside of one of them.
func inconsistent(diags hcl.Diagnostics, among ...hcl.Expression) bool {
	for _, diag := range diags {
		if diag.Summary != "Inconsistent conditional result types" {
			continue
		}
		for _, e := range among {
			if diag.Expression == e {
				return true
			}
		}
	}
	return false
}

// result is an expression that was evaluated already.
type result struct {
	hclsyntax.Expression
	value cty.Value
	diags hcl.Diagnostics
}

func evaluated(e hclsyntax.Expression, ctx *hcl.EvalContext) *result {
	value, diags := e.Value(ctx)
	return &result{e, value, diags}
}

func (r *result) Value(*hcl.EvalContext) (cty.Value, hcl.Diagnostics) { return r.value, r.diags }
