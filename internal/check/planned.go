package check

import (
	"fmt"
	"slices"
	"time"

	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// planned reads the attributes of a planned record that must be known: nobody
// can have approved what is not.
type planned struct {
	value    cty.Value
	problems *[]string
}

func (p planned) problem(name, format string, args ...any) {
	*p.problems = append(*p.problems, name+": "+fmt.Sprintf(format, args...))
}

func (p planned) unknown(name string) {
	p.problem(name, "It is known only after apply, so it cannot be relied on before. Refer to what is known already, such as a plan address instead of an id.")
}

func (p planned) text(name string) string {
	value, known := text(p.value, name)
	if !known {
		p.unknown(name)
	}
	return value
}

// texts reads a set of strings, sorted.
func (p planned) texts(name string) []string {
	var texts []string
	p.each(name, func(_, element cty.Value) { texts = append(texts, element.AsString()) })
	slices.Sort(texts)
	return slices.Compact(texts)
}

func (p planned) entries(name string) map[string]string {
	entries := map[string]string{}
	p.each(name, func(key, element cty.Value) { entries[key.AsString()] = element.AsString() })
	return entries
}

// each visits the elements of a collection of strings.
func (p planned) each(name string, visit func(key, element cty.Value)) {
	if !p.value.Type().IsObjectType() || !p.value.Type().HasAttribute(name) {
		return
	}
	collection := p.value.GetAttr(name)
	switch {
	case !collection.IsWhollyKnown():
		p.unknown(name)
	case collection.IsNull() || !collection.CanIterateElements():
	default:
		for it := collection.ElementIterator(); it.Next(); {
			key, element := it.Element()
			if !element.IsNull() && element.Type() == cty.String {
				visit(key, element)
			}
		}
	}
}

func (p planned) instant(name string) time.Time {
	value := p.text(name)
	if value == "" {
		return time.Time{}
	}
	instant, err := governance.ParseInstant(value)
	if err != nil {
		p.problem(name, "%s.", err)
	}
	return instant
}
