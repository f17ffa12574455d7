package check

import (
	"strings"

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

// subject is one way to judge a change, and the policies that do.
type subject struct {
	kind      policy.Kind
	operation policy.Operation
	policies  []*policy.Policy
}

// needsWholePlan reports whether a policy asks for more than the change.
func (s subject) needsWholePlan() bool {
	for _, p := range s.policies {
		if p.Data || p.Resources.All || len(p.Resources.Set) > 0 {
			return true
		}
	}
	return false
}

// subjects finds the policies for a change, and notes that they matched.
func (c *checker) subjects(ch change.Change) []subject {
	var subjects []subject
	add := func(kind policy.Kind, operation policy.Operation) {
		matching := c.request.Bundle.Policies.Matching(kind, operation, ch.Type)
		for _, p := range matching {
			c.matched.Store(p, struct{}{})
		}
		if len(matching) > 0 {
			subjects = append(subjects, subject{kind, operation, matching})
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
func (s subject) values(ch change.Change) (policy.Subject, error) {
	var reads, prior change.Names
	for _, p := range s.policies {
		reads, prior = reads.Union(p.Reads), prior.Union(p.PriorReads)
		if s.operation == policy.Delete {
			// Every attribute is null, and which there are says the prior object.
			prior = prior.Union(p.Reads)
		}
	}
	judged := policy.Subject{
		Kind: s.kind, Type: ch.Type, Operation: s.operation,
		Attrs: cty.NullVal(cty.DynamicPseudoType), PriorAttrs: cty.NullVal(cty.DynamicPseudoType),
	}
	var err error
	if s.operation != policy.Delete {
		if judged.Attrs, err = ch.After.Value(reads); err != nil {
			return judged, err
		}
	}
	if s.operation != policy.Create {
		judged.PriorAttrs, err = ch.Before.Value(prior)
	}
	return judged, err
}

// meta is what the language says about a subject beside its attributes, and our
// additions to it.
func meta(ch change.Change, s subject, tenant *tenant, drifted bool) cty.Value {
	words, ok := actionWords[ch.Action]
	if !ok {
		words = []string{string(ch.Action)}
	}
	actions := make([]cty.Value, len(words))
	for i, word := range words {
		actions[i] = cty.StringVal(word)
	}
	index := ch.Index
	if index == cty.NilVal {
		index = cty.NullVal(cty.DynamicPseudoType)
	}
	slug, ring := tenant.values()
	return cty.ObjectVal(map[string]cty.Value{
		"module_path":   cty.StringVal(ch.Module),
		"operation":     cty.StringVal(string(s.operation)),
		"provider_type": cty.StringVal(ch.Provider[strings.LastIndex(ch.Provider, "/")+1:]),
		"type":          cty.StringVal(ch.Type),
		"address":       cty.StringVal(ch.Address),
		"name":          cty.StringVal(ch.Name),
		"index":         index,
		"actions":       cty.ListVal(actions),
		"imported":      cty.BoolVal(ch.Imported),
		"drifted":       cty.BoolVal(drifted),
		"tenant":        slug,
		"ring":          ring,
	})
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
