package policy_test

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// quietOperands are put in the places of quietForms.
var quietOperands = []string{
	`attrs.known`, `attrs.number`, `attrs.yes`, `attrs.no`, `attrs.list`, `attrs.empty`, `attrs.mixed`, `attrs.typed`, `attrs.tags`,
	`attrs.null`, `attrs.nothing`, `attrs.unknown`, `attrs.secret`, `attrs.secrets`, `attrs.holes`, `attrs.document`, `attrs.text`, `attrs.set`, `attrs.map`,
	`attrs.half`, `attrs.missing`, `attrs.tags.Env`, `attrs.tags.Owner`, `attrs.known.deeper`, `attrs`, `meta.type`, `meta.tenant`, `local.word`, `local.words`, `local.document`,
	`input.level`, `input.words`, `null`, `true`, `"a"`, `"true"`, `3`, `3.5`, `"3"`, `[]`, `{}`, `["a", "b"]`, `[null]`, `[true, false]`, `{ a = attrs.known }`,
}

// quietForms are expressions around one operand and another. Their results are
// compared with true, with null and with an empty list.
var quietForms = []string{
	`X == Y`, `X != Y`, `X < Y`, `X >= Y`, `X && Y`, `X || Y`, `!X || Y`, `X + 1 == Y`, `-X == Y`, `X ? Y : "a"`, `attrs.yes ? X : Y`, `attrs.no ? X : Y`,
	`core::contains(X, Y)`, `core::try(X, Y)`, `core::try(X.Owner, Y)`, `core::try(X[0], Y)`, `core::can(X) && Y`, `core::can(X.a.b) || Y`, `core::length(X) == Y`,
	`core::flatten([X, Y])`, `core::concat(X, Y)`, `core::alltrue([X, Y])`, `core::anytrue([for x in X : x == Y])`, `core::alltrue([for x in X : x == Y])`,
	`[for x in X : x if x == Y]`, `[for x in X : x if core::try(x.a, Y) == Y]`, `[for k, x in X : k if core::can(x.b)]`, `{ for k, x in X : k => Y }`, `{ for x in X : x => Y... }`,
	`[for x in X : [for y in Y : y if y == x]]`, `core::length([for x in X : x if Y])`, `core::startswith(X, Y)`, `core::regex_match(X, Y)`, `core::jsondecode(X) == Y`,
	`core::try(core::jsondecode(X).Statement[0].Action, Y)`, `X[*].a == Y`, `core::length(X[*]) == Y`, `X[Y]`, `"${X}-${Y}"`, `"${X}" == Y`, `{ a = X, b = Y }.a`, `{ (X) = Y }`,
	`core::lower(X) == Y`, `core::merge(X, Y)`, `core::issensitive(X) || Y`, `core::join(",", X) == Y`, `core::keys(X) == Y`, `core::jsonencode([X, Y])`, `core::toset(X) == Y`, `core::distinct([X, Y])`, `core::type(X) == Y`,
}

const quietInputs = `
input "level" {
  type    = string
  default = "a"
}
input "words" {
  type    = list(string)
  default = ["a", "b"]
}
locals { words = ["a", "b"] }
`

const quietPolicy = `
resource_policy "t" "%d %d" {
  filter = meta.type != "none"
  locals {
    word     = attrs.known
    document = core::try(core::jsondecode(attrs.text).Statement, [])
  }
  enforce { condition = %s }
}
`

const quietSubject = `{
  known    = "a"
  number   = 3
  half     = 0.5
  yes      = true
  no       = false
  null     = null
  nothing  = nothing()
  list     = ["a", "b"]
  empty    = []
  mixed    = [{ a = 1 }, { b = "x" }]
  typed    = list("a", "b")
  set      = toset(["a", "b"])
  map      = tomap({ Owner = "a" })
  tags     = { Owner = "ops", Env = null }
  unknown  = unknown("unknown")
  secret   = sensitive("hunter2")
  secrets  = { inner = sensitive("hunter2"), Owner = "x" }
  document = partly({ Statement = [{ Action = "*", Resource = unknown("document") }] })
  text     = "{\"Statement\":[{\"Action\":[\"a\",\"b\"]},{\"Action\":\"a\"}],\"n\":1.50,\"e\":null}"
  holes    = ["a", unknown("holes[1]")]
}`

var everything = flag.Bool("everything", false, "compare every form of every two operands, which takes minutes")

