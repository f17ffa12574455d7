package policy

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

var fileSchema = &hcl.BodySchema{
	Blocks: []hcl.BlockHeaderSchema{
		{Type: "policy"},
		{Type: "input", LabelNames: []string{"name"}},
		{Type: "locals"},
		{Type: string(ResourcePolicy), LabelNames: []string{"type", "name"}},
		{Type: string(ProviderPolicy), LabelNames: []string{"type", "name"}},
		{Type: string(ModulePolicy), LabelNames: []string{"source", "name"}},
		{Type: string(DataPolicy), LabelNames: []string{"type", "name"}},
		{Type: string(OutputPolicy), LabelNames: []string{"output", "name"}},
	},
}

// policySchema is the body of a policy of the kind.
func policySchema(kind Kind) *hcl.BodySchema {
	schema := &hcl.BodySchema{
		Attributes: []hcl.AttributeSchema{{Name: "enforcement_level"}, {Name: "filter"}, {Name: ignoreComputed}},
		Blocks:     []hcl.BlockHeaderSchema{{Type: "locals"}, {Type: "enforce"}},
	}
	if kind == ResourcePolicy {
		schema.Attributes = append(schema.Attributes, hcl.AttributeSchema{Name: "operations"})
	}
	return schema
}

// ignoreComputed is an argument of policies that this engine adds.
const ignoreComputed = "ignore_computed"

var enforceSchema = &hcl.BodySchema{
	Attributes: []hcl.AttributeSchema{
		{Name: "condition", Required: true},
		{Name: "error_message"},
		{Name: "info_message"},
	},
}

// loader turns the blocks of one file into the compiled file. It runs in two
// steps: blocks declares names, compile looks at expressions.
type loader struct {
	options Options
	file    *file
	pending []*pendingPolicy
	locals  []*pendingLocal // top level
	level   hcl.Expression  // of the policy block; nil when not set
	scope   *compiler
}

// pendingPolicy is a policy whose expressions have not been looked at.
type pendingPolicy struct {
	policy     *Policy
	level      *hcl.Attribute
	filter     *hcl.Attribute
	operations *hcl.Attribute
	locals     []*pendingLocal
	enforce    []hcl.Attributes // of each block
}

type pendingLocal struct {
	local *local
	expr  hcl.Expression
}

// blocks reads the structure of the file and declares what it names.
func (l *loader) blocks(body *hclsyntax.Body) hcl.Diagnostics {
	content, diags := body.Content(fileSchema)
	var header *hcl.Block
	names := map[[3]string]hcl.Range{}
	for _, block := range content.Blocks {
		switch block.Type {
		case "policy":
			if header != nil {
				diags = diags.Append(duplicate("policy block", "A file has at most one policy block", header.DefRange, block.DefRange))
				continue
			}
			header = block
			diags = append(diags, l.header(block)...)
		case "input":
			diags = append(diags, l.input(block)...)
		case "locals":
			pending, moreDiags := declareLocals(block, l.file, l.file.locals, false)
			l.locals = append(l.locals, pending...)
			diags = append(diags, moreDiags...)
		default:
			diags = append(diags, l.policy(block, names)...)
		}
	}
	return diags
}

