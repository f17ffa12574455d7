package configuration

import (
	"bytes"
	"fmt"
	"iter"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	hcljson "github.com/hashicorp/hcl/v2/json"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/nesting"
)

// parse returns the body of a file in either syntax, as far as it parses; nil
// when nothing does.
func parse(content []byte, name string) (hcl.Body, hcl.Diagnostics) {
	refused := func(summary, detail string) (hcl.Body, hcl.Diagnostics) {
		at := hcl.Range{Filename: name, Start: hcl.InitialPos, End: hcl.InitialPos}
		return nil, hcl.Diagnostics{{Severity: hcl.DiagError, Summary: summary, Detail: detail, Subject: &at}}
	}
	if len(content) > maxParsed {
		return refused("File too large", fmt.Sprintf("A file of a configuration may have at most %d MiB. Divide it.", maxParsed>>20))
	}
	var file *hcl.File
	var diags hcl.Diagnostics
	if strings.HasSuffix(name, ".json") {
		if nesting.JSON(content) {
			return refused("Nested too deeply", "Brackets are nested too deeply for anyone to have written this.")
		}
		file, diags = hcljson.Parse(content, name)
	} else {
		if diag := nesting.Config(content, name); diag != nil {
			return nil, hcl.Diagnostics{diag}
		}
		file, diags = hclsyntax.ParseConfig(content, name, hcl.InitialPos)
	}
	if file == nil {
		return nil, diags
	}
	return file.Body, diags
}

// named is a block of a file, by the name that expressions refer to it by.
type named struct {
	name string
	part
}

// parseSources parses files side by side. The blocks are in the files' order, and
// within one as they are written.
func parseSources(sources []*source) (blocks [][]named, diags hcl.Diagnostics) {
	blocks = make([][]named, len(sources))
	told := make([]hcl.Diagnostics, len(sources))
	sideBySide(len(sources), func(i int) { blocks[i], told[i] = parseSource(sources[i]) })
	for _, d := range told {
		diags = append(diags, d...)
	}
	return blocks, diags
}

// sideBySide does n pieces of work on as many processors as there are.
func sideBySide(n int, work func(i int)) {
	var group sync.WaitGroup
	var next atomic.Int64
	for range min(runtime.GOMAXPROCS(0), n) {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				work(i)
			}
		})
	}
	group.Wait()
}

func parseSource(s *source) ([]named, hcl.Diagnostics) {
	if blocks, ok := parseApart(s); ok {
		return nativeBlocks(blocks)
	}
	body, diags := parse(s.content, s.name)
	switch body := body.(type) {
	case nil:
		return nil, diags
	case *hclsyntax.Body:
		blocks, more := nativeBlocks(body.Blocks)
		return blocks, append(diags, more...)
	default:
		blocks, more := jsonBlocks(body)
		return blocks, append(diags, more...)
	}
}

// parseApart parses a file block by block, where lines start with the headers of
// blocks, as formatted sources have them. Nobody need look at the tokens of a block
// before the parser when it is small. Pieces that each parse as one block make up
// the file that the parser would see, since a string, a comment or a bracket that
// goes on in the next piece leaves its own without an end.
func parseApart(s *source) (blocks hclsyntax.Blocks, ok bool) {
	if strings.HasSuffix(s.name, ".json") || len(s.content) > maxParsed || bytes.Contains(s.content, []byte("/*")) {
		return nil, false
	}
	piece := hcl.InitialPos
	closeAt := func(end int) bool {
		content := s.content[piece.Byte:end]
		if nesting.Config(content, s.name) != nil {
			return false
		}
		file, diags := hclsyntax.ParseConfig(content, s.name, piece)
		if diags.HasErrors() {
			return false
		}
		body, ok := file.Body.(*hclsyntax.Body)
		if !ok || len(body.Attributes) > 0 || len(body.Blocks) > 1 || len(body.Blocks) == 0 && piece.Byte > 0 {
			return false
		}
		blocks = append(blocks, body.Blocks...)
		return true
	}
	for at, line := 0, 1; at < len(s.content); line++ {
		end := len(s.content)
		if i := bytes.IndexByte(s.content[at:], '\n'); i >= 0 {
			end = at + i + 1
		}
		if c := s.content[at]; at > 0 && c >= 'a' && c <= 'z' {
			if _, is := headerName(s.content[at:end]); is {
				if !closeAt(at) {
					return nil, false
				}
				piece = hcl.Pos{Line: line, Column: 1, Byte: at}
			}
		}
		at = end
	}
	return blocks, closeAt(len(s.content))
}

