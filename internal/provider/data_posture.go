package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

var posture = &question[postureModel]{
	name: "posture",
	description: "Tells how well each tenant is governed at this instant: what is owned, reviewed, about to end, overdue and excepted, counted and by id. " +
		"Use it in a `check` block or an output, so that a nightly plan says how things stand.",
	attributes: map[string]schema.Attribute{
		"tenant": argument("Only the tenant with this id."),
		"within": schema.StringAttribute{
			MarkdownDescription: "How far ahead `expiring` looks: `36h`, `14d`, `12w`, or an ISO 8601 duration such as `P1M`. The default is `14d`.",
			CustomType:          periodType{}, Optional: true,
		},
		"tenants": toldList("The tenants, in the order of their ids, which is that of their creation.", map[string]schema.Attribute{
			"tenant":       told("The id of the tenant."),
			"slug":         told("The slug of the tenant."),
			"identities":   toldNumber("How many identities the tenant has."),
			"entitlements": toldNumber("How many entitlements and entitlement sets it has that have not ended."),
			"owned":        tally("Identities with an accountable human."),
			"reviewed":     tally("Entitlements and entitlement sets that a review schedule reviews: the one that they name, or one whose selector matches."),
			"expiring":     tally("Records that end soon: entitlements, entitlement sets, active exceptions and variations, and identities whose credential ends."),
			"overdue":      tally("What nobody reviewed in time, and identities whose credential is past its rotation."),
			"excepted":     tally("Exceptions that are active."),
		}),
	},
	answer: func(ctx context.Context, s *session, m *postureModel) diag.Diagnostics {
		snapshot, err := heldNow(ctx, s)
		if err != nil {
			return failure(err)
		}
		soon := lengthOf(m.Within)
		if soon.IsZero() {
			soon = governance.Period{Days: 14}
		}
		postures, err := snapshot.Postures(s.now, soon)
		m.Tenants = []tenantPosture{}
		for _, p := range postures {
			if wanted(m.Tenant, p.TenantID) {
				m.Tenants = append(m.Tenants, newTenantPosture(p))
			}
		}
		return failure(err)
	},
}

type postureModel struct {
	Tenant  types.String    `tfsdk:"tenant"`
	Within  period          `tfsdk:"within"`
	Tenants []tenantPosture `tfsdk:"tenants"`
}

type tenantPosture struct {
	Tenant       string     `tfsdk:"tenant"`
	Slug         string     `tfsdk:"slug"`
	Identities   int64      `tfsdk:"identities"`
	Entitlements int64      `tfsdk:"entitlements"`
	Owned        tallyModel `tfsdk:"owned"`
	Reviewed     tallyModel `tfsdk:"reviewed"`
	Expiring     tallyModel `tfsdk:"expiring"`
	Overdue      tallyModel `tfsdk:"overdue"`
	Excepted     tallyModel `tfsdk:"excepted"`
}

// tallyModel is a count, and what was counted.
type tallyModel struct {
	Count int64    `tfsdk:"count"`
	IDs   []string `tfsdk:"ids"`
}

func tally(description string) schema.SingleNestedAttribute {
	return toldObject(description, map[string]schema.Attribute{
		"count": toldNumber("How many there are."),
		"ids":   toldTexts("Their ids, sorted."),
	})
}

func newTenantPosture(p governance.Posture) tenantPosture {
	of := func(ids []string) tallyModel { return tallyModel{int64(len(ids)), append([]string{}, ids...)} }
	return tenantPosture{
		Tenant: p.TenantID, Slug: p.Slug, Identities: int64(p.Identities), Entitlements: int64(p.Entitlements),
		Owned: of(p.Owned), Reviewed: of(p.Reviewed), Expiring: of(p.Expiring), Overdue: of(p.Overdue), Excepted: of(p.Excepted),
	}
}

// heldNow is what the register holds by now.
func heldNow(ctx context.Context, s *session) (governance.Snapshot, error) {
	kept, err := s.register(ctx)
	if err != nil {
		return governance.Snapshot{}, err
	}
	return kept.Snapshot(ctx)
}
