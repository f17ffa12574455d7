package policy

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// longest is how many characters of a value are shown.
const longest = 200

// show writes a value the way the language would, shortened, with words in the
// places of what is sensitive or unknown.
func show(value cty.Value) string {
	p := &printer{}
	p.value(value, 0)
	if p.full() {
		text := []rune(p.b.String())
		return string(text[:min(len(text), longest)]) + "…"
	}
	return p.b.String()
}

// printer stops soon after it has written enough.
type printer struct{ b strings.Builder }

func (p *printer) full() bool { return p.b.Len() > longest }

func (p *printer) value(value cty.Value, depth int) {
	if p.full() {
		return
	}
	if value.HasMark(change.Sensitive) {
		p.b.WriteString(sensitiveText)
		return
	}
	value, _ = value.Unmark()
	typ := value.Type()
	switch {
	case !value.IsKnown():
		p.b.WriteString(unknownText)
	case value.IsNull():
		p.b.WriteString("null")
	case typ == cty.String:
		text := value.AsString()
		if len(text) > 4*longest {
			text = text[:4*longest]
		}
		fmt.Fprintf(&p.b, "%q", strings.ToValidUTF8(text, ""))
	case typ == cty.Bool:
		fmt.Fprintf(&p.b, "%t", value.True())
	case typ == cty.Number:
		p.b.WriteString(value.AsBigFloat().Text('g', 20))
	case !value.CanIterateElements():
		p.b.WriteString(typ.FriendlyName())
	case depth > 10:
		p.b.WriteString("…")
	case typ.IsObjectType() || typ.IsMapType():
		p.pairs(value.AsValueMap(), depth)
	default:
		p.b.WriteString("[")
		for it, first := value.ElementIterator(), true; it.Next() && !p.full(); first = false {
			if !first {
				p.b.WriteString(", ")
			}
			_, element := it.Element()
			p.value(element, depth+1)
		}
		p.b.WriteString("]")
	}
}

func (p *printer) pairs(values map[string]cty.Value, depth int) {
	p.b.WriteString("{")
	for i, key := range slices.Sorted(maps.Keys(values)) {
		if i > 0 {
			p.b.WriteString(", ")
		}
		if p.full() {
			break
		}
		if hclsyntax.ValidIdentifier(key) {
			p.b.WriteString(key)
		} else {
			fmt.Fprintf(&p.b, "%q", key)
		}
		p.b.WriteString(" = ")
		p.value(values[key], depth+1)
	}
	p.b.WriteString("}")
}
