package provider

import (
	"strconv"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64default"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/objectdefault"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

var tenants = &kind[governance.Tenant, tenantModel]{
	name:   governance.KindTenant,
	plural: "tenants",
	description: "A tenant is one customer organisation under management. Every other record belongs to one. " +
		"A tenant that still has identities cannot be deleted, unless `offboard = true` was applied before, and never while one of them still holds in a system what its entitlements say.",
	key:        "acme",
	collection: register.Register.Tenants,
	model:      newTenantModel,
	attributes: attributes{
		"slug": replacing(requiredText("The short name of the tenant in keys and on the command line: 1 to 63 lower-case letters, digits and inner hyphens. " +
			"It is unique and never changes: another slug is another tenant.")),
		"name": requiredText("The name of the tenant, for people."),
		"ring": schema.Int64Attribute{
			MarkdownDescription: "The tenant's place in the order of rollout. A change reaches ring 0 first. The default is 0.",
			Optional:            true,
			Computed:            true,
			Default:             int64default.StaticInt64(0),
		},
		"contract_start": requiredInstant("When the contract starts, as an RFC 3339 instant with its offset."),
		"contract_end":   optionalInstant("When the contract ends (exclusive). It has to be after the start."),
		"owner":          requiredText("Who is accountable for the tenant, usually an e-mail address."),
		"approved_vaults": optionalSet("Where the tenant's credentials may be kept: prefixes of vault URIs such as `vault://kv/acme/`. " +
			"Policies compare the locations of credentials with them."),
		"selectors": schema.SingleNestedAttribute{
			MarkdownDescription: "How a change is attributed to this tenant: it belongs to the tenant when any of these matches.",
			Optional:            true,
			Computed:            true,
			Default:             objectdefault.StaticValue(selectorsOf(governance.Selectors{})),
			Attributes:          selectorsAttributes,
		},
		"labels":   optionalMap("Labels of the tenant, free for policies and reports to use."),
		"offboard": flag("Whether the tenant may be deleted although it has live identities. Apply it before the tenant is removed from the configuration."),
	},
	filters: []filter[governance.Tenant]{
		{"owner", "Only tenants with this owner.", func(t governance.Tenant) string { return t.Owner }},
		{"ring", "Only tenants in this ring.", func(t governance.Tenant) string { return strconv.FormatInt(t.Ring, 10) }},
	},
	refuseDelete: refuseLeaving,
}

var selectorsAttributes = attributes{
	"tags":      optionalMap("Tags or labels of the changed resource."),
	"accounts":  optionalSet("Ids of accounts, subscriptions or projects."),
	"addresses": optionalSet("Globs over resource and module addresses, in which `*` stands for any run of characters, such as `module.acme.*`."),
}
