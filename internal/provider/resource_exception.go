package provider

import (
	"fmt"
	"maps"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

var exceptions = &kind[governance.Exception, exceptionModel]{
	name:   governance.KindException,
	plural: "exceptions",
	description: "An exception is a time-bound, approved permission for named targets of one tenant not to meet one control. " +
		"It counts while its `status` is `active`. When its time begins or ends, the next plan shows the new status, once, with a warning; applying it carries the status out. " +
		"With `policies` in the provider's configuration, an exception is refused when its control does not exist, may not be excepted, " +
		"asks for evidence that is missing, or allows less time. Without them that is left to `nhi check`, and an exception stays `pending`, " +
		"because nobody can say whether its approvals suffice.",
	key:        "acme/privileged-access-is-reviewed",
	collection: register.Register.Exceptions,
	model:      newExceptionModel,
	attributes: attributes{
		"tenant":       replacing(requiredText("The id of the tenant that the exception is for. Another tenant makes it another exception.")),
		"control":      replacing(requiredText("The name of the control that need not be met. Another control makes it another exception.")),
		"targets":      requiredSet("What the exception covers: ids of records, and globs over plan addresses such as `aws_iam_user_policy.backup` or `module.legacy.*`."),
		"category":     requiredText("`waiver` when the risk is accepted, `mitigated` when something else reduces it."),
		"reason":       requiredText("Why the control cannot be met."),
		"mitigation":   optionalText("What reduces the risk. A `mitigated` exception has to say so."),
		"evidence":     optionalMap("What the control asks for, by the key that it asks for, such as `ticket`."),
		"requested_by": requiredText("Who asks for the exception. Nobody approves what they asked for themselves."),
		"starts_at":    optionalInstant("When the exception begins to count, as an RFC 3339 instant with its offset. It begins when it is recorded by default."),
		"expires_at":   requiredInstant("When the exception ends (exclusive), as an RFC 3339 instant with its offset. An instant in the past is refused when it is new or changed."),
		"approvals": optionalSet("The approvers' OpenSSH signatures over the exception, as `nhi approve` or `ssh-keygen -Y sign -n nhi-approval@v1` make them. " +
			"A change to what was approved makes them void."),
		"revoked_at": computedInstant("When the exception was revoked before its end."),
		"status": computedText("Where the exception stands: `pending` (not approved yet), `scheduled`, `active`, `expired` or `revoked`. " +
			"It is decided from the clock, shown by the plan, and carried out by applying."),
	},
	filters: []filter[governance.Exception]{
		{"control", "Only exceptions to this control.", func(e governance.Exception) string { return e.Control }},
		{"category", "Only exceptions of this category.", func(e governance.Exception) string { return string(e.Category) }},
		{"requested_by", "Only exceptions that this person asked for.", func(e governance.Exception) string { return e.RequestedBy }},
		{"status", "Only exceptions with this status, as last carried out.", func(e governance.Exception) string { return string(e.Status) }},
	},
	timing: approvedExceptions.timing(),
	refuse: approvedExceptions.refuse,
}

var approvedExceptions = &approvable[governance.Exception, exceptionModel]{
	status:   func(m *exceptionModel) *types.String { return &m.Status },
	standing: (*session).standing,
	lapse:    exceptionLapse,
	end:      func(m exceptionModel) instant { return m.ExpiresAt },
	wellKnown: func(m exceptionModel) bool {
		return allKnown(m.Tenant, m.Control, m.Category, m.Reason, m.Mitigation, m.RequestedBy, m.StartsAt, m.ExpiresAt, m.Targets, m.Evidence, m.Approvals)
	},
	sameRequest: func(a, b governance.Exception) bool {
		return a.StartsAt.Equal(b.StartsAt) && a.ExpiresAt.Equal(b.ExpiresAt) && maps.Equal(a.Evidence, b.Evidence)
	},
	breaches: func(s *session, e governance.Exception) []governance.Breach {
		return e.Breaches(s.authority.control(e.Control), s.now)
	},
	refusal: "Control does not allow the exception",
}

// exceptionLapse says what became of an exception.
func exceptionLapse(e governance.Exception, standing governance.Standing) diag.Diagnostic {
	var summary, detail string
	switch standing.Status {
	case governance.ExceptionExpired:
		summary = "Exception has expired"
		detail = fmt.Sprintf("It ended at %s and no longer counts. Extend expires_at and have it approved again, or remove it from the configuration.", e.ExpiresAt.Format(time.RFC3339))
	case governance.ExceptionActive:
		summary = "Exception comes into force"
		detail = fmt.Sprintf("It is approved and counts until %s.", e.ExpiresAt.Format(time.RFC3339))
	case governance.ExceptionPending:
		return unapproved("Exception is not approved", fmt.Sprintf("This is about the exception to %q.", e.Control), standing, "")
	case governance.ExceptionScheduled:
		summary = "Exception is not yet in force"
		detail = fmt.Sprintf("It begins to count at %s.", e.StartsAt.Format(time.RFC3339))
	case governance.ExceptionRevoked:
		summary = "Exception was revoked"
		detail = fmt.Sprintf("It was revoked at %s and no longer counts.", e.RevokedAt.Format(time.RFC3339))
	}
	return diag.NewAttributeWarningDiagnostic(path.Root("status"), summary, fmt.Sprintf("This is about the exception to %q. %s", e.Control, detail))
}
