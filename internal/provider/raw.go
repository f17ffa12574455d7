package provider

import (
	"maps"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The functions below look at values beneath the framework's types, where an
// attribute can be handled without knowing which it is.

// attributesOf returns a copy: tftypes hands out the map of the value itself.
func attributesOf(object tftypes.Value) map[string]tftypes.Value {
	var values map[string]tftypes.Value
	if object.IsNull() || !object.IsKnown() || object.As(&values) != nil {
		return nil
	}
	return maps.Clone(values)
}

// carryOver returns the plan with its computed attributes as they are in the
// state. Terraform proposes them unknown as soon as anything else changes.
func carryOver(plan tfsdk.Plan, state tfsdk.State) tftypes.Value {
	planned, prior := attributesOf(plan.Raw), attributesOf(state.Raw)
	for name, attribute := range plan.Schema.GetAttributes() {
		if attribute.IsComputed() && !attribute.IsOptional() {
			planned[name] = prior[name]
		}
	}
	return tftypes.NewValue(plan.Raw.Type(), planned)
}

// isGiven reports whether the value of an attribute, named with dots, is there
// to be judged: it is known, and no default will stand in for it.
func isGiven(config tfsdk.Config, attribute string) bool {
	name, _, _ := strings.Cut(attribute, ".")
	if a, ok := config.Schema.GetAttributes()[name]; ok && a.IsComputed() && attributesOf(config.Raw)[name].IsNull() {
		return false
	}
	return isKnown(config.Raw, attribute)
}

// isKnown reports whether everything in an attribute is known.
func isKnown(object tftypes.Value, attribute string) bool {
	name, rest, nested := strings.Cut(attribute, ".")
	value, found := attributesOf(object)[name]
	switch {
	case !found:
		return object.IsKnown()
	case nested:
		return isKnown(value, rest)
	default:
		return value.IsFullyKnown()
	}
}
