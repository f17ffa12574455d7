package provider

import (
	"context"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
)

// The functions below are pure. Null and unknown both read as nothing: what is
// not known yet is never judged, see validate.

// textOf returns a null string for "".
func textOf[T ~string](s T) types.String {
	if s == "" {
		return types.StringNull()
	}
	return types.StringValue(string(s))
}

// setOf returns a set that is never null: not set and empty are the same.
func setOf[T ~string](elements []T) types.Set {
	values := make([]attr.Value, len(elements))
	for i, element := range elements {
		values[i] = types.StringValue(string(element))
	}
	return types.SetValueMust(types.StringType, values)
}

// elementsOf returns the known elements, sorted.
func elementsOf[T ~string](set types.Set) []T {
	elements := stringsOf[T](set.Elements())
	slices.Sort(elements)
	return slices.Compact(elements)
}

func stringsOf[T ~string](values []attr.Value) []T {
	var texts []T
	for _, value := range values {
		if s, ok := value.(types.String); ok && !s.IsNull() && !s.IsUnknown() {
			texts = append(texts, T(s.ValueString()))
		}
	}
	return texts
}

// mapOf returns a map that is never null: not set and empty are the same.
func mapOf(entries map[string]string) types.Map {
	values := make(map[string]attr.Value, len(entries))
	for key, value := range entries {
		values[key] = types.StringValue(value)
	}
	return types.MapValueMust(types.StringType, values)
}

// entriesOf returns nil for a map without entries.
func entriesOf(m types.Map) map[string]string {
	var entries map[string]string
	for key, value := range m.Elements() {
		if s, ok := value.(types.String); ok && !s.IsNull() {
			if entries == nil {
				entries = map[string]string{}
			}
			entries[key] = s.ValueString()
		}
	}
	return entries
}

// objectTypes are the types of the attributes of a nested attribute.
func objectTypes(of attributes) map[string]attr.Type {
	types := make(map[string]attr.Type, len(of))
	for name, attribute := range of {
		types[name] = attribute.GetType()
	}
	return types
}

// objectOf turns a struct with tfsdk tags into an object with the attributes. It
// panics when the two do not fit, which the tests of the models rule out.
func objectOf(of attributes, value any) types.Object {
	object, diags := types.ObjectValueFrom(context.Background(), objectTypes(of), value)
	if diags.HasError() {
		panic(fmt.Sprintf("%T does not fit its schema: %v", value, diags))
	}
	return object
}

// nested reads a nested attribute. It returns nil when that is not set, and when
// a value in it is refused, which validation reports at the value.
func nested[T any](object types.Object) *T {
	if object.IsNull() || object.IsUnknown() {
		return nil
	}
	value := new(T)
	if diags := object.As(context.Background(), value, basetypes.ObjectAsOptions{}); diags.HasError() {
		return nil
	}
	return value
}

// allKnown reports whether every value is known, with all of its elements.
func allKnown(values ...attr.Value) bool {
	for _, value := range values {
		if !known(value) {
			return false
		}
	}
	return true
}

// known reports whether a value and all of its elements are known.
func known(v attr.Value) bool {
	value, err := v.ToTerraformValue(context.Background())
	return err == nil && value.IsFullyKnown()
}
