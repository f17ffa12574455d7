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

var variations = &kind[governance.Variation, variationModel]{
	name:   governance.KindVariation,
	plural: "variations",
	description: "A variation is one tenant's own value for a parameter of a control, inside the parameter's bounds. " +
		"It counts while its `status` is `active`: `nhi check` then judges the tenant's changes by it, and those of all others by the default. " +
		"When it ends, the next plan shows the new `status`, once, with a warning; applying it carries the status out. " +
		"With `policies` in the provider's configuration, a variation is refused when its control or parameter does not exist, or the value is outside the bounds. " +
		"Without them that is left to `nhi check`, and a variation stays `pending`, because nobody can say whether its approvals suffice.",
	key:        "acme/keys-rotate/max_age",
	collection: register.Register.Variations,
	model:      newVariationModel,
	attributes: attributes{
		"tenant":       replacing(requiredText("The id of the tenant whose value it is. Another tenant makes it another variation.")),
		"control":      replacing(requiredText("The name of the control. Another control makes it another variation.")),
		"parameter":    replacing(requiredText("The name of the control's parameter. A tenant has one variation of each. Another parameter makes it another variation.")),
		"value":        requiredText("The value, written as in the control: a period such as `90d` or `P3M`, a number, or text."),
		"reason":       requiredText("Why the tenant needs a value of its own."),
		"requested_by": requiredText("Who asks for the variation. Nobody approves what they asked for themselves."),
		"expires_at":   optionalInstant("When the variation ends (exclusive), as an RFC 3339 instant with its offset. An instant in the past is refused when it is new or changed. It has no end by default, which a control may not allow."),
		"approvals": optionalSet("The approvers' OpenSSH signatures, as `nhi approve --kind variation` makes them: over what the function `canonical` returns of the variation, in the namespace `nhi-approval@v1`. " +
			"The control says whose: in its `variation` block, else in its `exception` block. A change to what was approved makes them void."),
		"status": computedText("Where the variation stands: `pending` (not approved yet), `active` or `expired`. " +
			"It is decided from the clock, shown by the plan, and carried out by applying."),
	},
	filters: []filter[governance.Variation]{
		{"control", "Only variations of this control's parameters.", func(v governance.Variation) string { return v.Control }},
		{"parameter", "Only variations of the parameter with this name.", func(v governance.Variation) string { return v.Parameter }},
		{"status", "Only variations with this status, as last carried out.", func(v governance.Variation) string { return string(v.Status) }},
	},
	timing: approvedVariations.timing(),
	refuse: approvedVariations.refuse,
}

var approvedVariations = &approvable[governance.Variation, variationModel]{
	status:   func(m *variationModel) *types.String { return &m.Status },
	standing: (*session).standingOfVariation,
	lapse:    variationLapse,
	end:      func(m variationModel) instant { return m.ExpiresAt },
	wellKnown: func(m variationModel) bool {
		return allKnown(m.Tenant, m.Control, m.Parameter, m.Value, m.Reason, m.RequestedBy, m.ExpiresAt, m.Approvals)
	},
	sameRequest: func(a, b governance.Variation) bool { return a.Value == b.Value && a.ExpiresAt.Equal(b.ExpiresAt) },
	breaches: func(s *session, v governance.Variation) []governance.Breach {
		return v.Breaches(s.authority.control(v.Control), s.now)
	},
	refusal: "Control does not allow the variation",
}

// variationLapse says what became of a variation.
func variationLapse(v governance.Variation, standing governance.Standing) diag.Diagnostic {
	about := fmt.Sprintf("This is about the variation of %s of control %q to %s.", v.Parameter, v.Control, v.Value)
	switch standing.Status {
	case governance.ExceptionExpired:
		return diag.NewAttributeWarningDiagnostic(path.Root("status"), "Variation has expired",
			fmt.Sprintf("%s It ended at %s, and the default counts again. Extend expires_at and have it approved again, or remove it from the configuration.", about, v.ExpiresAt.Format(time.RFC3339)))
	case governance.ExceptionActive:
		return diag.NewAttributeWarningDiagnostic(path.Root("status"), "Variation comes into force", about+" It is approved and counts from now on.")
	default:
		return unapproved("Variation is not approved", about, standing, " --kind variation, once it is recorded")
	}
}
