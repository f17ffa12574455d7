package provider

import (
	"maps"

	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/mapdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/setdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// attributes are the attributes of a resource, or of an object inside it, by
// name.
type attributes = map[string]schema.Attribute

// The register gives these to every record, so that all kinds have them.
func withMeta(own attributes) attributes {
	all := attributes{
		"id": schema.StringAttribute{
			MarkdownDescription: "The id of the record, made by the register. Ids sort by the time of creation (UUIDv7).",
			Computed:            true,
		},
		"revision": schema.Int64Attribute{
			MarkdownDescription: "How often the record was written. A write is refused when the record has changed since it was planned.",
			Computed:            true,
		},
		"created_at": computedInstant("When the record was created."),
		"updated_at": computedInstant("When the record was last written."),
	}
	maps.Copy(all, own)
	return all
}

// with returns attributes with more of them.
func with(some, more attributes) attributes {
	maps.Copy(some, more)
	return some
}

// Validators say only what the rules of the records leave open, so that no
// mistake is reported twice: see ValidateConfig.

func requiredText(description string) schema.StringAttribute {
	return schema.StringAttribute{MarkdownDescription: description, Required: true}
}

// optionalText refuses "": leaving it out says so better, and is what an
// imported record without it has.
func optionalText(description string) schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: description,
		Optional:            true,
		Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
	}
}

// replacing makes a change of the attribute a replacement of the record.
func replacing(attribute schema.StringAttribute) schema.StringAttribute {
	attribute.PlanModifiers = []planmodifier.String{stringplanmodifier.RequiresReplace()}
	return attribute
}

func computedText(description string) schema.StringAttribute {
	return schema.StringAttribute{MarkdownDescription: description, Computed: true}
}

func flag(description string) schema.BoolAttribute {
	return schema.BoolAttribute{
		MarkdownDescription: description,
		Optional:            true,
		Computed:            true,
		Default:             booldefault.StaticBool(false),
	}
}

func computedFlag(description string) schema.BoolAttribute {
	return schema.BoolAttribute{MarkdownDescription: description, Computed: true}
}

func requiredInstant(description string) schema.StringAttribute {
	return schema.StringAttribute{MarkdownDescription: description, CustomType: instantType{}, Required: true}
}

func optionalInstant(description string) schema.StringAttribute {
	return schema.StringAttribute{MarkdownDescription: description, CustomType: instantType{}, Optional: true}
}

func computedInstant(description string) schema.StringAttribute {
	return schema.StringAttribute{MarkdownDescription: description, CustomType: instantType{}, Computed: true}
}

func requiredPeriod(description string) schema.StringAttribute {
	return schema.StringAttribute{MarkdownDescription: description, CustomType: periodType{}, Required: true}
}

func optionalPeriod(description string) schema.StringAttribute {
	return schema.StringAttribute{MarkdownDescription: description, CustomType: periodType{}, Optional: true}
}

// Sets and maps default to empty, so that leaving one out, emptying it and
// importing a record without it are all the same.

func optionalSet(description string) schema.SetAttribute {
	attribute := requiredSet(description)
	attribute.Required, attribute.Optional, attribute.Computed = false, true, true
	attribute.Default = setdefault.StaticValue(setOf[string](nil))
	return attribute
}

func requiredSet(description string) schema.SetAttribute {
	return schema.SetAttribute{
		MarkdownDescription: description,
		ElementType:         types.StringType,
		Required:            true,
		Validators: []validator.Set{
			setvalidator.NoNullValues(),
			setvalidator.ValueStringsAre(stringvalidator.LengthAtLeast(1)),
		},
	}
}

func optionalMap(description string) schema.MapAttribute {
	return schema.MapAttribute{
		MarkdownDescription: description,
		ElementType:         types.StringType,
		Optional:            true,
		Computed:            true,
		Default:             mapdefault.StaticValue(mapOf(nil)),
		Validators:          []validator.Map{mapvalidator.NoNullValues()},
	}
}
