package policy_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
	"golang.org/x/tools/txtar"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/hostile"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
	"github.com/nhi-governance/terraform-provider-nhi/internal/schema"
)

// seed adds every policy file of the language tests.
func seed(f *testing.F, add func(src string)) {
	f.Helper()
	paths, err := filepath.Glob("testdata/language/*.txtar")
	if err != nil || len(paths) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if strings.HasSuffix(file.Name, ".policy.hcl") {
				add(string(file.Data))
			}
		}
	}
}

// FuzzLoad hands the loader any bytes: it must end, and say what is wrong.
func FuzzLoad(f *testing.F) {
	seed(f, func(src string) { f.Add(src, "") })
	for _, source := range hostile.HCL([]byte("resource_policy \"*\" \"a\" {\n  enforce {\n    condition = attrs.a == 1\n  }\n}\n")) {
		f.Add(string(source), "")
	}
	f.Fuzz(func(t *testing.T, one, other string) {
		hostile.Within(t, 256<<20, func() { loadBoth(t, one, other) })
	})
}

func loadBoth(t *testing.T, one, other string) {
	t.Helper()
	for _, o := range []policy.Options{{}, {Dialect: policy.Dialect01}, {Strict: true}} {
		set, diags := policy.Load([]policy.File{{Path: "a/one.policy.hcl", Bytes: []byte(one)}, {Path: "a/other.policy.hcl", Bytes: []byte(other)}}, o)
		if (set == nil) != diags.HasErrors() {
			t.Fatalf("a set goes with no errors, and errors with no set: %v", diags)
		}
	}
}

// FuzzValidate checks any file against provider schemas.
func FuzzValidate(f *testing.F) {
	data, err := os.ReadFile("testdata/schemas.json")
	if err != nil {
		f.Fatal(err)
	}
	seed(f, func(src string) { f.Add(src, string(data)) })
	f.Fuzz(func(t *testing.T, src, schemas string) {
		s, err := schema.Parse(strings.NewReader(schemas))
		if err != nil {
			return
		}
		policy.Load([]policy.File{{Path: "p.policy.hcl", Bytes: []byte(src)}}, policy.Options{Schemas: s})
	})
}

// canary is what every sensitive attribute says.
const canary = "c4n4ry-7f3a"

// FuzzEvaluate judges any values by any policies, whatever of them is unknown or
// sensitive: it must end, say nothing that is sensitive, and decide nothing that
// turns out otherwise once all is known, when it is explained, or had more
// attributes been at hand.
func FuzzEvaluate(f *testing.F) {
	attrs := `{"known":"a","null":null,"number":3,"list":["a","b"],"tags":{"Owner":"ops"},"nested":[{"a":1},{"b":[true]}],"password":"x"}`
	seed(f, func(src string) { f.Add(src, attrs, attrs, "known tags nested list", "password") })
	conditions, err := os.ReadFile("testdata/conditions.txt")
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(string(conditions)) {
		if condition, _, ok := strings.Cut(line, " ==> "); ok {
			f.Add("resource_policy \"*\" \"p\" {\n  enforce {\n    condition = "+condition+"\n    error_message = \"${attrs}\"\n  }\n}\n", attrs, attrs, "unknown", "secret")
		}
	}
	f.Fuzz(func(t *testing.T, src, attrs, resource, unknown, sensitive string) {
		set, diags := policy.Load([]policy.File{{Path: "p.policy.hcl", Bytes: []byte(src)}}, policy.Options{})
		if diags.HasErrors() {
			return
		}
		planned := fuzzEvaluate(set, attrs, resource, unknown, sensitive, false)
		everything := fuzzEvaluate(set, attrs, resource, unknown, sensitive, true)
		applied := fuzzEvaluate(set, attrs, resource, "", sensitive, false)
		for name, before := range planned {
			for _, diag := range before.Diagnostics {
				if strings.Contains(diag.Detail, "ended abruptly") {
					t.Fatal(diag.Detail)
				}
			}
			if diff := cmp.Diff(before.explained, before.Result, cmpopts.IgnoreFields(policy.Result{}, "Policy"), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s: -explained +judged:\n%s", name, diff)
			}
			if strings.Contains(before.text, canary) && !strings.Contains(src, "nonsensitive") {
				t.Errorf("%s: says what is sensitive: %s", name, before.text)
			}
			if more := everything[name].Outcome; more != before.Outcome {
				t.Errorf("%s: %s with the attributes that were asked for, %s with all", name, before.Outcome, more)
			}
			after := applied[name].Outcome
			if before.Outcome != policy.Undecided && before.Outcome != policy.Errored && after != policy.Errored && after != before.Outcome {
				t.Errorf("%s: %s before all was known, %s afterwards", name, before.Outcome, after)
			}
		}
	})
}

