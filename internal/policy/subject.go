package policy

import "github.com/zclconf/go-cty/cty"

// variables are what the subject adds to the scope. Its Attrs are as [Policy.attrs]
// has them.
func (p *Policy) variables(s Subject) map[string]cty.Value {
	variables := make(map[string]cty.Value, 3+len(p.meta)+len(p.locals))
	variables["attrs"] = s.Attrs
	variables["prior_attrs"] = s.PriorAttrs
	for _, field := range p.meta {
		value, given := metaField(s, field)
		variables["meta."+field] = value
		if given {
			variables[triedMeta+field] = value
		}
	}
	if p.wholeMeta {
		variables["meta"] = wholeMeta(s)
	}
	return variables
}

// attrs is the variable of that name.
func (p *Policy) attrs(s Subject) cty.Value {
	attrs := orNull(s.Attrs)
	switch {
	case s.Operation != Delete || !attrs.IsNull():
		return attrs
	case p.deleted != cty.NilVal:
		return p.deleted
	default:
		return nullsLike(orNull(s.PriorAttrs))
	}
}

func orNull(v cty.Value) cty.Value {
	if v == cty.NilVal {
		return cty.NullVal(cty.DynamicPseudoType)
	}
	return v
}

// nullObject is an object with every named attribute null.
func nullObject(names map[string]struct{}) cty.Value {
	attrs := make(map[string]cty.Value, len(names))
	for name := range names {
		attrs[name] = cty.NullVal(cty.DynamicPseudoType)
	}
	return cty.ObjectVal(attrs)
}

// nullsLike is an object with the attributes of another, every one null.
func nullsLike(prior cty.Value) cty.Value {
	prior, marks := prior.Unmark()
	names := map[string]struct{}{}
	if prior.Type().IsObjectType() {
		for name := range prior.Type().AttributeTypes() {
			names[name] = struct{}{}
		}
	}
	return nullObject(names).WithMarks(marks)
}

// unsetMeta are the fields of meta that say nothing by being empty, as documented
// for runs outside of HCP Terraform. Others are null.
var unsetMeta = map[string]cty.Value{
	"tfe_workspace": cty.ObjectVal(map[string]cty.Value{"tags": cty.MapValEmpty(cty.String)}),
	"tfe_stack": cty.ObjectVal(map[string]cty.Value{
		"deployment_group": cty.StringVal(""),
		"deployment_name":  cty.StringVal(""),
		"stack_name":       cty.StringVal(""),
	}),
}

// metaField is what an unset field says when the subject does not have it.
func metaField(s Subject, field string) (value cty.Value, given bool) {
	if s.Meta != cty.NilVal && !s.Meta.IsNull() && s.Meta.Type().IsObjectType() && s.Meta.Type().HasAttribute(field) {
		return s.Meta.GetAttr(field), true
	}
	if unset, ok := unsetMeta[field]; ok {
		return unset, false
	}
	return cty.NullVal(cty.DynamicPseudoType), false
}

func wholeMeta(s Subject) cty.Value {
	attrs := map[string]cty.Value{}
	for field := range metaFields[s.Kind] {
		attrs[field], _ = metaField(s, field)
	}
	for _, field := range addedMetaFields[s.Kind] {
		attrs[field], _ = metaField(s, field)
	}
	return cty.ObjectVal(attrs)
}
