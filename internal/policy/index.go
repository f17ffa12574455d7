package policy

import (
	"cmp"
	"slices"
)

// typeIndex finds the policies of one kind by the type they judge.
type typeIndex struct {
	exact map[string][]*Policy
	globs []*Policy
}

type matchKey struct {
	kind      Kind
	operation Operation
	typ       string
}

func (s *Set) buildIndex() {
	s.index = map[Kind]*typeIndex{}
	for i, p := range s.policies {
		p.order = i
		index := s.index[p.Kind]
		if index == nil {
			index = &typeIndex{exact: map[string][]*Policy{}}
			s.index[p.Kind] = index
		}
		if p.glob.exact() {
			index.exact[p.Type] = append(index.exact[p.Type], p)
		} else {
			index.globs = append(index.globs, p)
		}
	}
}

// Matching returns the policies of the kind whose type glob and operations
// match, in the order of [Set.Policies]. The answer is kept per type, so it must
// not be changed. The operation counts for resource policies only.
func (s *Set) Matching(kind Kind, operation Operation, typ string) []*Policy {
	if kind != ResourcePolicy {
		operation = ""
	}
	key := matchKey{kind, operation, typ}
	if found, ok := s.matches.Load(key); ok {
		return found.([]*Policy)
	}
	var matching []*Policy
	if index := s.index[kind]; index != nil {
		for _, p := range index.exact[typ] {
			if p.judges(operation) {
				matching = append(matching, p)
			}
		}
		for _, p := range index.globs {
			if p.glob.match(typ) && p.judges(operation) {
				matching = append(matching, p)
			}
		}
		slices.SortFunc(matching, func(a, b *Policy) int { return cmp.Compare(a.order, b.order) })
	}
	found, _ := s.matches.LoadOrStore(key, matching)
	return found.([]*Policy)
}

// isAbout reports whether the policy is for the kind and the type of the subject.
func (p *Policy) isAbout(s Subject) bool { return p.Kind == s.Kind && p.glob.match(s.Type) }

// judges reports whether the policy is about the operation.
func (p *Policy) judges(operation Operation) bool {
	return p.Kind != ResourcePolicy || len(p.Operations) == 0 || slices.Contains(p.Operations, operation)
}