func (l *loader) policy(block *hcl.Block, names map[[3]string]hcl.Range) hcl.Diagnostics {
	kind := Kind(block.Type)
	var diags hcl.Diagnostics
	article := map[Kind]string{DataPolicy: "A", OutputPolicy: "An"}[kind]
	if article != "" && l.options.Strict {
		diags = diags.Append(&hcl.Diagnostic{
			Severity: hcl.DiagError,
			Summary:  "Not in the strict dialect",
			Detail:   article + " " + block.Type + " block is an addition of this engine to the Terraform policy language, and the strict dialect refuses it.",
			Subject:  block.DefRange.Ptr(),
		})
	}
	for i, label := range block.Labels {
		if label == "" {
			diags = diags.Append(&hcl.Diagnostic{
				Severity: hcl.DiagError,
				Summary:  "Empty label",
				Detail:   fmt.Sprintf("The labels of a %s block are what it judges and its name, and neither may be empty.", kind),
				Subject:  block.LabelRanges[i].Ptr(),
			})
		}
	}
	p := &Policy{
		Kind:   kind,
		Type:   block.Labels[0],
		Name:   block.Labels[1],
		File:   l.file.path,
		Range:  block.DefRange,
		file:   l.file,
		glob:   parseGlob(block.Labels[0]),
		locals: map[string]*local{},
	}
	if earlier, ok := names[[3]string{block.Type, p.Type, p.Name}]; ok {
		diags = diags.Append(duplicate("policy", fmt.Sprintf("The type and the name of a policy are unique in its file, and there already is a %s %q %q", kind, p.Type, p.Name), earlier, block.DefRange))
	}
	names[[3]string{block.Type, p.Type, p.Name}] = block.DefRange

	content, moreDiags := block.Body.Content(policySchema(kind))
	diags = append(diags, moreDiags...)
	pending := &pendingPolicy{
		policy:     p,
		level:      content.Attributes["enforcement_level"],
		filter:     content.Attributes["filter"],
		operations: content.Attributes["operations"],
	}
	var locals *hcl.Block
	enforces := 0
	for _, child := range content.Blocks {
		switch child.Type {
		case "locals":
			if locals != nil {
				diags = diags.Append(duplicate("locals block", "A policy has at most one locals block", locals.DefRange, child.DefRange))
				continue
			}
			locals = child
			declared, moreDiags := declareLocals(child, l.file, p.locals, true)
			pending.locals = append(pending.locals, declared...)
			diags = append(diags, moreDiags...)
		case "enforce":
			enforces++
			inner, moreDiags := child.Body.Content(enforceSchema)
			diags = append(diags, moreDiags...)
			if inner.Attributes["condition"] != nil {
				pending.enforce = append(pending.enforce, inner.Attributes)
			}
		}
	}
	if enforces == 0 {
		diags = diags.Append(&hcl.Diagnostic{
			Severity: hcl.DiagError,
			Summary:  "Policy enforces nothing",
			Detail:   fmt.Sprintf("The %s %q %q has no enforce block, so it could never fail. Add at least one.", kind, p.Type, p.Name),
			Subject:  block.DefRange.Ptr(),
		})
	}
	if attr := content.Attributes[ignoreComputed]; attr != nil {
		diags = append(diags, l.ignoresComputed(p, attr)...)
	}
	l.pending = append(l.pending, pending)
	l.file.policies = append(l.file.policies, p)
	return diags
}

// declareLocals reads a locals block. That those of a policy clash with those
// of the file is found when expressions are compiled.
func declareLocals(block *hcl.Block, of *file, into map[string]*local, inPolicy bool) ([]*pendingLocal, hcl.Diagnostics) {
	attrs, diags := block.Body.JustAttributes()
	var pending []*pendingLocal
	for _, name := range slices.Sorted(maps.Keys(attrs)) {
		attr := attrs[name]
		if earlier := into[name]; earlier != nil {
			diags = diags.Append(duplicate("local", fmt.Sprintf("The local value %q is already set", name), earlier.rng, attr.NameRange))
			continue
		}
		l := &local{name: name, file: of, variable: "local." + name, rng: attr.NameRange, perSubject: inPolicy}
		into[name] = l
		pending = append(pending, &pendingLocal{l, attr.Expr})
	}
	slices.SortFunc(pending, func(a, b *pendingLocal) int { return a.local.rng.Start.Byte - b.local.rng.Start.Byte })
	return pending, diags
}

func duplicate(what, rule string, earlier, later hcl.Range) *hcl.Diagnostic {
	return &hcl.Diagnostic{
		Severity: hcl.DiagError,
		Summary:  "Duplicate " + what,
		Detail:   fmt.Sprintf("%s; the other one is at %s.", strings.TrimSuffix(rule, "."), position(earlier)),
		Subject:  later.Ptr(),
	}
}

func position(r hcl.Range) string { return fmt.Sprintf("%s:%d", r.Filename, r.Start.Line) }

// ignoresComputed reads whether the policy leaves alone what the provider decides.
func (l *loader) ignoresComputed(p *Policy, attr *hcl.Attribute) hcl.Diagnostics {
	if l.options.Strict {
		return hcl.Diagnostics{{
			Severity: hcl.DiagError,
			Summary:  "Not in the strict dialect",
			Detail:   "The argument " + ignoreComputed + " is an addition of this engine to the Terraform policy language, and the strict dialect refuses it.",
			Subject:  attr.NameRange.Ptr(),
		}}
	}
	value, diags := attr.Expr.Value(nil)
	if diags.HasErrors() || value.Type() != cty.Bool || value.IsNull() {
		return hcl.Diagnostics{{
			Severity: hcl.DiagError,
			Summary:  "Invalid " + ignoreComputed,
			Detail:   "Write true where what the author left to the provider is no business of the policy, or leave it out. It is no expression: it must not depend on what is judged.",
			Subject:  attr.Expr.Range().Ptr(),
		}}
	}
	p.IgnoreComputed = value.True()
	return nil
}
