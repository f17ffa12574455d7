package provider

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Every mistake is found before anything is planned, once, at its attribute.
func TestValidation(t *testing.T) {
	t.Parallel()
	const (
		tenant      = `"slug": "acme", "name": "Acme", "owner": "jane", "contract_start": "2026-01-01T00:00:00Z"`
		identity    = `"tenant": "t", "name": "svc", "kind": "bot", "owner": "jane", "purpose": "Backs up.", "environment": "production"`
		entitlement = `"identity": "i", "system": "s", "privilege": "p", "justification": "Because."`
		exception   = `"tenant": "t", "control": "c", "reason": "Because.", "requested_by": "jane"`
		set         = `"identity": "i", "system": "s", "justification": "Because."`
		variation   = `"tenant": "t", "control": "c", "parameter": "p", "reason": "Because.", "requested_by": "jane"`
		access      = `"tenant": "t", "identity": "i", "system": "s", "privilege": "p", "review_within": "3d", "reason": "Because.", "requested_by": "jane"`
		schedule    = `"tenant": "t", "name": "q", "reviewers": ["raj"], "due_within": "14d"`
	)
	tests := map[string]struct {
		resource string
		config   string // JSON
		want     []string
	}{
		"slug":                       {"nhi_tenant", `{` + strings.Replace(tenant, `"acme"`, `"Acme!"`, 1) + `}`, []string{`slug: "Acme!" is not a slug`}},
		"reserved slug":              {"nhi_tenant", `{` + strings.Replace(tenant, `"acme"`, `"shared"`, 1) + `}`, []string{`slug: "shared" is reserved`}},
		"ring":                       {"nhi_tenant", `{` + tenant + `, "ring": -1}`, []string{`ring: It is -1`}},
		"contract ends before start": {"nhi_tenant", `{` + tenant + `, "contract_end": "2025-01-01T00:00:00Z"}`, []string{`contract_end: It is 2025`}},
		"ends at the same instant":   {"nhi_tenant", `{` + tenant + `, "contract_end": "2026-01-01T01:00:00+01:00"}`, []string{`contract_end: It is 2026`}},
		"instant without offset":     {"nhi_tenant", `{` + tenant + `, "contract_end": "2027-01-01T00:00:00"}`, []string{`contract_end: "2027-01-01T00:00:00" has no offset`}},
		"bare date":                  {"nhi_tenant", `{` + tenant + `, "contract_end": "2027-01-01"}`, []string{`contract_end: "2027-01-01" has no offset`}},
		"no instant at all":          {"nhi_tenant", `{` + tenant + `, "contract_end": "soon"}`, []string{`contract_end: "soon" is not an RFC 3339 instant`}},
		"vault":                      {"nhi_tenant", `{` + tenant + `, "approved_vaults": ["kv"]}`, []string{`approved_vaults: "kv" is not a URI`}},
		"empty element":              {"nhi_tenant", `{` + tenant + `, "selectors": {"accounts": [""]}}`, []string{`selectors.accounts[""]: Attribute selectors.accounts`}},
		"selects everything":         {"nhi_tenant", `{` + tenant + `, "selectors": {"addresses": ["*"]}}`, []string{`selectors.addresses: "*" names nothing`}},
		"several at once":            {"nhi_tenant", `{"slug": "-", "name": "", "owner": " ", "contract_start": "2026-01-01T00:00:00Z"}`, []string{`name: It must not be empty`, `owner: It must not be empty`, `slug: "-" is not`}},
		"no tenant":                  {"nhi_system", `{"name": "directory", "kind": "record"}`, []string{`tenant: It must be set`}},
		"tenant and shared":          {"nhi_system", `{"tenant": "t", "shared": true, "name": "directory", "kind": "record"}`, []string{`tenant: A shared system`}},
		"settings of another kind":   {"nhi_system", `{"tenant": "t", "name": "directory", "kind": "postgresql", "config": {"url": "postgresql://nhi@db.example/postgres", "accountz": "svc"}}`, []string{`config: A system of kind postgresql has no setting "accountz". Did you mean "accounts"?`}},
		"kind that does not exist":   {"nhi_system", `{"tenant": "t", "name": "directory", "kind": "fax"}`, []string{`kind: "fax" is none of`}},
		"secret":                     {"nhi_system", `{"tenant": "t", "name": "directory", "kind": "record", "config": {"password": "hunter2"}}`, []string{`config: "password" looks like a secret`, `config: A system of kind record`}},
		"slash in a name":            {"nhi_identity", `{` + strings.Replace(identity, `"svc"`, `"svc/a"`, 1) + `}`, []string{`name: "svc/a" has a slash`}},
		"kind of identity":           {"nhi_identity", `{` + strings.Replace(identity, `"bot"`, `"human"`, 1) + `}`, []string{`kind: "human" is none of`}},
		"location":                   {"nhi_identity", `{` + identity + `, "credential": {"location": "kv"}}`, []string{`credential.location: It is not a URI`}},
		"secret in a location":       {"nhi_identity", `{` + identity + `, "credential": {"location": "vault://u:hunter2@kv"}}`, []string{`credential.location: It carries a password`}},
		"period":                     {"nhi_identity", `{` + identity + `, "credential": {"location": "vault://kv", "rotate_every": "90"}}`, []string{`credential.rotate_every: "90" is not a period`}},
		"no length":                  {"nhi_identity", `{` + identity + `, "credential": {"location": "vault://kv", "rotate_every": "0d"}}`, []string{`credential.rotate_every: "0d" is a period of no length`}},
		"expires before issue":       {"nhi_identity", `{` + identity + `, "credential": {"location": "vault://kv", "issued_at": "2026-01-01T00:00:00Z", "expires_at": "2026-01-01T00:00:00Z"}}`, []string{`credential.expires_at: It is`}},
		"empty optional text":        {"nhi_identity", `{` + identity + `, "vendor": ""}`, []string{`vendor: Attribute vendor`}},
		"entitlement ends first":     {"nhi_entitlement", `{` + entitlement + `, "starts_at": "2026-02-01T00:00:00Z", "expires_at": "2026-01-01T00:00:00Z"}`, []string{`expires_at: It is`}},
		"all addresses":              {"nhi_entitlement", `{` + entitlement + `, "terraform_addresses": ["*.*"]}`, []string{`terraform_addresses: "*.*" names nothing`}},
		"no mitigation":              {"nhi_exception", `{` + exception + `, "targets": ["a.b"], "category": "mitigated", "expires_at": "2027-01-01T00:00:00Z"}`, []string{`mitigation: A mitigated exception`}},
		"no target":                  {"nhi_exception", `{` + exception + `, "targets": [], "category": "waiver", "expires_at": "2027-01-01T00:00:00Z"}`, []string{`targets: An exception names`}},
		"category":                   {"nhi_exception", `{` + exception + `, "targets": ["a.b"], "category": "vip", "expires_at": "2027-01-01T00:00:00Z"}`, []string{`category: "vip" is none of`}},
		"recurrence":                 {"nhi_review_schedule", `{` + schedule + `, "recurrence": "sometimes", "anchor": "2026-01-01T00:00:00Z", "overdue_action": "revoke"}`, []string{`recurrence: "sometimes" is not a recurrence`}},
		"overdue action":             {"nhi_review_schedule", `{` + schedule + `, "recurrence": "monthly", "anchor": "2026-01-01T00:00:00Z", "overdue_action": "shrug"}`, []string{`overdue_action: "shrug" is none of`}},
		"kinds of a selector":        {"nhi_review_schedule", `{` + schedule + `, "recurrence": "monthly", "anchor": "2026-01-01T00:00:00Z", "overdue_action": "revoke", "selector": {"kinds": ["human"]}}`, []string{`selector.kinds: "human" is none of`}},
		"privilege without a name":   {"nhi_entitlement_set", `{` + set + `, "privileges": [{"name": ""}]}`, []string{`privileges: It must not be empty`}},
		"privilege twice":            {"nhi_entitlement_set", `{` + set + `, "privileges": [{"name": "a", "scope": "b"}, {"name": "a", "scope": "b", "privileged": true}]}`, []string{`privileges: "a@b" is in it twice`}},
		"set ends first":             {"nhi_entitlement_set", `{` + set + `, "privileges": [], "starts_at": "2026-02-01T00:00:00Z", "expires_at": "2026-01-01T00:00:00Z"}`, []string{`expires_at: It is`}},
		"no value":                   {"nhi_variation", `{` + variation + `, "value": ""}`, []string{`value: It must not be empty`}},
		"slash in a parameter":       {"nhi_variation", `{` + strings.Replace(variation, `"p"`, `"p/q"`, 1) + `, "value": "1"}`, []string{`parameter: "p/q" has a slash`}},
		"no activator":               {"nhi_break_glass", `{` + access + `, "activators": [], "max_duration": "4h"}`, []string{`activators: Somebody has to be able`}},
		"no duration":                {"nhi_break_glass", `{` + access + `, "activators": ["raj"], "max_duration": "0h"}`, []string{`max_duration: "0h" is a period of no length`}},
		"a duration that is none":    {"nhi_break_glass", `{` + strings.Replace(access, "3d", "soon", 1) + `, "activators": ["raj"], "max_duration": "4h"}`, []string{`review_within: "soon" is not a period`}},
		"nothing wrong":              {"nhi_identity", `{` + identity + `, "credential": {"location": "vault://kv", "rotate_every": "P3M"}}`, nil},
	}
	server := providerserver.NewProtocol6(New("test")())()
	schemas, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config := tfprotov6.DynamicValue{JSON: []byte(test.config)}
			value, err := config.Unmarshal(schemas.ResourceSchemas[test.resource].ValueType())
			if err != nil {
				t.Fatal(err)
			}
			got := validate(t, server, test.resource, value)
			if len(got) != len(test.want) {
				t.Fatalf("want %d diagnostics, got:\n%s", len(test.want), strings.Join(got, "\n"))
			}
			for i, want := range test.want {
				if !strings.HasPrefix(got[i], want) {
					t.Errorf("want %s…\ngot  %s", want, got[i])
				}
			}
		})
	}
}

