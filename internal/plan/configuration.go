package plan

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// configuration is what is kept of the plan's configuration: the expressions of
// every resource, raw, by its address without instance keys. Terraform writes
// the configuration after the changes, so it is looked into once they are over.
type configuration struct {
	blocks    map[string]*block
	providers []Setting
	modules   []Setting
}

// block is one resource or data block.
type block struct {
	module      *module
	expressions jsontext.Value
	repeat      jsontext.Value // the expression of count or for_each
}

// module is one module of the configuration; what its variables are given is in
// the call.
type module struct {
	parent    *module // nil for the root module
	path      string  // module.a.module.b; empty for the root module
	arguments jsontext.Value
	repeat    jsontext.Value
}

func (r *Reader) configuration() error {
	return r.object(func(key string) error {
		switch key {
		case "provider_config":
			return r.object(func(string) error { return r.providerConfig() })
		case "root_module":
			return r.module(&module{})
		default:
			return r.skip()
		}
	})
}

func (r *Reader) module(m *module) error {
	return r.object(func(key string) error {
		switch key {
		case "resources":
			return r.array(func() error { return r.block(m) })
		case "outputs":
			return r.object(func(name string) error { return r.outputExpression(m, name) })
		case "module_calls":
			return r.object(func(name string) error { return r.call(m, name) })
		default:
			return r.skip()
		}
	})
}

func (r *Reader) call(parent *module, name string) error {
	m := &module{parent: parent, path: strings.TrimPrefix(parent.path+".module."+name, ".")}
	s := Setting{Address: m.path, Name: name}
	err := r.object(func(key string) error {
		switch key {
		case "source":
			return r.string(&s.Source)
		case "version_constraint":
			return r.string(&s.Version)
		case "expressions":
			return r.raw(&m.arguments)
		case "count_expression", "for_each_expression":
			return r.raw(&m.repeat)
		case "module":
			return r.module(m)
		default:
			return r.skip()
		}
	})
	s.Arguments = arguments{s.Address, m.arguments}
	r.conf.blocks[s.Address] = &block{module: parent, expressions: m.arguments, repeat: m.repeat}
	r.conf.modules = append(r.conf.modules, s)
	return err
}

func (r *Reader) block(m *module) error {
	raw, err := r.dec.ReadValue()
	if err != nil {
		return malformed(err)
	}
	if err := expect(raw, "", '{', "an object"); err != nil {
		return r.misplaced(err)
	}
	b := &block{module: m}
	var address string
	for name, value := range members(raw) {
		switch string(name) {
		case "address":
			if err := text(value, "/address", &address); err != nil {
				return r.misplaced(err)
			}
		case "expressions":
			b.expressions = value.Clone()
		case "count_expression", "for_each_expression":
			b.repeat = value.Clone()
		}
	}
	r.conf.blocks[strings.TrimPrefix(m.path+"."+address, ".")] = b
	return nil
}
