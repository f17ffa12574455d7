package evidence

import (
	"path"
	"slices"
	"strings"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// Control is what a control says, and by reference what there is to show for it.
type Control struct {
	Name       string            `json:"name"`
	Objective  string            `json:"objective"`
	Owner      string            `json:"owner"`
	Severity   string            `json:"severity"`
	Frameworks []string          `json:"frameworks,omitempty"`
	Policies   []Policy          `json:"policies"`
	Action     governance.Action `json:"action"`
	Parameters []Parameter       `json:"parameters,omitempty"`
	Escalation *Escalation       `json:"escalation,omitempty"`

	ExceptionRule  *Rule `json:"exception_rule,omitempty"` // none: never excepted
	VariationRule  *Rule `json:"variation_rule,omitempty"`
	BreakGlassRule *Rule `json:"break_glass_rule,omitempty"`

	Decisions   []int64     `json:"decisions"` // in which something was judged by it
	Violations  []Violation `json:"violations"`
	Exceptions  []string    `json:"exceptions"` // ids, as in the lists of the evidence
	Variations  []string    `json:"variations"`
	BreakGlass  []string    `json:"break_glass"`
	Activations []string    `json:"activations"`
	Reviews     []string    `json:"reviews"`
	Gaps        []Gap       `json:"gaps"`
}

// Policy is one policy that enforces a control.
type Policy struct {
	Name string `json:"name"`
	Kind string `json:"kind,omitempty"` // as in [decision.PolicyReference]; empty for one that is part of nhi
	Type string `json:"type,omitempty"` // the glob that it applies to
}

// Parameter is a threshold of a control.
type Parameter struct {
	Name    string `json:"name"`
	Default string `json:"default"`
	Minimum string `json:"minimum,omitempty"`
	Maximum string `json:"maximum,omitempty"`
}

// Rule says who approves, how many of them, for how long, on what evidence.
type Rule struct {
	Approvers   []string          `json:"approvers,omitempty"`
	Approvals   int               `json:"approvals"`
	MaxDuration governance.Period `json:"max_duration,omitzero"`
	Evidence    []string          `json:"evidence,omitempty"`
}

// Escalation says who hears of a violation that lasts.
type Escalation struct {
	After governance.Period `json:"after"`
	To    []string          `json:"to"`
}

// Violation is a finding that denied.
type Violation struct {
	Sequence int64  `json:"sequence"` // of the decision
	Policy   string `json:"policy"`
	Address  string `json:"address"`
	Verdict  string `json:"verdict"`
}

// NewControl writes a control of a bundle whose policies have these kinds and
// types.
func NewControl(c governance.Control, policies []Policy) Control {
	written := Control{
		Name: c.Name, Objective: c.Objective, Owner: c.Owner, Severity: c.Severity, Frameworks: c.Frameworks, Action: c.Action,
		Escalation: (*Escalation)(c.Escalation), ExceptionRule: (*Rule)(c.Exception), VariationRule: (*Rule)(c.Variation), BreakGlassRule: (*Rule)(c.BreakGlass),
	}
	for _, name := range c.Policies {
		of := slices.IndexFunc(policies, func(p Policy) bool { return p.Name == name })
		if of < 0 {
			written.Policies = append(written.Policies, Policy{Name: name})
		}
		for _, p := range policies {
			if p.Name == name {
				written.Policies = append(written.Policies, p)
			}
		}
	}
	for _, p := range c.Parameters {
		written.Parameters = append(written.Parameters, Parameter(p))
	}
	return written
}

// said is what the control says, without what there is to show for it.
func (c Control) said() Control {
	return Control{
		Name: c.Name, Objective: c.Objective, Owner: c.Owner, Severity: c.Severity, Frameworks: c.Frameworks, Policies: c.Policies, Action: c.Action,
		Parameters: c.Parameters, Escalation: c.Escalation, ExceptionRule: c.ExceptionRule, VariationRule: c.VariationRule, BreakGlassRule: c.BreakGlassRule,
	}
}

// rules is the control as its rules are applied.
func (c Control) rules() governance.Control {
	read := governance.Control{
		Name: c.Name, Objective: c.Objective, Owner: c.Owner, Severity: c.Severity, Frameworks: c.Frameworks, Action: c.Action,
		Exception: (*governance.ExceptionRule)(c.ExceptionRule), Variation: (*governance.ExceptionRule)(c.VariationRule),
		BreakGlass: (*governance.ExceptionRule)(c.BreakGlassRule), Escalation: (*governance.Escalation)(c.Escalation),
	}
	for _, p := range c.Policies {
		read.Policies = append(read.Policies, p.Name)
	}
	for _, p := range c.Parameters {
		read.Parameters = append(read.Parameters, governance.Parameter(p))
	}
	return read
}

// judges reports whether one of the control's policies is about a type of resource
// by name: a glob over all of them is about none in particular.
func (c Control) judges(resource string) bool {
	return slices.ContainsFunc(c.Policies, func(p Policy) bool {
		matches, err := path.Match(p.Type, resource)
		return err == nil && matches && strings.HasPrefix(p.Type, "nhi_")
	})
}

// names reports whether a lapse is among the control's policies.
func (c Control) names(lapse governance.Lapse) bool {
	return slices.ContainsFunc(c.Policies, func(p Policy) bool { return p.Name == string(lapse) })
}

// lapsesOnly reports whether the control has a say in what time does, and in no
// change: no decision could ever name it.
func (c Control) lapsesOnly() bool {
	return len(c.Policies) > 0 && !slices.ContainsFunc(c.Policies, func(p Policy) bool { return !slices.Contains(governance.Lapses, governance.Lapse(p.Name)) })
}

// frameworks lists the items that the controls serve, each framework and item in
// the order of its name.
func frameworks(controls []Control) []Framework {
	served := map[string]map[string]*Item{}
	for _, c := range controls {
		for _, text := range c.Frameworks {
			name, id, _ := strings.Cut(text, ":")
			if served[name] == nil {
				served[name] = map[string]*Item{}
			}
			if served[name][id] == nil {
				served[name][id] = &Item{ID: id}
			}
			item := served[name][id]
			item.Controls = append(item.Controls, c.Name)
			item.Gaps += len(c.Gaps)
		}
	}
	all := []Framework{}
	for _, name := range sorted(served) {
		framework := Framework{Name: name}
		for _, id := range sorted(served[name]) {
			framework.Items = append(framework.Items, *served[name][id])
		}
		all = append(all, framework)
	}
	return all
}
