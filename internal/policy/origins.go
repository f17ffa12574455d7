package policy

import (
	"cmp"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// origins finds what left an expression unknown. The marks on its value say so;
// where HCL lost them, every unknown value that it refers to is one.
func (s *scope) origins(e *expression, value cty.Value) []change.Origin {
	origins := originsOf(value)
	if len(origins) > 0 {
		return origins
	}
	return s.unknownReferences(e, map[*local]bool{})
}

func (s *scope) unknownReferences(e *expression, seen map[*local]bool) []change.Origin {
	var origins []change.Origin
	for _, r := range e.references {
		value, diags := r.traversal.TraverseAbs(s.context)
		if diags.HasErrors() {
			continue
		}
		if value.IsWhollyKnown() {
			continue
		}
		if found := originsOf(value); len(found) > 0 {
			origins = append(origins, found...)
			continue
		}
		if !r.local {
			origins = append(origins, change.Origin{Attribute: strings.TrimPrefix(pathOf(r.traversal), "attrs.")})
		}
	}
	for _, l := range e.locals {
		if l.value != nil && !seen[l] {
			seen[l] = true
			origins = append(origins, s.unknownReferences(l.value, seen)...)
		}
	}
	return origins
}

// originsOf collects the marks of the unknown parts of a value.
func originsOf(value cty.Value) []change.Origin {
	var origins []change.Origin
	collect := func(v cty.Value) {
		for mark := range v.Marks() {
			if origin, ok := mark.(change.Origin); ok {
				origins = append(origins, origin)
			}
		}
	}
	cty.Walk(value, func(_ cty.Path, v cty.Value) (bool, error) {
		if !v.IsKnown() {
			collect(v)
		}
		return true, nil
	})
	return origins
}

func sortedOrigins(origins []change.Origin) []change.Origin {
	slices.SortFunc(origins, func(a, b change.Origin) int {
		return cmp.Or(cmp.Compare(a.Address, b.Address), cmp.Compare(a.Attribute, b.Attribute))
	})
	return slices.Compact(origins)
}
