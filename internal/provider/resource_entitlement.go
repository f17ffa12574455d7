package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/access"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

var entitlements = &kind[governance.Entitlement, entitlementModel]{
	name:   governance.KindEntitlement,
	plural: "entitlements",
	description: "An entitlement is one privilege that one identity holds in one system. " +
		"It is granted in the system to the account that the identity's `external_id` names, or its `name` without one, and revoked when it ends or is destroyed. " +
		"What the system has already is recorded and left as it is. " +
		"When its time begins or ends, the next plan shows the new `status`, once, with a warning that says what lapsed; applying it carries the status out. " +
		"An entitlement that has ended stays in the register until it is removed from the configuration.",
	key:        "acme/svc-backup/billing-db/read",
	collection: register.Register.Entitlements,
	model:      newEntitlementModel,
	attributes: with(accessAttributes("the privilege"), attributes{
		"tenant":        computedText("The id of the tenant, which is the identity's."),
		"identity":      replacing(requiredText("The id of the identity that holds the privilege. Another identity makes it another entitlement.")),
		"system":        replacing(requiredText("The id of the system, which is of the identity's tenant or shared. Another system makes it another entitlement.")),
		"privilege":     replacing(requiredText("The privilege, as the system names it: a role, a group, a grant. Another privilege makes it another entitlement.")),
		"scope":         replacing(optionalText("What in the system the privilege is limited to. Another scope makes it another entitlement.")),
		"privileged":    flag("Whether the privilege is one that can do serious harm, such as administration. Policies ask more of such entitlements."),
		"justification": requiredText("Why the identity needs the privilege, in a sentence that a reviewer understands."),
		"terraform_addresses": optionalSet("The plan addresses of the resources that realise the entitlement, such as `aws_iam_user_policy.backup`. " +
			"`*` stands for any run of characters."),
	}),
	filters: []filter[governance.Entitlement]{
		{"identity", "Only entitlements of the identity with this id.", func(e governance.Entitlement) string { return e.IdentityID }},
		{"system", "Only entitlements in the system with this id.", func(e governance.Entitlement) string { return e.SystemID }},
		{"review_schedule", "Only entitlements that the review schedule with this id reviews.", func(e governance.Entitlement) string { return e.ReviewScheduleID }},
		{"privilege", "Only entitlements to this privilege.", func(e governance.Entitlement) string { return e.Privilege }},
		{"status", "Only entitlements with this status, as last carried out.", func(e governance.Entitlement) string { return string(e.Status) }},
	},
	timing: accessTiming(func(m *entitlementModel) *accessModel { return &m.accessModel },
		func(m entitlementModel) string { return fmt.Sprintf("The privilege %q", m.Privilege.ValueString()) }),
	holding: heldByEntitlement,
	show: func(m *entitlementModel, claim access.Claim, held, exempt []access.Key) {
		m.Granted = types.BoolValue(claim.Granted(held, exempt))
	},
	refuse: func(_ context.Context, s *session, planned, prior *entitlementModel, final bool) diag.Diagnostics {
		var before instant
		if prior != nil {
			before = prior.ExpiresAt
		}
		return refusePast(planned.ExpiresAt, before, s.now, final)
	},
}
