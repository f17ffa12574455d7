package provider

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

func at(text string) time.Time {
	t, err := governance.ParseInstant(text)
	if err != nil {
		panic(err)
	}
	return t
}

func lasting(text string) governance.Period {
	p, err := governance.ParsePeriod(text)
	if err != nil {
		panic(err)
	}
	return p
}

var meta = governance.Meta{ID: "0198c0de", Revision: 3, CreatedAt: at("2026-01-01T00:00:00Z"), UpdatedAt: at("2026-02-01T00:00:00.5Z")}

// Every field of a record has a place in its model and comes back from it, and
// the model has the attributes of the schema.
func TestModelsKeepEverything(t *testing.T) {
	t.Parallel()
	privileged := false
	t.Run("tenant", keeps(tenants, governance.Tenant{
		Meta: meta, Slug: "acme", Name: "Acme", Ring: 2, ContractStart: at("2026-01-01T00:00:00Z"), ContractEnd: at("2027-01-01T00:00:00Z"),
		Owner: "jane@acme.example", ApprovedVaults: []string{"vault://a/", "vault://b/"},
		Selectors: governance.Selectors{Tags: map[string]string{"customer": "acme"}, Accounts: []string{"1", "2"}, Addresses: []string{"module.acme.*"}},
		Labels:    map[string]string{"tier": "gold"}, Offboard: true,
	}))
	t.Run("system", keeps(systems, governance.System{
		Meta: meta, TenantID: "t", Shared: true, Name: "directory", Kind: governance.SystemLDAP, Config: map[string]string{"url": "ldaps://directory"},
	}))
	t.Run("identity", keeps(identities, governance.Identity{
		Meta: meta, TenantID: "t", Name: "svc-backup", Kind: governance.AIAgent, Owner: "jane@acme.example", Purpose: "Backs up.", Environment: "production",
		ExternalID: "arn", Vendor: "Veritas", HumanUse: true,
		Credential: &governance.Credential{Location: "vault://a", IssuedAt: at("2026-01-01T00:00:00Z"), RotateEvery: lasting("36h"), ExpiresAt: at("2027-01-01T00:00:00Z")},
	}))
	t.Run("entitlement", keeps(entitlements, governance.Entitlement{
		Meta: meta, TenantID: "t", IdentityID: "i", SystemID: "s", Privilege: "admin", Scope: "prod", Privileged: true, Justification: "Because.",
		StartsAt: at("2026-01-01T00:00:00Z"), ExpiresAt: at("2027-01-01T00:00:00Z"), ReviewScheduleID: "r", TerraformAddresses: []string{"a.b", "c.d"},
		Status: governance.EntitlementQuarantined, Granted: true, QuarantinedAt: at("2026-02-01T00:00:00Z"),
	}))
	t.Run("entitlement set", keeps(entitlementSets, governance.EntitlementSet{
		Meta: meta, TenantID: "t", IdentityID: "i", SystemID: "s", Privileges: []governance.Privilege{{Name: "admin", Scope: "prod", Privileged: true}, {Name: "reader"}}, Justification: "Because.",
		StartsAt: at("2026-01-01T00:00:00Z"), ExpiresAt: at("2027-01-01T00:00:00Z"), ReviewScheduleID: "r", TerraformAddresses: []string{"a.b", "c.d"},
		Status: governance.EntitlementQuarantined, Granted: true, QuarantinedAt: at("2026-02-01T00:00:00Z"),
	}))
	t.Run("variation", keeps(variations, governance.Variation{
		Meta: meta, TenantID: "t", Control: "c", Parameter: "p", Value: "90d", Reason: "Because.", RequestedBy: "jane@acme.example", ExpiresAt: at("2027-01-01T00:00:00Z"),
		Approvals: []string{"signature"}, Status: governance.ExceptionActive,
	}))
	t.Run("break-glass access", keeps(breakGlass, governance.BreakGlass{
		Meta: meta, TenantID: "t", IdentityID: "i", SystemID: "s", Privilege: "admin", Scope: "prod", MaxDuration: lasting("4h"), ReviewWithin: lasting("P3D"),
		Activators: []string{"a@acme.example", "b@acme.example"}, Reason: "Because.", RequestedBy: "jane@acme.example", Approvals: []string{"signature"},
		RevokedAt: at("2026-01-15T00:00:00Z"), Status: governance.ExceptionRevoked,
	}))
	t.Run("exception", keeps(exceptions, governance.Exception{
		Meta: meta, TenantID: "t", Control: "c", Targets: []string{"a.b", "c.*"}, Category: governance.Mitigated, Reason: "Because.", Mitigation: "Watched.",
		Evidence: map[string]string{"ticket": "SEC-1"}, RequestedBy: "jane@acme.example", StartsAt: at("2026-01-01T00:00:00Z"), ExpiresAt: at("2026-02-01T00:00:00Z"),
		Approvals: []string{"signature"}, RevokedAt: at("2026-01-15T00:00:00Z"), Status: governance.ExceptionRevoked,
	}))
	t.Run("review schedule", keeps(reviewSchedules, governance.ReviewSchedule{
		Meta: meta, TenantID: "t", Name: "quarterly", Subjects: governance.ReviewIdentities, Recurrence: "quarterly", Anchor: at("2026-01-15T09:00:00Z"),
		Selector: governance.ReviewSelector{
			Kinds: []governance.IdentityKind{governance.APIKey}, Environments: []string{"production"}, SystemIDs: []string{"s"},
			Privileged: &privileged, Labels: map[string]string{"tier": "gold"},
		},
		Reviewers: []string{"raj@acme.example"}, FallbackReviewers: []string{"joe@acme.example"}, DueWithin: lasting("P1M"),
		OverdueAction: governance.Revoke, Evidence: []string{"access_log"},
	}))
}