type fuzzResult struct {
	policy.Result
	explained policy.Result
	text      string
}

// generousWorld returns more than was asked for.
type generousWorld struct{ world }

func (w generousWorld) Resources(typ string, _ change.Names) ([]cty.Value, error) {
	return w.world[typ], nil
}

// fuzzEvaluate judges an object by every policy and operation.
func fuzzEvaluate(set *policy.Set, attrs, resource, unknown, sensitive string, everything bool) map[string]fuzzResult {
	inputs := policy.InputValues{}
	for _, in := range set.Inputs() {
		inputs[in.Name] = policy.InputValue{Value: cty.StringVal(attrs), Literal: true}
	}
	w := world{}
	if value, ok := fuzzValue(resource, unknown, ""); ok {
		for _, p := range set.Policies() {
			for typ := range p.Resources.Set {
				w[typ] = []cty.Value{value, value}
			}
		}
	}
	var asked policy.World = w
	if everything {
		asked = generousWorld{w}
	}
	env, diags := set.Environment(inputs, asked, time.Time{})
	value, ok := fuzzValue(attrs, unknown, sensitive)
	if diags.HasErrors() || !ok {
		return nil
	}
	env.SetLimits(10_000, 1<<20)
	results := map[string]fuzzResult{}
	for _, p := range set.Policies() {
		for _, operation := range []policy.Operation{policy.Create, policy.Update, policy.Delete} {
			s := policy.Subject{Kind: p.Kind, Type: p.Type, Operation: operation, Attrs: value, PriorAttrs: value, Meta: value}
			if operation == policy.Delete {
				s.Attrs = cty.NilVal
			}
			trace := env.Explain(p, s)
			var text strings.Builder
			printTrace(&text, "", trace)
			printResult(&text, "", trace.Result)
			results[fmt.Sprint(p.Range, operation)] = fuzzResult{env.Evaluate(p, s), trace.Result, text.String()}
		}
	}
	return results
}

// fuzzValue turns JSON into what a plan would bring: the named attributes are
// unknown, or sensitive.
func fuzzValue(text, unknown, sensitive string) (cty.Value, bool) {
	var object map[string]json.RawMessage
	if json.Unmarshal([]byte(text), &object) != nil {
		return cty.NilVal, false
	}
	attrs := map[string]cty.Value{}
	for name, raw := range object {
		typ, err := ctyjson.ImpliedType(raw)
		if err != nil {
			return cty.NilVal, false
		}
		value, err := ctyjson.Unmarshal(raw, typ)
		if err != nil {
			return cty.NilVal, false
		}
		attrs[name] = value
	}
	for _, name := range strings.Fields(sensitive) {
		if _, ok := attrs[name]; ok {
			attrs[name] = cty.StringVal(canary).Mark(change.Sensitive)
		}
	}
	for i, name := range strings.Fields(unknown) {
		if value, ok := attrs[name]; ok {
			typ := cty.DynamicPseudoType
			if i%2 == 1 {
				typ = value.Type()
			}
			attrs[name] = cty.UnknownVal(typ).Mark(change.Origin{Attribute: name})
		}
	}
	return cty.ObjectVal(attrs), true
}

// FuzzGlob compares with a matcher that is slow and plain.
func FuzzGlob(f *testing.F) {
	f.Add("aws_*_b*", "aws_a_b_c")
	f.Add("*", "")
	f.Add("a*a", "a")
	f.Fuzz(func(t *testing.T, pattern, s string) {
		if len(pattern) > 20 || len(s) > 20 {
			return
		}
		if got, want := policy.MatchGlob(pattern, s), plainGlob(pattern, s); got != want {
			t.Errorf("%q on %q: want %t, got %t", pattern, s, want, got)
		}
	})
}

func plainGlob(pattern, s string) bool {
	if pattern == "" {
		return s == ""
	}
	if pattern[0] == '*' {
		return plainGlob(pattern[1:], s) || s != "" && plainGlob(pattern, s[1:])
	}
	return s != "" && s[0] == pattern[0] && plainGlob(pattern[1:], s[1:])
}
