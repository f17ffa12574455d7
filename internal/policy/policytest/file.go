package policytest

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// testFile is one *.policytest.hcl file as written.
type testFile struct {
	path    string
	targets hcl.Expression // nil when not set
	inputs  hcl.Attributes
	locals  hcl.Attributes
	mocks   []*mock // in source order
}

// mock is one resource, provider, module, data or output block.
type mock struct {
	kind       string // the block's word
	typ, name  string
	rng        hcl.Range
	attrs      *hcl.Attribute // nil when not set, as the others
	priorAttrs *hcl.Attribute
	meta       *hcl.Attribute
	fails      *hcl.Attribute // expect_failure
	skip       *hcl.Attribute
	inputs     hcl.Attributes
	expects    []*hcl.Block
}

// isCase reports whether the mock is judged. A data mock is so only with an
// expect block: the language has no policies on data sources, and both are ours.
func (m *mock) isCase() bool { return m.kind != dataBlock || len(m.expects) > 0 }

func (m *mock) address() string {
	if m.kind == dataBlock {
		return "data." + m.typ + "." + m.name
	}
	return m.typ + "." + m.name
}

// The words of the blocks that mock something.
const (
	resourceBlock = "resource"
	providerBlock = "provider"
	moduleBlock   = "module"
	dataBlock     = "data"
	outputBlock   = "output" // our addition
)

// kinds are the policies that judge what the blocks stand for.
var kinds = map[string]policy.Kind{
	dataBlock:     policy.DataPolicy,
	outputBlock:   policy.OutputPolicy,
	resourceBlock: policy.ResourcePolicy,
	providerBlock: policy.ProviderPolicy,
	moduleBlock:   policy.ModulePolicy,
}

var fileSchema = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
	{Type: "policytest"},
	{Type: "inputs"},
	{Type: "locals"},
	{Type: resourceBlock, LabelNames: []string{"type", "name"}},
	{Type: providerBlock, LabelNames: []string{"type", "name"}},
	{Type: moduleBlock, LabelNames: []string{"source", "name"}},
	{Type: dataBlock, LabelNames: []string{"type", "name"}},
	{Type: outputBlock, LabelNames: []string{"output", "name"}},
}}

var headerSchema = &hcl.BodySchema{
	Attributes: []hcl.AttributeSchema{{Name: "targets"}},
	Blocks:     []hcl.BlockHeaderSchema{{Type: "plugins"}, {Type: "terraform_config"}},
}

var expectSchema = &hcl.BodySchema{Attributes: []hcl.AttributeSchema{
	{Name: "policy"}, {Name: "verdict"}, {Name: "message"},
}}

func mockSchema(kind string) *hcl.BodySchema {
	if kind == dataBlock {
		return &hcl.BodySchema{
			Attributes: []hcl.AttributeSchema{{Name: "attrs", Required: true}},
			Blocks:     []hcl.BlockHeaderSchema{{Type: "expect"}},
		}
	}
	schema := &hcl.BodySchema{
		Attributes: []hcl.AttributeSchema{{Name: "attrs"}, {Name: "meta"}, {Name: "expect_failure"}, {Name: "skip"}},
		Blocks:     []hcl.BlockHeaderSchema{{Type: "inputs"}, {Type: "expect"}},
	}
	if kind == resourceBlock {
		schema.Attributes = append(schema.Attributes, hcl.AttributeSchema{Name: "prior_attrs"})
	}
	return schema
}

