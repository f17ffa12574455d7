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
	description: "Lists the reviews of everything that a schedule reviews: for each subject the latest due date that has come, and the next one; " +
		"and the reviews that follow each use of break-glass access. " +
		"A subject is reviewed by the schedule that it names, and by those whose selectors match it. A date before it was recorded is not its. " +
		"A review is `due` from its date on, then `overdue`, until it is `made`, with `nhi review attest`, or the next date comes.",
	attributes: map[string]schema.Attribute{
		"tenant":          argument("Only reviews of the tenant with this id."),
		"review_schedule": argument("Only reviews of the schedule with this id."),
		"state": schema.StringAttribute{
			MarkdownDescription: "Only reviews in this state: `upcoming`, `due`, `overdue` or `made`.",
			Optional:            true,
			Validators:          []validator.String{stringvalidator.OneOf(string(governance.ReviewUpcoming), string(governance.ReviewDue), string(governance.ReviewOverdue), string(governance.ReviewMade))},
		},
		"reviews": toldList("The reviews, by due date.", map[string]schema.Attribute{
			"id":              told("The id of the review, as `nhi review` takes it, such as `7c9fq-1mw3d`."),
			"tenant":          told("The id of the tenant."),
			"review_schedule": told("The id of the review schedule. Empty for what follows the use of break-glass access."),
			"activation":      told("The id of the activation of break-glass access whose use is reviewed. Empty for what a schedule asks for."),
			"subject_kind":    told("What is reviewed: `entitlement`, `entitlement_set`, `identity`, `exception` or `break_glass`."),
			"subject":         told("The id of what is reviewed."),
			"due_at":          toldInstant("When the review is due."),
			"overdue_at":      toldInstant("When it is overdue."),
			"state":           told("Where it stands: `upcoming`, `due`, `overdue` or `made`."),
			"reviewers": toldTexts("Who may make it: the schedule's reviewers, or when they own the subject or asked for it themselves its fallback reviewers. Nobody, when those did too. " +
				"Whoever was handed the review with `nhi review delegate` stands for who handed it over. " +
				"The use of break-glass access is reviewed by who reviews the access; where no schedule does, by who approves such access, as far as `policies` are configured."),
			"outcome":  told("What came of it: `keep`, `revoke` or `reduce`. Empty until it is made."),
			"reviewer": told("Who made it. Empty until then."),
		}),
	},
	answer: func(ctx context.Context, s *session, m *reviewsModel) diag.Diagnostics {
		snapshot, err := heldNow(ctx, s)
		if err != nil {
			return failure(err)
		}
		var controls []governance.Control
		if s.authority != nil {
			controls = s.authority.bundle.Controls
		}
		all, err := snapshot.Reviews(s.now, controls)
		m.Reviews = []reviewModel{}
		for _, r := range all {
			one := newReviewModel(r)
			if wanted(m.Tenant, one.Tenant) && wanted(m.ReviewSchedule, one.ReviewSchedule) && wanted(m.State, one.State) {
				m.Reviews = append(m.Reviews, one)
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
	ID             string   `tfsdk:"id"`
	Tenant         string   `tfsdk:"tenant"`
	ReviewSchedule string   `tfsdk:"review_schedule"`
	Activation     string   `tfsdk:"activation"`
	SubjectKind    string   `tfsdk:"subject_kind"`
	Subject        string   `tfsdk:"subject"`
	DueAt          instant  `tfsdk:"due_at"`
	OverdueAt      instant  `tfsdk:"overdue_at"`
	State          string   `tfsdk:"state"`
	Reviewers      []string `tfsdk:"reviewers"`
	Outcome        string   `tfsdk:"outcome"`
	Reviewer       string   `tfsdk:"reviewer"`
}

func newReviewModel(r governance.Review) reviewModel {
	m := reviewModel{
		ID: r.ID(), Tenant: r.TenantID, SubjectKind: string(r.SubjectKind), Subject: r.SubjectID,
		DueAt: instantOf(r.DueAt), OverdueAt: instantOf(r.OverdueAt), State: string(r.State), Reviewers: append([]string{}, r.Reviewers...),
	}
	switch r.SourceKind {
	case governance.KindActivation:
		m.Activation = r.SourceID
	default:
		m.ReviewSchedule = r.SourceID
	}
	if r.Attestation != nil {
		m.Outcome, m.Reviewer = string(r.Attestation.Outcome), r.Attestation.Reviewer
	}
	return m
}
