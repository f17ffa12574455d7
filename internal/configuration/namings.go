package configuration

import (
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// namings are, by the first word of types of resources, the attributes that each of them
// that has it has a value for once it is made, with what the value begins with.
var namings = map[string]map[string]string{
	"aws": {
		"arn": "arn:", "iam_arn": "arn:", "execution_arn": "arn:", "qualified_arn": "arn:",
		"id": "", "key_id": "",
	},
	"nhi": {"id": ""},
}

// withNamings says of a resource that is not made yet what is known of its names.
// Most policies only ask whether a statement is about "*", and that an ARN is not,
// or whether there is a key, or a review schedule.
func withNamings(c change.Change, object cty.Value) cty.Value {
	provider, _, _ := strings.Cut(c.Type, "_")
	names := namings[provider]
	plain, marks := object.Unmark()
	if names == nil || !plain.IsKnown() || plain.IsNull() || !plain.Type().IsObjectType() {
		return object
	}
	attrs := plain.AsValueMap()
	for name, begins := range names {
		if value, ok := attrs[name]; ok && !value.IsKnown() {
			attrs[name] = cty.UnknownVal(cty.String).Refine().NotNull().StringPrefix(begins).NewValue().WithMarks(value.Marks())
		}
	}
	return cty.ObjectVal(attrs).WithMarks(marks)
}

// begun is what a template is known to begin with, when its first part is not
// known: HCL says so of a literal only.
func (s scope) begun(e *hclsyntax.TemplateExpr) cty.Value {
	text := s.plain(e)
	plain, marks := text.Unmark()
	if len(e.Parts) == 0 || plain.IsKnown() || plain.Type() != cty.String {
		return text
	}
	return beginning(plain, s.plain(e.Parts[0])).WithMarks(marks)
}

// beginning is an unknown text that begins as another unknown one does.
func beginning(text, first cty.Value) cty.Value {
	first, _ = first.Unmark()
	if first.IsKnown() || first.Type() != cty.String || first.Range().StringPrefix() == "" {
		return text
	}
	return text.Refine().NotNull().StringPrefix(first.Range().StringPrefix()).NewValue()
}
