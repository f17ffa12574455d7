package change_test

import (
	"testing"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

func TestPathReadsAsHCLWritesIt(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		path change.Path
		want string
	}{
		"the value itself":   {nil, ""},
		"an attribute":       {change.Path{}.Member("policy"), "policy"},
		"below":              {change.Path{}.Member("rule").Element(0).Member("cidr"), "rule[0].cidr"},
		"no identifier":      {change.Path{}.Member("tags").Member("cost center"), `tags["cost center"]`},
		"an empty name":      {change.Path{}.Member("tags").Member(""), `tags[""]`},
		"an element first":   {change.Path{}.Element(3).Member("a"), "[3].a"},
		"elements in a list": {change.Path{}.Member("m").Element(1).Element(2), "m[1][2]"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := test.path.String(); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
