package plan

import (
	"github.com/go-json-experiment/json/jsontext"
	"github.com/zclconf/go-cty/cty"
)

// Variables returns the values that the root module's variables have, once
// [Reader.Changes] has ended; nil when the plan does not tell them. It does not
// say which are sensitive: the configuration does.
func (r *Reader) Variables() map[string]cty.Value { return r.variables }

// variable reads one member of variables.
func (r *Reader) variable(name string) error {
	var raw jsontext.Value
	err := r.object(func(key string) error {
		if key != "value" {
			return r.skip()
		}
		return r.raw(&raw)
	})
	if err != nil || len(raw) == 0 {
		return err // an ephemeral one has no value
	}
	value, _, err := builder{address: "var." + name}.build(raw, mask{}, mask{}, nil)
	if err != nil {
		return refuse("Not a plan", "The value of variable %s cannot be read: %s. %s", name, err, howToPlan)
	}
	r.variables[name] = value
	return nil
}
