package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	resource "github.com/hashicorp/terraform-plugin-framework/resource/schema"
)

// computed returns the attributes of a resource as a data source has them.
func computed(of attributes) map[string]schema.Attribute {
	all := make(map[string]schema.Attribute, len(of))
	for name, attribute := range of {
		all[name] = computedAttribute(attribute)
	}
	return all
}

func computedAttribute(attribute resource.Attribute) schema.Attribute {
	description := attribute.GetMarkdownDescription()
	switch a := attribute.(type) {
	case resource.StringAttribute:
		return schema.StringAttribute{MarkdownDescription: description, CustomType: a.CustomType, Computed: true}
	case resource.Int64Attribute:
		return schema.Int64Attribute{MarkdownDescription: description, Computed: true}
	case resource.BoolAttribute:
		return schema.BoolAttribute{MarkdownDescription: description, Computed: true}
	case resource.SetAttribute:
		return schema.SetAttribute{MarkdownDescription: description, ElementType: a.ElementType, Computed: true}
	case resource.SetNestedAttribute:
		return schema.SetNestedAttribute{MarkdownDescription: description, NestedObject: schema.NestedAttributeObject{Attributes: computed(a.NestedObject.Attributes)}, Computed: true}
	case resource.MapAttribute:
		return schema.MapAttribute{MarkdownDescription: description, ElementType: a.ElementType, Computed: true}
	case resource.SingleNestedAttribute:
		return schema.SingleNestedAttribute{MarkdownDescription: description, Attributes: computed(a.Attributes), Computed: true}
	default:
		panic(fmt.Sprintf("a data source cannot have a %T", attribute))
	}
}
