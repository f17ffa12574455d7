package plain

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/zclconf/go-cty/cty"
)

// ErrTrailing says that something follows the end of a document.
var ErrTrailing = errors.New("something follows the document")

// DecodeJSON reads a document. It refuses what two readers could read as two
// documents: a member that is there twice, and something after the end. Within
// reports that no number in it is longer than digits, or has an exponent.
func DecodeJSON(document string, digits int) (value Value, within bool, err error) {
	r := readers.Get().(*reader)
	defer r.release()
	r.digits, r.within = digits, true
	r.document.Reset()
	r.document.WriteString(document)
	r.decoder.Reset(&r.document, jsontext.AllowInvalidUTF8(true))
	value, err = r.value()
	if err == nil {
		if _, more := r.decoder.ReadToken(); !errors.Is(more, io.EOF) {
			err = ErrTrailing
		}
	}
	if err != nil {
		return nil, false, err
	}
	return value, r.within, nil
}

type reader struct {
	document bytes.Buffer // which the decoder reads without copying it
	decoder  jsontext.Decoder
	digits   int
	within   bool
}

var readers = sync.Pool{New: func() any { return &reader{} }}

// release takes a reader back, unless it grew for a document like few others.
func (r *reader) release() {
	if r.document.Cap() <= maxDocument {
		readers.Put(r)
	}
}

var dynamicNull = &Null{cty.DynamicPseudoType}

// value reads one value. How deep it may be nested, the decoder limits.
func (r *reader) value() (Value, error) {
	token, err := r.decoder.ReadToken()
	if err != nil {
		return nil, err
	}
	switch token.Kind() {
	case 'n':
		return dynamicNull, nil
	case 't', 'f':
		return token.Bool(), nil
	case '"':
		return normalized(token.String()), nil
	case '0':
		text := token.String()
		r.within = r.within && len(text) <= r.digits && !strings.ContainsAny(text, "eE")
		number, err := cty.ParseNumberVal(text)
		if err != nil {
			return nil, err
		}
		return number.AsBigFloat(), nil
	case '[':
		elements := []Value{}
		for r.decoder.PeekKind() != ']' {
			element, err := r.value()
			if err != nil {
				return nil, err
			}
			elements = append(elements, element)
		}
		_, err := r.decoder.ReadToken()
		return &List{Elements: elements}, err
	default:
		return r.object()
	}
}

// normalized is how cty writes a string. ASCII is so already.
func normalized(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return cty.NormalizeString(s)
		}
	}
	return s
}

func (r *reader) object() (Value, error) {
	members := make([]Member, 0, fewMembers)
	for r.decoder.PeekKind() != '}' {
		token, err := r.decoder.ReadToken()
		if err != nil {
			return nil, err
		}
		name := normalized(token.String())
		value, err := r.value()
		if err != nil {
			return nil, err
		}
		members = append(members, Member{name, value})
	}
	if _, err := r.decoder.ReadToken(); err != nil {
		return nil, err
	}
	object := NewObject(members)
	for i := 1; i < len(members); i++ {
		if members[i].Name == members[i-1].Name {
			return nil, jsontext.ErrDuplicateName // once both are written in one way
		}
	}
	return object, nil
}
