package policy

import (
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/schema"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// subjectRead is a traversal of attrs or prior_attrs, for checking it against
// provider schemas.
type subjectRead struct {
	traversal hcl.Traversal
	// tolerant says that it stands below core::try or core::can, where a path
	// that fits only some shape of a value is what people write on purpose.
	tolerant bool
}

// resourceQuery is a call of core::getresources with a literal type.
type resourceQuery struct {
	typ    string
	rng    hcl.Range
	filter *hclsyntax.ObjectConsExpr // nil when it is no literal object
}

// schemaKinds are the kinds of policies that providers have schemas for.
var schemaKinds = map[Kind]schema.Kind{ResourcePolicy: schema.Resource, DataPolicy: schema.Data, ProviderPolicy: schema.Provider}

// schemaCheck looks for types and attributes that the providers do not have.
func schemaCheck(providers *schema.Providers, p *Policy, all []*expression) hcl.Diagnostics {
	var diags hcl.Diagnostics
	types, diag := matching(providers, p)
	if diag != nil {
		diags = diags.Append(diag)
	}
	seen := map[*expression]bool{}
	look := func(e *expression) {
		if e == nil || seen[e] {
			return
		}
		seen[e] = true
		for _, read := range e.subjects {
			if len(types) > 0 {
				diags = append(diags, checkPath(types, read, p)...)
			}
		}
		for _, query := range e.queries {
			diags = append(diags, checkQuery(providers, query)...)
		}
	}
	for _, e := range all {
		if e == nil {
			continue
		}
		look(e)
		for _, l := range e.locals {
			look(l.value)
		}
	}
	return diags
}

// matching returns the object types that the policy's glob matches. Modules
// and outputs have no schema.
func matching(providers *schema.Providers, p *Policy) ([]cty.Type, *hcl.Diagnostic) {
	kind, ok := schemaKinds[p.Kind]
	if !ok {
		return nil, nil
	}
	var types []cty.Type
	for name := range providers.Names(kind) {
		if !p.glob.match(name) {
			continue
		}
		block, err := providers.Block(kind, name)
		if err != nil {
			return nil, &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "Unreadable provider schema", Detail: err.Error() + ".", Subject: p.Range.Ptr()}
		}
		types = append(types, block.Type())
	}
	if len(types) == 0 {
		return nil, unknownType(providers, p.Kind, p.Type, p.Range)
	}
	return types, nil
}

func unknownType(providers *schema.Providers, kind Kind, name string, at hcl.Range) *hcl.Diagnostic {
	what := map[Kind]string{ResourcePolicy: "resource type", DataPolicy: "data source type", ProviderPolicy: "provider"}[kind]
	return &hcl.Diagnostic{
		Severity: hcl.DiagError,
		Summary:  "Unknown " + what,
		Detail:   fmt.Sprintf("No provider in the given schemas has a %s that matches %q.%s", what, name, words.DidYouMean(name, slices.Collect(providers.Names(schemaKinds[kind])))),
		Subject:  at.Ptr(),
	}
}

// checkPath reports a path that none of the types has.
func checkPath(types []cty.Type, read subjectRead, p *Policy) hcl.Diagnostics {
	var first *hcl.Diagnostic
	for _, typ := range types {
		diag := follow(typ, read, p.Type)
		if diag == nil {
			return nil
		}
		if first == nil {
			first = diag
		}
	}
	return hcl.Diagnostics{first}
}

func follow(typ cty.Type, read subjectRead, of string) *hcl.Diagnostic {
	for i, step := range read.traversal[1:] {
		if typ == cty.DynamicPseudoType {
			return nil
		}
		path := pathOf(read.traversal[:i+1])
		name, named := stepName(step)
		_, splat := step.(hcl.TraverseSplat)
		switch {
		case typ.IsObjectType() && named:
			if !typ.HasAttribute(name) {
				return unknownAttribute(name, path, of, typ, step.SourceRange())
			}
			typ = typ.AttributeType(name)
		case typ.IsMapType() && named, typ.IsListType() && !named, typ.IsSetType() && splat:
			typ = typ.ElementType()
		case splat:
			// A splat makes a list of anything else.
		case typ.IsTupleType():
			return nil
		default:
			if read.tolerant {
				return nil
			}
			return wrongStep(typ, path, of, step.SourceRange())
		}
	}
	return nil
}

func unknownAttribute(name, path, of string, typ cty.Type, at hcl.Range) *hcl.Diagnostic {
	return &hcl.Diagnostic{
		Severity: hcl.DiagError,
		Summary:  "Unknown attribute",
		Detail:   fmt.Sprintf("In %q, %s has no attribute %q.%s", of, path, name, words.DidYouMean(name, slices.Collect(maps.Keys(typ.AttributeTypes())))),
		Subject:  at.Ptr(),
	}
}

func wrongStep(typ cty.Type, path, of string, at hcl.Range) *hcl.Diagnostic {
	detail := fmt.Sprintf("In %q, %s is a %s, so this cannot follow it.", of, path, typ.FriendlyName())
	if typ.IsListType() || typ.IsSetType() {
		detail += fmt.Sprintf(" Take one element, or all of them with %s[*].", path)
	}
	return &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "Path does not fit the type", Detail: detail, Subject: at.Ptr()}
}

func checkQuery(providers *schema.Providers, query resourceQuery) hcl.Diagnostics {
	block, err := providers.Block(schema.Resource, query.typ)
	switch {
	case err == nil && block == nil:
		return hcl.Diagnostics{unknownType(providers, ResourcePolicy, query.typ, query.rng)}
	case err != nil || query.filter == nil:
		return nil
	}
	typ := block.Type()
	var diags hcl.Diagnostics
	for _, item := range query.filter.Items {
		if key, ok := literalKey(item.KeyExpr); ok && !typ.HasAttribute(key) {
			diags = diags.Append(unknownAttribute(key, "a filter", query.typ, typ, item.KeyExpr.Range()))
		}
	}
	return diags
}
