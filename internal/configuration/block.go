package configuration

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// block is one block of a module, with what overriding files say of it behind
// what it says itself. A nil block has nothing.
type block struct {
	name  string // that expressions refer to it by: t.n, module.m
	parts []part
}

// part is the body of one block.
type part struct {
	header     hcl.Range
	attributes hcl.Attributes
	nested     []nested
}

// nested is a block within a block. A dynamic one stands for any number.
type nested struct {
	name     string
	dynamic  hcl.Expression // for_each; nil for a plain block
	iterator string
	label    string // of one whose type is repeated by label
	part
}

func nativePart(b *hclsyntax.Block) part { return bodyPart(b.Body, b.DefRange()) }

func bodyPart(body *hclsyntax.Body, header hcl.Range) part {
	p := part{header: header, attributes: make(hcl.Attributes, len(body.Attributes))}
	for name, attribute := range body.Attributes {
		p.attributes[name] = attribute.AsHCLAttribute()
	}
	for _, b := range body.Blocks {
		if b.Type == "dynamic" && len(b.Labels) == 1 {
			p.nested = append(p.nested, dynamicBlock(b))
			continue
		}
		p.nested = append(p.nested, nested{name: b.Type, label: strings.Join(b.Labels, "."), part: nativePart(b)})
	}
	return p
}

func dynamicBlock(b *hclsyntax.Block) nested {
	n := nested{name: b.Labels[0], iterator: b.Labels[0], part: part{header: b.DefRange()}}
	n.dynamic = &hclsyntax.LiteralValueExpr{Val: cty.DynamicVal, SrcRange: b.DefRange()}
	if each := b.Body.Attributes["for_each"]; each != nil {
		n.dynamic = each.Expr
	}
	if iterator := b.Body.Attributes["iterator"]; iterator != nil {
		if name := hcl.ExprAsKeyword(iterator.Expr); name != "" {
			n.iterator = name
		}
	}
	for _, inner := range b.Body.Blocks {
		if inner.Type == "content" {
			n.part = bodyPart(inner.Body, b.DefRange())
		}
	}
	return n
}

// header is where the block starts.
func (b *block) header() hcl.Range { return b.parts[0].header }

// attribute returns an argument, or nil.
func (b *block) attribute(name string) *hcl.Attribute {
	if b == nil {
		return nil
	}
	for i := len(b.parts) - 1; i >= 0; i-- {
		if found := b.parts[i].attributes[name]; found != nil {
			return found
		}
	}
	return nil
}

// nested returns the blocks within of one type. Those of an overriding file take
// the place of all others.
func (b *block) nested(name string) []nested {
	if b == nil {
		return nil
	}
	for i := len(b.parts) - 1; i >= 0; i-- {
		var found []nested
		for _, n := range b.parts[i].nested {
			if n.name == name {
				found = append(found, n)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// literal returns a string that needs no evaluation; missing says there is none.
func (b *block) literal(name string) (text string, missing bool) {
	attribute := b.attribute(name)
	if attribute == nil {
		return "", true
	}
	value, diags := attribute.Expr.Value(nil)
	if diags.HasErrors() || value.IsNull() || value.Type() != cty.String || !value.IsKnown() {
		return "", true
	}
	return value.AsString(), false
}

// flag reports whether an argument is literally true.
func (b *block) flag(name string) bool { return b.isLiterally(name, cty.True) }

// isFalse reports whether an argument is literally false.
func (b *block) isFalse(name string) bool { return b.isLiterally(name, cty.False) }

func (b *block) isLiterally(name string, want cty.Value) bool {
	attribute := b.attribute(name)
	if attribute == nil {
		return false
	}
	value, diags := attribute.Expr.Value(nil)
	return !diags.HasErrors() && value.RawEquals(want)
}
