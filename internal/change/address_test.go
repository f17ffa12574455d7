package change_test

import (
	"testing"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

func TestBlock(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"aws_iam_user.a":                                       "aws_iam_user.a",
		"aws_iam_user.a[0]":                                    "aws_iam_user.a",
		`module.m["a"].module.n[1].data.t.b["x"]`:              "module.m.module.n.data.t.b",
		`t.b["a].c[\"d\"]"]`:                                   "t.b",
		`module.a["registry.example/x:y"].aws_iam_user.b["]"]`: "module.a.aws_iam_user.b",
		"t.b[": "t.b",
	}
	for address, want := range tests {
		if got := change.Block(address); got != want {
			t.Errorf("Block(%q) = %q, want %q", address, got, want)
		}
	}
}
