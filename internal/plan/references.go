package plan

import (
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// Authored tells who left an attribute unknown, once [Reader.Changes] has ended.
// It is authored when an expression of the configuration sets it; the references
// are what that expression waits for, as absolute addresses, sorted. Otherwise
// the provider decides it. What cannot be told counts as authored, which is the
// stricter of the two.
func (r *Reader) Authored(origin change.Origin) (references []string, authored bool) {
	b := r.conf.blocks[change.Block(origin.Address)]
	if b == nil {
		return nil, true
	}
	names := pathNames(origin.Attribute)
	if len(names) == 0 {
		return nil, true
	}
	expression, found := b.expressions, true
	for i, name := range names {
		next := memberOf(expression, name)
		if len(next) == 0 {
			// Nothing sets the attribute. Below a top-level one that nothing
			// sets either, a dynamic block may, which plan JSON leaves out.
			found = i == 0 && len(names) > 1
			expression = nil
			break
		}
		expression = next
		if isExpression(expression) || allExpressions(expression) {
			break
		}
	}
	if !found || isConstant(expression) {
		return nil, false
	}
	var s scope
	s.collect(b.module, b.repeat, expression)
	return s.sorted(), true
}

// pathNames returns the names of a path as [change.Path] writes it, without indexes: a
// block of the configuration may stand for any number of elements.
func pathNames(path string) []string {
	var names []string
	for path != "" {
		switch {
		case strings.HasPrefix(path, `["`):
			end := strings.Index(path, `"]`)
			if end < 0 {
				return names
			}
			names = append(names, path[2:end])
			path = path[end+2:]
		case path[0] == '[':
			_, rest, _ := strings.Cut(path, "]")
			path = rest
		default:
			path = strings.TrimPrefix(path, ".")
			end := strings.IndexAny(path, ".[")
			if end < 0 {
				end = len(path)
			}
			names = append(names, path[:end])
			path = path[end:]
		}
	}
	return names
}

// memberOf returns what sets the named argument in a body, or in any of a list
// of nested blocks.
func memberOf(body jsontext.Value, name string) jsontext.Value {
	if body.Kind() != '[' {
		return member(body, name)
	}
	var all jsontext.Value
	for element := range elements(body) {
		if found := memberOf(element, name); len(found) > 0 {
			all = append(append(all, ','), found...)
		}
	}
	if all == nil {
		return nil
	}
	all[0] = '['
	return append(all, ']')
}

// An expression of the configuration is {}, {"constant_value": …} or
// {"references": […]}; anything else is a nested block, or a list of them.
func isExpression(value jsontext.Value) bool {
	if value.Kind() != '{' {
		return false
	}
	empty := true
	for name, value := range members(value) {
		empty = false
		switch string(name) {
		case "constant_value":
			return true
		case "references":
			if value.Kind() == '[' {
				return true
			}
		}
	}
	return empty
}

// allExpressions reports whether a list has expressions alone, as an argument of
// several blocks gives. An empty one may as well be a block without arguments.
func allExpressions(value jsontext.Value) bool {
	some := false
	for element := range elements(value) {
		some = true
		if !isExpression(element) || string(element) == "{}" {
			return false
		}
	}
	return some
}

func isConstant(value jsontext.Value) bool {
	if value.Kind() != '[' {
		return member(value, "constant_value") != nil
	}
	some := false
	for element := range elements(value) {
		some = true
		if !isConstant(element) {
			return false
		}
	}
	return some
}

// scope gathers references and follows those to variables and repetition, which
// say nothing to a reader, to what they were given.
type scope struct{ found []string }

func (s *scope) collect(m *module, repeat, expression jsontext.Value) {
	for element := range elements(expression) {
		s.collect(m, repeat, element)
	}
	for name, value := range members(expression) {
		switch {
		case string(name) == "constant_value":
		case string(name) == "references" && value.Kind() == '[':
			for reference := range elements(value) {
				if reference.Kind() == '"' {
					s.follow(m, repeat, string(unquote(reference)))
				}
			}
		default:
			s.collect(m, repeat, value)
		}
	}
}

func (s *scope) follow(m *module, repeat jsontext.Value, reference string) {
	root, rest, _ := strings.Cut(reference, ".")
	switch root {
	case "var":
		if m.parent != nil { // a variable of the root module is known
			name, _, _ := strings.Cut(rest, ".")
			name, _, _ = strings.Cut(name, "[")
			s.collect(m.parent, m.repeat, memberOf(m.arguments, name))
		}
	case "each", "count":
		if len(repeat) > 0 {
			s.collect(m, nil, repeat)
		}
	case "path", "terraform", "tofu", "self":
	default:
		s.found = append(s.found, strings.TrimPrefix(m.path+"."+reference, "."))
	}
}

// sorted drops what a longer reference says better: a.b beside a.b.arn.
func (s *scope) sorted() []string {
	slices.Sort(s.found)
	s.found = slices.Compact(s.found)
	return slices.DeleteFunc(slices.Clone(s.found), func(short string) bool {
		return slices.ContainsFunc(s.found, func(long string) bool {
			return strings.HasPrefix(long, short+".") || strings.HasPrefix(long, short+"[")
		})
	})
}
