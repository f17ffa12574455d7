package configuration

import (
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// FuzzParseApart holds a file that is parsed block by block against the same file
// parsed whole: the same blocks, at the same places.
func FuzzParseApart(f *testing.F) {
	for _, source := range []string{
		"# first\nresource \"a\" \"b\" {\n  x = 1\n}\n\nlocals {\n  y = <<E\nresource \"c\" \"d\" {\nE\n}\n",
		"locals {\n}\nlocals { a = \"x\" }\ndata \"a\" \"b\" {\n}\n# last",
		"locals {\n  x = (\nlocals {\n}\n)\n}\n",
		"a = 1\nlocals {\n}\n", "locals {\n} locals {\n}\n", "locals {\r\n}\r\nlocals {\r\n}\r\n", "\xef\xbb\xbflocals {\n}\nlocals {\n}\n",
		"locals {\n x = \"\nlocals {\n\"\n}\n", "locals {\n  x = \"${\nlocals {\n}\"\n}\n",
	} {
		f.Add([]byte(source))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		apart, ok := parseApart(&source{name: "f.tf", content: content})
		if !ok {
			return
		}
		file, diags := hclsyntax.ParseConfig(content, "f.tf", hcl.InitialPos)
		if diags.HasErrors() {
			t.Fatalf("parsed whole: %v", diags)
		}
		whole := file.Body.(*hclsyntax.Body)
		if len(whole.Attributes) > 0 || len(whole.Blocks) != len(apart) {
			t.Fatalf("%d blocks, and %d and %d attributes in the whole", len(apart), len(whole.Blocks), len(whole.Attributes))
		}
		for i, b := range whole.Blocks {
			if got, want := said(apart[i], content), said(b, content); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		}
	})
}

// said writes a block with the place of everything in it.
func said(b *hclsyntax.Block, content []byte) string {
	var all []string
	_ = hclsyntax.VisitAll(b, func(n hclsyntax.Node) hcl.Diagnostics {
		at := n.Range()
		text := ""
		if at.CanSliceBytes(content) {
			text = string(at.SliceBytes(content))
		}
		all = append(all, at.String()+" "+text)
		return nil
	})
	slices.Sort(all) // attributes are visited in any order
	return strings.Join(append(all, b.Type+strings.Join(b.Labels, ".")), "\n")
}
