package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/access"
)

var unmanagedEntitlements = &question[unmanagedModel]{
	name: "unmanaged_entitlements",
	description: "Lists what accounts hold in a system and no record of the register says: what nobody asked for, approved or reviews. " +
		"The system is asked for every account that its settings select. Everything of an account that an `nhi_entitlement_set` declares is managed: what is too much there is in the set's plan. " +
		"In a `record` system nothing is unmanaged. Use it in a `check` block, so that a nightly plan tells of it, and `nhi adopt` to bring what it lists under management.",
	attributes: map[string]schema.Attribute{
		"system": schema.StringAttribute{MarkdownDescription: "The id of the system.", Required: true},
		"entitlements": toldList("What is unmanaged, by account, privilege and scope.", map[string]schema.Attribute{
			"account":   told("The account, as the system names it."),
			"privilege": told("The privilege, as the system names it."),
			"scope":     told("What in the system the privilege is limited to. Not set where the system knows no such thing."),
			"identity":  told("The id of the identity whose account it is. Not set when the register knows nobody with the account: its `external_id`, or its name without one."),
			"suspended": schema.BoolAttribute{MarkdownDescription: "Whether the account is suspended: it holds the privilege, and cannot use it.", Computed: true},
		}),
	},
	answer: answerUnmanaged,
}

func answerUnmanaged(ctx context.Context, s *session, m *unmanagedModel) diag.Diagnostics {
	m.Entitlements = []unmanagedEntitlement{}
	id := m.System.ValueString()
	record, err := systems.get(ctx, s.live(), id)
	if err != nil {
		return failure(err)
	}
	if record.Shared && s.opener.options.Tenant != "" {
		return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Root("system"), "System serves other tenants too",
			"It is shared, and this configuration is confined to one tenant, which cannot tell what is unmanaged from what other tenants hold there. Ask without the confinement.")}
	}
	p, err := s.live().place(ctx, id)
	if p == nil || err != nil {
		return failure(err)
	}
	held, err := heldNow(ctx, s)
	if err != nil {
		return failure(err)
	}
	o, err := p.observe(ctx)
	if err != nil {
		return failure(err)
	}
	for _, u := range access.UnmanagedIn(record, held, o) {
		m.Entitlements = append(m.Entitlements, unmanagedEntitlement{u.Account, u.Name, textOf(u.Scope), textOf(u.IdentityID), u.Suspended})
	}
	return nil
}

type unmanagedModel struct {
	System       types.String           `tfsdk:"system"`
	Entitlements []unmanagedEntitlement `tfsdk:"entitlements"`
}

type unmanagedEntitlement struct {
	Account   string       `tfsdk:"account"`
	Privilege string       `tfsdk:"privilege"`
	Scope     types.String `tfsdk:"scope"`
	Identity  types.String `tfsdk:"identity"`
	Suspended bool         `tfsdk:"suspended"`
}
