package configuration

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// Setting is what the configuration gives to one provider or one module.
type Setting struct {
	Address string // provider.aws.west or module.a.module.b, without instance keys
	Name    string // of the provider or of the call
	Alias   string // of the provider
	Source  string // registry.terraform.io/hashicorp/aws or ./modules/a
	Version string // that was installed, or else the constraint
	// Arguments are the ones that are set. A known value with text in it is
	// sensitive, because only the provider knows which of them are secret.
	Arguments change.Object
}

// Locks are the versions of providers that were installed, by source address, as
// the dependency lock file has them. What cannot be read of it is left out.
func Locks(content []byte) map[string]string {
	versions := map[string]string{}
	parsed, _ := parse(content, ".terraform.lock.hcl")
	body, ok := parsed.(*hclsyntax.Body)
	if !ok {
		return versions
	}
	for _, b := range body.Blocks {
		if b.Type == "provider" && len(b.Labels) == 1 {
			versions[b.Labels[0]], _ = (&block{parts: []part{nativePart(b)}}).literal("version")
		}
	}
	return versions
}

// Providers are the provider configurations of every module, and the providers
// that the root module uses without configuring them. Sources are completed
// to the addresses that are known to be in use.
func (e *Evaluator) Providers(inUse []string, locks map[string]string) []Setting {
	var settings []Setting
	inUse = append(slices.Sorted(maps.Keys(locks)), inUse...)
	e.eachModule(func(s scope, path string) {
		several := s.module.several()
		required := requirements(several["terraform"])
		if path == "" {
			for _, name := range s.module.implied() {
				if _, said := required[name]; !said {
					required[name] = requirement{}
				}
			}
		}
		add := func(name, alias string, b *block) {
			source := complete(name, required[name].source, inUse)
			setting := Setting{
				Address: strings.Trim(strings.Join([]string{path, "provider", name, alias}, "."), "."),
				Name:    name, Alias: alias, Source: source, Version: required[name].version,
			}
			if locked := locks[source]; locked != "" {
				setting.Version = locked
			}
			setting.Arguments = given{s, b, setting.Address, []string{"alias", "version"}}
			settings = append(settings, setting)
		}
		for _, name := range slices.Sorted(maps.Keys(several)) {
			provider, ok := strings.CutPrefix(name, "provider.")
			if !ok {
				continue
			}
			for _, b := range several[name] {
				alias, _ := b.literal("alias")
				add(provider, alias, b)
			}
		}
		if path != "" {
			return
		}
		for _, name := range slices.Sorted(maps.Keys(required)) {
			if len(several["provider."+name]) == 0 {
				add(name, "", nil)
			}
		}
	})
	return settings
}

// Modules are the module calls of every module.
func (e *Evaluator) Modules() []Setting {
	var settings []Setting
	e.eachModule(func(s scope, path string) {
		for _, name := range s.module.names("module.") {
			call := s.module.block("module." + name)
			setting := Setting{Address: strings.Trim(path+".module."+name, "."), Name: name}
			setting.Source, _ = call.literal("source")
			setting.Version, _ = call.literal("version")
			if child, ok := s.child(name, cty.NilVal); ok && child.module.dir.version != "" {
				setting.Version = child.module.dir.version
			}
			setting.Arguments = given{s.in(repetition{block: call}), call, setting.Address, []string{"source", "version", "count", "for_each", "providers", "depends_on"}}
			settings = append(settings, setting)
		}
	})
	return settings
}

// eachModule visits the modules that are installed, from the root on.
func (e *Evaluator) eachModule(visit func(s scope, path string)) {
	var walk func(s scope, path string)
	walk = func(s scope, path string) {
		visit(s, path)
		for _, name := range s.module.names("module.") {
			if child, ok := s.child(name, cty.NilVal); ok {
				walk(child, strings.Trim(path+".module."+name, "."))
			}
		}
	}
	if root, ok := e.scopeOf(nil); ok {
		walk(root, "")
	}
}

