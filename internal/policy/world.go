package policy

import (
	"errors"
	"fmt"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// World is what policies can ask for beyond what they judge. It must be safe
// for concurrent use.
type World interface {
	// Resources returns the planned object of every instance of exactly this
	// type of managed resource, in every module and in a fixed order, also
	// those that do not change, and never those that will be destroyed. The
	// objects hold at least the named attributes.
	Resources(typ string, names change.Names) ([]cty.Value, error)
	// Data returns what the data source of this type and configuration says;
	// false when it is not known, and an error when there is none.
	Data(typ string, config cty.Value) (cty.Value, bool, error)
}

// Answers counts the arguments of a configuration that a data source says of
// itself, and reports whether those are as asked for. What a plan or a mock holds
// as a tuple or an object is compared with lists, sets and maps by what it holds.
func Answers(source cty.Value, config map[string]cty.Value) (said int, agrees bool) {
	plain, _ := source.Unmark()
	if !plain.IsKnown() || plain.IsNull() || !plain.Type().IsObjectType() {
		return 0, len(config) == 0
	}
	for name, want := range config {
		if !plain.Type().HasAttribute(name) {
			continue
		}
		equal, _ := same(plain.GetAttr(name), want).Unmark()
		if !equal.IsKnown() || equal.False() {
			return said, false
		}
		said++
	}
	return said, true
}

// Arguments are the configuration that a data source is asked for with; false when
// it is not known.
func Arguments(config cty.Value) (arguments map[string]cty.Value, known bool) {
	config, _ = config.UnmarkDeep()
	if !config.IsWhollyKnown() {
		return nil, false
	}
	if config.IsNull() || !keyed(config) {
		return nil, true
	}
	return config.AsValueMap(), true
}

// TheOne returns the data source that answers, of several that do: they have to
// say the same, as the configuration has to single one out.
func TheOne(answers []cty.Value) (cty.Value, bool) {
	if len(answers) == 0 {
		return cty.NilVal, false
	}
	for _, other := range answers[1:] {
		if !other.RawEquals(answers[0]) {
			return cty.NilVal, false
		}
	}
	return answers[0], true
}

// anything is a parameter that takes any value as it is.
func anything(name string) function.Parameter {
	return function.Parameter{
		Name: name, Type: cty.DynamicPseudoType,
		AllowNull: true, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true,
	}
}

var typeName = function.Parameter{Name: "type", Type: cty.String}

// worldFunctions are the functions that look beyond their arguments. Without an
// environment they serve for their signatures.
func worldFunctions(env *Environment) map[string]function.Function {
	filter := anything("filter") // may be left out, which is as null
	return map[string]function.Function{
		getResources: function.New(&function.Spec{
			Params:   []function.Parameter{typeName},
			VarParam: &filter,
			Type:     function.StaticReturnType(cty.DynamicPseudoType),
			Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
				switch len(args) {
				case 1:
					return env.resources(args[0].AsString(), cty.NullVal(cty.DynamicPseudoType))
				case 2:
					return env.resources(args[0].AsString(), args[1])
				default:
					return cty.DynamicVal, errors.New("core::getresources takes a type and at most one filter")
				}
			},
		}),
		getDataSource: function.New(&function.Spec{
			Params: []function.Parameter{typeName, anything("config")},
			Type:   function.StaticReturnType(cty.DynamicPseudoType),
			Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
				return env.data(args[0].AsString(), args[1])
			},
		}),
		getHTTPRequest: refusing("core::gethttprequest would reach the network, which a check never does; hand the policy what it needs as an input",
			function.Parameter{Name: "url", Type: cty.DynamicPseudoType}, function.Parameter{Name: "options", Type: cty.DynamicPseudoType}),
	}
}

// refusing is a function whose every call is an error.
func refusing(why string, params ...function.Parameter) function.Function {
	spec := &function.Spec{
		Params: params,
		Type:   func([]cty.Value) (cty.Type, error) { return cty.DynamicPseudoType, errors.New(why) },
		Impl:   func([]cty.Value, cty.Type) (cty.Value, error) { return cty.DynamicVal, errors.New(why) },
	}
	if len(params) == 0 {
		rest := anything("arguments")
		spec.VarParam = &rest
	}
	for i := range spec.Params {
		spec.Params[i] = anything(spec.Params[i].Name)
	}
	return function.New(spec)
}

func pluginFunction(name string) function.Function {
	return refusing(fmt.Sprintf("%s is a function of the plugin %q, and a check runs no plugins; hand the policy what it needs as an input",
		name, strings.Split(name, "::")[1]))
}

func (env *Environment) data(typ string, config cty.Value) (cty.Value, error) {
	if env.world == nil {
		return cty.DynamicVal, errNoWorld
	}
	if found, ok, err := env.world.Data(typ, config); ok || err != nil {
		return found, err
	}
	_, marks := config.UnmarkDeep()
	return cty.DynamicVal.WithMarks(marks).Mark(change.Origin{Address: "data." + typ}), nil
}

var errNoWorld = errors.New("there is no plan to look in")
