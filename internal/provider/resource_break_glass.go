package provider

import (
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

var breakGlass = &kind[governance.BreakGlass, breakGlassModel]{
	name:   governance.KindBreakGlass,
	plural: "break_glass_accesses",
	description: "Break-glass access says who may give one identity one privilege in an emergency, for how long at most, and by when each use is reviewed. " +
		"It grants nothing by itself, and is kept apart from ordinary entitlements: a privilege that the identity holds anyway is refused. " +
		"It may be activated while its `status` is `active`. " +
		"With `policies` in the provider's configuration, it is refused when no control has a `break_glass` block, or one allows less time. " +
		"Without them it stays `pending`, because nobody can say whether its approvals suffice.",
	key:        "acme/svc-backup/directory/domain-admin",
	collection: register.Register.BreakGlass,
	model:      newBreakGlassModel,
	attributes: attributes{
		"tenant":        replacing(requiredText("The id of the tenant whose access it is. Another tenant makes it another access.")),
		"identity":      replacing(requiredText("The id of the identity that gets the privilege. Another identity makes it another access.")),
		"system":        replacing(requiredText("The id of the system, which is of the tenant or shared. Another system makes it another access.")),
		"privilege":     replacing(requiredText("The privilege, as the system names it. Another privilege makes it another access.")),
		"scope":         replacing(optionalText("What in the system the privilege is limited to. Another scope makes it another access.")),
		"max_duration":  requiredPeriod("How long one activation lasts at most: `4h`, `1d`, or an ISO 8601 duration such as `PT4H`."),
		"review_within": requiredPeriod("How long after an activation has ended its use has to be reviewed, such as `3d`."),
		"activators":    requiredSet("Who may activate the access, usually e-mail addresses."),
		"reason":        requiredText("Which emergency the access is for."),
		"requested_by":  requiredText("Who asks for the access. Nobody approves what they asked for themselves."),
		"approvals": optionalSet("The approvers' OpenSSH signatures, as `nhi approve --kind break_glass` makes them: over what the function `canonical` returns of the access, in the namespace `nhi-approval@v1`. " +
			"The `break_glass` blocks of controls say whose. A change to what was approved makes them void."),
		"revoked_at": computedInstant("When a review took the access away. Replace the resource to ask for it anew."),
		"status": computedText("Whether the access may be activated: `pending` (not approved yet), `active` or `revoked`. " +
			"It is decided from the approvals, shown by the plan, and carried out by applying."),
	},
	filters: []filter[governance.BreakGlass]{
		{"identity", "Only accesses of the identity with this id.", func(b governance.BreakGlass) string { return b.IdentityID }},
		{"system", "Only accesses to the system with this id.", func(b governance.BreakGlass) string { return b.SystemID }},
		{"privilege", "Only accesses to this privilege.", func(b governance.BreakGlass) string { return b.Privilege }},
		{"status", "Only accesses with this status, as last carried out.", func(b governance.BreakGlass) string { return string(b.Status) }},
	},
	timing: approvedBreakGlass.timing(),
	refuse: approvedBreakGlass.refuse,
}

var approvedBreakGlass = &approvable[governance.BreakGlass, breakGlassModel]{
	status:   func(m *breakGlassModel) *types.String { return &m.Status },
	standing: (*session).standingOfBreakGlass,
	lapse:    breakGlassLapse,
	wellKnown: func(m breakGlassModel) bool {
		return allKnown(m.Tenant, m.Identity, m.System, m.Privilege, m.Scope, m.MaxDuration, m.ReviewWithin, m.Activators, m.Reason, m.RequestedBy, m.Approvals)
	},
	sameRequest: func(a, b governance.BreakGlass) bool { return a.MaxDuration == b.MaxDuration },
	breaches: func(s *session, b governance.BreakGlass) []governance.Breach {
		return b.Breaches(s.authority.bundle.Controls)
	},
	refusal: "Controls do not allow the access",
}

// breakGlassLapse says what became of break-glass access.
func breakGlassLapse(b governance.BreakGlass, standing governance.Standing) diag.Diagnostic {
	about := fmt.Sprintf("This is about break-glass access to %s.", b.Privilege)
	if standing.Status == governance.ExceptionActive {
		return diag.NewAttributeWarningDiagnostic(path.Root("status"), "Break-glass access may be activated",
			fmt.Sprintf("%s It is approved, and its activators may use it for %s at a time.", about, b.MaxDuration))
	}
	if standing.Status == governance.ExceptionRevoked {
		return diag.NewAttributeWarningDiagnostic(path.Root("status"), "Break-glass access was revoked",
			fmt.Sprintf("%s A review took it away at %s, and it cannot be activated any more. Remove it from the configuration, or replace it to ask for it anew.", about, b.RevokedAt.Format(time.RFC3339)))
	}
	return unapproved("Break-glass access is not approved", about, standing, " --kind break_glass, once it is recorded")
}
