package configuration

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"slices"

	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

// order is how the AWS provider writes the members of a policy; others follow by
// name.
var order = []string{
	"Version", "Id", "Statement", "Sid", "Effect", "Action", "NotAction", "Resource", "NotResource",
	"Principal", "NotPrincipal", "Condition",
}

// documentText writes a document, known whole, as its provider does.
func documentText(value cty.Value, indent string) string {
	var compact bytes.Buffer
	writeJSON(&compact, value)
	if indent == "" {
		return compact.String()
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, compact.Bytes(), "", indent); err != nil {
		return compact.String()
	}
	return indented.String()
}

func writeJSON(into *bytes.Buffer, value cty.Value) {
	switch ty := value.Type(); {
	case value.IsNull():
		into.WriteString("null")
	case ty.IsObjectType() || ty.IsMapType():
		members := value.AsValueMap()
		names := slices.SortedFunc(maps.Keys(members), func(a, b string) int {
			return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b))
		})
		into.WriteByte('{')
		for i, name := range names {
			if i > 0 {
				into.WriteByte(',')
			}
			quoted, _ := json.Marshal(name) // a string always encodes
			into.Write(quoted)
			into.WriteByte(':')
			writeJSON(into, members[name])
		}
		into.WriteByte('}')
	case isSequence(ty):
		into.WriteByte('[')
		for i, element := range value.AsValueSlice() {
			if i > 0 {
				into.WriteByte(',')
			}
			writeJSON(into, element)
		}
		into.WriteByte(']')
	default:
		encoded, err := ctyjson.Marshal(value, ty)
		if err != nil {
			encoded = []byte("null") // a document has numbers, strings and bools
		}
		into.Write(encoded)
	}
}

func rank(name string) int {
	if i := slices.Index(order, name); i >= 0 {
		return i
	}
	return len(order)
}
