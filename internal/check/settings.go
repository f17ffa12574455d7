package check

import (
	"slices"
	"strings"

	"github.com/hashicorp/go-version"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/plan"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// Configured is a [Plan] that tells what its configuration gives to providers
// and modules, once Changes has ended.
type Configured interface {
	Plan
	Providers() []plan.Setting
	Modules() []plan.Setting
}

// settings judges provider configurations and module calls. There are few of
// them, so they need no workers. A plan that should tell of them and does not leaves
// their policies without an answer, which is an error.
func (c *checker) settings() {
	judges := func(p *policy.Policy) bool {
		return p.Kind == policy.ProviderPolicy || p.Kind == policy.ModulePolicy
	}
	if !slices.ContainsFunc(c.request.Bundle.Policies.Policies(), judges) {
		return
	}
	if c.request.Plan.Facts().State {
		return // it has no configuration, and the policies that matched nothing are listed
	}
	configured, ok := c.request.Plan.(Configured)
	if !ok || !c.request.Plan.Facts().Configured {
		for _, p := range c.request.Bundle.Policies.Policies() {
			if judges(p) {
				c.matched.Store(p, struct{}{})
				f := failed(p, "This input does not tell how providers and modules are configured. Check the output of terraform show -json.")
				f.Address = map[policy.Kind]string{policy.ProviderPolicy: "provider", policy.ModulePolicy: "module"}[p.Kind]
				c.findings = append(c.findings, f)
			}
		}
		return
	}
	c.configured(configured.Providers(), policy.ProviderPolicy)
	c.configured(configured.Modules(), policy.ModulePolicy)
}

func (c *checker) configured(all []plan.Setting, kind policy.Kind) {
	for _, s := range all {
		subject := c.settingSubject(s, kind)
		for _, p := range c.request.Bundle.Policies.Matching(kind, "", subject.Type) {
			c.matched.Store(p, struct{}{})
			var f *finding
			var err error
			if subject.Attrs, err = given(s, p.Reads); err != nil {
				f = unreadable(p, err)
			} else if f = newFinding(p, c.of(c.records.given).Evaluate(p, subject)); f == nil {
				continue
			}
			f.Address = s.Address
			f.Controls = c.controls(p)
			if f.tenant = c.records.given; f.tenant != nil {
				f.Tenant = f.tenant.Slug
			}
			c.keep(f)
		}
	}
}

// settingSubject is a provider configuration or a module call as policies see it,
// without the arguments that each reads.
func (c *checker) settingSubject(s plan.Setting, kind policy.Kind) policy.Subject {
	subject := policy.Subject{Kind: kind, Type: s.Source, PriorAttrs: cty.NullVal(cty.DynamicPseudoType)}
	if kind == policy.ProviderPolicy {
		subject.Type, subject.Meta = c.providerMeta(s)
	} else {
		subject.Meta = c.moduleMeta(s)
	}
	return subject
}

// given are the arguments that the policy reads. One that is not set is null, as
// in the language.
func given(s plan.Setting, reads change.Names) (cty.Value, error) {
	value, err := s.Arguments.Value(reads)
	if err != nil {
		return value, err
	}
	attrs := map[string]cty.Value{}
	for name := range reads.Set {
		attrs[name] = cty.NullVal(cty.DynamicPseudoType)
	}
	for name := range value.Type().AttributeTypes() {
		attrs[name] = value.GetAttr(name)
	}
	return cty.ObjectVal(attrs), nil
}

// providerMeta reads the parts of a source such as
// registry.terraform.io/hashicorp/aws.
func (c *checker) providerMeta(s plan.Setting) (typ string, meta cty.Value) {
	parts := strings.Split(s.Source, "/")
	typ = parts[len(parts)-1]
	if typ == "" {
		typ = s.Name
	}
	namespace := ""
	if len(parts) > 1 {
		namespace = parts[len(parts)-2]
	}
	slug, ring := c.records.given.values()
	return typ, setOf(map[string]cty.Value{
		"tenant":    slug,
		"ring":      ring,
		"alias":     textOrNull(s.Alias),
		"name":      cty.StringVal(s.Name),
		"namespace": textOrNull(namespace),
		"source":    textOrNull(s.Source),
		"type":      cty.StringVal(typ),
		"version":   resolved(s),
	})
}

func (c *checker) moduleMeta(s plan.Setting) cty.Value {
	slug, ring := c.records.given.values()
	return setOf(map[string]cty.Value{
		"tenant":  slug,
		"ring":    ring,
		"source":  textOrNull(s.Source),
		"version": resolved(s),
		"address": cty.StringVal(s.Address),
	})
}

// resolved is the version that a constraint comes to. Only one that allows a
// single version says so; what was installed is in the lock file, which a plan in
// JSON has not.
func resolved(s plan.Setting) cty.Value {
	if v, err := version.NewVersion(strings.TrimPrefix(strings.TrimSpace(s.Version), "= ")); err == nil {
		return cty.StringVal(v.Original())
	}
	if s.Version == "" && strings.HasPrefix(s.Source, ".") {
		return cty.NullVal(cty.String)
	}
	return cty.UnknownVal(cty.String).Mark(change.Origin{Address: s.Address, Attribute: "version"})
}

func textOrNull(s string) cty.Value {
	if s == "" {
		return cty.NullVal(cty.String)
	}
	return cty.StringVal(s)
}
