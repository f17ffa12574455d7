package policy_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// TestLimitsAtLoad hands the loader files that would exhaust a stack.
func TestLimitsAtLoad(t *testing.T) {
	t.Parallel()
	condition := func(expr string) string {
		return "resource_policy \"t\" \"p\" {\n  enforce {\n    condition = " + expr + "\n  }\n}\n"
	}
	const many = 50_000
	cases := map[string]struct {
		src  string
		want string
	}{
		"a large file":        {strings.Repeat("#", 2<<20), "File too large"},
		"parentheses":         {condition(strings.Repeat("(", many)), "Nested too deeply"},
		"closed parentheses":  {condition(strings.Repeat("(", many) + "1" + strings.Repeat(")", many)), "Nested too deeply"},
		"lists":               {condition(strings.Repeat("[", many)), "Nested too deeply"},
		"objects":             {condition(strings.Repeat("{a=", many)), "Nested too deeply"},
		"blocks":              {strings.Repeat("a {\n", many), "Nested too deeply"},
		"negations":           {condition(strings.Repeat("!", many) + "true"), "Nested too deeply"},
		"minuses":             {condition(strings.Repeat("-", many) + "1"), "Nested too deeply"},
		"conditionals":        {condition(strings.Repeat("true ? 1 : ", many) + "1"), "Nested too deeply"},
		"interpolations":      {condition(strings.Repeat(`"${`, many)), "Nested too deeply"},
		"template ifs":        {condition(`"` + strings.Repeat(`%{ if true }`, many) + `"`), "Nested too deeply"},
		"a long sum":          {condition("1" + strings.Repeat("+1", many)), "Expression too long"},
		"a long conjunction":  {condition("true" + strings.Repeat(" && true", many)), "Expression too long"},
		"many indexes":        {condition("core::try(1)" + strings.Repeat("[(0)]", many)), "Expression too long"},
		"an input's default":  {"input \"x\" {\n  type = any\n  default = 1" + strings.Repeat("+1", many) + "\n}\n", "Expression too long"},
		"a loop in a default": {"input \"x\" {\n  type = any\n  default = [for a in [1] : a]\n}\n", "Fixed value required"},
		"a usual file":        {condition("true" + strings.Repeat(" && true", 500) + strings.Repeat(` && core::contains([1, (2)], "${1}") ? true : false`, 20)), ""},
		"a flat list":         {condition("core::length([" + strings.Repeat("-1, ", 20_000) + "]) > 1"), ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, diags := policy.Load([]policy.File{{Path: "p.policy.hcl", Bytes: []byte(c.src)}}, policy.Options{})
			got := ""
			for _, diag := range diags.Errs() {
				got = diag.Error()
				break
			}
			if c.want == "" && got != "" || !strings.Contains(got, c.want) {
				t.Errorf("want %q, got %.300q", c.want, got)
			}
		})
	}
}

// TestLimitsAtEvaluation hands the evaluator policies that would not end, or
// would fill the memory.
func TestLimitsAtEvaluation(t *testing.T) {
	t.Parallel()
	var doubling strings.Builder
	doubling.WriteString("l0 = [1, 2]\n")
	for i := range 80 {
		fmt.Fprintf(&doubling, "l%d = [local.l%d, local.l%d]\n", i+1, i, i)
	}
	var growing strings.Builder
	growing.WriteString("l0 = \"0123456789\"\n")
	for i := range 80 {
		fmt.Fprintf(&growing, "l%d = \"${local.l%d}${local.l%d}\"\n", i+1, i, i)
	}
	nestedFor := "[for x in core::range(1000) : x]"
	for i := range 6 {
		nestedFor = fmt.Sprintf("[for x%d in core::range(1000) : %s]", i, nestedFor)
	}
	rebinding := "z"
	for i := range 60 {
		rebinding = fmt.Sprintf("[for z in [[z, z]] : %s]", rebinding)
		if i == 59 {
			rebinding = "[for z in [1] : " + rebinding + "]"
		}
	}
	failing := "[for x in core::range(1000) : [for y in core::range(1000) : attrs.missing]]"
	cases := map[string]struct {
		locals, condition string
		want              policy.Outcome
		summary           string
	}{
		"nested loops":                       {"", nestedFor + " == 1", policy.Errored, "Policy does too much work"},
		"nested loops below try":             {"", "core::try(" + nestedFor + ", 1) == 1", policy.Errored, "Policy does too much work"},
		"nested loops in an if":              {"", "[for a in core::range(1000) : a if " + nestedFor + " == 1] == 1", policy.Errored, "Policy does too much work"},
		"doubling lists":                     {doubling.String(), "local.l80 == 1", policy.Errored, "Policy does too much work"},
		"doubling lists below try":           {doubling.String(), "core::try(local.l80, 1) == 1", policy.Errored, "Policy does too much work"},
		"doubling lists in a for":            {"", rebinding + " == 1", policy.Errored, "Policy does too much work"},
		"doubling strings":                   {growing.String(), "local.l80 == 1", policy.Errored, "Policy does too much work"},
		"a loop that fails for each element": {"", failing + " == 1", policy.Errored, "Unsupported attribute"},
		"a usual loop":                       {"", "core::length([for x in core::range(100) : [for y in core::range(100) : \"${x}${y}\"]]) == 100", policy.Pass, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			src := fmt.Sprintf("locals {\n%s}\nresource_policy \"t\" \"p\" {\n  enforce {\n    condition = %s\n  }\n}\n", c.locals, c.condition)
			set, diags := policy.Load([]policy.File{{Path: "p.policy.hcl", Bytes: []byte(src)}}, policy.Options{})
			if diags.HasErrors() {
				t.Fatal(diags)
			}
			env, diags := set.Environment(nil, nil, time.Time{})
			if diags.HasErrors() {
				t.Fatal(diags)
			}
			env.SetLimits(200_000, 1<<20)
			result := env.Evaluate(set.Policies()[0], policy.Subject{Kind: policy.ResourcePolicy, Type: "t", Operation: policy.Create, Attrs: cty.EmptyObjectVal})
			if result.Outcome != c.want {
				t.Errorf("want %s, got %s", c.want, result.Outcome)
			}
			if c.summary != "" && !strings.Contains(result.Diagnostics.Error(), c.summary) {
				t.Errorf("want %q, got %.500q", c.summary, result.Diagnostics.Error())
			}
			if len(result.Diagnostics) > 10 {
				t.Errorf("got %d diagnostics", len(result.Diagnostics))
			}
		})
	}
}
