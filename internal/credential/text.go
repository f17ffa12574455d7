package credential

import (
	"bytes"
	"path"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/nhi-governance/terraform-provider-nhi/internal/nesting"
)

// text tells what stands where in a file.
type text interface {
	// written reports whether a part is written out, and no expression.
	written(start, end int) bool
	// block returns the address within the module of what a place belongs to;
	// empty for nothing.
	block(at int) string
}

func read(file File) text {
	name := path.Base(file.Name)
	variables := strings.HasSuffix(name, ".tfvars") || strings.HasSuffix(name, ".tfvars.json")
	switch {
	case isJSON(name) && (variables || strings.HasSuffix(name, ".tf.json") || strings.HasSuffix(name, ".tofu.json")):
		return document{file.Content, variables}
	case variables, strings.HasSuffix(name, ".tf"), strings.HasSuffix(name, ".tofu"):
		tokens, _ := hclsyntax.LexConfig(file.Content, file.Name, hcl.InitialPos)
		return native{file, tokens, variables}
	default:
		return foreign{}
	}
}

// foreign is a file in a language that is not Terraform's, such as a template.
type foreign struct{}

func (foreign) written(int, int) bool { return true }
func (foreign) block(int) string      { return "" }

// native is a file in HCL's native syntax.
type native struct {
	file      File
	tokens    hclsyntax.Tokens
	variables bool
}

func (n native) written(start, end int) bool {
	for _, token := range n.tokens {
		if token.Range.End.Byte <= start || token.Range.Start.Byte >= end {
			continue
		}
		switch token.Type {
		case hclsyntax.TokenQuotedLit, hclsyntax.TokenStringLit, hclsyntax.TokenComment:
		default:
			return false
		}
	}
	return true
}

// block parses the file, as far as that is possible: few files have something in
// them that was found.
func (n native) block(at int) string {
	if nesting.Config(n.file.Content, n.file.Name) != nil {
		return ""
	}
	parsed, _ := hclsyntax.ParseConfig(n.file.Content, n.file.Name, hcl.InitialPos)
	if parsed == nil {
		return ""
	}
	body, ok := parsed.Body.(*hclsyntax.Body)
	if !ok {
		return ""
	}
	if n.variables {
		return attributeAt("var.", body, at)
	}
	for _, block := range body.Blocks {
		switch whole := hcl.RangeBetween(block.TypeRange, block.CloseBraceRange); {
		case at < whole.Start.Byte || at >= whole.End.Byte:
		case block.Type == "locals":
			return attributeAt("local.", block.Body, at)
		default:
			return nameOf(block.Type, block.Labels)
		}
	}
	return ""
}

func attributeAt(prefix string, body *hclsyntax.Body, at int) string {
	for name, attribute := range body.Attributes {
		if attribute.SrcRange.Start.Byte <= at && at < attribute.SrcRange.End.Byte {
			return prefix + name
		}
	}
	return ""
}

// blockNames are how addresses begin, by the type of a block, and how many labels
// they take.
var blockNames = map[string]struct {
	prefix string
	labels int
}{
	"resource": {"", 2}, "data": {"data.", 2}, "ephemeral": {"ephemeral.", 2},
	"variable": {"var.", 1}, "output": {"output.", 1}, "provider": {"provider.", 1}, "module": {"module.", 1},
	"check": {"check.", 1},
}

func nameOf(kind string, labels []string) string {
	form, known := blockNames[kind]
	switch {
	case !known:
		return kind // such as terraform, of which there need be no other name
	case len(labels) < form.labels:
		return ""
	}
	return form.prefix + strings.Join(labels[:form.labels], ".")
}

// document is a file in JSON.
type document struct {
	content   []byte
	variables bool
}

// written holds for every text of JSON but for one that has an expression in it.
func (d document) written(start, end int) bool {
	return !bytes.ContainsAny(d.content[start:end], "{}")
}

func (d document) block(at int) string {
	decoder := jsontext.NewDecoder(bytes.NewReader(d.content), jsontext.AllowDuplicateNames(true))
	for {
		if _, err := decoder.ReadToken(); err != nil {
			return ""
		}
		if decoder.InputOffset() > int64(at) {
			break
		}
	}
	var names []string
	for name := range decoder.StackPointer().Tokens() {
		if names = append(names, name); len(names) == 3 {
			break
		}
	}
	switch {
	case len(names) == 0:
		return ""
	case d.variables:
		return "var." + names[0]
	case names[0] == "locals" && len(names) > 1:
		return "local." + names[1]
	default:
		return nameOf(names[0], names[1:])
	}
}
