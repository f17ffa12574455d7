package change_test

import (
	"strings"
	"testing"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// There is no recovering from a full stack, so nothing that is nested gets to
// the parser.
func TestHostileKeys(t *testing.T) {
	t.Parallel()
	const n = 20_000
	for name, inner := range map[string]string{
		"long":      "${" + strings.Repeat("(", 4<<20),
		"brackets":  "${" + strings.Repeat("(", n),
		"unary":     "${" + strings.Repeat("!", n),
		"templates": strings.Repeat(`${"`, n),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if a, ok := change.ParseAddress(`aws_iam_user.u["` + inner + `"]`); ok {
				t.Errorf("got the key %#v", a.Index)
			}
		})
	}
}
