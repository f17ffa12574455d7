package approval

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// Facts are what an approver approves of one record, of whatever kind.
type Facts struct {
	Kind       governance.Kind
	Tenant     string // slug
	Attributes map[string]Value
}

// Value is the value of one attribute: a [Text], a [Set] or a [Map].
type Value interface {
	isSet() bool
	encode(e *encoder)
}

// Text is a string, an instant, or any other value that has one spelling.
type Text string

// Set is a set of strings in any order, with or without duplicates.
type Set []string

// Map is a map of strings.
type Map map[string]string

// spell is the one spelling of an instant; a zero one is not set.
func spell(t time.Time) Text {
	if t.IsZero() {
		return ""
	}
	return Text(t.UTC().Format(time.RFC3339Nano))
}

// Canonical returns the canonical form, which is what is signed. It fails when
// the facts have no kind or tenant, or a text that is not UTF-8.
func (f Facts) Canonical() ([]byte, error) {
	switch {
	case f.Kind == "":
		return nil, errors.New("the record has no kind")
	case f.Tenant == "":
		return nil, errors.New("the record has no tenant that could be named, and an approval is given for one tenant")
	}
	var e encoder
	e.raw(`{"attributes":{`)
	first := true
	for _, name := range slices.SortedFunc(maps.Keys(f.Attributes), byCodeUnits) {
		value := f.Attributes[name]
		if !value.isSet() {
			continue
		}
		if !first {
			e.raw(",")
		}
		first = false
		e.at = name
		e.text(name)
		e.raw(":")
		value.encode(&e)
	}
	e.raw(`},"format":`)
	e.text(f.format())
	e.raw(`,"kind":`)
	e.text(string(f.Kind))
	e.raw(`,"tenant":`)
	e.at = "tenant"
	e.text(f.Tenant)
	e.raw("}\n")
	return e.json, e.err
}

func (t Text) isSet() bool { return t != "" }
func (s Set) isSet() bool  { return len(s) > 0 }
func (m Map) isSet() bool  { return len(m) > 0 }

func (t Text) encode(e *encoder) { e.text(string(t)) }

func (s Set) encode(e *encoder) {
	e.raw("[")
	for i, element := range slices.Compact(slices.SortedFunc(slices.Values(s), byCodeUnits)) {
		if i > 0 {
			e.raw(",")
		}
		e.text(element)
	}
	e.raw("]")
}

func (m Map) encode(e *encoder) {
	e.raw("{")
	for i, key := range slices.SortedFunc(maps.Keys(m), byCodeUnits) {
		if i > 0 {
			e.raw(",")
		}
		e.text(key)
		e.raw(":")
		e.text(m[key])
	}
	e.raw("}")
}

// byCodeUnits is the order of RFC 8785, section 3.2.3. It is not the order of
// Go's strings: a character outside the basic plane comes before U+E000.
func byCodeUnits(a, b string) int {
	return cmp.Or(slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b))), cmp.Compare(a, b))
}

// encoder writes JSON. It is not encoding/json because that escapes U+2028 and
// U+2029, where RFC 8785 does not, and turns what is not UTF-8 into U+FFFD, so
// that two texts would have one canonical form.
type encoder struct {
	json []byte
	at   string // the attribute that is being written
	err  error
}

func (e *encoder) raw(json string) { e.json = append(e.json, json...) }

// text writes a string as of RFC 8785, section 3.2.2.2.
func (e *encoder) text(s string) {
	if !utf8.ValidString(s) && e.err == nil {
		e.err = fmt.Errorf("attribute %s has text that is not UTF-8, so it has no canonical form", e.at)
	}
	e.json = append(e.json, '"')
	for i := range len(s) {
		switch c := s[i]; c {
		case '"', '\\':
			e.json = append(e.json, '\\', c)
		case '\b':
			e.raw(`\b`)
		case '\t':
			e.raw(`\t`)
		case '\n':
			e.raw(`\n`)
		case '\f':
			e.raw(`\f`)
		case '\r':
			e.raw(`\r`)
		default:
			if c < ' ' {
				e.json = fmt.Appendf(e.json, `\u%04x`, c)
			} else {
				e.json = append(e.json, c)
			}
		}
	}
	e.json = append(e.json, '"')
}
