package provider

import (
	"context"
	"math/big"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// server is the provider as Terraform talks to it, for what only newer versions
// of Terraform say than the one that is installed.
type server struct {
	t *testing.T
	protocol
	schemas    *tfprotov6.GetProviderSchemaResponse
	identities map[string]*tfprotov6.ResourceIdentitySchema
}

// protocol is everything that Terraform asks of a provider.
type protocol interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
}

// server starts and configures the provider in a world. Arguments are more of
// its configuration.
func (w *world) server(arguments map[string]string) *server {
	w.t.Helper()
	spoken, ok := providerserver.NewProtocol6(w.provider())().(protocol)
	if !ok {
		w.t.Fatal("the provider speaks only an older protocol")
	}
	s := &server{t: w.t, protocol: spoken}
	var err error
	if s.schemas, err = s.GetProviderSchema(w.t.Context(), &tfprotov6.GetProviderSchemaRequest{}); err != nil {
		w.t.Fatal(err)
	}
	s.clean(s.schemas.Diagnostics)
	named, err := s.GetResourceIdentitySchemas(w.t.Context(), &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		w.t.Fatal(err)
	}
	s.clean(named.Diagnostics)
	s.identities = named.IdentitySchemas
	config := map[string]tftypes.Value{"register": tftypes.NewValue(tftypes.String, w.location)}
	for name, value := range arguments {
		config[name] = tftypes.NewValue(tftypes.String, value)
	}
	configured, err := s.ConfigureProvider(w.t.Context(), &tfprotov6.ConfigureProviderRequest{Config: s.object(s.schemas.Provider.ValueType(), config)})
	if err != nil {
		w.t.Fatal(err)
	}
	s.clean(configured.Diagnostics)
	return s
}

// clean wants no diagnostics.
func (s *server) clean(diagnostics []*tfprotov6.Diagnostic) {
	s.t.Helper()
	for _, d := range diagnostics {
		s.t.Fatalf("%s: %s", d.Summary, d.Detail)
	}
}

// object is an object of a type, null wherever nothing is given.
func (s *server) object(of tftypes.Type, given map[string]tftypes.Value) *tfprotov6.DynamicValue {
	s.t.Helper()
	values := map[string]tftypes.Value{}
	for name, t := range of.(tftypes.Object).AttributeTypes {
		values[name] = tftypes.NewValue(t, nil)
		if value, ok := given[name]; ok {
			values[name] = value
		}
	}
	value, err := tfprotov6.NewDynamicValue(of, tftypes.NewValue(of, values))
	if err != nil {
		s.t.Fatal(err)
	}
	return &value
}

// identity is what names a record of a kind for good.
func (s *server) identity(kind governance.Kind, id string) *tfprotov6.ResourceIdentityData {
	s.t.Helper()
	return &tfprotov6.ResourceIdentityData{IdentityData: s.object(s.identities["nhi_"+string(kind)].ValueType(), map[string]tftypes.Value{
		"id": tftypes.NewValue(tftypes.String, id),
	})}
}

// text is a text in an object, "" for none.
func (s *server) text(of tftypes.Type, object *tfprotov6.DynamicValue, attribute string) string {
	s.t.Helper()
	var text *string
	if err := attributesOf(s.value(of, object))[attribute].As(&text); err != nil {
		s.t.Fatal(err)
	}
	if text == nil {
		return ""
	}
	return *text
}

// seed puts one record of every kind into the register, and returns their ids.
func (w *world) seed() map[governance.Kind]string {
	w.t.Helper()
	ids := map[governance.Kind]string{}
	w.behind(func(ctx context.Context, kept register.Register) error {
		tenant, err := kept.Tenants().Create(ctx, governance.Tenant{Slug: "acme", Name: "Acme", Owner: "jane@acme.example", ContractStart: at("2026-01-01T00:00:00Z")})
		if err != nil {
			return err
		}
		system, err := kept.Systems().Create(ctx, governance.System{TenantID: tenant.ID, Name: "directory", Kind: governance.SystemRecord})
		if err != nil {
			return err
		}
		identity, err := kept.Identities().Create(ctx, governance.Identity{
			TenantID: tenant.ID, Name: "svc-backup", Kind: governance.ServiceAccount, Owner: "jane@acme.example", Purpose: "Takes backups.", Environment: "production",
		})
		if err != nil {
			return err
		}
		schedule, err := kept.ReviewSchedules().Create(ctx, governance.ReviewSchedule{
			TenantID: tenant.ID, Name: "quarterly", Subjects: governance.ReviewEntitlements, Recurrence: "quarterly", Anchor: at("2026-01-15T09:00:00Z"),
			Reviewers: []string{"raj@acme.example"}, DueWithin: lasting("14d"), OverdueAction: governance.Quarantine,
		})
		if err != nil {
			return err
		}
		entitlement, err := kept.Entitlements().Create(ctx, governance.Entitlement{
			IdentityID: identity.ID, SystemID: system.ID, Privilege: "reader", Justification: "Reads.", ReviewScheduleID: schedule.ID,
			Status: governance.EntitlementActive, Granted: true,
		})
		if err != nil {
			return err
		}
		e := requested
		e.TenantID, e.Status = tenant.ID, governance.ExceptionPending
		exception, err := kept.Exceptions().Create(ctx, e)
		if err != nil {
			return err
		}
		vault, err := kept.Systems().Create(ctx, governance.System{TenantID: tenant.ID, Name: "vault", Kind: governance.SystemRecord})
		if err != nil {
			return err
		}
		set, err := kept.EntitlementSets().Create(ctx, governance.EntitlementSet{
			IdentityID: identity.ID, SystemID: vault.ID, Justification: "Reads.", Privileges: []governance.Privilege{{Name: "reader"}}, Status: governance.EntitlementActive, Granted: true,
		})
		if err != nil {
			return err
		}
		variation, err := kept.Variations().Create(ctx, governance.Variation{
			TenantID: tenant.ID, Control: "keys-rotate", Parameter: "max_age", Value: "P6M", Reason: "Because.", RequestedBy: "dave@acme.example", Status: governance.ExceptionPending,
		})
		if err != nil {
			return err
		}
		access, err := kept.BreakGlass().Create(ctx, governance.BreakGlass{
			TenantID: tenant.ID, IdentityID: identity.ID, SystemID: system.ID, Privilege: "admin", MaxDuration: lasting("4h"), ReviewWithin: lasting("3d"),
			Activators: []string{"raj@acme.example"}, Reason: "Because.", RequestedBy: "dave@acme.example", Status: governance.ExceptionPending,
		})
		ids = map[governance.Kind]string{
			governance.KindTenant: tenant.ID, governance.KindSystem: system.ID, governance.KindIdentity: identity.ID,
			governance.KindReviewSchedule: schedule.ID, governance.KindEntitlement: entitlement.ID, governance.KindException: exception.ID,
			governance.KindEntitlementSet: set.ID, governance.KindVariation: variation.ID, governance.KindBreakGlass: access.ID,
		}
		return err
	})()
	return ids
}