// parse reads a test file. With errors it returns what it could make out, so
// that the cases can be named that will not run.
func parse(f policy.File, options policy.Options) (*testFile, hcl.Diagnostics) {
	file := &testFile{path: f.Path, inputs: hcl.Attributes{}, locals: hcl.Attributes{}}
	body, diags := policy.Parse(f)
	if diags.HasErrors() {
		return file, diags
	}
	content, diags := body.Content(fileSchema)
	once := map[string]hcl.Range{}
	named := map[string]hcl.Range{}
	for _, block := range content.Blocks {
		switch block.Type {
		case "policytest", "inputs":
			if earlier, ok := once[block.Type]; ok {
				diags = diags.Append(duplicate(block.Type+" block", "A test file has at most one", earlier, block.DefRange))
				continue
			}
			once[block.Type] = block.DefRange
			if block.Type == "policytest" {
				diags = append(diags, file.header(block)...)
				continue
			}
			attrs, moreDiags := block.Body.JustAttributes()
			diags = append(diags, moreDiags...)
			file.inputs = attrs
		case "locals":
			attrs, moreDiags := block.Body.JustAttributes()
			diags = append(diags, moreDiags...)
			for name, attr := range attrs {
				if earlier, ok := file.locals[name]; ok {
					diags = diags.Append(duplicate("local", fmt.Sprintf("The local value %q is already set", name), earlier.NameRange, attr.NameRange))
					continue
				}
				file.locals[name] = attr
			}
		default:
			m, moreDiags := parseMock(block, options)
			diags = append(diags, moreDiags...)
			key := m.kind + " " + m.address()
			if earlier, ok := named[key]; ok {
				diags = diags.Append(duplicate(m.kind+" mock", fmt.Sprintf("A test file has one %s %q %q", m.kind, m.typ, m.name), earlier, m.rng))
				continue
			}
			named[key] = m.rng
			file.mocks = append(file.mocks, m)
		}
	}
	return file, diags
}

func (file *testFile) header(block *hcl.Block) hcl.Diagnostics {
	content, diags := block.Body.Content(headerSchema)
	if attr := content.Attributes["targets"]; attr != nil {
		file.targets = attr.Expr
	}
	for _, child := range content.Blocks {
		_, moreDiags := child.Body.JustAttributes()
		diags = append(diags, moreDiags...)
	}
	return diags
}

func parseMock(block *hcl.Block, options policy.Options) (*mock, hcl.Diagnostics) {
	m := &mock{kind: block.Type, typ: block.Labels[0], name: block.Labels[1], rng: block.DefRange, inputs: hcl.Attributes{}}
	content, diags := block.Body.Content(mockSchema(block.Type))
	if m.kind == outputBlock && options.Strict {
		diags = diags.Append(notStrict("An output block", block.DefRange))
	}
	m.attrs = content.Attributes["attrs"]
	m.priorAttrs = content.Attributes["prior_attrs"]
	m.meta = content.Attributes["meta"]
	m.fails = content.Attributes["expect_failure"]
	m.skip = content.Attributes["skip"]
	var inputs *hcl.Block
	for _, child := range content.Blocks {
		if child.Type == "expect" {
			m.expects = append(m.expects, child)
			if options.Strict {
				diags = diags.Append(notStrict("An expect block", child.DefRange))
			}
			continue
		}
		if inputs != nil {
			diags = diags.Append(duplicate("inputs block", "A case has at most one", inputs.DefRange, child.DefRange))
			continue
		}
		inputs = child
		attrs, moreDiags := child.Body.JustAttributes()
		diags = append(diags, moreDiags...)
		m.inputs = attrs
	}
	return m, diags
}

// targetPaths evaluates the targets, which depend on nothing.
func (file *testFile) targetPaths() ([]string, hcl.Diagnostics) {
	value, diags := file.targets.Value(nil)
	if diags.HasErrors() {
		return nil, diags
	}
	invalid := hcl.Diagnostics{{
		Severity: hcl.DiagError,
		Summary:  "Invalid targets",
		Detail:   "The targets of a test are a list of paths, relative to the test file: of policy files, or of directories of them.",
		Subject:  file.targets.Range().Ptr(),
	}}
	if value.IsNull() || !value.CanIterateElements() || value.Type().IsMapType() || value.Type().IsObjectType() {
		return nil, invalid
	}
	var paths []string
	for it := value.ElementIterator(); it.Next(); {
		_, element := it.Element()
		if element.IsNull() || element.Type() != cty.String || element.AsString() == "" {
			return nil, invalid
		}
		paths = append(paths, element.AsString())
	}
	return paths, diags
}

func duplicate(what, rule string, earlier, later hcl.Range) *hcl.Diagnostic {
	return &hcl.Diagnostic{
		Severity: hcl.DiagError,
		Summary:  "Duplicate " + what,
		Detail:   fmt.Sprintf("%s; the other one is at %s:%d.", rule, earlier.Filename, earlier.Start.Line),
		Subject:  later.Ptr(),
	}
}

func notStrict(what string, at hcl.Range) *hcl.Diagnostic {
	return &hcl.Diagnostic{
		Severity: hcl.DiagError,
		Summary:  "Not in the strict dialect",
		Detail:   what + " is an addition of this engine to the Terraform policy language, and the strict dialect refuses it.",
		Subject:  at.Ptr(),
	}
}
