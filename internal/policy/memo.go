package policy

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// memo remembers for which values of what it reads a policy passed in silence, or
// did not apply. A plan has the same few values thousands of times, and most
// policies read few: looking one up takes a twentieth of evaluating. Policies
// that say the same share one memo.
//
// Only values that are known and carry no marks are remembered, and nothing that
// is worth a word: so what a policy says is always said of the subject itself.
type memo struct {
	mutex         sync.Mutex
	recent, older map[digest]Outcome
}

type digest [sha256.Size]byte

// remembered bounds half of a memo. A full half takes the place of the other,
// which keeps what is asked for again and again.
const remembered = 1 << 10

func (m *memo) find(key digest) (Outcome, bool) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if found, ok := m.recent[key]; ok {
		return found, true
	}
	found, ok := m.older[key]
	if ok {
		m.add(key, found)
	}
	return found, ok
}

func (m *memo) keep(key digest, outcome Outcome) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.add(key, outcome)
}

func (m *memo) add(key digest, outcome Outcome) {
	if len(m.recent) >= remembered || m.recent == nil {
		m.older, m.recent = m.recent, make(map[digest]Outcome, remembered)
	}
	m.recent[key] = outcome
}

// decisive is what the outcome of a policy depends on beside the environment; nil
// where that cannot be told, or where it always has something to say.
type decisive struct {
	paths []namedPath
	meta  []string // fields
	like  string   // equal for policies that say the same
}

// namedPath is a traversal of the subject as far as its steps are names.
type namedPath struct {
	root  string // attrs or prior_attrs
	names []string
}

// decisiveOf looks at the expressions that decide: messages only tell.
func (c *compiler) decisiveOf(p *Policy) *decisive {
	d := &decisive{}
	var total reads
	var like strings.Builder
	fmt.Fprintf(&like, "%s\x00%s\x00%s", p.Kind, c.file.dialect, c.file.directory.path)
	paths := map[string]bool{}
	seen := map[*local]bool{}
	add := func(role string, e *expression) {
		total.add(e.reads)
		// The source as it stands: what is shown of it has lost indentation,
		// which in a heredoc is part of the value.
		fmt.Fprintf(&like, "\x00%s\x00%s", role, e.rng.SliceBytes(c.file.src))
		for _, read := range e.subjects {
			path := namedPathOf(read.traversal)
			if text := path.root + "\x00" + strings.Join(path.names, "\x00"); !paths[text] {
				paths[text] = true
				d.paths = append(d.paths, path)
			}
		}
	}
	decide := func(role string, e *expression) {
		add(role, e)
		for _, l := range e.locals {
			if !seen[l] {
				seen[l] = true
				add("local."+l.name, l.value)
			}
		}
	}
	if p.filter != nil {
		decide("filter", p.filter)
	}
	for _, block := range p.enforce {
		if block.info != nil {
			return nil
		}
		decide("condition", block.condition)
	}
	if total.wholeMeta || total.data || total.resources.All || len(total.resources.Set) > 0 {
		return nil
	}
	for field := range total.meta {
		d.meta = append(d.meta, field)
	}
	slices.Sort(d.meta)
	d.like = like.String()
	return d
}

func namedPathOf(t hcl.Traversal) namedPath {
	path := namedPath{root: t.RootName()}
	for _, step := range t[1:] {
		name, ok := stepName(step)
		if !ok {
			break
		}
		path.names = append(path.names, name)
	}
	return path
}

// digest identifies the values that the policy's outcome depends on; false when
// one of them is not to be remembered.
func (p *Policy) digest(s Subject) (digest, bool) {
	d := p.decisive
	if d == nil {
		return digest{}, false
	}
	text := make([]byte, 0, 512)
	ok := true
	for _, field := range d.meta {
		value, given := metaField(s, field)
		if given {
			text = append(text, 'g')
		}
		if text, ok = appendValue(text, value); !ok {
			return digest{}, false
		}
	}
	for _, path := range d.paths {
		root := s.PriorAttrs
		if path.root == "attrs" {
			root = p.attrs(s)
		}
		if text, ok = path.append(text, orNull(root)); !ok {
			return digest{}, false
		}
	}
	return sha256.Sum256(text), true
}

// append adds what the path leads to: a value, or how far it goes and what is in
// its way.
func (p namedPath) append(text []byte, value cty.Value) ([]byte, bool) {
	for i, name := range p.names {
		if value.IsMarked() || !value.IsKnown() {
			return text, false
		}
		ty := value.Type()
		if value.IsNull() || !ty.IsObjectType() {
			text = append(text, 'w', byte(i))
			break
		}
		if !ty.HasAttribute(name) {
			return append(text, 'm', byte(i)), true
		}
		value = value.GetAttr(name)
	}
	return appendValue(text, value)
}

// appendValue adds a value so that no two differing ones are alike. It is false
// for what is unknown or marked, and for types that plans do not have.
func appendValue(text []byte, value cty.Value) ([]byte, bool) {
	if value.IsMarked() || !value.IsKnown() {
		return text, false
	}
	ty := value.Type()
	switch {
	case value.IsNull():
		return append(text, 'n'), ty == cty.DynamicPseudoType || ty.IsPrimitiveType()
	case ty == cty.String:
		return appendText(append(text, 's'), value.AsString()), true
	case ty == cty.Number:
		number := value.AsBigFloat()
		text = strconv.AppendUint(append(text, 'd'), uint64(number.Prec()), 10)
		return append(number.Append(append(text, ' '), 'p', 0), ' '), true
	case ty == cty.Bool:
		if value.True() {
			return append(text, 't'), true
		}
		return append(text, 'f'), true
	case ty.IsTupleType(), ty.IsObjectType():
		text = strconv.AppendInt(append(text, '['), int64(value.LengthInt()), 10)
		for it := value.ElementIterator(); it.Next(); {
			key, element := it.Element()
			if ty.IsObjectType() {
				text = appendText(text, key.AsString())
			}
			ok := false
			if text, ok = appendValue(text, element); !ok {
				return text, false
			}
		}
		return append(text, ']'), true
	default:
		return text, false
	}
}

func appendText(text []byte, s string) []byte {
	text = strconv.AppendInt(text, int64(len(s)), 10)
	return append(append(text, ':'), s...)
}

// silent is the result of a policy that has nothing to say.
func (p *Policy) silent(outcome Outcome, level Level) Result {
	result := Result{Policy: p, Outcome: outcome, Level: level}
	if outcome == Pass {
		result.Enforce = p.passed
	}
	return result
}