// importing imports one resource.
func (s *server) importing(resource string, request *tfprotov6.ImportResourceStateRequest) *tfprotov6.ImportedResource {
	s.t.Helper()
	request.TypeName = resource
	response, err := s.ImportResourceState(s.t.Context(), request)
	if err != nil {
		s.t.Fatal(err)
	}
	s.clean(response.Diagnostics)
	return response.ImportedResources[0]
}

// null is no object of a type.
func (s *server) null(of tftypes.Type) *tfprotov6.DynamicValue {
	s.t.Helper()
	value, err := tfprotov6.NewDynamicValue(of, tftypes.NewValue(of, nil))
	if err != nil {
		s.t.Fatal(err)
	}
	return &value
}

// apply plans and applies a configuration as Terraform does: what is computed is
// proposed as it was, and what was not there is proposed unknown by the provider.
func (s *server) apply(resource string, state *tfprotov6.DynamicValue, identity *tfprotov6.ResourceIdentityData, given map[string]tftypes.Value) *tfprotov6.ApplyResourceChangeResponse {
	s.t.Helper()
	applied := s.tryApply(resource, state, identity, given)
	s.clean(applied.Diagnostics)
	return applied
}

// tryApply is apply that may fail when the change is carried out.
func (s *server) tryApply(resource string, state *tfprotov6.DynamicValue, identity *tfprotov6.ResourceIdentityData, given map[string]tftypes.Value) *tfprotov6.ApplyResourceChangeResponse {
	s.t.Helper()
	of := s.schemas.ResourceSchemas[resource].ValueType()
	proposed := attributesOf(s.value(of, state))
	if proposed == nil {
		proposed = map[string]tftypes.Value{}
	}
	for name, value := range given {
		proposed[name] = value
	}
	config := s.object(of, given)
	plan, err := s.PlanResourceChange(s.t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: resource, PriorState: state, ProposedNewState: s.object(of, proposed), Config: config, PriorIdentity: identity,
	})
	if err != nil {
		s.t.Fatal(err)
	}
	s.clean(plan.Diagnostics)
	applied, err := s.ApplyResourceChange(s.t.Context(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: resource, PriorState: state, PlannedState: plan.PlannedState, Config: config, PlannedPrivate: plan.PlannedPrivate, PlannedIdentity: plan.PlannedIdentity,
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return applied
}

func (s *server) value(of tftypes.Type, object *tfprotov6.DynamicValue) tftypes.Value {
	s.t.Helper()
	value, err := object.Unmarshal(of)
	if err != nil {
		s.t.Fatal(err)
	}
	return value
}

// plain is a value as encoding/json has it.
func plain(t *testing.T, value tftypes.Value) any {
	t.Helper()
	if value.IsNull() {
		return nil
	}
	var text string
	var number big.Float
	var truth bool
	switch of := value.Type(); {
	case of.Is(tftypes.String):
		if err := value.As(&text); err != nil {
			t.Fatal(err)
		}
		return text
	case of.Is(tftypes.Bool):
		if err := value.As(&truth); err != nil {
			t.Fatal(err)
		}
		return truth
	case of.Is(tftypes.Number):
		if err := value.As(&number); err != nil {
			t.Fatal(err)
		}
		whole, _ := number.Float64()
		return whole
	case of.Is(tftypes.Set{}):
		var elements []tftypes.Value
		if err := value.As(&elements); err != nil {
			t.Fatal(err)
		}
		all := []any{}
		for _, element := range elements {
			all = append(all, plain(t, element))
		}
		return all
	default:
		object := map[string]any{}
		for name, attribute := range attributesOf(value) {
			object[name] = plain(t, attribute)
		}
		return object
	}
}
