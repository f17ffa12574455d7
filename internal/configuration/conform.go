package configuration

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/schema"
)

// conformAttribute converts a value to what its attribute is declared as. What
// does not convert is left as it is: Terraform will refuse it.
func conformAttribute(value cty.Value, declared schema.Attribute) cty.Value {
	if declared.Nested != nil && declared.AttributeType == nil {
		return conformNested(value, declared.Nested.Nesting, &schema.Block{Attributes: declared.Nested.Attributes})
	}
	return conform(value, declared.Type())
}

// asBlocks is the shape of an attribute that is written as blocks.
func asBlocks(declared schema.Attribute) *schema.Block {
	if declared.Nested != nil {
		return &schema.Block{Attributes: declared.Nested.Attributes}
	}
	ty := declared.Type()
	if !ty.IsListType() && !ty.IsSetType() || !ty.ElementType().IsObjectType() {
		return nil
	}
	attributes := map[string]schema.Attribute{}
	for name, inner := range ty.ElementType().AttributeTypes() {
		attributes[name] = schema.Attribute{AttributeType: &inner, Optional: true}
	}
	return &schema.Block{Attributes: attributes}
}

// conform goes down into a value by itself: go-cty's conversion would gather the
// marks of a set's elements on the set.
func conform(value cty.Value, ty cty.Type) cty.Value {
	plain, marks := value.Unmark()
	if plain.IsNull() || !plain.IsKnown() || ty == cty.NilType {
		return value
	}
	switch {
	case ty.IsPrimitiveType():
		if converted, err := convert.Convert(plain, ty); err == nil {
			return converted.WithMarks(marks)
		}
		return value
	case ty.IsSetType() && value.IsWhollyKnown() && !value.ContainsMarked():
		// In the order, and without the repetitions, that a plan has.
		if converted, err := convert.Convert(plain, ty); err == nil {
			return converted
		}
		return value
	case ty.IsMapType() || ty.IsObjectType():
		if !plain.Type().IsMapType() && !plain.Type().IsObjectType() {
			return value
		}
		attrs := plain.AsValueMap()
		if attrs == nil {
			attrs = map[string]cty.Value{}
		}
		if ty.IsMapType() {
			for name, element := range attrs {
				attrs[name] = conform(element, ty.ElementType())
			}
			return cty.ObjectVal(attrs).WithMarks(marks)
		}
		for name := range attrs {
			if !ty.HasAttribute(name) {
				delete(attrs, name)
			}
		}
		for name, inner := range ty.AttributeTypes() {
			if element, ok := attrs[name]; ok {
				attrs[name] = conform(element, inner)
			} else {
				attrs[name] = cty.NullVal(cty.DynamicPseudoType)
			}
		}
		return cty.ObjectVal(attrs).WithMarks(marks)
	case ty.IsListType() || ty.IsSetType():
		if !isSequence(plain.Type()) {
			return value
		}
		elements := make([]cty.Value, 0, plain.LengthInt())
		for it := plain.ElementIterator(); it.Next(); {
			_, element := it.Element()
			elements = append(elements, conform(element, ty.ElementType()))
		}
		return cty.TupleVal(elements).WithMarks(marks)
	default:
		return value
	}
}

func isSequence(ty cty.Type) bool { return ty.IsTupleType() || ty.IsListType() || ty.IsSetType() }

// conformNested fills in what objects leave out.
func conformNested(value cty.Value, nesting schema.Nesting, declared *schema.Block) cty.Value {
	plain, marks := value.Unmark()
	if plain.IsNull() || !plain.IsKnown() || !plain.CanIterateElements() {
		return value
	}
	switch {
	case isSequence(plain.Type()):
		elements := make([]cty.Value, 0, plain.LengthInt())
		for it := plain.ElementIterator(); it.Next(); {
			_, element := it.Element()
			elements = append(elements, conformObject(element, declared))
		}
		return cty.TupleVal(elements).WithMarks(marks)
	case nesting == schema.Map:
		attrs := map[string]cty.Value{}
		for name, element := range plain.AsValueMap() {
			attrs[name] = conformObject(element, declared)
		}
		return cty.ObjectVal(attrs).WithMarks(marks)
	case nesting == schema.List || nesting == schema.Set:
		// In JSON, a single block need not be in a list.
		return cty.TupleVal([]cty.Value{conformObject(plain, declared)}).WithMarks(marks)
	default:
		return conformObject(value, declared)
	}
}

func conformObject(value cty.Value, declared *schema.Block) cty.Value {
	plain, marks := value.Unmark()
	if ty := plain.Type(); plain.IsNull() || !plain.IsKnown() || !ty.IsObjectType() && !ty.IsMapType() {
		return value
	}
	given := plain.AsValueMap()
	attrs := make(map[string]cty.Value, len(declared.Attributes)+len(declared.Blocks))
	for name, attribute := range declared.Attributes {
		if set, ok := given[name]; ok && !set.IsNull() {
			attrs[name] = conformAttribute(set, attribute)
		} else {
			attrs[name] = unset(attribute)
		}
		attrs[name] = guarded(attrs[name], attribute)
	}
	for name, nested := range declared.Blocks {
		if set, ok := given[name]; ok {
			attrs[name] = conformNested(set, nested.Nesting, &nested.Block)
		} else {
			attrs[name] = unsetBlocks(nested)
		}
	}
	return cty.ObjectVal(attrs).WithMarks(marks)
}

// guarded is a value with the mark of an attribute that its provider keeps secret.
// Where there is none, nothing is secret.
func guarded(value cty.Value, declared schema.Attribute) cty.Value {
	if declared.Sensitive && !value.IsNull() {
		return value.Mark(change.Sensitive)
	}
	return value
}

// unset is an argument that nothing sets: the provider's to decide, or null.
func unset(declared schema.Attribute) cty.Value {
	if declared.Computed {
		return cty.DynamicVal
	}
	return cty.NullVal(cty.DynamicPseudoType)
}

// unsetBlocks is a type of nested blocks of which there is none.
func unsetBlocks(declared schema.Nested) cty.Value {
	switch declared.Nesting {
	case schema.List, schema.Set:
		return cty.EmptyTupleVal
	case schema.Map:
		return cty.EmptyObjectVal
	case schema.Group:
		return conformObject(cty.EmptyObjectVal, &declared.Block)
	default:
		return cty.NullVal(cty.DynamicPseudoType)
	}
}
