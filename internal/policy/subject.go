package policy

import "github.com/zclconf/go-cty/cty"

// variables are what the subject adds to the scope.
func (p *Policy) variables(s Subject) map[string]cty.Value {
	variables := make(map[string]cty.Value, 3+len(p.meta)+len(p.locals))
	attrs := orNull(s.Attrs)
	if s.Operation == Delete && attrs.IsNull() {
		attrs = p.deleted
		if attrs == cty.NilVal {
			attrs = nullsLike(orNull(s.PriorAttrs))
		}
	}
	variables["attrs"] = attrs
	variables["prior_attrs"] = orNull(s.PriorAttrs)
	for _, field := range p.meta {
		variables["meta."+field] = metaField(s.Meta, field)
	}
	if p.wholeMeta {
		variables["meta"] = wholeMeta(p.Kind, s.Meta)
	}
	return variables
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

// metaField is null for what the caller does not know: which fields there are
// was checked when the policy was loaded.
func metaField(meta cty.Value, field string) cty.Value {
	if meta != cty.NilVal && !meta.IsNull() && meta.Type().IsObjectType() && meta.Type().HasAttribute(field) {
		return meta.GetAttr(field)
	}
	if below := metaFields[ResourcePolicy][field]; below != nil {
		attrs := map[string]cty.Value{}
		for _, name := range below {
			attrs[name] = cty.NullVal(cty.DynamicPseudoType)
		}
		return cty.ObjectVal(attrs)
	}
	return cty.NullVal(cty.DynamicPseudoType)
}

func wholeMeta(kind Kind, meta cty.Value) cty.Value {
	attrs := map[string]cty.Value{}
	for field := range metaFields[kind] {
		attrs[field] = metaField(meta, field)
	}
	for _, field := range addedMetaFields[kind] {
		attrs[field] = metaField(meta, field)
	}
	return cty.ObjectVal(attrs)
}
