package policy_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// What was judged before never changes what is said of the next subject, whatever
// the two have in common.
func TestNothingIsCarriedOver(t *testing.T) {
	t.Parallel()
	const source = `
locals { deny = "x" }
resource_policy "t" "path" {
  enforce { condition = core::try(attrs.a.b, "none") != local.deny }
}
resource_policy "t" "whole" {
  enforce { condition = core::length(core::keys(attrs)) < 2 }
}
resource_policy "t" "filtered" {
  filter = meta.name == "n"
  enforce { condition = attrs.a == null }
}
resource_policy "t" "same path, other condition" {
  enforce { condition = core::try(attrs.a.b, "none") == "none" }
}
resource_policy "t" "element" {
  enforce { condition = core::try(attrs.a[0], "none") == "none" }
}
resource_policy "t" "talkative" {
  enforce {
    condition    = true
    info_message = "a is ${core::jsonencode(attrs)}"
  }
}
resource_policy "t" "indented" {
  enforce {
    condition = core::try(attrs.a, "") != <<EOT
 x
EOT
  }
}
resource_policy "t" "not indented" {
  enforce {
    condition = core::try(attrs.a, "") != <<EOT
x
EOT
  }
}
`
	set, diags := policy.Load([]policy.File{{Path: "p.policy.hcl", Bytes: []byte(source)}}, policy.Options{})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	object := func(v cty.Value) cty.Value { return cty.ObjectVal(map[string]cty.Value{"a": v}) }
	below := func(v cty.Value) cty.Value { return object(cty.ObjectVal(map[string]cty.Value{"b": v})) }
	origin := change.Origin{Address: "t.n", Attribute: "a"}
	attrs := []cty.Value{
		cty.EmptyObjectVal,
		cty.ObjectVal(map[string]cty.Value{"a": cty.NullVal(cty.DynamicPseudoType), "c": cty.True}),
		object(cty.NullVal(cty.DynamicPseudoType)),
		object(cty.StringVal("x")), object(cty.StringVal("x\n")), object(cty.StringVal(" x\n")),
		object(cty.StringVal("x").Mark(change.Sensitive)),
		object(cty.DynamicVal.Mark(origin)),
		object(cty.TupleVal([]cty.Value{cty.StringVal("x")})),
		object(cty.TupleVal([]cty.Value{cty.EmptyTupleVal})), object(cty.EmptyTupleVal), object(cty.EmptyObjectVal),
		object(cty.NumberIntVal(1)), object(cty.MustParseNumberVal("1.0000000000000000000000001")), object(cty.StringVal("1")),
		below(cty.StringVal("x")), below(cty.StringVal("y")), below(cty.True), below(cty.NullVal(cty.DynamicPseudoType)),
		below(cty.StringVal("x").Mark(change.Sensitive)), below(cty.DynamicVal.Mark(origin)),
	}
	var subjects []policy.Subject
	for _, a := range attrs {
		for _, name := range []string{"n", "m"} {
			subjects = append(subjects, policy.Subject{
				Kind: policy.ResourcePolicy, Type: "t", Operation: policy.Create, Attrs: a,
				Meta: cty.ObjectVal(map[string]cty.Value{"name": cty.StringVal(name)}),
			})
		}
	}
	environment := func() *policy.Environment {
		env, diags := set.Environment(nil, nil, time.Time{})
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		return env
	}
	used := environment()
	for round := range 2 {
		for i, s := range subjects {
			for _, p := range set.Policies() {
				want := environment().Evaluate(p, s)
				got := used.Evaluate(p, s)
				if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(policy.Result{}, "Policy"), cmpopts.EquateEmpty()); diff != "" {
					t.Errorf("round %d, %s, subject %d: -want +got:\n%s", round, p.Name, i, diff)
				}
			}
		}
	}
}
