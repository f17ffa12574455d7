package check_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/check"
)

// A control judges when one of its policies matches a change, whatever comes of it.
func TestBasisNamesTheControlsThatJudged(t *testing.T) {
	t.Parallel()
	b := load(t, `
resource_policy "thing" "p" {
  enforce { condition = true }
}
resource_policy "other" "q" {
  enforce { condition = false }
}
`, `
control "things" {
  objective = "o"
  owner     = "security@msp.example"
  severity  = "low"
  policies  = ["p", "q"]
}
control "others" {
  objective = "o"
  owner     = "security@msp.example"
  severity  = "low"
  policies  = ["q"]
}
`)
	request := check.Request{Bundle: b, Workers: 1, Plan: thePlan{changes: []change.Change{thing("a", change.Create, nil, map[string]cty.Value{"v": cty.StringVal("x")})}}}
	_, basis, err := check.Run(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"things"}, basis.Controls); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
