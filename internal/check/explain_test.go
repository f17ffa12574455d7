package check_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/check"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// Explain tells of every change of the type, also of those whose operation the
// policy leaves out, and agrees with what the check decides.
func TestExplain(t *testing.T) {
	t.Parallel()
	b := load(t, `
resource_policy "thing" "good" {
  enforce { condition = attrs.good }
}
resource_policy "thing" "alone" {
  operations = ["delete"]
  enforce { condition = core::length(core::getresources("thing", {})) > 1 }
}
`, "")
	yes, no := map[string]cty.Value{"good": cty.True}, map[string]cty.Value{"good": cty.False}
	other := thing("x", change.Create, nil, yes)
	other.Type, other.Address = "other", "other.x"
	request := check.Request{Bundle: b, Now: now, Plan: thePlan{changes: []change.Change{
		thing("c", change.DeleteThenCreate, yes, no),
		thing("b", change.NoOp, yes, yes),
		thing("a", change.Create, nil, map[string]cty.Value{"good": unknown("thing.a", "good")}),
		other,
	}}}
	tests := map[string]struct {
		policy string
		want   []string
	}{
		"one policy": {"good", []string{
			"thing.a create good undecided",
			"thing.b no-op good pass",
			"thing.c create good fail",
			"thing.c delete good not_applicable",
		}},
		"another": {"alone", []string{
			"thing.a create alone not_applicable",
			"thing.b no-op alone not_applicable",
			"thing.c create alone not_applicable",
			"thing.c delete alone pass",
		}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			explained, err := check.Explain(t.Context(), request, func(p *policy.Policy) bool { return p.Name == test.policy })
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, e := range explained.Explanations {
				got = append(got, fmt.Sprintf("%s %s %s %s", e.Address, e.Operation, e.Trace.Policy.Name, e.Trace.Result.Outcome))
				if len(e.Trace.Steps) < 2 {
					t.Errorf("%s: only %d steps", e.Address, len(e.Trace.Steps))
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if explained.Unrelated != 1 {
				t.Errorf("%d unrelated changes, want 1", explained.Unrelated)
			}
		})
	}
}