// setting returns the block that the address of a [Setting] names, or that of an
// output of the root module; an empty one for a provider that is not configured.
func (e *Evaluator) setting(address string) (scope, *block, bool) {
	names := strings.Split(address, ".")
	var calls []change.Call
	for len(names) > 2 && names[0] == "module" {
		calls, names = append(calls, change.Call{Name: names[1]}), names[2:]
	}
	s, ok := e.scopeOf(calls)
	switch {
	case !ok || len(names) < 2:
		return scope{}, nil, false
	case names[0] == "module" && len(names) == 2:
		call := s.module.block(address[strings.LastIndex(address, "module."):])
		return s.in(repetition{block: call}), call, call != nil
	case names[0] == "output" && len(names) == 2 && len(calls) == 0:
		output := s.module.block(address)
		return s, output, output != nil
	case names[0] != "provider":
		return scope{}, nil, false
	}
	for _, b := range s.module.several()["provider."+names[1]] {
		alias, _ := b.literal("alias")
		if alias == strings.Join(names[2:], ".") {
			return s, b, true
		}
	}
	return s, &block{parts: []part{{}}}, true
}

// requirement is one entry of required_providers.
type requirement struct{ source, version string }

func requirements(blocks []*block) map[string]requirement {
	required := map[string]requirement{}
	for _, b := range blocks {
		for _, n := range b.nested("required_providers") {
			for name, attribute := range n.attributes {
				var r requirement
				value, _ := attribute.Expr.Value(nil)
				switch {
				case value.IsNull() || !value.IsKnown():
				case value.Type() == cty.String:
					r.version = value.AsString()
				case value.Type().IsObjectType():
					r.source, r.version = literal(value, "source"), literal(value, "version")
				}
				required[name] = r
			}
		}
	}
	return required
}

func literal(object cty.Value, name string) string {
	value := argument(object, name)
	if !value.IsKnown() || value.IsNull() || value.Type() != cty.String {
		return ""
	}
	return value.AsString()
}

// complete makes a source a full address: with the registry that is in use for
// it, else Terraform's.
func complete(name, source string, inUse []string) string {
	if source == "" && name == "terraform" {
		return "terraform.io/builtin/terraform"
	}
	if source == "" {
		source = "hashicorp/" + name
	}
	if strings.Count(source, "/") != 1 {
		return source
	}
	for _, full := range inUse {
		if strings.HasSuffix(full, "/"+source) {
			return full
		}
	}
	return "registry.terraform.io/" + source
}

// given are the arguments of a block, but for those that are not the provider's
// or the module's own.
type given struct {
	scope   scope
	block   *block // nil when nothing is given
	address string
	but     []string
}

// Value evaluates the named arguments; those that are not set are absent. Nested
// blocks are tuples of objects.
func (g given) Value(names change.Names) (cty.Value, error) {
	if g.block == nil {
		return cty.EmptyObjectVal, nil
	}
	attrs := map[string]cty.Value{}
	for _, p := range g.block.parts {
		maps.Copy(attrs, g.body(p, "", names))
	}
	return cty.ObjectVal(attrs), nil
}

func (g given) body(p part, path string, names change.Names) map[string]cty.Value {
	attrs := map[string]cty.Value{}
	for name, attribute := range p.attributes {
		if names.Has(name) && (path != "" || !slices.Contains(g.but, name)) {
			attrs[name] = g.shown(g.scope.evaluate(attribute.Expr), path+name)
		}
	}
	blocks := map[string][]cty.Value{}
	for _, n := range p.nested {
		if names.Has(n.name) {
			at := path + n.name + "[" + strconv.Itoa(len(blocks[n.name])) + "]."
			blocks[n.name] = append(blocks[n.name], cty.ObjectVal(g.body(n.part, at, change.AllNames)))
		}
	}
	for name, list := range blocks {
		attrs[name] = cty.TupleVal(list)
	}
	for _, n := range p.nested {
		if n.dynamic != nil && names.Has(n.name) {
			attrs[n.name] = g.shown(unknown(n.name), path+n.name)
		}
	}
	return attrs
}

// shown is an argument as a policy sees it.
func (g given) shown(value cty.Value, path string) cty.Value {
	return reshape(value, func(leaf cty.Value) cty.Value {
		plain, marks := leaf.Unmark()
		switch {
		case !plain.IsKnown():
			return cty.DynamicVal.WithMarks(sensitivity(marks)).Mark(change.Origin{Address: g.address, Attribute: path})
		case plain.Type() == cty.String && !plain.IsNull():
			return plain.Mark(change.Sensitive)
		default:
			return plain.WithMarks(sensitivity(marks))
		}
	})
}
