package policy

import (
	"fmt"
	"reflect"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// budget is how much work one policy may still do on one subject. Going over it
// ends the evaluation at once, and not even core::try hides that.
type budget struct {
	limits     limits
	iterations int
	bytes      int
	exceeded   *hcl.Diagnostic // the first, nil while there is some left
	failed     int             // rounds of the innermost for expression that had an error
}

func newBudget(l limits) *budget {
	return &budget{limits: l, iterations: l.iterations, bytes: l.templateBytes}
}

// The budget travels with the variables, because HCL hands an expression
// nothing else. The name is one that no source can write.
const budgetVariable = "the budget"

var budgetType = cty.Capsule("budget", reflect.TypeFor[budget]())

func budgetOf(ctx *hcl.EvalContext) *budget {
	for ; ctx != nil; ctx = ctx.Parent() {
		if value, ok := ctx.Variables[budgetVariable]; ok {
			return value.EncapsulatedValue().(*budget)
		}
	}
	return newBudget(defaultLimits)
}

func (b *budget) exceed(detail string, at hcl.Range) (cty.Value, hcl.Diagnostics) {
	if b.exceeded != nil {
		return cty.DynamicVal, nil // said once is enough
	}
	b.exceeded = &hcl.Diagnostic{
		Severity: hcl.DiagError,
		Summary:  "Policy does too much work",
		Detail:   detail,
		Subject:  at.Ptr(),
	}
	return cty.DynamicVal, hcl.Diagnostics{b.exceeded}
}

// loop is a for expression. One that fails for every element of a long list
// says so a few times only.
type loop struct{ *hclsyntax.ForExpr }

const maxFailures = 5

func (e *loop) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	b := budgetOf(ctx)
	outer := b.failed
	b.failed = 0
	value, diags := e.ForExpr.Value(ctx)
	b.failed = outer
	return value, diags
}

// counted is the result or the if clause of a for expression.
type counted struct{ *hclsyntax.ParenthesesExpr }

func (e *counted) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	b := budgetOf(ctx)
	b.iterations--
	if b.iterations < 0 || b.exceeded != nil {
		return b.exceed(fmt.Sprintf("The for expressions of one policy may go round at most %d times for one resource. Filter before nesting them.", b.limits.iterations), e.Range())
	}
	if b.failed >= maxFailures {
		return cty.DynamicVal, nil
	}
	value, diags := e.Expression.Value(ctx)
	if diags.HasErrors() {
		b.failed++
		diags = diags[:min(len(diags), maxFailures)]
	}
	return value, diags
}

// written is an interpolated part of a template.
type written struct{ *hclsyntax.ParenthesesExpr }

func (e *written) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	b := budgetOf(ctx)
	if b.exceeded != nil {
		return cty.DynamicVal, nil
	}
	value, diags := e.Expression.Value(ctx)
	if plain, _ := value.Unmark(); plain.Type() == cty.String && plain.IsKnown() && !plain.IsNull() {
		b.bytes -= len(plain.AsString())
		if b.bytes < 0 {
			return b.exceed(fmt.Sprintf("The templates of one policy may write at most %d bytes for one resource.", b.limits.templateBytes), e.Range())
		}
	}
	return value, diags
}

// weighed is the collection of a for expression, which may hold one value many
// times over: cheap to build, endless to walk.
type weighed struct{ *hclsyntax.ParenthesesExpr }

func (e *weighed) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	value, diags := e.Expression.Value(ctx)
	if weight(value, maxElements) > maxElements {
		return budgetOf(ctx).exceed(fmt.Sprintf("The collection of a for expression may hold at most %d values.", maxElements), e.Range())
	}
	return value, diags
}

// weight counts the values inside of a value, and gives up above the limit.
func weight(value cty.Value, limit int) int {
	value, _ = value.Unmark()
	if !value.IsKnown() || value.IsNull() || !value.CanIterateElements() {
		return 1
	}
	total := 1
	for it := value.ElementIterator(); it.Next() && total <= limit; {
		_, element := it.Element()
		total += weight(element, limit-total)
	}
	return total
}
