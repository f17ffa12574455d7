package policy

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// A plan has the same few values thousands of times, and most policies read few:
// what they made of them is remembered. So is what a local value was that several
// policies define alike. Looking one up takes a twentieth of evaluating.
//
// Only what was made of values that are known and carry no marks is remembered,
// and nothing that is worth a word: what a policy says is always said of the
// subject itself.

// verdicts remember for which values a policy passed in silence, or did not
// apply. Policies that say the same share them.
type verdicts = memo[Outcome]

// values remember what a local was, and what it cost of the budget: whoever is
// handed a value pays for it, so that what a policy may do does not depend on
// what was judged before.
type values = memo[paidValue]

type paidValue struct {
	value             cty.Value
	iterations, bytes int
}

type memo[T any] struct {
	size          int
	mutex         sync.Mutex
	recent, older map[digest]T
}

type digest [sha256.Size]byte

// How much half of a memo holds. A full half takes the place of the other, which
// keeps what is asked for again and again. Verdicts are small, and wanted for all
// of a plan; the value of a local is mostly wanted for the one change that
// several policies look at.
const (
	maxVerdicts = 1 << 10
	maxValues   = 1 << 6
)

func (m *memo[T]) find(key digest) (T, bool) {
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

func (m *memo[T]) keep(key digest, found T) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.add(key, found)
}

func (m *memo[T]) add(key digest, found T) {
	if len(m.recent) >= m.size || m.recent == nil {
		m.older, m.recent = m.recent, make(map[digest]T)
	}
	m.recent[key] = found
}

// decisive is what the outcome of a policy, or the value of a local, depends on
// beside the environment.
type decisive struct {
	paths []namedPath
	meta  []string // fields
	like  string   // equal for those that say the same
}

// namedPath is a traversal of the subject as far as its steps are names.
type namedPath struct {
	root  string // attrs or prior_attrs
	names []string
}

// alike gives one memo to all that say the same, where at least so many do.
func alike[K comparable, T any](into map[K]*memo[T], size, least int, each func(share func(K, *decisive))) {
	groups := map[string][]K{}
	each(func(key K, d *decisive) {
		if d != nil {
			groups[d.like] = append(groups[d.like], key)
		}
	})
	for _, keys := range groups {
		if len(keys) < least {
			continue
		}
		one := &memo[T]{size: size}
		for _, key := range keys {
			into[key] = one
		}
	}
}

// decisiveOfPolicy looks at the expressions that decide: messages only tell. It
// is nil where that cannot be told, or where there is always something to say.
func decisiveOfPolicy(p *Policy) *decisive {
	var deciding []*expression
	if p.filter != nil {
		deciding = append(deciding, p.filter)
	}
	for _, block := range p.enforce {
		if block.info != nil {
			return nil
		}
		deciding = append(deciding, block.condition)
	}
	return decisiveOf(fmt.Sprintf("%s, filter %t", p.Kind, p.filter != nil), p.file, deciding...)
}

func decisiveOf(kind string, in *file, deciding ...*expression) *decisive {
	d := &decisive{}
	var total reads
	var like strings.Builder
	fmt.Fprintf(&like, "%s\x00%s\x00%s", kind, in.dialect, in.directory.path)
	paths := map[string]bool{}
	add := func(of *file, role string, e *expression) {
		total.add(e.reads)
		// The source as it stands: what is shown of it has lost indentation,
		// which in a heredoc is part of the value.
		fmt.Fprintf(&like, "\x00%s\x00%s", role, e.rng.SliceBytes(of.src))
		for _, read := range e.subjects {
			path := namedPathOf(read.traversal)
			if text := path.root + "\x00" + strings.Join(path.names, "\x00"); !paths[text] {
				paths[text] = true
				d.paths = append(d.paths, path)
			}
		}
	}
	seen := map[*local]bool{}
	for _, e := range deciding {
		add(in, "", e)
		for _, l := range inOrder(nil, e.locals) {
			if seen[l] {
				continue
			}
			seen[l] = true
			role := l.variable
			if l.file != in {
				role += " of " + l.file.path // the name may be that of two
			}
			add(l.file, role, l.value)
		}
	}
	if total.wholeMeta || total.data || total.resources.All || len(total.resources.Set) > 0 {
		return nil
	}
	d.meta = slices.Sorted(maps.Keys(total.meta))
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

// digest identifies the values of the subject that d depends on; false when one of
// them is not to be remembered.
func (d *decisive) digest(s Subject) (digest, bool) {
	if d == nil {
		return digest{}, false
	}
	text := make([]byte, 0, 512)
	var ok bool
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
			root = s.Attrs
		}
		if text, ok = path.append(text, root); !ok {
			return digest{}, false
		}
	}
	return sha256.Sum256(text), true
}

// findDecisive is done once all files are compiled, because a file may borrow
// locals of another.
func (s *Set) findDecisive() {
	for _, p := range s.policies {
		p.decisive = decisiveOfPolicy(p)
		for _, l := range p.locals {
			l.decisive = decisiveOf("local", p.file, l.value)
		}
	}
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
			var ok bool
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
