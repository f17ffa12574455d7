package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

type reviewScheduleModel struct {
	metaModel
	Tenant            types.String `tfsdk:"tenant"`
	Name              types.String `tfsdk:"name"`
	Subjects          types.String `tfsdk:"subjects"`
	Selector          types.Object `tfsdk:"selector"`
	Recurrence        types.String `tfsdk:"recurrence"`
	Anchor            instant      `tfsdk:"anchor"`
	Reviewers         types.Set    `tfsdk:"reviewers"`
	FallbackReviewers types.Set    `tfsdk:"fallback_reviewers"`
	DueWithin         period       `tfsdk:"due_within"`
	OverdueAction     types.String `tfsdk:"overdue_action"`
	Evidence          types.Set    `tfsdk:"evidence"`
	NextDueAt         instant      `tfsdk:"next_due_at"` // of the rule, which the register keeps
}

type reviewSelectorModel struct {
	Kinds        types.Set  `tfsdk:"kinds"`
	Environments types.Set  `tfsdk:"environments"`
	Systems      types.Set  `tfsdk:"systems"`
	Privileged   types.Bool `tfsdk:"privileged"`
	Labels       types.Map  `tfsdk:"labels"`
}

func newReviewScheduleModel(s governance.ReviewSchedule) reviewScheduleModel {
	return reviewScheduleModel{
		metaModel:         newMetaModel(s.Meta),
		Tenant:            types.StringValue(s.TenantID),
		Name:              types.StringValue(s.Name),
		Subjects:          types.StringValue(string(s.Subjects)),
		Selector:          reviewSelectorOf(s.Selector),
		Recurrence:        types.StringValue(s.Recurrence),
		Anchor:            instantOf(s.Anchor),
		Reviewers:         setOf(s.Reviewers),
		FallbackReviewers: setOf(s.FallbackReviewers),
		DueWithin:         periodOf(s.DueWithin),
		OverdueAction:     types.StringValue(string(s.OverdueAction)),
		Evidence:          setOf(s.Evidence),
	}
}

func reviewSelectorOf(s governance.ReviewSelector) types.Object {
	return objectOf(reviewSelectorAttributes, reviewSelectorModel{
		Kinds:        setOf(s.Kinds),
		Environments: setOf(s.Environments),
		Systems:      setOf(s.SystemIDs),
		Privileged:   types.BoolPointerValue(s.Privileged),
		Labels:       mapOf(s.Labels),
	})
}

func (m reviewScheduleModel) record() governance.ReviewSchedule {
	s := governance.ReviewSchedule{
		Meta:              m.meta(),
		TenantID:          m.Tenant.ValueString(),
		Name:              m.Name.ValueString(),
		Subjects:          governance.Subjects(m.Subjects.ValueString()),
		Recurrence:        m.Recurrence.ValueString(),
		Anchor:            timeOf(m.Anchor),
		Reviewers:         elementsOf[string](m.Reviewers),
		FallbackReviewers: elementsOf[string](m.FallbackReviewers),
		DueWithin:         lengthOf(m.DueWithin),
		OverdueAction:     governance.OverdueAction(m.OverdueAction.ValueString()),
		Evidence:          elementsOf[string](m.Evidence),
	}
	if selector := nested[reviewSelectorModel](m.Selector); selector != nil {
		s.Selector = governance.ReviewSelector{
			Kinds:        elementsOf[governance.IdentityKind](selector.Kinds),
			Environments: elementsOf[string](selector.Environments),
			SystemIDs:    elementsOf[string](selector.Systems),
			Privileged:   selector.Privileged.ValueBoolPointer(),
			Labels:       entriesOf(selector.Labels),
		}
	}
	return s
}
