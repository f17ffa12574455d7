package plan

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// Output is the planned change of one output of the root module. Its sides are
// whole values, of any type; unknown parts have paths below the value.
type Output struct {
	Name          string
	Action        change.Action
	Before, After change.Object
	Sensitive     bool
}

// Outputs returns the outputs' changes, those that do not change among them,
// once [Reader.Changes] has ended.
func (r *Reader) Outputs() ([]Output, error) { return r.outputs, nil }

// output reads one member of output_changes.
func (r *Reader) output(name string) error {
	o := Output{Name: name}
	var s sides
	var words []string
	err := r.object(func(key string) error {
		switch key {
		case "actions":
			return r.array(func() error {
				var word string
				err := r.string(&word)
				words = append(words, word)
				return err
			})
		case "before":
			return r.raw(&s.before)
		case "after":
			return r.raw(&s.after)
		case "after_unknown":
			return r.raw(&s.afterUnknown)
		case "before_sensitive":
			return r.raw(&s.beforeSensitive)
		case "after_sensitive":
			return r.raw(&s.afterSensitive)
		default:
			return r.skip()
		}
	})
	if err != nil {
		return err
	}
	action, known := actions[strings.Join(words, " ")]
	if !known {
		return refuse("Unknown action", "The plan has actions [%s] for output %s, which this version does not know, so it cannot judge them. Use a newer nhi.", strings.Join(words, ", "), name)
	}
	o.Action = action
	o.Sensitive = s.beforeSensitive.Kind() == 't' || s.afterSensitive.Kind() == 't'
	address := "output." + name
	o.Before = whole{builder{address, r.facts.Redacted}, s.before, nil, s.beforeSensitive}
	o.After = whole{builder{address, r.facts.Redacted}, s.after, s.afterUnknown, s.afterSensitive}
	r.outputs = append(r.outputs, o)
	return nil
}

// stateOutput reads one output of a state.
func (r *Reader) stateOutput(name string) error {
	o := Output{Name: name, Action: change.NoOp}
	var value jsontext.Value
	err := r.object(func(key string) error {
		switch key {
		case "sensitive":
			return r.bool(&o.Sensitive)
		case "value":
			return r.raw(&value)
		default:
			return r.skip()
		}
	})
	o.Before = whole{builder{address: "output." + name}, value, nil, nil}
	o.After = o.Before
	r.outputs = append(r.outputs, o)
	return err
}

// whole is one side of an output.
type whole struct {
	builder
	value, unknown, sensitive jsontext.Value
}

// Value decodes all of it, whatever the names: it need not be an object.
func (w whole) Value(change.Names) (cty.Value, error) {
	unknown, err := parseMask(w.unknown, change.AllNames)
	if err != nil {
		return cty.NilVal, err
	}
	sensitive, err := parseMask(w.sensitive, change.AllNames)
	if err != nil {
		return cty.NilVal, err
	}
	value, present, err := w.build(w.value, unknown, sensitive, nil)
	if err == nil && !present {
		value = cty.NullVal(cty.DynamicPseudoType)
	}
	return value, err
}

// outputExpression keeps what sets an output, so that it is known what it waits for.
func (r *Reader) outputExpression(m *module, name string) error {
	b := &block{module: m}
	err := r.object(func(key string) error {
		if key != "expression" {
			return r.skip()
		}
		var expression jsontext.Value
		err := r.raw(&expression)
		b.expressions = jsontext.Value(`{"value":` + string(expression) + `}`)
		return err
	})
	if m.parent == nil {
		r.conf.blocks["output."+name] = b
	}
	return err
}
