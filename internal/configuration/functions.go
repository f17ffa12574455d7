package configuration

import (
	"errors"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/tryfunc"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/nesting"
)

// functions are those of Terraform that cty's library has with the same meaning.
// The result of any other is unknown: files are not among a plan's sources, and
// what a provider, a clock or a random source gives is not known before apply.
var functions = map[string]function.Function{
	"abs": stdlib.AbsoluteFunc, "ceil": stdlib.CeilFunc, "floor": stdlib.FloorFunc, "max": stdlib.MaxFunc,
	"min": stdlib.MinFunc, "parseint": stdlib.ParseIntFunc, "signum": stdlib.SignumFunc,

	"chomp": stdlib.ChompFunc, "format": stdlib.FormatFunc, "formatlist": stdlib.FormatListFunc,
	"indent": stdlib.IndentFunc, "join": stdlib.JoinFunc, "lower": stdlib.LowerFunc, "regex": stdlib.RegexFunc,
	"regexall": stdlib.RegexAllFunc, "replace": replace, "split": stdlib.SplitFunc, "strrev": stdlib.ReverseFunc,
	"substr": stdlib.SubstrFunc, "title": stdlib.TitleFunc, "trim": stdlib.TrimFunc, "trimprefix": stdlib.TrimPrefixFunc,
	"trimspace": stdlib.TrimSpaceFunc, "trimsuffix": stdlib.TrimSuffixFunc, "upper": stdlib.UpperFunc,

	"chunklist": stdlib.ChunklistFunc, "coalescelist": stdlib.CoalesceListFunc, "compact": stdlib.CompactFunc,
	"concat": stdlib.ConcatFunc, "contains": stdlib.ContainsFunc, "distinct": stdlib.DistinctFunc,
	"element": stdlib.ElementFunc, "flatten": stdlib.FlattenFunc, "keys": stdlib.KeysFunc, "length": stdlib.LengthFunc,
	"lookup": stdlib.LookupFunc, "merge": stdlib.MergeFunc, "range": stdlib.RangeFunc, "reverse": stdlib.ReverseListFunc,
	"setintersection": stdlib.SetIntersectionFunc, "setproduct": stdlib.SetProductFunc,
	"setsubtract": stdlib.SetSubtractFunc, "setunion": stdlib.SetUnionFunc, "slice": stdlib.SliceFunc,
	"sort": stdlib.SortFunc, "values": stdlib.ValuesFunc, "zipmap": stdlib.ZipmapFunc,

	"csvdecode": stdlib.CSVDecodeFunc, "jsondecode": jsondecode, "jsonencode": stdlib.JSONEncodeFunc,
	"can": tryfunc.CanFunc, "try": tryfunc.TryFunc, "timeadd": stdlib.TimeAddFunc, "formatdate": stdlib.FormatDateFunc,
	"sensitive":    withMark(func(v cty.Value) cty.Value { return v.Mark(change.Sensitive) }),
	"nonsensitive": withMark(func(v cty.Value) cty.Value { return v }),

	"tobool": stdlib.MakeToFunc(cty.Bool), "tonumber": stdlib.MakeToFunc(cty.Number), "tostring": stdlib.MakeToFunc(cty.String),
	"tolist": stdlib.MakeToFunc(cty.List(cty.DynamicPseudoType)), "tomap": stdlib.MakeToFunc(cty.Map(cty.DynamicPseudoType)),
	"toset": stdlib.MakeToFunc(cty.Set(cty.DynamicPseudoType)),
}

// replace takes a pattern between slashes, as Terraform's does.
var replace = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "str", Type: cty.String}, {Name: "substr", Type: cty.String}, {Name: "replace", Type: cty.String}},
	Type:   function.StaticReturnType(cty.String),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		pattern := args[1].AsString()
		if len(pattern) > 1 && strings.HasPrefix(pattern, "/") && strings.HasSuffix(pattern, "/") {
			return stdlib.RegexReplaceFunc.Call([]cty.Value{args[0], cty.StringVal(pattern[1 : len(pattern)-1]), args[2]})
		}
		return stdlib.ReplaceFunc.Call(args)
	},
})

// jsondecode refuses what is nested too deep, because its library recurses.
var jsondecode = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "str", Type: cty.String}},
	Type:   function.StaticReturnType(cty.DynamicPseudoType),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		if nesting.JSON([]byte(args[0].AsString())) {
			return cty.NilVal, errors.New("the document is nested too deep")
		}
		return stdlib.JSONDecodeFunc.Call(args)
	},
})

var anyArgument = function.Parameter{
	Name: "value", Type: cty.DynamicPseudoType,
	AllowDynamicType: true, AllowMarked: true, AllowNull: true, AllowUnknown: true,
}

func withMark(apply func(cty.Value) cty.Value) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{anyArgument},
		Type:   function.StaticReturnType(cty.DynamicPseudoType),
		Impl:   func(args []cty.Value, _ cty.Type) (cty.Value, error) { return apply(args[0]), nil },
	})
}

// functionsIn returns the functions that an expression calls.
func functionsIn(expr hcl.Expression) map[string]function.Function {
	called := map[string]function.Function{}
	_ = hclsyntax.VisitAll(native(expr), func(n hclsyntax.Node) hcl.Diagnostics {
		if call, ok := n.(*hclsyntax.FunctionCallExpr); ok {
			name := strings.TrimPrefix(call.Name, "core::")
			if f, known := functions[name]; known {
				called[call.Name] = f
			} else {
				called[call.Name] = opaque(call.Name)
			}
		}
		return nil
	})
	return called
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
