package provider

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/access"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

var entitlementSets = &kind[governance.EntitlementSet, entitlementSetModel]{
	name:   governance.KindEntitlementSet,
	plural: "entitlement_sets",
	description: "An entitlement set is everything that one identity holds in one system: a privilege that is not in it is not held. " +
		"What somebody added besides Terraform is in the next plan, and applying it takes it away. " +
		"A set is refused while an `nhi_entitlement` of the same identity and system exists, because two resources would disagree; use entitlements where privileges begin, end or are reviewed each on its own. " +
		"When its time begins or ends, the next plan shows the new `status`, once, with a warning; applying it carries the status out.",
	key:        "acme/svc-backup/directory",
	collection: register.Register.EntitlementSets,
	model:      newEntitlementSetModel,
	attributes: with(accessAttributes("the set"), attributes{
		"tenant":   computedText("The id of the tenant, which is the identity's."),
		"identity": replacing(requiredText("The id of the identity whose privileges these are. Another identity makes it another set.")),
		"system":   replacing(requiredText("The id of the system, which is of the identity's tenant or shared. Another system makes it another set.")),
		"privileges": schema.SetNestedAttribute{
			MarkdownDescription: "All privileges that the identity holds in the system. An empty set says that it holds none.",
			Required:            true,
			NestedObject:        schema.NestedAttributeObject{Attributes: privilegeAttributes},
		},
		"justification": requiredText("Why the identity needs these privileges, in a sentence that a reviewer understands."),
		"terraform_addresses": optionalSet("The plan addresses of the resources that realise the set, such as `aws_iam_user_policy.backup`. " +
			"`*` stands for any run of characters."),
	}),
	filters: []filter[governance.EntitlementSet]{
		{"identity", "Only sets of the identity with this id.", func(s governance.EntitlementSet) string { return s.IdentityID }},
		{"system", "Only sets in the system with this id.", func(s governance.EntitlementSet) string { return s.SystemID }},
		{"review_schedule", "Only sets that the review schedule with this id reviews.", func(s governance.EntitlementSet) string { return s.ReviewScheduleID }},
		{"status", "Only sets with this status, as last carried out.", func(s governance.EntitlementSet) string { return string(s.Status) }},
	},
	timing: accessTiming(func(m *entitlementSetModel) *accessModel { return &m.accessModel },
		func(entitlementSetModel) string { return "The entitlement set" }),
	holding: heldBySet,
	show:    showSet,
	refuse: func(_ context.Context, s *session, planned, prior *entitlementSetModel, final bool) diag.Diagnostics {
		var before instant
		if prior != nil {
			before = prior.ExpiresAt
		}
		return refusePast(planned.ExpiresAt, before, s.now, final)
	},
}

// showSet shows what the identity holds in place of what was declared, as long as
// the set is in force: the plan then tells one from the other. A privilege that
// was not declared is not known to be a privileged one.
func showSet(m *entitlementSetModel, claim access.Claim, held, exempt []access.Key) {
	m.Granted = types.BoolValue(claim.Granted(held, exempt))
	if !claim.Active {
		return
	}
	missing, excess := claim.Changes(held, exempt)
	shown := slices.DeleteFunc(slices.Clone(claim.Privileges), func(p governance.Privilege) bool { return slices.Contains(missing, access.KeyOf(p)) })
	for _, key := range excess {
		shown = append(shown, governance.Privilege{Name: key.Name, Scope: key.Scope})
	}
	m.Privileges = privilegesOf(shown)
}

var privilegeAttributes = attributes{
	"name":       requiredText("The privilege, as the system names it: a role, a group, a grant."),
	"scope":      optionalText("What in the system the privilege is limited to."),
	"privileged": flag("Whether the privilege is one that can do serious harm, such as administration. Policies ask more of such privileges."),
}
