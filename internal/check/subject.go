package check

import (
	"maps"
	"strings"
	"sync"

	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// read is the operation of a data source, which the language has no word for:
// it knows no policies on data sources.
const read policy.Operation = "read"

// operations is how the language sees what Terraform plans. A replacement is
// judged twice. What is forgotten leaves our sight as what is deleted does, so
// it is judged as a delete; meta.actions tells the two apart. An object that is
// forgotten because another takes its place is judged as a create alone, as the
// language says.
var operations = map[change.Action][]policy.Operation{
	change.Create:           {policy.Create},
	change.Update:           {policy.Update},
	change.NoOp:             {policy.NoOp},
	change.Delete:           {policy.Delete},
	change.Forget:           {policy.Delete},
	change.DeleteThenCreate: {policy.Create, policy.Delete},
	change.CreateThenDelete: {policy.Create, policy.Delete},
	change.CreateThenForget: {policy.Create},
	change.ForgetThenCreate: {policy.Create},
}

// actionWords are the words of Terraform's plan for meta.actions.
var actionWords = map[change.Action][]string{
	change.DeleteThenCreate: {"delete", "create"},
	change.CreateThenDelete: {"create", "delete"},
	change.CreateThenForget: {"create", "forget"},
	change.ForgetThenCreate: {"forget", "create"},
}

// subject is one way to judge changes of a type, and the policies that do. It is
// the same for all changes of the type.
type subject struct {
	kind      policy.Kind
	operation policy.Operation
	policies  []*policy.Policy

	reads, prior, meta change.Names // what the policies can read
	needsWholePlan     bool         // a policy asks for more than the change

	alike     bool // meta is the same for all changes of the type
	once      sync.Once
	described cty.Value // that meta
}

func newSubject(kind policy.Kind, operation policy.Operation, policies []*policy.Policy) *subject {
	s := &subject{kind: kind, operation: operation, policies: policies}
	for _, p := range policies {
		s.reads, s.prior, s.meta = s.reads.Union(p.Reads), s.prior.Union(p.PriorReads), s.meta.Union(p.MetaReads)
		s.needsWholePlan = s.needsWholePlan || p.Data || p.Resources.All || len(p.Resources.Set) > 0
	}
	if operation == policy.Delete {
		// Every attribute is null, and which there are says the prior object.
		s.prior = s.prior.Union(s.reads)
	}
	s.alike = !s.meta.All
	for name := range s.meta.Set {
		s.alike = s.alike && (name == "type" || name == "operation")
	}
	return s
}

// subjectKey is what a subject is kept under.
type subjectKey struct {
	kind      policy.Kind
	operation policy.Operation
	typ       string
}

// subjects finds the policies for a change, and notes that they matched.
func (c *checker) subjects(ch change.Change) []*subject {
	var subjects []*subject
	add := func(kind policy.Kind, operation policy.Operation) {
		key := subjectKey{kind, operation, ch.Type}
		s, known := c.subjectsOf[key]
		if !known {
			s = newSubject(kind, operation, c.request.Bundle.Policies.Matching(kind, operation, ch.Type))
			c.subjectsOf[key] = s
			for _, p := range s.policies {
				c.matched.Store(p, struct{}{})
			}
		}
		if len(s.policies) > 0 {
			subjects = append(subjects, s)
		}
	}
	switch ch.Mode {
	case change.Managed:
		for _, operation := range operations[ch.Action] {
			add(policy.ResourcePolicy, operation)
		}
	case change.Data:
		if ch.Action == change.Read {
			add(policy.DataPolicy, read)
		}
	default:
		c.modes.add(string(ch.Mode))
	}
	return subjects
}

// values decodes what the subject's policies read, and no more.
func (s *subject) values(ch change.Change) (policy.Subject, error) {
	judged := policy.Subject{
		Kind: s.kind, Type: ch.Type, Operation: s.operation,
		Attrs: cty.NullVal(cty.DynamicPseudoType), PriorAttrs: cty.NullVal(cty.DynamicPseudoType),
	}
	var err error
	if s.operation != policy.Delete {
		if judged.Attrs, err = ch.After.Value(s.reads); err != nil {
			return judged, err
		}
	}
	if s.operation != policy.Create {
		judged.PriorAttrs, err = ch.Before.Value(s.prior)
	}
	return judged, err
}

// described is what the fields of meta are made of.
type described struct {
	change.Change
	operation policy.Operation
	tenant    *tenant
	drifted   bool
}

// describe returns meta: what the language says about a subject beside its attributes, as far as
// the subject's policies read it. What is null in it is not set, as when a mock of a
// test leaves it out: core::try falls back then.
func (s *subject) describe(ch change.Change, tenant *tenant, drifted bool) cty.Value {
	if s.alike {
		s.once.Do(func() { s.described = s.fields(described{Change: ch, operation: s.operation}) })
		return s.described
	}
	return s.fields(described{ch, s.operation, tenant, drifted})
}

func (s *subject) fields(d described) cty.Value {
	attrs := make(map[string]cty.Value, len(s.meta.Set))
	for name, field := range metaFields {
		if s.meta.Has(name) {
			attrs[name] = field(d)
		}
	}
	return setOf(attrs)
}

// setOf is the object of the fields of meta that are set.
func setOf(fields map[string]cty.Value) cty.Value {
	maps.DeleteFunc(fields, func(_ string, value cty.Value) bool { return value.IsNull() })
	return cty.ObjectVal(fields)
}

// metaFields are those of the language that a plan tells, and our additions.
var metaFields = map[string]func(described) cty.Value{
	"module_path":   func(d described) cty.Value { return cty.StringVal(d.Module) },
	"operation":     func(d described) cty.Value { return cty.StringVal(string(d.operation)) },
	"provider_type": func(d described) cty.Value { return cty.StringVal(d.Provider[strings.LastIndex(d.Provider, "/")+1:]) },
	"type":          func(d described) cty.Value { return cty.StringVal(d.Type) },
	"address":       func(d described) cty.Value { return cty.StringVal(d.Address) },
	"name":          func(d described) cty.Value { return cty.StringVal(d.Name) },
	"index":         described.index,
	"actions":       described.actions,
	"imported":      func(d described) cty.Value { return cty.BoolVal(d.Imported) },
	"drifted":       func(d described) cty.Value { return cty.BoolVal(d.drifted) },
	"tenant": func(d described) cty.Value {
		slug, _ := d.tenant.values()
		return slug
	},
	"ring": func(d described) cty.Value {
		_, ring := d.tenant.values()
		return ring
	},
}

func (d described) index() cty.Value {
	if d.Index == cty.NilVal {
		return cty.NullVal(cty.DynamicPseudoType)
	}
	return d.Index
}

func (d described) actions() cty.Value {
	words, ok := actionWords[d.Action]
	if !ok {
		words = []string{string(d.Action)}
	}
	actions := make([]cty.Value, len(words))
	for i, word := range words {
		actions[i] = cty.StringVal(word)
	}
	return cty.ListVal(actions)
}

// values are meta.tenant and meta.ring, null where it is not known.
func (t *tenant) values() (slug, ring cty.Value) {
	slug, ring = cty.NullVal(cty.String), cty.NullVal(cty.Number)
	if t != nil {
		slug = textOrNull(t.Slug)
	}
	if t != nil && t.ID != "" {
		ring = cty.NumberIntVal(t.Ring)
	}
	return slug, ring
}
