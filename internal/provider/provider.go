// Package provider is the Terraform provider nhi: governance records as
// resources and data sources. It adapts the framework to the register and holds
// no rule of its own.
//
// One kind describes each kind of record; recordResource, recordDataSource,
// recordsDataSource and recordList serve them all. The files model_*.go know both vocabularies.
package provider

import (
	"context"
	"os"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nhi-governance/terraform-provider-nhi/internal/actor"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

var (
	_ provider.Provider                  = (*nhi)(nil)
	_ provider.ProviderWithFunctions     = (*nhi)(nil)
	_ provider.ProviderWithListResources = (*nhi)(nil)
	_ provider.ProviderWithActions       = (*nhi)(nil)
)

type nhi struct {
	version string
	clock   func() (time.Time, error)
}

// New returns what the plugin server makes providers with.
func New(version string) func() provider.Provider {
	return func() provider.Provider { return &nhi{version, environmentClock} }
}

// environmentClock is the instant in NHI_NOW, else the present.
func environmentClock() (time.Time, error) {
	if text := os.Getenv("NHI_NOW"); text != "" {
		return governance.ParseInstant(text)
	}
	return time.Now().UTC(), nil
}

func (p *nhi) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "nhi"
	resp.Version = p.version
}

func (p *nhi) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Governance of non-human identities: tenants, identities, entitlements, time-bound exceptions and review schedules as resources, " +
			"kept in a register. What time does to them shows in the plan, once, and applying it carries it out. " +
			"Time is told when records are refreshed, so a plan with `-refresh=false` shows nothing of it. " +
			"The environment variable `NHI_NOW`, an RFC 3339 instant, sets the clock, so that plans are reproducible; " +
			"`NHI_REASON` says why, for the audit log.",
		Attributes: map[string]schema.Attribute{
			"register": schema.StringAttribute{
				MarkdownDescription: "Where the register is: the path of an SQLite file, which is made when there is none, or `postgresql://HOST/DATABASE`, made with `nhi register init`. " +
					"Leave a password to the environment (`PGPASSWORD`, `PGPASSFILE`), or give it with an ephemeral variable: whatever else is here is in plan files. " +
					"The environment variable `NHI_REGISTER` is used by default, and without it `.nhi/register.db` in the working directory.",
				Optional:  true,
				Sensitive: true,
			},
			"tenant": schema.StringAttribute{
				MarkdownDescription: "The slug of the one tenant that this configuration is confined to. A record of another tenant is refused, on read as on write.",
				Optional:            true,
			},
			"policies": schema.ListAttribute{
				MarkdownDescription: "Directories of policy bundles, from which controls and the keys of approvers are read. " +
					"With them, exceptions are held to what their controls say and their approvals are verified. Without them, that is left to `nhi check`.",
				ElementType: types.StringType,
				Optional:    true,
			},
		},
	}
}

type providerModel struct {
	Register types.String `tfsdk:"register"`
	Tenant   types.String `tfsdk:"tenant"`
	Policies types.List   `tfsdk:"policies"`
}

func (p *nhi) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	var config providerModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(unknowable("register", config.Register.IsUnknown())...)
	resp.Diagnostics.Append(unknowable("tenant", config.Tenant.IsUnknown())...)
	resp.Diagnostics.Append(unknowable("policies", !known(config.Policies))...)
	now, err := p.clock()
	if err != nil {
		resp.Diagnostics.AddError("NHI_NOW is not an instant", sentence(err.Error()))
	}
	if resp.Diagnostics.HasError() {
		return
	}
	authority, diags := newAuthority(stringsOf[string](config.Policies.Elements()))
	resp.Diagnostics.Append(diags...)
	who := actor.Of(os.LookupEnv)
	s := newSession(now, authority, location(config.Register.ValueString()), register.Options{
		Now:    func() time.Time { return now },
		Tenant: config.Tenant.ValueString(),
		Actor:  who.Name, Claims: who.Claims, Reason: os.Getenv("NHI_REASON"),
	})
	resp.ResourceData = s
	resp.DataSourceData = s
	resp.ListResourceData = s
	resp.ActionData = s
}

// unknowable refuses a value that is only known after apply: a plan needs it.
func unknowable(attribute string, unknown bool) diag.Diagnostics {
	if !unknown {
		return nil
	}
	return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Root(attribute), "Provider configuration is not known yet",
		"The plan needs the register and the policies, so "+attribute+" cannot depend on what is known only after apply. "+
			"Give a value that is known when planning, or apply what it depends on first with -target.")}
}

// location is where the register is, from the most to the least particular.
func location(configured string) string {
	switch env := os.Getenv("NHI_REGISTER"); {
	case configured != "":
		return configured
	case env != "":
		return env
	default:
		return register.DefaultLocation
	}
}

func (p *nhi) Resources(context.Context) []func() resource.Resource {
	var all []func() resource.Resource
	for _, kind := range kinds {
		all = append(all, kind.resource)
	}
	return all
}

func (p *nhi) DataSources(context.Context) []func() datasource.DataSource {
	all := []func() datasource.DataSource{posture.dataSource, reviews.dataSource, decisions.dataSource, controls.dataSource, unmanagedEntitlements.dataSource}
	for _, kind := range kinds {
		all = append(all, kind.dataSource, kind.dataSourceOfMany)
	}
	return all
}

func (p *nhi) ListResources(context.Context) []func() list.ListResource {
	var all []func() list.ListResource
	for _, kind := range kinds {
		all = append(all, kind.listResource)
	}
	return all
}

func (p *nhi) Actions(context.Context) []func() action.Action {
	return []func() action.Action{revokeException.action, revokeEntitlement.action, quarantineEntitlement.action, revokeEntitlementSet.action, quarantineEntitlementSet.action}
}

func (p *nhi) Functions(context.Context) []func() function.Function {
	return []func() function.Function{newNextOccurrence, newCovers, newParseDuration, newCanonical}
}
