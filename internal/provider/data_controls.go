package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

var controls = &question[controlsModel]{
	name: "controls",
	description: "Lists the controls of the policy bundle that the provider is configured with in `policies`: " +
		"what each is for, who owns it, what enforces it, how far tenants may vary it, and who approves exceptions. " +
		"With a tenant, parameters have the tenant's own values where it varies them.",
	attributes: map[string]schema.Attribute{
		"tenant":    argument("The id of the tenant whose values of parameters are wanted."),
		"name":      argument("Only the control with this name."),
		"severity":  argument("Only controls of this severity: `critical`, `high`, `medium` or `low`."),
		"framework": argument("Only controls that serve this item of a framework, such as `nist-csf-2.0:PR.AA-05`."),
		"digest":    told("The digest of the bundle."),
		"controls": toldList("The controls, by name.", map[string]schema.Attribute{
			"name":       told("The name, by which exceptions refer to it."),
			"objective":  told("What it is for."),
			"owner":      told("Who answers for it."),
			"severity":   told("How bad a violation is."),
			"action":     told("What happens on a violation: `block`, `ticket`, `webhook`, `quarantine`, `revoke` or `rollback`."),
			"notify":     toldTexts("Who hears of a violation: names of sinks, and mail addresses."),
			"frameworks": toldTexts("The items of frameworks that it serves."),
			"policies":   toldTexts("The names of the policies that enforce it."),
			"parameters": toldList("The thresholds that tenants may vary.", map[string]schema.Attribute{
				"name":    told("The name, by which variations refer to it."),
				"default": told("The value for everybody who does not vary it."),
				"minimum": told("The least value that a tenant may have, if there is a bound."),
				"maximum": told("The greatest value that a tenant may have, if there is a bound."),
				"value":   told("The value that counts: the tenant's own, or the default."),
			}),
			"exception":   rule("Under what conditions it may be excepted. Null for a control that never is."),
			"variation":   rule("Under what conditions its parameters may be varied. Null when the rule of exceptions counts."),
			"break_glass": rule("What it says of break-glass access. Null when it says nothing of it."),
			"escalation": toldObject("Who hears of a violation that lasts. Null when nobody does.", map[string]schema.Attribute{
				"after": schema.StringAttribute{MarkdownDescription: "How long it has to last.", CustomType: periodType{}, Computed: true},
				"to":    toldTexts("Who hears of it: names of sinks, and mail addresses."),
			}),
		}),
	},
	answer: answerControls,
}

func rule(description string) schema.SingleNestedAttribute {
	return toldObject(description, map[string]schema.Attribute{
		"approvers":    toldTexts("Who may approve."),
		"approvals":    toldNumber("How many of them have to."),
		"max_duration": schema.StringAttribute{MarkdownDescription: "For how long at most, if there is a limit.", CustomType: periodType{}, Computed: true},
		"evidence":     toldTexts("What has to be brought."),
	})
}

type controlsModel struct {
	Tenant    types.String   `tfsdk:"tenant"`
	Name      types.String   `tfsdk:"name"`
	Severity  types.String   `tfsdk:"severity"`
	Framework types.String   `tfsdk:"framework"`
	Digest    types.String   `tfsdk:"digest"`
	Controls  []controlModel `tfsdk:"controls"`
}

type controlModel struct {
	Name       string           `tfsdk:"name"`
	Objective  string           `tfsdk:"objective"`
	Owner      string           `tfsdk:"owner"`
	Severity   string           `tfsdk:"severity"`
	Action     string           `tfsdk:"action"`
	Notify     []string         `tfsdk:"notify"`
	Frameworks []string         `tfsdk:"frameworks"`
	Policies   []string         `tfsdk:"policies"`
	Parameters []parameterModel `tfsdk:"parameters"`
	Exception  *ruleModel       `tfsdk:"exception"`
	Variation  *ruleModel       `tfsdk:"variation"`
	BreakGlass *ruleModel       `tfsdk:"break_glass"`
	Escalation *escalationModel `tfsdk:"escalation"`
}

type parameterModel struct {
	Name    string       `tfsdk:"name"`
	Default string       `tfsdk:"default"`
	Minimum types.String `tfsdk:"minimum"`
	Maximum types.String `tfsdk:"maximum"`
	Value   string       `tfsdk:"value"`
}

type ruleModel struct {
	Approvers   []string `tfsdk:"approvers"`
	Approvals   int64    `tfsdk:"approvals"`
	MaxDuration period   `tfsdk:"max_duration"`
	Evidence    []string `tfsdk:"evidence"`
}

type escalationModel struct {
	After period   `tfsdk:"after"`
	To    []string `tfsdk:"to"`
}

func answerControls(ctx context.Context, s *session, m *controlsModel) diag.Diagnostics {
	if s.authority == nil {
		return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Empty(), "No policies are configured",
			"Controls are read from the policy bundle, and the provider's configuration has none. Name its folders there: policies = [\"./policies\"].")}
	}
	own, diags := valuesOf(ctx, s, m.Tenant)
	if diags.HasError() {
		return diags
	}
	m.Digest = types.StringValue(s.authority.bundle.Digest)
	m.Controls = []controlModel{}
	for _, c := range s.authority.bundle.Controls {
		if wanted(m.Name, c.Name) && wanted(m.Severity, c.Severity) && serves(c, m.Framework) {
			m.Controls = append(m.Controls, newControlModel(c, own))
		}
	}
	return nil
}

func serves(c governance.Control, framework types.String) bool {
	if framework.IsNull() {
		return true
	}
	for _, item := range c.Frameworks {
		if wanted(framework, item) {
			return true
		}
	}
	return false
}

// valuesOf are the tenant's own values that count by now, by parameter, whose
// names are unique in a bundle.
func valuesOf(ctx context.Context, s *session, tenant types.String) (map[string]string, diag.Diagnostics) {
	if tenant.IsNull() {
		return nil, nil
	}
	kept, err := s.register(ctx)
	if err != nil {
		return nil, failure(err)
	}
	all, err := kept.Variations().List(ctx, tenant.ValueString())
	if err != nil {
		return nil, failure(err)
	}
	own := map[string]string{}
	for _, v := range all {
		standing, err := s.live().standingOfVariation(ctx, v, s.now)
		if err != nil {
			return nil, failure(err)
		}
		if standing.Honoured() {
			own[v.Parameter] = v.Value
		}
	}
	return own, nil
}

func newControlModel(c governance.Control, own map[string]string) controlModel {
	m := controlModel{
		Name: c.Name, Objective: c.Objective, Owner: c.Owner, Severity: c.Severity, Action: string(c.Action), Notify: append([]string{}, c.Notify...),
		Frameworks: append([]string{}, c.Frameworks...), Policies: append([]string{}, c.Policies...), Parameters: []parameterModel{},
		Exception: newRuleModel(c.Exception), Variation: newRuleModel(c.Variation), BreakGlass: newRuleModel(c.BreakGlass),
	}
	for _, p := range c.Parameters {
		value, varied := own[p.Name]
		if !varied {
			value = p.Default
		}
		m.Parameters = append(m.Parameters, parameterModel{p.Name, p.Default, textOf(p.Minimum), textOf(p.Maximum), value})
	}
	if e := c.Escalation; e != nil {
		m.Escalation = &escalationModel{periodOf(e.After), append([]string{}, e.To...)}
	}
	return m
}

func newRuleModel(r *governance.ExceptionRule) *ruleModel {
	if r == nil {
		return nil
	}
	return &ruleModel{append([]string{}, r.Approvers...), int64(r.Approvals), periodOf(r.MaxDuration), append([]string{}, r.Evidence...)}
}
