package policy_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

func load(t *testing.T, files map[string]string) *policy.Set {
	t.Helper()
	var all []policy.File
	for path, src := range files {
		all = append(all, policy.File{Path: path, Bytes: []byte(src)})
	}
	set, diags := policy.Load(all, policy.Options{})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return set
}

func TestInputValues(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		typ   string
		given policy.InputValue
		want  cty.Value // NilVal when it is refused
	}{
		"a string as typed":                   {"string", policy.InputValue{Value: cty.StringVal(`["a"]`), Literal: true}, cty.StringVal(`["a"]`)},
		"a number as typed":                   {"number", policy.InputValue{Value: cty.StringVal("7"), Literal: true}, cty.NumberIntVal(7)},
		"a bool as typed":                     {"bool", policy.InputValue{Value: cty.StringVal("true"), Literal: true}, cty.True},
		"a bool that is none":                 {"bool", policy.InputValue{Value: cty.StringVal("yes"), Literal: true}, cty.NilVal},
		"a list as an expression":             {"list(string)", policy.InputValue{Value: cty.StringVal(`["a", 1]`), Literal: true}, cty.ListVal([]cty.Value{cty.StringVal("a"), cty.StringVal("1")})},
		"a list that is a bare word":          {"list(string)", policy.InputValue{Value: cty.StringVal(`a`), Literal: true}, cty.NilVal},
		"an expression that refers":           {"list(string)", policy.InputValue{Value: cty.StringVal(`[local.x]`), Literal: true}, cty.NilVal},
		"an expression that loops":            {"list(string)", policy.InputValue{Value: cty.StringVal(`[for x in ["a"] : x]`), Literal: true}, cty.NilVal},
		"an expression that calls":            {"list(string)", policy.InputValue{Value: cty.StringVal(`core::concat(["a"])`), Literal: true}, cty.NilVal},
		"an expression too deep":              {"list(string)", policy.InputValue{Value: cty.StringVal(strings.Repeat("[", 100_000)), Literal: true}, cty.NilVal},
		"any as an expression":                {"any", policy.InputValue{Value: cty.StringVal(`[1]`), Literal: true}, cty.TupleVal([]cty.Value{cty.NumberIntVal(1)})},
		"any as a word":                       {"any", policy.InputValue{Value: cty.StringVal(`word`), Literal: true}, cty.StringVal("word")},
		"a value of a file is not read again": {"any", policy.InputValue{Value: cty.StringVal(`[1]`)}, cty.StringVal("[1]")},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			set := load(t, map[string]string{"p.policy.hcl": fmt.Sprintf(`
				input "x" {
				  type = %s
				}
				resource_policy "*" "p" {
				  enforce { condition = input.x == attrs.want }
				}`, c.typ)})
			env, diags := set.Environment(policy.InputValues{"x": c.given}, nil, time.Time{})
			if refused := c.want == cty.NilVal; refused != diags.HasErrors() {
				t.Fatalf("refused: want %t, got %v", refused, diags)
			} else if refused {
				return
			}
			result := env.Evaluate(set.Policies()[0], policy.Subject{
				Kind: policy.ResourcePolicy, Operation: policy.Create,
				Attrs: cty.ObjectVal(map[string]cty.Value{"want": c.want}),
			})
			if result.Outcome != policy.Pass {
				t.Errorf("%s: %v", result.Outcome, result.Enforce)
			}
		})
	}
}

func TestInputsFromSeveralSources(t *testing.T) {
	t.Parallel()
	set := load(t, map[string]string{
		"a/p.policy.hcl": `
			input "x" { type = string }
			resource_policy "*" "p" {
			  enforce { condition = input.x == "strong" }
			}`,
		"b/p.policy.hcl": `
			input "x" { type = list(string) }
			resource_policy "*" "p" {
			  enforce { condition = true }
			}`,
	})
	given := policy.InputValues{"x": {Value: cty.StringVal("strong")}}.
		Over(policy.InputValues{"x": {Value: cty.StringVal("weak")}, "unrelated": {Value: cty.StringVal("v"), Optional: true}})
	if given["x"].Value.AsString() != "strong" {
		t.Errorf("the weaker source won")
	}
	_, diags := set.Environment(given, nil, time.Time{})
	if len(diags) != 1 || !strings.Contains(diags[0].Detail, "b/p.policy.hcl:2") {
		t.Errorf("want one error, about the directory whose type does not fit; got %v", diags)
	}
}

