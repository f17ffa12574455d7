package core

import (
	yaml "github.com/zclconf/go-cty-yaml"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// decoders open the Partial structure of an unknown string.
var decoders = map[string]callable{
	"jsondecode": decoder(jsonDecodeFunc),
	"yamldecode": decoder(yaml.YAMLDecodeFunc),
}

func decoder(f callable) callable {
	return around(f, func(args []cty.Value) (cty.Value, error) {
		if structure, ok := partialStructure(args[0]); ok {
			return structure, nil
		}
		plain, _ := args[0].Unmark()
		if err := bySize([]cty.Value{plain}); err != nil {
			return cty.NilVal, err
		}
		result, err := f.Call(args)
		if err != nil {
			return cty.NilVal, err
		}
		// A YAML alias repeats what it names without taking memory, and
		// whoever walks the value then pays for every repetition.
		if err := bySize([]cty.Value{result}); err != nil {
			return cty.NilVal, err
		}
		if err := checkNumbers(result); err != nil {
			return cty.NilVal, err
		}
		return settleMarks(result, false), nil
	})
}

// partialStructure returns what an unknown string is known to decode to. Two
// structures, or two origins, mean that it was computed of more than one string
// and is either of them or neither.
func partialStructure(str cty.Value) (cty.Value, bool) {
	if str.IsKnown() || str.Type() != cty.String {
		return cty.NilVal, false
	}
	_, marks := str.Unmark()
	var partial change.Partial
	partials, origins := 0, 0
	for mark := range marks {
		switch mark := mark.(type) {
		case change.Partial:
			partial = mark
			partials++
		case change.Origin:
			origins++
		}
	}
	if partials != 1 || origins > 1 {
		return cty.NilVal, false
	}
	delete(marks, partial)
	for mark := range marks {
		if _, ok := mark.(change.Origin); ok {
			delete(marks, mark) // its leaves say themselves what is unknown
		}
	}
	return partial.Value.WithMarks(marks), true
}
