package bundle

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

var fileSchema = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
	{Type: "control", LabelNames: []string{"name"}},
	{Type: "group", LabelNames: []string{"name"}},
	{Type: "sink", LabelNames: []string{"name"}},
}}

var controlSchema = &hcl.BodySchema{
	Attributes: []hcl.AttributeSchema{
		{Name: "objective", Required: true},
		{Name: "owner", Required: true},
		{Name: "severity", Required: true},
		{Name: "frameworks"},
		{Name: "policies", Required: true},
		{Name: "action"},
		{Name: "notify"},
	},
	Blocks: []hcl.BlockHeaderSchema{
		{Type: "parameter", LabelNames: []string{"name"}},
		{Type: "exception"},
		{Type: "variation"},
		{Type: "break_glass"},
		{Type: "escalation"},
	},
}

var groupSchema = &hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "members", Required: true}}}

var parameterSchema = &hcl.BodySchema{Attributes: []hcl.AttributeSchema{
	{Name: "default", Required: true}, {Name: "minimum"}, {Name: "maximum"},
}}

var exceptionSchema = &hcl.BodySchema{Attributes: []hcl.AttributeSchema{
	{Name: "approvers"}, {Name: "approvals"}, {Name: "max_duration", Required: true}, {Name: "evidence"},
}}

// What the blocks variation and break_glass have.
var approvalSchema = &hcl.BodySchema{Attributes: []hcl.AttributeSchema{
	{Name: "approvers"}, {Name: "approvals"}, {Name: "max_duration"},
}}

var escalationSchema = &hcl.BodySchema{Attributes: []hcl.AttributeSchema{
	{Name: "after", Required: true}, {Name: "to", Required: true},
}}

// parseControls reads the controls, groups and sinks of all files and reports
// every mistake in them. The set is nil when policies had errors: then which names
// exist is not known, and not complained about.
func parseControls(files []file, set *policy.Set) ([]governance.Control, governance.Sinks, hcl.Diagnostics) {
	d := &decoder{groups: map[string][]string{}, sinks: map[string]sink{}, open: map[string]bool{}, parameters: map[string]hcl.Range{}}
	if set != nil {
		for _, p := range set.Policies() {
			d.policies = append(d.policies, p.Name)
		}
		d.policies = append(d.policies, CredentialPolicy)
		for _, lapse := range governance.Lapses {
			d.policies = append(d.policies, string(lapse))
		}
		for _, in := range set.Inputs() {
			d.inputs = append(d.inputs, in.Name)
		}
	}
	var controls []*hcl.Block
	for _, f := range files {
		if !strings.HasSuffix(f.path, ControlSuffix) {
			continue
		}
		body, diags := policy.Parse(policy.File{Path: f.name, Bytes: f.content})
		d.diags = append(d.diags, diags...)
		if diags.HasErrors() {
			continue
		}
		d.open[f.name] = f.open
		content := d.content(body, fileSchema)
		controls = append(controls, content.Blocks.OfType("control")...)
		for _, block := range content.Blocks.OfType("group") {
			d.group(block)
		}
		for _, block := range content.Blocks.OfType("sink") {
			d.sink(block)
		}
	}
	sinks := d.allSinks()
	result := make([]governance.Control, 0, len(controls))
	seen := map[string]hcl.Range{}
	for _, block := range controls {
		name := block.Labels[0]
		if first, ok := seen[name]; ok {
			d.report(block.LabelRanges[0], "Duplicate control", "Control %q is already declared at %s. Exceptions name a control, so its name is unique in the bundle.", name, first)
			continue
		}
		seen[name] = block.DefRange
		result = append(result, d.control(block))
	}
	slices.SortFunc(result, func(a, b governance.Control) int { return cmp.Compare(a.Name, b.Name) })
	return result, sinks, d.diags
}

// group records who is in a group of approvers.
func (d *decoder) group(block *hcl.Block) {
	name := block.Labels[0]
	if _, ok := d.groups[name]; ok {
		d.report(block.LabelRanges[0], "Duplicate group", "Group %q is already declared. Put its members into one block.", name)
		return
	}
	content := d.content(block.Body, groupSchema)
	members := d.some(content, "members", "A group without members could approve nothing.")
	for _, member := range members {
		if !strings.Contains(member.text, "@") {
			d.report(member.place, "Not a principal", "%q has no @. The members of a group are the principals of the %s file, such as alice@msp.example; a group holds no groups.", member.text, AllowedSigners)
		}
	}
	d.groups[name] = plain(members)
}

