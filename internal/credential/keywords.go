package credential

import "strings"

// keywords finds words in a text, all of them at once and in any case, by their
// first two characters. It is made anew in every run, and so is not an automaton,
// which takes longer to build than a small plan to check.
type keywords struct {
	starts [1 << 16]uint16 // one more than the index into groups
	groups [][]keyword
}

type keyword struct {
	text  string // lower case, of two characters at least
	rules []*rule
}

func (k *keywords) add(word string, r *rule) {
	word = strings.ToLower(word)
	start := &k.starts[pair(word[0], word[1])]
	if *start == 0 {
		k.groups = append(k.groups, nil)
		*start = uint16(len(k.groups))
	}
	group := &k.groups[*start-1]
	for i := range *group {
		if (*group)[i].text == word {
			(*group)[i].rules = append((*group)[i].rules, r)
			return
		}
	}
	*group = append(*group, keyword{word, []*rule{r}})
}

// each visits the rules of every word at every place.
func (k *keywords) each(content []byte, visit func(at int, r *rule)) {
	for at := range len(content) - 1 {
		start := k.starts[pair(lower(content[at]), lower(content[at+1]))]
		if start == 0 {
			continue
		}
		for _, word := range k.groups[start-1] {
			if begins(content[at:], word.text) {
				for _, r := range word.rules {
					visit(at, r)
				}
			}
		}
	}
}

func begins(content []byte, word string) bool {
	if len(content) < len(word) {
		return false
	}
	for i := range len(word) {
		if lower(content[i]) != word[i] {
			return false
		}
	}
	return true
}

func pair(a, b byte) uint16 { return uint16(a)<<8 | uint16(b) }

// lower folds ASCII, which is all that keywords are made of.
func lower(b byte) byte {
	if 'A' <= b && b <= 'Z' {
		return b + 'a' - 'A'
	}
	return b
}