func TestPoliciesAreOrderedByPathAndPosition(t *testing.T) {
	t.Parallel()
	block := func(name string) string {
		return fmt.Sprintf("resource_policy \"aws_*\" %q {\n  enforce { condition = true }\n}\n", name)
	}
	set := load(t, map[string]string{"b.policy.hcl": block("3") + block("1"), "a.policy.hcl": block("2")})
	names := func(policies []*policy.Policy) []string {
		var names []string
		for _, p := range policies {
			names = append(names, p.Name)
		}
		return names
	}
	want := []string{"2", "3", "1"}
	if diff := cmp.Diff(want, names(set.Policies())); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if diff := cmp.Diff(want, names(set.Matching(policy.ResourcePolicy, policy.Create, "aws_x"))); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	for _, none := range [][]*policy.Policy{
		set.Matching(policy.ResourcePolicy, policy.Delete, "aws_x"),
		set.Matching(policy.ResourcePolicy, policy.Create, "google_x"),
		set.Matching(policy.ModulePolicy, policy.Create, "aws_x"),
	} {
		if len(none) != 0 {
			t.Errorf("matched %v", names(none))
		}
	}
}

// TestConcurrentEvaluation is for the race detector.
func TestConcurrentEvaluation(t *testing.T) {
	t.Parallel()
	set := load(t, map[string]string{"p.policy.hcl": `
		locals {
		  all   = core::getresources("aws_v", {})
		  names = [for v in local.all : v.name]
		}
		input "level" {
		  type    = string
		  default = "advisory"
		}
		resource_policy "*" "p" {
		  enforcement_level = input.level
		  enforce { condition = core::contains(local.names, attrs.name) }
		  enforce { condition = core::length(core::getresources("aws_v", { name = attrs.name })) == 1 }
		}`})
	resources := world{"aws_v": nil}
	for i := range 50 {
		resources["aws_v"] = append(resources["aws_v"], cty.ObjectVal(map[string]cty.Value{"name": cty.StringVal(fmt.Sprint(i))}))
	}
	env, diags := set.Environment(nil, resources, time.Time{})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	var wait sync.WaitGroup
	for worker := range 8 {
		wait.Go(func() {
			for i := range 50 {
				for _, p := range set.Matching(policy.ResourcePolicy, policy.Create, fmt.Sprintf("type_%d", i%(worker+1))) {
					result := env.Evaluate(p, policy.Subject{
						Kind: policy.ResourcePolicy, Type: "x", Operation: policy.Create,
						Attrs: cty.ObjectVal(map[string]cty.Value{"name": cty.StringVal(fmt.Sprint(i))}),
					})
					if result.Outcome != policy.Pass || result.Level != policy.Advisory {
						t.Errorf("%s at %s: %v", result.Outcome, result.Level, result.Diagnostics)
					}
				}
			}
		})
	}
	wait.Wait()
}

// brokenWorld cannot be asked.
type brokenWorld struct{ panics bool }

func (w brokenWorld) Resources(string, change.Names) ([]cty.Value, error) {
	if w.panics {
		panic("hunter2")
	}
	return nil, fmt.Errorf("the plan ends early")
}

func (w brokenWorld) Data(string, cty.Value) (cty.Value, bool, error) { return cty.NilVal, false, nil }

// TestWorldFails shows that what cannot be asked is an error and never an empty
// answer, and that a defect takes one policy down and says nothing of values.
func TestWorldFails(t *testing.T) {
	t.Parallel()
	set := load(t, map[string]string{"p.policy.hcl": `
		resource_policy "*" "p" {
		  enforce { condition = core::length(core::getresources("aws_v", {})) == 0 }
		}`})
	cases := map[string]struct {
		world policy.World
		want  string
	}{
		"none":   {nil, "there is no plan to look in"},
		"fails":  {brokenWorld{}, "the plan ends early"},
		"panics": {brokenWorld{panics: true}, "ended abruptly"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env, diags := set.Environment(nil, c.world, time.Time{})
			if diags.HasErrors() {
				t.Fatal(diags)
			}
			result := env.Evaluate(set.Policies()[0], policy.Subject{Kind: policy.ResourcePolicy, Operation: policy.Create, Attrs: cty.EmptyObjectVal})
			text := result.Diagnostics.Error()
			if result.Outcome != policy.Errored || !strings.Contains(text, c.want) || strings.Contains(text, "hunter2") {
				t.Errorf("%s: %s", result.Outcome, text)
			}
		})
	}
}

func TestParseDialect(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]policy.Dialect{"0.1": policy.Dialect01, "v0.4": policy.Dialect04} {
		if got, err := policy.ParseDialect(text); err != nil || got != want {
			t.Errorf("%s: want %v, got %v, %v", text, want, got, err)
		}
	}
	if _, err := policy.ParseDialect("0.9"); err == nil {
		t.Error("0.9 is no dialect")
	}
}

// TestSources checks that ranges point into what Sources returns.
func TestSources(t *testing.T) {
	t.Parallel()
	body := "resource_policy \"*\" \"p\" {\n  filter = true\n  enforce { condition = attrs.x == 1 }\n}\n"
	set := load(t, map[string]string{"p.policy.hcl": body})
	p := set.Policies()[0]
	got := []string{string(p.Filter.SliceBytes(set.Sources()[p.File])), string(p.Conditions[0].SliceBytes(set.Sources()[p.File]))}
	if diff := cmp.Diff([]string{"true", "attrs.x == 1"}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
