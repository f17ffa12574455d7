package policy

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/go-version"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

var headerSchema = &hcl.BodySchema{
	Attributes: []hcl.AttributeSchema{{Name: "enforcement_level"}},
	Blocks: []hcl.BlockHeaderSchema{
		{Type: "required_providers"},
		{Type: "terraform_config"},
		{Type: "plugins"},
	},
}

// header reads the policy block: what the file needs, and its default level.
func (l *loader) header(block *hcl.Block) hcl.Diagnostics {
	content, diags := block.Body.Content(headerSchema)
	if attr := content.Attributes["enforcement_level"]; attr != nil {
		l.level = attr.Expr
	}
	seen := map[string]hcl.Range{}
	for _, child := range content.Blocks {
		if earlier, ok := seen[child.Type]; ok {
			diags = diags.Append(duplicate(child.Type+" block", fmt.Sprintf("A policy block has at most one %s block", child.Type), earlier, child.DefRange))
			continue
		}
		seen[child.Type] = child.DefRange
		switch child.Type {
		case "required_providers":
			l.file.requiresProviders = true
			diags = append(diags, requiredProviders(child.Body)...)
		case "terraform_config":
			config, moreDiags := child.Body.Content(&hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "required_version"}}})
			diags = append(diags, moreDiags...)
			if attr := config.Attributes["required_version"]; attr != nil {
				diags = append(diags, versionConstraint(attr.Expr)...)
			}
		case "plugins":
			// What a plugin needs is its engine's business; the names tell
			// which calls are meant.
			body := child.Body.(*hclsyntax.Body)
			for name := range body.Attributes {
				l.file.plugins[name] = true
			}
			for _, plugin := range body.Blocks {
				for _, name := range append(plugin.Labels, plugin.Type) {
					l.file.plugins[name] = true
				}
			}
		}
	}
	return diags
}

func requiredProviders(body hcl.Body) hcl.Diagnostics {
	attrs, diags := body.JustAttributes()
	for _, name := range slices.Sorted(maps.Keys(attrs)) {
		pairs, moreDiags := hcl.ExprMap(attrs[name].Expr)
		diags = append(diags, moreDiags...)
		if moreDiags.HasErrors() {
			continue
		}
		hasSource := false
		for _, pair := range pairs {
			key, moreDiags := pair.Key.Value(nil)
			diags = append(diags, moreDiags...)
			if moreDiags.HasErrors() || key.Type() != cty.String || key.IsNull() {
				continue
			}
			switch word := key.AsString(); word {
			case "source":
				hasSource = true
				diags = append(diags, providerSource(pair.Value)...)
			case "version":
				diags = append(diags, versionConstraint(pair.Value)...)
			default:
				diags = diags.Append(&hcl.Diagnostic{
					Severity: hcl.DiagError,
					Summary:  "Unsupported argument",
					Detail:   fmt.Sprintf("A required provider has a source and a version, and no %q.%s", word, words.DidYouMean(word, []string{"source", "version"})),
					Subject:  pair.Key.Range().Ptr(),
				})
			}
		}
		if !hasSource {
			diags = diags.Append(&hcl.Diagnostic{
				Severity: hcl.DiagError,
				Summary:  "Provider without a source",
				Detail:   fmt.Sprintf("The required provider %q needs a source, such as \"hashicorp/%s\".", name, name),
				Subject:  attrs[name].Expr.Range().Ptr(),
			})
		}
	}
	return diags
}

func providerSource(expr hcl.Expression) hcl.Diagnostics {
	text, diags := literalString(expr)
	if diags.HasErrors() {
		return diags
	}
	parts := strings.Split(text, "/")
	if len(parts) > 3 || slices.Contains(parts, "") {
		diags = diags.Append(&hcl.Diagnostic{
			Severity: hcl.DiagError,
			Summary:  "Invalid provider source",
			Detail:   fmt.Sprintf("A provider source is written [host/]namespace/type, such as \"hashicorp/aws\"; %q is not.", text),
			Subject:  expr.Range().Ptr(),
		})
	}
	return diags
}

func versionConstraint(expr hcl.Expression) hcl.Diagnostics {
	text, diags := literalString(expr)
	if diags.HasErrors() {
		return diags
	}
	if _, err := version.NewConstraint(text); err != nil {
		diags = diags.Append(&hcl.Diagnostic{
			Severity: hcl.DiagError,
			Summary:  "Invalid version constraint",
			Detail:   fmt.Sprintf("%q is not a version constraint such as \">= 5.0, < 7.0\" or \"~> 1.11\".", text),
			Subject:  expr.Range().Ptr(),
		})
	}
	return diags
}

// literalString reads a string that may not depend on anything.
func literalString(expr hcl.Expression) (string, hcl.Diagnostics) {
	value, diags := literal(expr)
	if diags.HasErrors() {
		return "", diags
	}
	if value.IsNull() || value.Type() != cty.String {
		return "", diags.Append(&hcl.Diagnostic{
			Severity: hcl.DiagError,
			Summary:  "String required",
			Detail:   "This argument must be a string in quotes.",
			Subject:  expr.Range().Ptr(),
		})
	}
	return value.AsString(), diags
}

// literal evaluates what must not depend on anything.
func literal(expr hcl.Expression) (cty.Value, hcl.Diagnostics) {
	if variables := expr.Variables(); len(variables) > 0 {
		return cty.DynamicVal, hcl.Diagnostics{{
			Severity: hcl.DiagError,
			Summary:  "Fixed value required",
			Detail:   "This argument is read before anything is evaluated, so it can refer to nothing and must be written out.",
			Subject:  variables[0].SourceRange().Ptr(),
		}}
	}
	native := expr.(hclsyntax.Expression)
	if diag := checkDepth(native); diag != nil {
		return cty.DynamicVal, hcl.Diagnostics{diag}
	}
	if loops(native) {
		return cty.DynamicVal, hcl.Diagnostics{{
			Severity: hcl.DiagError,
			Summary:  "Fixed value required",
			Detail:   "This argument is read before anything is evaluated, so it must be written out, without a for expression.",
			Subject:  expr.Range().Ptr(),
		}}
	}
	value, diags := expr.Value(nil)
	return value, sanitized(diags)
}
