package check_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/check"
)

// sourcedPlan is one whose only block is in a file.
type sourcedPlan struct {
	thePlan
	file, source string
}

var _ check.Sourced = sourcedPlan{}

func (p sourcedPlan) Known(c change.Change) change.Object { return c.After }

func (p sourcedPlan) Files() map[string][]byte { return map[string][]byte{p.file: []byte(p.source)} }

// Place is that of the attribute's expression, else of the first line.
func (p sourcedPlan) Place(o change.Origin) hcl.Range {
	name, _, _ := strings.Cut(o.Attribute, ".")
	parsed, _ := hclsyntax.ParseConfig([]byte(p.source), p.file, hcl.InitialPos)
	body := parsed.Body.(*hclsyntax.Body).Blocks[0].Body
	if attribute := body.Attributes[name]; attribute != nil {
		return attribute.Expr.Range()
	}
	return hcl.Range{Filename: p.file, Start: hcl.InitialPos, End: hcl.Pos{Line: 1, Column: 10, Byte: 9}}
}

func TestTheLineThatIsMeantIsQuotedUnlessItMayHoldASecret(t *testing.T) {
	t.Parallel()
	secret := str("canary").Mark(change.Sensitive)
	tests := map[string]struct {
		source string
		after  cty.Value // of v
		want   string
	}{
		"literal":              {"resource x {\n\tv = \"a\" # why\n}", str("a"), ` v = "a"`},
		"several lines":        {"resource x {\n  v = [\n    1,\n  ]\n}", cty.TupleVal([]cty.Value{str("a")}), "  v = ["},
		"not known":            {"resource x {\n  v = y.id\n}", unknown("thing.a", "v"), "  v = y.id"},
		"sensitive":            {"resource x {\n  v = \"canary\"\n}", secret, ""},
		"sensitive in part":    {"resource x {\n  v = { a = \"canary\" }\n}", cty.ObjectVal(map[string]cty.Value{"a": secret}), ""},
		"sensitive, not known": {"resource x {\n  v = \"canary${y.id}\"\n}", unknown("thing.a", "v").Mark(change.Sensitive), ""},
		"write-only":           {"resource x {\n  v = \"canary\"\n}", cty.NullVal(cty.String), ""},
		"not set":              {"resource x {\n  w = \"canary\"\n}", cty.NullVal(cty.String), "resource"},
		"header":               {"resource x { w = \"canary\" }", str("a"), "resource"},
		"long":                 {"resource x {\n  v = \"" + strings.Repeat("a", 300) + "\"\n}", str("a"), ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := sourcedPlan{thePlan{changes: []change.Change{thing("a", change.Create, nil, map[string]cty.Value{"v": test.after})}}, "main.tf", test.source}
			d := run(t, check.Request{
				Bundle: load(t, `resource_policy "thing" "p" {
  enforce { condition = attrs.v == 1 && core::length("") == 1 }
}`, ""),
				Plan: p,
			})
			if got := strings.TrimSuffix(d.Findings[0].Snippet, " x"); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if strings.Contains(d.Findings[0].Snippet, "canary") {
				t.Error("a secret is quoted")
			}
		})
	}
}