// unnamed are the blocks of a module that no expression refers to.
var unnamed = map[string]bool{"moved": true, "removed": true, "check": true, "action": true, "list": true}

func nativeBlocks(body hclsyntax.Blocks) (blocks []named, diags hcl.Diagnostics) {
	for _, b := range body {
		name := nameOf(b.Type, b.Labels)
		if name == "" {
			if k, known := keywords[b.Type]; known {
				diags = diags.Append(&hcl.Diagnostic{
					Severity: hcl.DiagError, Summary: "Wrong number of labels",
					Detail:  fmt.Sprintf("A block %q has %d labels.", b.Type, k.labels),
					Subject: b.DefRange().Ptr(),
				})
			} else if !unnamed[b.Type] {
				diags = diags.Append(&hcl.Diagnostic{
					Severity: hcl.DiagError, Summary: "Unsupported block type",
					Detail:  fmt.Sprintf("Blocks of type %q are not expected here.", b.Type),
					Subject: b.TypeRange.Ptr(),
				})
			}
			continue
		}
		blocks = append(blocks, named{name, bodyPart(b.Body, b.DefRange())})
	}
	return blocks, diags
}

var topLevel = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
	{Type: "resource", LabelNames: []string{"type", "name"}},
	{Type: "data", LabelNames: []string{"type", "name"}},
	{Type: "ephemeral", LabelNames: []string{"type", "name"}},
	{Type: "variable", LabelNames: []string{"name"}},
	{Type: "output", LabelNames: []string{"name"}},
	{Type: "module", LabelNames: []string{"name"}},
	{Type: "locals"},
	{Type: "provider", LabelNames: []string{"name"}},
	{Type: "terraform"},
	{Type: "import"},
}}

// jsonBlocks reads a file in JSON, in which nested blocks are expressions too.
func jsonBlocks(body hcl.Body) ([]named, hcl.Diagnostics) {
	content, _, diags := body.PartialContent(topLevel)
	if content == nil {
		return nil, diags
	}
	var blocks []named
	for _, b := range content.Blocks {
		p := part{header: b.DefRange}
		var more hcl.Diagnostics
		p.attributes, more = b.Body.JustAttributes()
		diags = append(diags, more...)
		for _, attribute := range p.attributes {
			attribute.Expr = native(attribute.Expr)
		}
		p.nested = jsonDynamic(p.attributes)
		blocks = append(blocks, named{nameOf(b.Type, b.Labels), p})
	}
	return blocks, diags
}

// jsonDynamic takes the dynamic blocks out of the arguments of a block in JSON.
func jsonDynamic(attributes hcl.Attributes) []nested {
	dynamic := attributes["dynamic"]
	if dynamic == nil {
		return nil
	}
	delete(attributes, "dynamic")
	var all []nested
	for name, of := range members(dynamic.Expr) {
		blocks := []hclsyntax.Expression{of}
		if several, ok := of.(*hclsyntax.TupleConsExpr); ok {
			blocks = several.Exprs
		}
		for _, b := range blocks {
			n := nested{name: name, iterator: name, part: part{header: b.Range(), attributes: hcl.Attributes{}}}
			n.dynamic = &hclsyntax.LiteralValueExpr{Val: cty.DynamicVal, SrcRange: b.Range()}
			for key, expr := range members(b) {
				switch key {
				case "for_each":
					n.dynamic = expr
				case "iterator":
					if value, diags := expr.Value(nil); !diags.HasErrors() && value.IsKnown() && !value.IsNull() && value.Type() == cty.String {
						n.iterator = value.AsString()
					}
				case "content":
					for inner, value := range members(expr) {
						n.attributes[inner] = &hcl.Attribute{Name: inner, Expr: value, Range: value.Range(), NameRange: value.Range()}
					}
				}
			}
			all = append(all, n)
		}
	}
	return all
}

// members yields those of an object that is written out, in order.
func members(expr hcl.Expression) iter.Seq2[string, hclsyntax.Expression] {
	return func(yield func(string, hclsyntax.Expression) bool) {
		object, ok := native(expr).(*hclsyntax.ObjectConsExpr)
		if !ok {
			return
		}
		for _, item := range object.Items {
			key, diags := item.KeyExpr.Value(nil)
			if diags.HasErrors() || key.IsNull() || !key.IsKnown() || key.Type() != cty.String {
				continue
			}
			if !yield(key.AsString(), item.ValueExpr) {
				return
			}
		}
	}
}
