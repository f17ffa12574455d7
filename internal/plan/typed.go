package plan

import (
	"github.com/go-json-experiment/json/jsontext"
	"github.com/zclconf/go-cty/cty"
)

// wrongKind is what a value that was read at once has in the wrong place, which
// [Reader.misplaced] tells with where that value stands. A null is never wrong: it
// stands for what is not there.
type wrongKind struct {
	below jsontext.Pointer
	got   jsontext.Kind
	want  string
}

func (e *wrongKind) Error() string { return "not " + e.want }

// text reads what has to be a string.
func text(raw jsontext.Value, at jsontext.Pointer, into *string) error {
	if raw.Kind() == '"' {
		*into = string(unquote(raw))
		return nil
	}
	return expect(raw, at, 'n', "a string")
}

// texts reads what has to be a list of strings.
func texts(raw jsontext.Value, at jsontext.Pointer) ([]string, error) {
	err := expect(raw, at, '[', "a list")
	var all []string
	for element := range elements(raw) {
		var one string
		if err == nil {
			err = text(element, at, &one)
		}
		all = append(all, one)
	}
	return all, err
}

// instanceKey reads a number of count, or a string of for_each.
func instanceKey(raw jsontext.Value, at jsontext.Pointer, into *cty.Value) error {
	var err error
	switch raw.Kind() {
	case '"':
		*into = cty.StringVal(string(unquote(raw)))
	case '0':
		*into, err = parseNumber(string(raw))
	default:
		err = expect(raw, at, 'n', "an instance key")
	}
	return err
}

func expect(raw jsontext.Value, at jsontext.Pointer, kind jsontext.Kind, want string) error {
	if got := raw.Kind(); got != kind && got != 'n' {
		return &wrongKind{at, got, want}
	}
	return nil
}
