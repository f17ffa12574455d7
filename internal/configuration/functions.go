package configuration

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/nhi-governance/terraform-provider-nhi/internal/core"
)

// functions are those whose result depends on their arguments alone. That of any
// other is unknown: what a provider, a clock or a random source gives is not known
// before apply.
var functions = core.Terraform()

var anyArgument = function.Parameter{
	Name: "value", Type: cty.DynamicPseudoType,
	AllowDynamicType: true, AllowMarked: true, AllowNull: true, AllowUnknown: true,
}

// functionsIn returns the functions that an expression calls.
func (e *Evaluator) functionsIn(expr hcl.Expression) map[string]function.Function {
	var called map[string]function.Function
	_ = hclsyntax.VisitAll(native(expr), func(n hclsyntax.Node) hcl.Diagnostics {
		if call, ok := n.(*hclsyntax.FunctionCallExpr); ok {
			if called == nil {
				called = map[string]function.Function{}
			}
			called[call.Name] = e.function(call.Name)
		}
		return nil
	})
	return called
}

func (e *Evaluator) function(name string) function.Function {
	bare := strings.TrimPrefix(name, core.Prefix)
	if f, known := functions[bare]; known {
		return f
	}
	if of, known := fileFunctions[bare]; known && e.static != nil && e.static.Files != nil {
		return of(e.static.Files)
	}
	return opaque(name)
}

// opaque is a function of which only the name is known.
func opaque(name string) function.Function {
	return function.New(&function.Spec{
		VarParam: &anyArgument,
		Type:     function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			result := unknown(name)
			for _, arg := range args {
				_, marks := arg.UnmarkDeep()
				result = result.WithMarks(marks)
			}
			return result, nil
		},
	})
}
