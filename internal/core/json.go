package core

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// jsonDecodeFunc gives what cty's own gives. It is not that one because that one
// reads a document twice, token by token, and most of the time that a check of a
// large plan takes goes into the documents that its policies open. It refuses
// besides what two readers could read as two documents: a member that is there
// twice, and something after the end.
var jsonDecodeFunc = function.New(&function.Spec{
	Description: stdlib.JSONDecodeFunc.Description(),
	Params:      stdlib.JSONDecodeFunc.Params(),
	Type:        function.StaticReturnType(cty.DynamicPseudoType),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		decoder := jsontext.NewDecoder(strings.NewReader(args[0].AsString()), jsontext.AllowInvalidUTF8(true))
		value, err := readJSON(decoder)
		if err == nil {
			if _, more := decoder.ReadToken(); !errors.Is(more, io.EOF) {
				err = errors.New("something follows the document")
			}
		}
		if err != nil {
			return cty.NilVal, function.NewArgErrorf(0, "invalid JSON: %s", jsonProblem(err))
		}
		return value, nil
	},
})

// readJSON reads one value. How deep it may be nested, the decoder limits.
func readJSON(decoder *jsontext.Decoder) (cty.Value, error) {
	token, err := decoder.ReadToken()
	if err != nil {
		return cty.NilVal, err
	}
	switch token.Kind() {
	case 'n':
		return cty.NullVal(cty.DynamicPseudoType), nil
	case 't', 'f':
		return cty.BoolVal(token.Bool()), nil
	case '"':
		return cty.StringVal(token.String()), nil
	case '0':
		return cty.ParseNumberVal(token.String())
	case '[':
		var elements []cty.Value
		for decoder.PeekKind() != ']' {
			element, err := readJSON(decoder)
			if err != nil {
				return cty.NilVal, err
			}
			elements = append(elements, element)
		}
		_, err := decoder.ReadToken()
		return cty.TupleVal(elements), err
	default:
		attrs := map[string]cty.Value{}
		for decoder.PeekKind() != '}' {
			name, err := decoder.ReadToken()
			if err != nil {
				return cty.NilVal, err
			}
			key := name.String()
			if attrs[key], err = readJSON(decoder); err != nil {
				return cty.NilVal, err
			}
		}
		_, err := decoder.ReadToken()
		return cty.ObjectVal(attrs), err
	}
}

// jsonProblem says what is wrong and where, and no more of the document: that may
// be secret.
func jsonProblem(err error) string {
	var syntax *jsontext.SyntacticError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "it ends in the middle"
	case errors.Is(err, jsontext.ErrDuplicateName):
		return "an object has a member twice"
	case errors.As(err, &syntax):
		return fmt.Sprintf("it is malformed at byte %d", syntax.ByteOffset)
	default:
		return err.Error()
	}
}
