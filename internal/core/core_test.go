package core_test

import (
	"bufio"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/core"
)

var noon = time.Date(2026, 11, 23, 13, 0, 0, 0, time.FixedZone("CET", 3600))

// The cases are lines of testdata/*.txt: an expression, and what it has to be.
// Besides core's own functions they may use those of [scope].
func TestFunctions(t *testing.T) {
	t.Parallel()
	scope := scope()
	seen := make(map[string][]string)
	for _, line := range cases(t) {
		name, _, _ := strings.Cut(line.expr, "(")
		seen[name] = append(seen[name], line.expr)
		t.Run(line.expr, func(t *testing.T) {
			t.Parallel()
			expr := parse(t, line.expr)
			got, diags := expr.Value(scope)
			if message, ok := strings.CutPrefix(line.want, "error "); ok {
				message := value(t, scope, message).AsString()
				if !diags.HasErrors() {
					t.Fatalf("got %s, want an error with %q", show(got), message)
				}
				if !strings.Contains(diags.Error(), message) {
					t.Fatalf("got error %q, want one with %q", diags.Error(), message)
				}
				if strings.Contains(diags.Error(), "panic") {
					t.Fatalf("panicked: %s", diags.Error())
				}
				return
			}
			if diags.HasErrors() {
				t.Fatal(diags.Error())
			}
			if diff := cmp.Diff(show(value(t, scope, line.want)), show(got)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
	all := core.Functions(noon)
	for name, f := range core.Terraform() {
		if _, shared := all[core.Prefix+name]; !shared {
			all[name] = f
		}
	}
	for name, f := range all {
		wanted := map[string]string{"a call": name, "null": "null", "an unknown": "unknown(", "a sensitive value": "secret("}
		if len(f.Params()) == 0 && f.VarParam() == nil {
			wanted = map[string]string{"a call": name}
		}
		for what, part := range wanted {
			if !strings.Contains(strings.Join(seen[name], "\n"), part) {
				t.Errorf("testdata has no case of %s with %s", name, what)
			}
		}
	}
}

func TestTheListOfFunctions(t *testing.T) {
	t.Parallel()
	listed := `abs ceil floor log max min parseint pow signum
		chomp endswith format formatdate indent join lower regex regexall split startswith strrev substr
		title trim trimprefix trimspace trimsuffix upper
		can chunklist coalescelist compact concat contains distinct element flatten formatlist keys length merge one
		range reverse setintersection setproduct setsubtract setunion slice sort tolist toset values zipmap
		csvdecode jsondecode jsonencode yamldecode yamlencode
		issensitive nonsensitive sensitive type timeadd timecmp timestamp try
		semverconstraint semvercmp regex_match contains_substring valuetostring alltrue anytrue`
	want := make(map[string]bool)
	for _, name := range strings.Fields(listed) {
		want[core.Prefix+name] = true
	}
	want[core.Governance+"timeadd"], want[core.Governance+"periodcmp"], want[core.Governance+"known"] = true, true, true
	got := make(map[string]bool)
	for name := range core.Functions(noon) {
		got[name] = true
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// A message may say (unknown); a condition must not be decided by it.
func TestValueToStringInMessages(t *testing.T) {
	t.Parallel()
	f := core.MessageFunctions(noon)[core.Prefix+"valuetostring"]
	tests := map[string]struct{ value, want cty.Value }{
		"unknown":        {cty.UnknownVal(cty.Number), cty.StringVal("(unknown)")},
		"unknown within": {cty.ObjectVal(map[string]cty.Value{"a": cty.UnknownVal(cty.Bool)}), cty.StringVal("{\n  \"a\": \"(unknown)\"\n}")},
		"sensitive":      {cty.StringVal("x").Mark(change.Sensitive), cty.StringVal("x").Mark(change.Sensitive)},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := f.Call([]cty.Value{test.value})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(show(test.want), show(got)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// hcl's own try evaluates its arguments twice, which makes this take 2^40 steps.
func TestNestedTryIsLinear(t *testing.T) {
	t.Parallel()
	const depth = 40
	source := strings.Repeat("core::try(", depth) + "1" + strings.Repeat(")", depth)
	if got := value(t, scope(), source); !got.RawEquals(cty.NumberIntVal(1)) {
		t.Errorf("got %s", show(got))
	}
}

type line struct{ expr, want string }

func cases(t *testing.T) []line {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	var lines []line
	for _, name := range files {
		file, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		for scanner := bufio.NewScanner(file); scanner.Scan(); {
			text := strings.TrimSpace(scanner.Text())
			if text == "" || strings.HasPrefix(text, "#") {
				continue
			}
			expr, want, ok := strings.Cut(text, " => ")
			if !ok {
				t.Fatalf("%s: %q has no ' => '", name, text)
			}
			lines = append(lines, line{expr, want})
		}
	}
	return lines
}

// scope is what the cases can use: secret, origin and partial mark a value,
// unknown(type) and convert(value, type) make one.
func scope() *hcl.EvalContext {
	partly := cty.ObjectVal(map[string]cty.Value{"a": cty.UnknownVal(cty.String), "b": cty.NumberIntVal(1)})
	functions := map[string]function.Function{
		"convert": function.New(&function.Spec{ // typeexpr's own loses which element is marked
			Params: []function.Parameter{anyValue, {Name: "type", Type: typeexpr.TypeConstraintType}},
			Type:   function.StaticReturnType(cty.DynamicPseudoType),
			Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
				return convert.Convert(args[0], typeexpr.TypeConstraintFromVal(args[1]))
			},
		}),
		"unknown": function.New(&function.Spec{
			Params: []function.Parameter{{Name: "type", Type: typeexpr.TypeConstraintType}},
			Type:   function.StaticReturnType(cty.DynamicPseudoType),
			Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
				return cty.UnknownVal(typeexpr.TypeConstraintFromVal(args[0])), nil
			},
		}),
		"secret": marker(0, func(args []cty.Value) cty.Value { return args[0].Mark(change.Sensitive) }),
		"origin": marker(1, func(args []cty.Value) cty.Value {
			return args[0].Mark(change.Origin{Attribute: args[1].AsString()})
		}),
		"partial": marker(0, func(args []cty.Value) cty.Value { return change.WithPartial(args[0]) }),
	}
	maps.Copy(functions, core.Functions(noon))
	maps.Copy(functions, core.Terraform())
	return &hcl.EvalContext{Functions: functions, Variables: map[string]cty.Value{
		"value": cty.ObjectVal(map[string]cty.Value{
			"known":    cty.StringVal("a"),
			"unknown":  cty.UnknownVal(cty.String),
			"dynamic":  cty.DynamicVal,
			"partly":   partly,
			"document": change.WithPartial(partly),
		}),
	}}
}

var anyValue = function.Parameter{
	Name: "value", Type: cty.DynamicPseudoType,
	AllowDynamicType: true, AllowMarked: true, AllowNull: true, AllowUnknown: true,
}

// marker returns a function of a value and so many more strings.
func marker(more int, apply func([]cty.Value) cty.Value) function.Function {
	params := []function.Parameter{anyValue}
	for range more {
		params = append(params, function.Parameter{Name: "name", Type: cty.String})
	}
	return function.New(&function.Spec{
		Params: params,
		Type:   function.StaticReturnType(cty.DynamicPseudoType),
		Impl:   func(args []cty.Value, _ cty.Type) (cty.Value, error) { return apply(args), nil },
	})
}

func parse(t *testing.T, source string) hcl.Expression {
	t.Helper()
	expr, diags := hclsyntax.ParseExpression([]byte(source), "case", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags.Error())
	}
	return expr
}

func value(t *testing.T, scope *hcl.EvalContext, source string) cty.Value {
	t.Helper()
	v, diags := parse(t, source).Value(scope)
	if diags.HasErrors() {
		t.Fatal(diags.Error())
	}
	return v
}

// show writes a value with its types and marks. An unknown value's refinements
// are left out: what an unknown could still be is cty's business.
func show(v cty.Value) string {
	plain, err := cty.Transform(v, func(_ cty.Path, v cty.Value) (cty.Value, error) {
		v, marks := v.Unmark()
		if !v.IsKnown() {
			v = cty.UnknownVal(v.Type())
		}
		var names []string
		for mark := range marks {
			if partial, ok := mark.(change.Partial); ok {
				names = append(names, "partial "+show(partial.Value))
				continue
			}
			names = append(names, fmt.Sprintf("%#v", mark))
		}
		if len(names) == 0 {
			return v, nil
		}
		slices.Sort(names)
		return v.Mark(strings.Join(names, " and ")), nil
	})
	if err != nil {
		return err.Error()
	}
	return strings.ReplaceAll(plain.GoString(), "cty.", "")
}
