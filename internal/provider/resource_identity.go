package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

var identities = &kind[governance.Identity, identityModel]{
	name:   governance.KindIdentity,
	plural: "identities",
	description: "An identity is a non-human identity of a tenant: a service account, an API key, an OAuth app, a workload, a certificate, a bot or an AI agent. " +
		"It has an accountable human owner, and says where its credential is kept; the credential itself is never known here.",
	key:        "acme/svc-backup",
	collection: register.Register.Identities,
	model:      newIdentityModel,
	attributes: attributes{
		"tenant":      replacing(requiredText("The id of the tenant whose identity it is. Another tenant makes it another identity.")),
		"name":        requiredText("The name of the identity, unique in its tenant. It has no slash, because it is a part of keys."),
		"kind":        requiredText("What sort of identity it is: `service_account`, `api_key`, `oauth_app`, `workload`, `certificate`, `bot` or `ai_agent`."),
		"owner":       requiredText("The human who is accountable for the identity, usually an e-mail address."),
		"purpose":     requiredText("What the identity is for, in a sentence that a reviewer understands."),
		"environment": requiredText("The environment in which the identity works, such as `production`."),
		"external_id": optionalText("The id of the identity where it really lives, such as an ARN or a client id. It is the identity's account in the systems that it has entitlements in, which is its `name` without one. Another account is refused while the one before still holds what the identity's entitlements say."),
		"vendor":      optionalText("The vendor who operates the identity, when it is not the tenant."),
		"credential": schema.SingleNestedAttribute{
			MarkdownDescription: "Where the identity's secret is kept and how long it lives. The secret itself has no place here.",
			Optional:            true,
			Attributes:          credentialAttributes,
		},
		"human_use": flag("Whether people use the identity too, which policies usually forbid."),
	},
	filters: []filter[governance.Identity]{
		{"kind", "Only identities of this kind.", func(i governance.Identity) string { return string(i.Kind) }},
		{"owner", "Only identities of this owner.", func(i governance.Identity) string { return i.Owner }},
		{"environment", "Only identities in this environment.", func(i governance.Identity) string { return i.Environment }},
		{"vendor", "Only identities that this vendor operates.", func(i governance.Identity) string { return i.Vendor }},
	},
	refuse: refuseRename,
}

var credentialAttributes = attributes{
	"location":     requiredText("The vault URI where the secret is kept, such as `vault://kv/acme/svc-backup`. It must not carry a password."),
	"issued_at":    optionalInstant("When the credential was issued, as an RFC 3339 instant with its offset."),
	"rotate_every": optionalPeriod("How often the credential is rotated: `36h`, `14d`, `12w`, or an ISO 8601 duration such as `P3M`, which is calendar months."),
	"expires_at":   optionalInstant("When the credential stops working (exclusive). It has to be after its issue."),
}
