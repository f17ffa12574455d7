package policy

import "strings"

// glob matches whole strings; its only special character is *, which stands for
// any run of characters, also an empty one.
type glob struct{ parts []string }

func parseGlob(pattern string) glob { return glob{strings.Split(pattern, "*")} }

// exact reports whether the pattern has no star and so matches only itself.
func (g glob) exact() bool { return len(g.parts) == 1 }

func (g glob) match(s string) bool {
	first, rest := g.parts[0], g.parts[1:]
	if len(rest) == 0 {
		return s == first
	}
	s, ok := strings.CutPrefix(s, first)
	if !ok {
		return false
	}
	// Taking the leftmost place of every middle part leaves the most room for
	// what follows, so no other choice needs to be tried.
	last := rest[len(rest)-1]
	for _, part := range rest[:len(rest)-1] {
		_, after, found := strings.Cut(s, part)
		if !found {
			return false
		}
		s = after
	}
	return strings.HasSuffix(s, last)
}