func keeps[R register.Record, M model[R]](k *kind[R, M], full R) func(*testing.T) {
	return func(t *testing.T) {
		t.Parallel()
		everythingSet(t, reflect.ValueOf(full))
		var empty R
		for name, record := range map[string]R{"full": full, "empty": empty} {
			m := k.model(record)
			if diff := cmp.Diff(record, m.record()); diff != "" {
				t.Errorf("%s record (-want +got):\n%s", name, diff)
			}
			var schema resource.SchemaResponse
			k.resource().Schema(t.Context(), resource.SchemaRequest{}, &schema)
			state := tfsdk.State{Schema: schema.Schema}
			if diags := state.Set(t.Context(), m); diags.HasError() {
				t.Errorf("%s model does not fit its schema: %v", name, diags)
			}
		}
	}
}

// everythingSet sees to it that a new field cannot be forgotten here.
func everythingSet(t *testing.T, record reflect.Value) {
	t.Helper()
	for i := range record.NumField() {
		field := reflect.Indirect(record.Field(i))
		switch {
		case !field.IsValid() || record.Field(i).IsZero():
			t.Errorf("%s.%s is not set, so nothing is known of it", record.Type(), record.Type().Field(i).Name)
		case field.Kind() == reflect.Struct && strings.HasSuffix(field.Type().PkgPath(), "/governance") && field.Type() != reflect.TypeFor[governance.Period]():
			everythingSet(t, field)
		}
	}
}

// Documentation is generated from the descriptions, so each is whole sentences,
// and from the examples, so everything has one.
func TestSchemas(t *testing.T) {
	t.Parallel()
	p := New("test")()
	var config provider.SchemaResponse
	p.Schema(t.Context(), provider.SchemaRequest{}, &config)
	if diags := config.Schema.ValidateImplementation(t.Context()); diags.HasError() {
		t.Errorf("provider: %v", diags)
	}
	described(t, "provider", config.Schema.MarkdownDescription)
	for name, attribute := range config.Schema.Attributes {
		described(t, "provider."+name, attribute.GetMarkdownDescription())
	}
	for _, construct := range p.Resources(t.Context()) {
		var metadata resource.MetadataResponse
		var schema resource.SchemaResponse
		construct().Metadata(t.Context(), resource.MetadataRequest{ProviderTypeName: "nhi"}, &metadata)
		construct().Schema(t.Context(), resource.SchemaRequest{}, &schema)
		if diags := schema.Schema.ValidateImplementation(t.Context()); diags.HasError() {
			t.Errorf("%s: %v", metadata.TypeName, diags)
		}
		described(t, metadata.TypeName, schema.Schema.MarkdownDescription)
		for name, attribute := range schema.Schema.Attributes {
			described(t, metadata.TypeName+"."+name, attribute.GetMarkdownDescription())
		}
		exists(t, "resources", metadata.TypeName, "resource.tf")
		exists(t, "resources", metadata.TypeName, "import.sh")
	}
	for _, construct := range p.DataSources(t.Context()) {
		var metadata datasource.MetadataResponse
		var schema datasource.SchemaResponse
		construct().Metadata(t.Context(), datasource.MetadataRequest{ProviderTypeName: "nhi"}, &metadata)
		construct().Schema(t.Context(), datasource.SchemaRequest{}, &schema)
		if diags := schema.Schema.ValidateImplementation(t.Context()); diags.HasError() {
			t.Errorf("data %s: %v", metadata.TypeName, diags)
		}
		described(t, "data "+metadata.TypeName, schema.Schema.MarkdownDescription)
		for name, attribute := range schema.Schema.Attributes {
			described(t, "data "+metadata.TypeName+"."+name, attribute.GetMarkdownDescription())
		}
		exists(t, "data-sources", metadata.TypeName, "data-source.tf")
	}
}

// What else is documented has descriptions in full sentences, too.
func TestDescriptions(t *testing.T) {
	t.Parallel()
	s := newWorld(t).server(nil)
	for name, list := range s.schemas.ListResourceSchemas {
		describedAll(t, "list "+name, list)
	}
	for name, action := range s.schemas.ActionSchemas {
		describedAll(t, "action "+name, action.Schema)
	}
	for name, function := range s.schemas.Functions {
		described(t, name, function.Summary)
		described(t, name, function.Description)
		for _, parameter := range function.Parameters {
			described(t, name+"."+parameter.Name, parameter.Description)
		}
	}
}

func describedAll(t *testing.T, what string, schema *tfprotov6.Schema) {
	t.Helper()
	described(t, what, schema.Block.Description)
	for _, attribute := range schema.Block.Attributes {
		described(t, what+"."+attribute.Name, attribute.Description)
	}
}

func exists(t *testing.T, path ...string) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(examples, filepath.Join(path...))); err != nil {
		t.Error(err)
	}
}

func described(t *testing.T, what, description string) {
	t.Helper()
	if !strings.HasSuffix(description, ".") || description[:1] == strings.ToLower(description[:1]) && description[0] != '`' {
		t.Errorf("description of %s is not in full sentences: %q", what, description)
	}
}