// What is not known yet breaks no rule, whichever attribute it is.
func TestValidationOfUnknown(t *testing.T) {
	t.Parallel()
	server := providerserver.NewProtocol6(New("test")())()
	schemas, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	configs := map[string]string{
		"nhi_tenant":          `{"slug": "acme", "name": "Acme", "owner": "jane", "contract_start": "2026-01-01T00:00:00Z", "contract_end": "2027-01-01T00:00:00Z", "approved_vaults": ["vault://kv"], "selectors": {"addresses": ["a.b"]}}`,
		"nhi_system":          `{"shared": true, "name": "directory", "kind": "record"}`,
		"nhi_identity":        `{"tenant": "t", "name": "svc", "kind": "bot", "owner": "jane", "purpose": "Backs up.", "environment": "production", "credential": {"location": "vault://kv"}}`,
		"nhi_entitlement":     `{"identity": "i", "system": "s", "privilege": "p", "justification": "Because.", "starts_at": "2026-01-01T00:00:00Z", "expires_at": "2027-01-01T00:00:00Z"}`,
		"nhi_exception":       `{"tenant": "t", "control": "c", "targets": ["a.b"], "category": "mitigated", "mitigation": "Watched.", "reason": "Because.", "requested_by": "jane", "expires_at": "2027-01-01T00:00:00Z"}`,
		"nhi_entitlement_set": `{"identity": "i", "system": "s", "privileges": [{"name": "p"}], "justification": "Because.", "starts_at": "2026-01-01T00:00:00Z", "expires_at": "2027-01-01T00:00:00Z"}`,
		"nhi_variation":       `{"tenant": "t", "control": "c", "parameter": "p", "value": "90d", "reason": "Because.", "requested_by": "jane", "expires_at": "2027-01-01T00:00:00Z"}`,
		"nhi_break_glass":     `{"tenant": "t", "identity": "i", "system": "s", "privilege": "p", "max_duration": "4h", "review_within": "3d", "activators": ["raj"], "reason": "Because.", "requested_by": "jane"}`,
		"nhi_review_schedule": `{"tenant": "t", "name": "q", "recurrence": "monthly", "anchor": "2026-01-01T00:00:00Z", "reviewers": ["raj"], "due_within": "14d", "overdue_action": "revoke"}`,
	}
	for resource, config := range configs {
		json := tfprotov6.DynamicValue{JSON: []byte(config)}
		value, err := json.Unmarshal(schemas.ResourceSchemas[resource].ValueType())
		if err != nil {
			t.Fatal(err)
		}
		for name, attribute := range attributesOf(value) {
			if attribute.IsNull() {
				continue
			}
			t.Run(resource+"."+name, func(t *testing.T) {
				t.Parallel()
				attributes := attributesOf(value)
				attributes[name] = tftypes.NewValue(attribute.Type(), tftypes.UnknownValue)
				got := validate(t, server, resource, tftypes.NewValue(value.Type(), attributes))
				if diff := cmp.Diff([]string(nil), got); diff != "" {
					t.Errorf("diagnostics (-want +got):\n%s", diff)
				}
			})
		}
	}
}

// validate returns the diagnostics as "path: detail", sorted.
func validate(t *testing.T, server tfprotov6.ProviderServer, resource string, config tftypes.Value) []string {
	t.Helper()
	value, err := tfprotov6.NewDynamicValue(config.Type(), config)
	if err != nil {
		t.Fatal(err)
	}
	response, err := server.ValidateResourceConfig(t.Context(), &tfprotov6.ValidateResourceConfigRequest{TypeName: resource, Config: &value})
	if err != nil {
		t.Fatal(err)
	}
	return texts(response.Diagnostics)
}
