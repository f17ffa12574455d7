package plan

import (
	"bytes"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// Setting is what the configuration gives to one provider or one module.
type Setting struct {
	Address string // provider.aws.west or module.a.module.b, without instance keys
	Name    string // of the provider or of the call
	Alias   string // of the provider
	Source  string // registry.terraform.io/hashicorp/aws or ./modules/a
	Version string // the constraint, as written
	// Arguments are the ones that are set. A value that is written out is
	// sensitive, because the plan does not say which of them are secret; any
	// other is unknown, because the plan has no more than its references.
	Arguments change.Object
}

// Providers are the provider configurations, once [Reader.Changes] has ended.
func (r *Reader) Providers() []Setting { return r.conf.providers }

// Modules are the module calls, once [Reader.Changes] has ended.
func (r *Reader) Modules() []Setting { return r.conf.modules }

// providerConfig reads one member of provider_config.
func (r *Reader) providerConfig() error {
	var s Setting
	var inModule string
	var expressions jsontext.Value
	err := r.object(func(key string) error {
		switch key {
		case "name":
			return r.string(&s.Name)
		case "full_name":
			return r.string(&s.Source)
		case "alias":
			return r.string(&s.Alias)
		case "version_constraint":
			return r.string(&s.Version)
		case "module_address":
			return r.string(&inModule)
		case "expressions":
			return r.raw(&expressions)
		default:
			return r.skip()
		}
	})
	parts := []string{change.Block(inModule), "provider", s.Name, s.Alias}
	s.Address = strings.Trim(strings.Join(parts, "."), ".")
	r.conf.blocks[s.Address] = &block{module: &module{path: change.Block(inModule)}, expressions: expressions}
	s.Arguments = arguments{s.Address, expressions}
	r.conf.providers = append(r.conf.providers, s)
	return err
}

// arguments are the expressions of a block as far as the plan tells their values.
type arguments struct {
	address     string
	expressions jsontext.Value
}

// Value decodes the named arguments; those that are not set are absent.
func (a arguments) Value(names change.Names) (cty.Value, error) {
	return a.object(a.expressions, names, nil)
}

func (a arguments) object(expressions jsontext.Value, names change.Names, at change.Path) (cty.Value, error) {
	attrs := map[string]cty.Value{}
	for name, expression := range members(expressions) {
		if !names.Has(string(name)) {
			continue
		}
		value, err := a.value(expression, at.Member(string(name)))
		if err != nil {
			return cty.NilVal, err
		}
		attrs[string(name)] = value
	}
	return cty.ObjectVal(attrs), nil
}

func (a arguments) value(expression jsontext.Value, at change.Path) (cty.Value, error) {
	switch {
	case len(at) > maxDepth:
		return cty.NilVal, errTooDeep
	case expression.Kind() == '[':
		var blocks []cty.Value
		for element := range elements(expression) {
			value, err := a.value(element, at.Element(len(blocks)))
			if err != nil {
				return cty.NilVal, err
			}
			blocks = append(blocks, value)
		}
		return cty.TupleVal(blocks), nil
	case isConstant(expression):
		return a.constant(member(expression, "constant_value"), at)
	case !isExpression(expression) && expression.Kind() == '{':
		return a.object(expression, change.AllNames, at)
	default:
		return cty.DynamicVal.Mark(change.Origin{Address: a.address, Attribute: at.String()}), nil
	}
}

func (a arguments) constant(raw jsontext.Value, at change.Path) (cty.Value, error) {
	value, _, err := builder{address: a.address}.build(raw, mask{}, mask{}, at)
	if err == nil && bytes.IndexByte(raw, '"') >= 0 {
		value = value.Mark(change.Sensitive)
	}
	return value, err
}
