package core

import (
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/nhi-governance/terraform-provider-nhi/internal/core/plain"
)

// jsonDecodeFunc gives what cty's own gives. It is not that one because that one
// reads a document twice, token by token, and most of the time that a check of a
// large plan takes goes into the documents that its policies open. It refuses
// besides what two readers could read as two documents.
var jsonDecodeFunc = function.New(&function.Spec{
	Description: stdlib.JSONDecodeFunc.Description(),
	Params:      stdlib.JSONDecodeFunc.Params(),
	Type:        function.StaticReturnType(cty.DynamicPseudoType),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		value, _, err := plain.DecodeJSON(args[0].AsString(), 0)
		if err != nil {
			return cty.NilVal, function.NewArgErrorf(0, "invalid JSON: %s", jsonProblem(err))
		}
		return plain.Cty(value), nil
	},
})

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
