package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

var decisions = &question[decisionsModel]{
	name: "decisions",
	description: "Lists decisions of `nhi check --record` from the audit log of the register: which plan was allowed or denied, when, by whose run, by which policies, " +
		"and which exceptions let something through. A check that is about several tenants is a decision of each.",
	attributes: map[string]schema.Attribute{
		"tenant": argument("Only decisions about the tenant with this id."),
		"outcome": schema.StringAttribute{
			MarkdownDescription: "Only decisions with this outcome: `allow`, `deny` or `not_checked`.",
			Optional:            true,
			Validators:          []validator.String{stringvalidator.OneOf(string(decision.Allow), string(decision.Deny), string(decision.CouldNotTell))},
		},
		"limit": schema.Int64Attribute{
			MarkdownDescription: "How many of the latest to look at. The default is 100.",
			Optional:            true,
			Validators:          []validator.Int64{int64validator.AtLeast(1)},
		},
		"decisions": toldList("The decisions, the latest last.", map[string]schema.Attribute{
			"sequence":      toldNumber("The place of the entry in the audit log, from 0, as `nhi audit prove` takes it."),
			"digest":        told("The digest of the decision's JSON, as `nhi check -o json` writes it."),
			"tenant":        told("The id of the tenant, empty for a check of no tenant that was recorded."),
			"outcome":       told("What it came to: `allow`, `deny` or `not_checked`."),
			"recorded_at":   toldInstant("When it was recorded."),
			"instant":       toldInstant("The clock of the check."),
			"actor":         told("Who ran the check."),
			"reason":        told("Why, as said in `NHI_REASON`."),
			"input_digest":  told("The digest of the plan that was judged."),
			"bundle_digest": told("The digest of the policies and controls by which it was judged."),
			"denied": toldList("What was denied.", map[string]schema.Attribute{
				"policy":   told("The name of the policy."),
				"address":  told("The address of the change."),
				"verdict":  told("`fail` or `undecided`."),
				"controls": toldTexts("The controls that the policy enforces."),
			}),
			"exceptions": toldTexts("The exceptions that let something through: their ids, or addresses of those that were only planned."),
			"variations": toldTexts("The ids of the variations by which the tenant was judged."),
		}),
	},
	answer: func(ctx context.Context, s *session, m *decisionsModel) diag.Diagnostics {
		kept, err := s.register(ctx)
		if err != nil {
			return failure(err)
		}
		limit := m.Limit.ValueInt64()
		if limit == 0 {
			limit = 100
		}
		all, err := kept.Log().Decisions(ctx, m.Tenant.ValueString(), limit)
		m.Decisions = []decisionModel{}
		for _, d := range all {
			if wanted(m.Outcome, d.Outcome) {
				m.Decisions = append(m.Decisions, newDecisionModel(d))
			}
		}
		return failure(err)
	},
}

type decisionsModel struct {
	Tenant    types.String    `tfsdk:"tenant"`
	Outcome   types.String    `tfsdk:"outcome"`
	Limit     types.Int64     `tfsdk:"limit"`
	Decisions []decisionModel `tfsdk:"decisions"`
}

type decisionModel struct {
	Sequence     int64         `tfsdk:"sequence"`
	Digest       string        `tfsdk:"digest"`
	Tenant       string        `tfsdk:"tenant"`
	Outcome      string        `tfsdk:"outcome"`
	RecordedAt   instant       `tfsdk:"recorded_at"`
	Instant      instant       `tfsdk:"instant"`
	Actor        string        `tfsdk:"actor"`
	Reason       string        `tfsdk:"reason"`
	InputDigest  string        `tfsdk:"input_digest"`
	BundleDigest string        `tfsdk:"bundle_digest"`
	Denied       []denialModel `tfsdk:"denied"`
	Exceptions   []string      `tfsdk:"exceptions"`
	Variations   []string      `tfsdk:"variations"`
}

type denialModel struct {
	Policy   string   `tfsdk:"policy"`
	Address  string   `tfsdk:"address"`
	Verdict  string   `tfsdk:"verdict"`
	Controls []string `tfsdk:"controls"`
}

func newDecisionModel(d register.Decided) decisionModel {
	m := decisionModel{
		Sequence: d.Sequence, Digest: d.Digest, Tenant: d.TenantID, Outcome: string(d.Outcome), RecordedAt: instantOf(d.At), Instant: instantOf(d.Instant),
		Actor: d.Actor, Reason: d.Reason, InputDigest: d.Input.Digest, BundleDigest: d.Bundle.Digest,
		Denied: []denialModel{}, Exceptions: []string{}, Variations: []string{},
	}
	for _, denied := range d.Denied {
		m.Denied = append(m.Denied, denialModel{denied.Policy, denied.Address, string(denied.Verdict), append([]string{}, denied.Controls...)})
	}
	for _, e := range d.Exceptions {
		if e.ID == "" {
			e.ID = e.Address
		}
		m.Exceptions = append(m.Exceptions, e.ID)
	}
	for _, v := range d.Variations {
		m.Variations = append(m.Variations, v.ID)
	}
	return m
}
