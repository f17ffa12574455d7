package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

var reviews = &question[reviewsModel]{
	name: "reviews",
	description: "Lists the reviews of everything that a schedule reviews: for each subject the latest due date that has come, and the next one. " +
		"A subject is reviewed by the schedule that it names, and by those whose selectors match it. A date before it was recorded is not its. " +
		"The register does not keep what came of a review, so a date that has come is `due`, and then `overdue`, until the next one.",
	attributes: map[string]schema.Attribute{
		"tenant":          argument("Only reviews of the tenant with this id."),
		"review_schedule": argument("Only reviews of the schedule with this id."),
		"state": schema.StringAttribute{
			MarkdownDescription: "Only reviews in this state: `upcoming`, `due` or `overdue`.",
			Optional:            true,
			Validators:          []validator.String{stringvalidator.OneOf(string(governance.ReviewUpcoming), string(governance.ReviewDue), string(governance.ReviewOverdue))},
		},
		"reviews": toldList("The reviews, by due date.", map[string]schema.Attribute{
			"tenant":          told("The id of the tenant."),
			"review_schedule": told("The id of the review schedule."),
			"subject_kind":    told("What is reviewed: `entitlement`, `entitlement_set`, `identity`, `exception` or `break_glass`."),
			"subject":         told("The id of what is reviewed."),
			"due_at":          toldInstant("When the review is due."),
			"overdue_at":      toldInstant("When it is overdue."),
			"state":           told("Where it stands: `upcoming`, `due` or `overdue`."),
			"reviewers":       toldTexts("Who may make it: the schedule's reviewers, or when they own the subject themselves its fallback reviewers. Nobody, when those do too."),
		}),
	},
	answer: func(ctx context.Context, s *session, m *reviewsModel) diag.Diagnostics {
		snapshot, err := heldNow(ctx, s)
		if err != nil {
			return failure(err)
		}
		all, err := snapshot.Reviews(s.now)
		m.Reviews = []reviewModel{}
		for _, r := range all {
			if wanted(m.Tenant, r.TenantID) && wanted(m.ReviewSchedule, r.ScheduleID) && wanted(m.State, r.State) {
				m.Reviews = append(m.Reviews, reviewModel{
					r.TenantID, r.ScheduleID, string(r.SubjectKind), r.SubjectID, instantOf(r.DueAt), instantOf(r.OverdueAt), string(r.State), append([]string{}, r.Reviewers...),
				})
			}
		}
		return failure(err)
	},
}

type reviewsModel struct {
	Tenant         types.String  `tfsdk:"tenant"`
	ReviewSchedule types.String  `tfsdk:"review_schedule"`
	State          types.String  `tfsdk:"state"`
	Reviews        []reviewModel `tfsdk:"reviews"`
}

type reviewModel struct {
	Tenant         string   `tfsdk:"tenant"`
	ReviewSchedule string   `tfsdk:"review_schedule"`
	SubjectKind    string   `tfsdk:"subject_kind"`
	Subject        string   `tfsdk:"subject"`
	DueAt          instant  `tfsdk:"due_at"`
	OverdueAt      instant  `tfsdk:"overdue_at"`
	State          string   `tfsdk:"state"`
	Reviewers      []string `tfsdk:"reviewers"`
}
