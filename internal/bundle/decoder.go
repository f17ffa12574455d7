package bundle

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/gocty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// decoder reads literal values and collects every mistake instead of stopping
// at the first.
type decoder struct {
	policies   []string // names that exist; nil when that is not known
	inputs     []string
	groups     map[string][]string
	sinks      map[string]sink
	open       map[string]bool // files whose groups and sinks others may declare
	parameters map[string]hcl.Range
	diags      hcl.Diagnostics
}

func (d *decoder) report(place hcl.Range, summary, format string, args ...any) {
	d.diags = append(d.diags, &hcl.Diagnostic{
		Severity: hcl.DiagError,
		Summary:  summary,
		Detail:   fmt.Sprintf(format, args...),
		Subject:  &place,
	})
}

func (d *decoder) content(body hcl.Body, schema *hcl.BodySchema) *hcl.BodyContent {
	content, diags := body.Content(schema)
	d.diags = append(d.diags, diags...)
	return content
}

// placed is a text and where it stands.
type placed struct {
	text  string
	place hcl.Range
}

func plain(texts []placed) []string {
	var result []string
	for _, t := range texts {
		result = append(result, t.text)
	}
	return result
}

// value evaluates a literal of the wanted type. It is null when the argument is
// not set or not usable; the latter is reported.
func (d *decoder) value(attr *hcl.Attribute, expr hcl.Expression, want cty.Type) cty.Value {
	value, diags := expr.Value(nil)
	d.diags = append(d.diags, diags...)
	if diags.HasErrors() {
		return cty.NullVal(want)
	}
	converted, err := convert.Convert(value, want)
	if err == nil && converted.IsNull() {
		err = fmt.Errorf("it must not be null")
	}
	if err != nil {
		d.report(expr.Range(), "Unsuitable value", "The value of %q is not suitable: %s.", attr.Name, err)
		return cty.NullVal(want)
	}
	return converted
}

// text reads a string; a number or a bool is taken as it is written.
func (d *decoder) text(content *hcl.BodyContent, name string) placed {
	attr := content.Attributes[name]
	if attr == nil {
		return placed{}
	}
	return d.nonEmpty(attr, attr.Expr)
}

func (d *decoder) nonEmpty(attr *hcl.Attribute, expr hcl.Expression) placed {
	value := d.value(attr, expr, cty.String)
	if value.IsNull() {
		return placed{place: expr.Range()}
	}
	text := strings.TrimSpace(value.AsString())
	if text == "" {
		d.report(expr.Range(), "Unsuitable value", "The value of %q must not be empty.", attr.Name)
	}
	return placed{text, expr.Range()}
}

// texts reads a list of strings, each with its own place.
func (d *decoder) texts(content *hcl.BodyContent, name string) []placed {
	attr := content.Attributes[name]
	if attr == nil {
		return nil
	}
	elements, diags := hcl.ExprList(attr.Expr)
	d.diags = append(d.diags, diags...)
	var result []placed
	for _, element := range elements {
		item := d.nonEmpty(attr, element)
		if item.text == "" {
			continue
		}
		if slices.Contains(plain(result), item.text) {
			d.report(item.place, "Duplicate element", "%q has %q more than once.", name, item.text)
			continue
		}
		result = append(result, item)
	}
	return result
}

// some reads a list of strings that must not be empty.
func (d *decoder) some(content *hcl.BodyContent, name, why string) []placed {
	before := len(d.diags)
	result := d.texts(content, name)
	if attr := content.Attributes[name]; attr != nil && len(result) == 0 && len(d.diags) == before {
		d.report(attr.Expr.Range(), "Empty list", "%q must not be empty. %s", name, why)
	}
	return result
}

func (d *decoder) count(content *hcl.BodyContent, name string, unset int) int {
	attr := content.Attributes[name]
	if attr == nil {
		return unset
	}
	value := d.value(attr, attr.Expr, cty.Number)
	if value.IsNull() {
		return unset
	}
	var n int
	if err := gocty.FromCtyValue(value, &n); err != nil || n < 0 {
		d.report(attr.Expr.Range(), "Unsuitable value", "The value of %q must be a whole number, 0 or more.", name)
		return unset
	}
	return n
}

func (d *decoder) period(content *hcl.BodyContent, name string) governance.Period {
	t := d.text(content, name)
	if t.text == "" {
		return governance.Period{}
	}
	period, err := governance.ParsePeriod(t.text)
	if err != nil {
		d.report(t.place, "Unsuitable value", "The value of %q is not suitable: %s.", name, err)
	}
	return period
}

func oneOf[T ~string](d *decoder, content *hcl.BodyContent, name string, allowed []T) T {
	t := d.text(content, name)
	if t.text != "" && !slices.Contains(allowed, T(t.text)) {
		texts := make([]string, len(allowed))
		for i, word := range allowed {
			texts[i] = string(word)
		}
		d.report(t.place, "Unsuitable value", "%q is not one of the values of %q, which are %s.%s", t.text, name, strings.Join(texts, ", "), words.DidYouMean(t.text, texts))
	}
	return T(t.text)
}

func (d *decoder) single(content *hcl.BodyContent, kind string) *hcl.Block {
	blocks := content.Blocks.OfType(kind)
	if len(blocks) == 0 {
		return nil
	}
	for _, extra := range blocks[1:] {
		d.report(extra.DefRange, "Duplicate block", "A control has one %s block; the first is at %s.", kind, blocks[0].DefRange)
	}
	return blocks[0]
}

func (d *decoder) groupNames() []string { return slices.Sorted(maps.Keys(d.groups)) }