// TestQuietAgrees holds the evaluation that only decides silence to the one that
// speaks, which Explain always uses, over forms of two operands.
func TestQuietAgrees(t *testing.T) {
	t.Parallel()
	attrs := quietAttrs(t)
	quiet := 0
	for n, form := range quietForms {
		for _, compared := range []string{"(%s) == true", "(%s) != null", "core::length(%s) == 0"} {
			var src strings.Builder
			src.WriteString(quietInputs)
			for i, x := range quietOperands {
				for j, y := range quietOperands {
					if *everything || (i*len(quietOperands)+j+n)%101 == 0 {
						expr := strings.NewReplacer("X", x, "Y", y).Replace(form)
						fmt.Fprintf(&src, quietPolicy, i, j, fmt.Sprintf(compared, expr))
					}
				}
			}
			quiet += agree(t, form, src.String(), []cty.Value{attrs})
		}
	}
	if quiet < 200 {
		t.Errorf("only %d were silent, so little was shown", quiet)
	}
}

// TestQuietAgreesOnCombinations puts forms into forms.
func TestQuietAgreesOnCombinations(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 1))
	one := func(of []string) string { return of[random.IntN(len(of))] }
	var combined func(depth int) string
	combined = func(depth int) string {
		if depth == 0 || random.IntN(5) == 0 {
			return one(quietOperands)
		}
		return "(" + strings.NewReplacer("X", combined(depth-1), "Y", combined(depth-1)).Replace(one(quietForms)) + ")"
	}
	compared := []string{
		"core::try(%s, true)", "core::can(%s)", "!core::can(%s)", "core::length([%s]) == 1", "(%s) != null", "core::try((%s) != 7, true)", "(attrs.yes ? (%s) : attrs.missing) != \"1\"",
	}
	var src strings.Builder
	src.WriteString(quietInputs)
	const total = 1000
	for i := range total {
		fmt.Fprintf(&src, quietPolicy, 0, i, fmt.Sprintf(one(compared), combined(2)))
	}
	if quiet := agree(t, "combinations", src.String(), []cty.Value{quietAttrs(t)}); quiet < total/5 {
		t.Errorf("only %d were silent, so little was shown", quiet)
	}
}

// The conditions of the language tests, with each part of the attributes unknown,
// sensitive and null in turn.
func TestQuietAgreesOnParts(t *testing.T) {
	t.Parallel()
	attrs := quietAttrs(t)
	subjects := []cty.Value{attrs, cty.EmptyObjectVal}
	for name := range attrs.Type().AttributeTypes() {
		for _, instead := range []cty.Value{
			cty.DynamicVal.Mark(change.Origin{Attribute: name}), attrs.GetAttr(name).Mark(change.Sensitive), cty.NullVal(cty.String),
		} {
			changed := attrs.AsValueMap()
			changed[name] = instead
			subjects = append(subjects, cty.ObjectVal(changed))
		}
	}
	data, err := os.ReadFile("testdata/conditions.txt")
	if err != nil {
		t.Fatal(err)
	}
	_, lines, _ := bytes.Cut(data, []byte("\n---\n"))
	escaped := strings.NewReplacer("${", "$${", "%{", "%%{")
	var src strings.Builder
	for line := range strings.Lines(string(lines)) {
		condition, _, ok := strings.Cut(line, " ==> ")
		if !ok || compiled(t, condition) == nil {
			continue
		}
		fmt.Fprintf(&src, "resource_policy \"t\" %q {\n  enforce {\n    condition = %s\n  }\n}\n", escaped.Replace(condition), condition)
		fmt.Fprintf(&src, "resource_policy \"t\" %q {\n  filter = %s\n  enforce {\n    condition = true\n  }\n}\n", "filter "+escaped.Replace(condition), condition)
	}
	if agree(t, "conditions", src.String(), subjects) == 0 {
		t.Error("nothing was silent, so nothing was shown")
	}
}

// agree compares the two evaluations, and counts what was silent.
func agree(t *testing.T, what, src string, subjects []cty.Value) (quiet int) {
	t.Helper()
	set, diags := policy.Load([]policy.File{{Path: "p.policy.hcl", Bytes: []byte(src)}}, policy.Options{})
	if diags.HasErrors() {
		t.Fatalf("%s: %v", what, diags)
	}
	env, diags := set.Environment(nil, world{"aws_same": subjects[:1]}, time.Time{})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	for i, attrs := range subjects {
		s := policy.Subject{
			Kind: policy.ResourcePolicy, Type: "t", Operation: policy.Create, Attrs: attrs,
			Meta: cty.ObjectVal(map[string]cty.Value{"type": cty.StringVal("t")}),
		}
		for p, got := range env.EvaluateAll(set.Policies(), s) {
			want := env.Explain(p, s).Result
			if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(policy.Result{}, "Policy"), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s, subject %d: %s: -want +got:\n%s", what, i, p.Name, diff)
			}
			if env.Quietly(p, s) {
				quiet++
			}
		}
	}
	return quiet
}

func quietAttrs(t *testing.T) cty.Value {
	t.Helper()
	expr, diags := hclsyntax.ParseExpression([]byte(quietSubject), "", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	attrs, diags := expr.Value(subjectFunctions)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return attrs
}
