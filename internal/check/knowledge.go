package check

import (
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
)

// Knowing is a [Plan] that tells more of a change than the change itself, once
// Changes has ended.
type Knowing interface {
	Plan
	// Known returns the planned side of a change, in which what is known of
	// an unknown document is at hand as a [change.Partial].
	Known(change.Change) change.Object
	// Place returns where the configuration sets an attribute, or else where
	// the resource's block starts; the zero range when it is not at hand.
	Place(change.Origin) hcl.Range
}

// postpone keeps what is undecided until more is known. It reports whether
// more will be.
func (c *checker) postpone(t task, findings []*finding) bool {
	if _, ok := c.request.Plan.(Knowing); !ok || t.known {
		return false
	}
	for _, f := range findings {
		if f.Verdict == decision.Undecided {
			c.mutex.Lock()
			defer c.mutex.Unlock()
			t.noted = true
			c.late = append(c.late, t)
			return true
		}
	}
	return false
}

// learn gives what is judged late everything that is known of it.
func (c *checker) learn() {
	knowing, ok := c.request.Plan.(Knowing)
	for i := range c.late {
		c.late[i].known = true
		if ok && !c.late[i].change.Drift {
			c.late[i].change.After = knowing.Known(c.late[i].change)
		}
	}
}

// locate finds the place of what a finding is about: the attribute that leaves it
// undecided, or the one that its messages speak of or its policy reads.
func (c *checker) locate(f *finding) {
	knowing, ok := c.request.Plan.(Knowing)
	if !ok || f.Source != nil || f.Deposed != "" || f.Verdict == decision.Pass {
		return
	}
	origin := change.Origin{Address: f.Address}
	for _, o := range f.origins {
		if o.Address == f.Address {
			origin.Attribute = o.Attribute
			break
		}
	}
	for _, m := range f.Messages {
		for _, v := range m.Values {
			if path, ok := strings.CutPrefix(v.Expression, "attrs."); ok && origin.Attribute == "" {
				origin.Attribute = path
			}
		}
	}
	if origin.Attribute == "" && len(f.reads.Set) == 1 {
		for name := range f.reads.Set {
			origin.Attribute = name
		}
	}
	f.place = knowing.Place(origin)
	f.Source = rangeOf(f.place)
	header := knowing.Place(change.Origin{Address: f.Address})
	f.quotable = f.place == header || mayQuote(f.change, origin.Attribute)
}
