package core_test

import (
	"errors"
	"maps"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/customdecode"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/core"
)

// FuzzFunctions throws values made of arbitrary bytes at every function. None
// may panic or be slow, and none may lose the mark of a secret that it was given.
func FuzzFunctions(f *testing.F) {
	table := core.Functions(noon)
	maps.Copy(table, core.Terraform())
	names := slices.Sorted(maps.Keys(table))
	for i := range names {
		f.Add(byte(i), []byte("\x02a\x01%s\x03\xff\x08\x00"))
		f.Add(byte(i), []byte{6, 3, 2, 1, 'a', 4, 200, 8, 2, 1, 'b', 7, 2, 2, 'k', 'y', 9, 10})
	}
	f.Fuzz(func(t *testing.T, which byte, data []byte) {
		name := names[int(which)%len(names)]
		fn := table[name]
		var args []cty.Value
		source := &values{data: data}
		for _, param := range fn.Params() {
			args = append(args, source.argument(param))
		}
		if param := fn.VarParam(); param != nil {
			for range 1 + source.byte()%3 {
				args = append(args, source.argument(*param))
			}
		}
		secret := false
		for _, arg := range args {
			if arg.Type() != customdecode.ExpressionClosureType {
				_, marks := arg.Unmark()
				_, marked := marks[change.Sensitive]
				secret = secret || marked
			}
		}
		start := time.Now()
		result, err := fn.Call(args)
		if took := time.Since(start); took > 5*time.Second {
			t.Fatalf("%s(%#v) took %s", name, args, took)
		}
		if panicked := (function.PanicError{}); errors.As(err, &panicked) {
			t.Fatalf("%s(%#v): %v\n%s", name, args, panicked.Value, panicked.Stack)
		}
		if err != nil {
			return
		}
		_, marks := result.UnmarkDeep()
		if _, kept := marks[change.Sensitive]; secret && !kept && !forgets[name] {
			t.Fatalf("%s(%#v) = %#v: no longer sensitive", name, args, result)
		}
	})
}

// forgets names the functions that need not return what they were given.
var forgets = map[string]bool{
	"core::nonsensitive": true,
	"core::issensitive":  true,
	"nonsensitive":       true,
	"issensitive":        true,
}

// values makes cty values of bytes.
type values struct {
	data  []byte
	depth int
}

func (v *values) byte() byte {
	if len(v.data) == 0 {
		return 0
	}
	b := v.data[0]
	v.data = v.data[1:]
	return b
}

func (v *values) argument(param function.Parameter) cty.Value {
	if param.Type == customdecode.ExpressionClosureType {
		scope := &hcl.EvalContext{Variables: map[string]cty.Value{"v": v.value()}}
		expr, _ := hclsyntax.ParseExpression([]byte("v"), "fuzz", hcl.InitialPos)
		return customdecode.ExpressionClosureVal(&customdecode.ExpressionClosure{Expression: expr, EvalContext: scope})
	}
	value := v.value()
	if converted, err := convert.Convert(value, param.Type); err == nil {
		return converted
	}
	return value
}

func (v *values) value() cty.Value {
	v.depth++
	defer func() { v.depth-- }()
	kind := v.byte() % 12
	if v.depth > 4 {
		kind %= 6
	}
	switch kind {
	case 0:
		return cty.NullVal([]cty.Type{cty.DynamicPseudoType, cty.String, cty.List(cty.String)}[v.byte()%3])
	case 1:
		return cty.BoolVal(v.byte()%2 == 0)
	case 2:
		n := min(int(v.byte()), len(v.data))
		s := string(v.data[:n])
		v.data = v.data[n:]
		return cty.StringVal(s)
	case 3:
		return cty.NumberIntVal(int64(int8(v.byte())))
	case 4:
		return []cty.Value{
			cty.NumberFloatVal(0.5), cty.NumberIntVal(math.MaxInt64), cty.NumberIntVal(math.MinInt64),
			cty.PositiveInfinity, cty.NegativeInfinity, cty.MustParseNumberVal("1e4000"), cty.MustParseNumberVal("-1e-4000"),
		}[v.byte()%7]
	case 5:
		return []cty.Value{
			cty.DynamicVal, cty.UnknownVal(cty.String), cty.UnknownVal(cty.Number), cty.UnknownVal(cty.List(cty.String)),
			cty.UnknownVal(cty.Map(cty.Bool)), cty.UnknownVal(cty.Tuple([]cty.Type{cty.String, cty.DynamicPseudoType})),
			change.WithPartial(cty.ObjectVal(map[string]cty.Value{"a": cty.UnknownVal(cty.String)})),
		}[v.byte()%7]
	case 6, 7, 8:
		elements := make([]cty.Value, v.byte()%4)
		for i := range elements {
			elements[i] = v.value()
		}
		tuple := cty.TupleVal(elements)
		want := []cty.Type{cty.DynamicPseudoType, cty.List(cty.DynamicPseudoType), cty.Set(cty.DynamicPseudoType)}[kind-6]
		if converted, err := convert.Convert(tuple, want); err == nil {
			return converted
		}
		return tuple
	case 9:
		attrs := make(map[string]cty.Value)
		for range v.byte() % 4 {
			attrs[string('a'+rune(v.byte()%5))] = v.value()
		}
		object := cty.ObjectVal(attrs)
		if converted, err := convert.Convert(object, cty.Map(cty.DynamicPseudoType)); err == nil && v.byte()%2 == 0 {
			return converted
		}
		return object
	case 10:
		return v.value().Mark(change.Sensitive)
	default:
		return v.value().Mark(change.Origin{Attribute: "a"})
	}
}
