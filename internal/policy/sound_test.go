package policy_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// TestDecidedStaysDecided takes every condition of testdata/conditions.txt and
// makes each part of the attributes unknown in turn. What is decided then must
// be what comes out when all is known: an unknown never passes by mistake.
func TestDecidedStaysDecided(t *testing.T) {
	t.Parallel()
	const path = "testdata/conditions.txt"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	header, lines, _ := bytes.Cut(data, []byte("\n---\n"))
	expr, diags := hclsyntax.ParseExpression(header, path, hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	attrs, diags := expr.Value(subjectFunctions)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	var parts []cty.Path
	if err := cty.Walk(attrs, func(at cty.Path, _ cty.Value) (bool, error) {
		if len(at) > 0 {
			parts = append(parts, at.Copy())
		}
		return true, nil
	}); err != nil {
		t.Fatal(err)
	}
	decided := 0
	for line := range strings.Lines(string(lines)) {
		condition, _, ok := strings.Cut(line, " ==> ")
		if !ok {
			continue
		}
		judge := compiled(t, condition)
		if judge == nil {
			continue
		}
		known := judge(attrs)
		for _, part := range parts {
			for _, untyped := range []bool{true, false} {
				partly, err := cty.Transform(attrs, func(at cty.Path, value cty.Value) (cty.Value, error) {
					if !at.Equals(part) {
						return value, nil
					}
					origin := change.Origin{Attribute: "here"}
					if untyped || value.IsNull() {
						return cty.DynamicVal.Mark(origin), nil
					}
					return cty.UnknownVal(value.Type()).Mark(origin), nil
				})
				if err != nil {
					continue // a list holds no element of another type
				}
				got := judge(partly)
				if got == policy.Pass || got == policy.Fail {
					decided++
				}
				if got != policy.Undecided && got != policy.Errored && got != known && known != policy.Errored && known != policy.Undecided {
					t.Errorf("%s: %s with %#v unknown, %s when it is known", condition, got, part, known)
				}
				if known == policy.Errored && got == policy.Pass {
					t.Errorf("%s: %s with %#v unknown, %s when it is known", condition, got, part, known)
				}
			}
		}
	}
	if decided == 0 {
		t.Error("nothing was decided, so nothing was shown")
	}
}

// compiled returns what judges attributes by one condition; nil when it is
// invalid.
func compiled(t *testing.T, condition string) func(cty.Value) policy.Outcome {
	t.Helper()
	src := "resource_policy \"t\" \"p\" {\n  enforce {\n    condition = " + condition + "\n  }\n}\n"
	set, diags := policy.Load([]policy.File{{Path: "p.policy.hcl", Bytes: []byte(src)}}, policy.Options{})
	if diags.HasErrors() {
		return nil
	}
	return func(attrs cty.Value) policy.Outcome {
		env, diags := set.Environment(nil, world{"aws_same": {attrs}}, time.Time{})
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		return env.Evaluate(set.Policies()[0], policy.Subject{Kind: policy.ResourcePolicy, Type: "t", Operation: policy.Create, Attrs: attrs}).Outcome
	}
}