func (d *decoder) control(block *hcl.Block) governance.Control {
	content := d.content(block.Body, controlSchema)
	c := governance.Control{
		Name:       block.Labels[0],
		Objective:  d.text(content, "objective").text,
		Owner:      d.text(content, "owner").text,
		Severity:   oneOf(d, content, "severity", governance.Severities),
		Frameworks: plain(d.texts(content, "frameworks")),
		Policies:   d.policyNames(content),
		Action:     governance.ActionBlock,
	}
	if c.Name == "" {
		d.report(block.LabelRanges[0], "Control without a name", "Give the control a name: exceptions refer to it.")
	}
	if _, ok := content.Attributes["action"]; ok {
		c.Action = oneOf(d, content, "action", governance.Actions)
	}
	c.Notify = d.notify(block, content, c.Action)
	for _, parameter := range content.Blocks.OfType("parameter") {
		c.Parameters = append(c.Parameters, d.parameter(parameter))
	}
	if exception := d.single(content, "exception"); exception != nil {
		c.Exception = d.rule(exception, exceptionSchema, "Exceptions")
	}
	if variation := d.single(content, "variation"); variation != nil {
		c.Variation = d.rule(variation, approvalSchema, "Variations")
	}
	if breakGlass := d.single(content, "break_glass"); breakGlass != nil {
		c.BreakGlass = d.rule(breakGlass, approvalSchema, "Break-glass accesses")
	}
	if escalation := d.single(content, "escalation"); escalation != nil {
		content := d.content(escalation.Body, escalationSchema)
		c.Escalation = &governance.Escalation{After: d.period(content, "after"), To: d.escalatedTo(escalation, content)}
	}
	return c
}

// policyNames reads the policies of a control. A name that no policy has would
// leave the control enforced by nothing, without a word.
func (d *decoder) policyNames(content *hcl.BodyContent) []string {
	names := d.some(content, "policies", "A control is enforced by at least one policy; write its name as in resource_policy \"TYPE\" \"NAME\".")
	for _, name := range names {
		if d.policies != nil && !slices.Contains(d.policies, name.text) {
			d.report(name.place, "No such policy", "No *%s file of the bundle has a policy named %q.%s", PolicySuffix, name.text, words.DidYouMean(name.text, d.policies))
		}
	}
	return plain(names)
}

// parameter reads a parameter. It reaches policies as the input of its name, so
// the name is unique in the bundle, and one that no policy reads would be a
// threshold that holds nobody back.
func (d *decoder) parameter(block *hcl.Block) governance.Parameter {
	content := d.content(block.Body, parameterSchema)
	name := block.Labels[0]
	if first, ok := d.parameters[name]; ok {
		d.report(block.LabelRanges[0], "Duplicate parameter", "A parameter %q is already declared at %s. It reaches policies as input.%s, so its name is unique in the bundle.", name, first, name)
	} else if d.policies != nil && !slices.Contains(d.inputs, name) {
		d.report(block.LabelRanges[0], "Parameter without effect", "No policy file declares input %q, so the parameter would change nothing.%s", name, words.DidYouMean(name, d.inputs))
	}
	d.parameters[name] = block.DefRange
	p := governance.Parameter{
		Name:    name,
		Default: d.text(content, "default").text,
		Minimum: d.text(content, "minimum").text,
		Maximum: d.text(content, "maximum").text,
	}
	if err := p.Check(); err != nil && content.Attributes["default"] != nil {
		d.report(block.DefRange, "Parameter out of bounds", "Parameter %q: %s.", p.Name, err)
	}
	return p
}

// rule reads who approves, how many of them, and for how long at most. What it is
// about is plural.
func (d *decoder) rule(block *hcl.Block, schema *hcl.BodySchema, about string) *governance.ExceptionRule {
	content := d.content(block.Body, schema)
	rule := &governance.ExceptionRule{
		Approvals:   d.count(content, "approvals", 1),
		MaxDuration: d.period(content, "max_duration"),
		Evidence:    plain(d.texts(content, "evidence")),
	}
	unknown := false
	for _, approver := range d.texts(content, "approvers") {
		members, isGroup := d.groups[approver.text]
		switch {
		case isGroup:
			rule.Approvers = append(rule.Approvers, members...)
		case strings.Contains(approver.text, "@"):
			rule.Approvers = append(rule.Approvers, approver.text)
		case d.open[block.DefRange.Filename]:
			unknown = true // and nobody can approve until somebody declares it
		default:
			unknown = true
			d.report(approver.place, "No such group", "%q is neither a group of the bundle nor a principal such as alice@msp.example.%s Declare it: group %q { members = [...] }.",
				approver.text, words.DidYouMean(approver.text, d.groupNames()), approver.text)
		}
	}
	slices.Sort(rule.Approvers)
	rule.Approvers = slices.Compact(rule.Approvers)
	if !unknown && rule.Approvals > len(rule.Approvers) {
		d.report(block.DefRange, "Too few approvers", "%s need %s, but there %s to approve them, so none could ever be approved.",
			about, words.Count(rule.Approvals, "approval", "approvals"), are(len(rule.Approvers)))
	}
	return rule
}

func are(people int) string {
	switch people {
	case 0:
		return "is nobody"
	case 1:
		return "is 1 person"
	default:
		return fmt.Sprintf("are %d people", people)
	}
}
