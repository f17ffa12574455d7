package configuration

import (
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// Marks of a hole in a template's text: from a private plane of Unicode, so that
// they are valid in a JSON string and in no real one.
const (
	holeStart = "\U000F0001"
	holeEnd   = "\U000F0002"
)

// template reads a template that writes JSON, of which some interpolations are
// not known, as the structure that is known. Within a JSON string a hole is taken
// to stay within it: a value that closes the string and goes on with JSON of its
// own is only made by an expression that has quotes in it, and such a hole makes
// the whole unknown.
func (s scope) template(e *hclsyntax.TemplateExpr) (cty.Value, bool) {
	t := rendering{scope: s}
	for _, part := range e.Parts {
		if !t.add(part) {
			return cty.NilVal, false
		}
	}
	if len(t.holes) == 0 {
		return cty.NilVal, false
	}
	decoder := json.NewDecoder(strings.NewReader(t.written.String()))
	decoder.UseNumber()
	var document any
	if err := decoder.Decode(&document); err != nil {
		return cty.NilVal, false
	}
	if _, err := decoder.Token(); err != io.EOF {
		return cty.NilVal, false
	}
	known, ok := t.value(document)
	if !ok || !known.CanIterateElements() {
		return cty.NilVal, false
	}
	return partial(known).WithMarks(t.marks), true
}

// rendering is a template's result so far.
type rendering struct {
	scope
	written         strings.Builder
	quoted, escaped bool // at the end of what is written: in a JSON string, behind a backslash
	holes           []hole
	marks           cty.ValueMarks
}

// hole is what is not known: a part of a JSON string, or a whole value.
type hole struct {
	value cty.Value
	whole bool
}

func (t *rendering) add(part hclsyntax.Expression) bool {
	value := t.evaluate(part)
	plain, marks := value.UnmarkDeep()
	if plain.IsWhollyKnown() {
		str, err := convert.Convert(plain, cty.String)
		if err != nil || str.IsNull() || strings.Contains(str.AsString(), holeStart) {
			return false
		}
		if sensitive := sensitivity(marks); sensitive != nil {
			t.marks = sensitive
		}
		t.write(str.AsString())
		return true
	}
	h := hole{value: value}
	if t.quoted {
		if _, document := structure(value); document || quotes(part) {
			return false
		}
	} else if h.value, h.whole = whole(part, value); !h.whole {
		return false
	}
	name := holeStart + strconv.Itoa(len(t.holes)) + holeEnd
	t.holes = append(t.holes, h)
	if h.whole {
		name = `"` + name + `"`
	}
	t.written.WriteString(name)
	return true
}

// whole returns what stands in the place of a whole JSON value: text that is
// known to be one.
func whole(part hclsyntax.Expression, value cty.Value) (cty.Value, bool) {
	if inner, ok := structure(value); ok {
		return inner, true
	}
	call, ok := part.(*hclsyntax.FunctionCallExpr)
	_, marks := value.UnmarkDeep()
	return cty.DynamicVal.WithMarks(marks), ok && call.Name == "jsonencode"
}

func (t *rendering) write(s string) {
	for i := range len(s) {
		switch {
		case t.escaped:
			t.escaped = false
		case t.quoted && s[i] == '\\':
			t.escaped = true
		case s[i] == '"':
			t.quoted = !t.quoted
		}
	}
	t.written.WriteString(s)
}

// quotes reports whether an expression has a quote or a backslash to add to what
// it refers to, or repeats.
func quotes(expr hclsyntax.Expression) bool {
	found := false
	_ = hclsyntax.VisitAll(expr, func(n hclsyntax.Node) hcl.Diagnostics {
		switch n := n.(type) {
		case *hclsyntax.TemplateJoinExpr, *hclsyntax.ForExpr:
			found = true
		case *hclsyntax.FunctionCallExpr:
			found = found || n.Name == "jsonencode"
		case *hclsyntax.LiteralValueExpr:
			if n.Val.Type() == cty.String && !n.Val.IsNull() {
				found = found || strings.ContainsAny(n.Val.AsString(), `"\`)
			}
		}
		return nil
	})
	return found
}

// value puts the holes back into decoded JSON.
func (t *rendering) value(node any) (cty.Value, bool) {
	switch node := node.(type) {
	case nil:
		return cty.NullVal(cty.DynamicPseudoType), true
	case bool:
		return cty.BoolVal(node), true
	case json.Number:
		number, err := cty.ParseNumberVal(node.String())
		return number, err == nil
	case string:
		return t.leaf(node)
	case []any:
		elements := make([]cty.Value, len(node))
		for i, element := range node {
			var ok bool
			if elements[i], ok = t.value(element); !ok {
				return cty.NilVal, false
			}
		}
		return cty.TupleVal(elements), true
	case map[string]any:
		attrs := make(map[string]cty.Value, len(node))
		for name, element := range node {
			value, ok := t.value(element)
			if !ok || strings.Contains(name, holeStart) {
				return cty.NilVal, false
			}
			attrs[name] = value
		}
		return cty.ObjectVal(attrs), true
	default:
		return cty.NilVal, false
	}
}

// leaf is a string, with what is known before its first hole.
func (t *rendering) leaf(str string) (cty.Value, bool) {
	prefix, rest, holed := strings.Cut(str, holeStart)
	if !holed {
		return cty.StringVal(str), true
	}
	value := cty.UnknownVal(cty.String).RefineNotNull()
	if prefix != "" {
		value = value.Refine().StringPrefix(prefix).NewValue()
	}
	for holed {
		var number string
		number, rest, _ = strings.Cut(rest, holeEnd)
		i, err := strconv.Atoi(number)
		if err != nil || i >= len(t.holes) {
			return cty.NilVal, false
		}
		if t.holes[i].whole {
			return t.holes[i].value, true
		}
		if prefix == "" && value.Range().StringPrefix() == "" {
			value = beginning(value, t.holes[i].value)
			prefix = holeStart // only the first hole begins the text
		}
		_, marks := t.holes[i].value.UnmarkDeep()
		value = value.WithMarks(marks)
		_, rest, holed = strings.Cut(rest, holeStart)
	}
	return value, true
}
