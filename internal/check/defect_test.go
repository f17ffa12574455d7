package check_test

import (
	"errors"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/check"
	"github.com/nhi-governance/terraform-provider-nhi/internal/defect"
)

// panicking is a side of a change that no reader makes.
type panicking struct{}

func (panicking) Value(change.Names) (cty.Value, error) { panic("a defect") }

// A defect that a worker comes upon is an error of the check, whenever that is,
// and nobody waits for the worker.
func TestDefect(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"at once": `resource_policy "thing" "x" {
  enforce {
    condition = attrs.name == "a"
  }
}`,
		"when the plan is known whole": `resource_policy "thing" "x" {
  enforce {
    condition = attrs.name == "a" && core::length(core::getresources("other", {})) == 0
  }
}`,
	}
	for name, policies := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var p thePlan
			for range 1000 { // more than are queued
				c := thing("a", change.Create, nil, map[string]cty.Value{"name": str("a")})
				c.After = panicking{}
				p.changes = append(p.changes, c)
			}
			_, _, err := check.Run(t.Context(), check.Request{Bundle: load(t, policies, ""), Plan: p, Now: now, Workers: 2})
			if _, ok := errors.AsType[*defect.Error](err); !ok {
				t.Errorf("error: %v", err)
			}
		})
	}
}
