package provider

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsimple"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// Every kind of record has an identity by which it is imported, and a state that
// was written without one gets it when it is refreshed.
func TestImportByIdentity(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ids := w.seed()
	s := w.server(nil)
	for name, schema := range s.schemas.ResourceSchemas {
		t.Run(name, func(t *testing.T) {
			kind := governance.Kind(strings.TrimPrefix(name, "nhi_"))
			imported := s.importing(name, &tfprotov6.ImportResourceStateRequest{Identity: s.identity(kind, ids[kind])})
			byID := s.importing(name, &tfprotov6.ImportResourceStateRequest{ID: ids[kind]})
			for how, got := range map[string]*tfprotov6.ImportedResource{"by identity": imported, "by id": byID} {
				if id := s.text(schema.ValueType(), got.State, "id"); id != ids[kind] {
					t.Errorf("%s: the state has id %q, want %q", how, id, ids[kind])
				}
				if id := s.text(s.identities[name].ValueType(), got.Identity.IdentityData, "id"); id != ids[kind] {
					t.Errorf("%s: the identity has id %q, want %q", how, id, ids[kind])
				}
			}
			read, err := s.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{TypeName: name, CurrentState: imported.State})
			if err != nil {
				t.Fatal(err)
			}
			s.clean(read.Diagnostics)
			if id := s.text(s.identities[name].ValueType(), read.NewIdentity.IdentityData, "id"); id != ids[kind] {
				t.Errorf("refreshed: the identity has id %q, want %q", id, ids[kind])
			}
			none, err := s.ImportResourceState(t.Context(), &tfprotov6.ImportResourceStateRequest{TypeName: name, Identity: s.identity(kind, "0198c0de-0000-7000-8000-000000000000")})
			if err != nil {
				t.Fatal(err)
			}
			if len(none.Diagnostics) != 1 || none.Diagnostics[0].Summary != "No such record" {
				t.Errorf("what is not there: want the error that there is no such record, got %v", none.Diagnostics)
			}
		})
	}
}

// The example of an import by identity says what the identity's schema has.
func TestExamplesOfIdentity(t *testing.T) {
	t.Parallel()
	s := newWorld(t).server(nil)
	for name, schema := range s.identities {
		var example struct {
			Import struct {
				To       hcl.Expression    `hcl:"to"`
				Identity map[string]string `hcl:"identity"`
			} `hcl:"import,block"`
		}
		if err := hclsimple.Decode("import.hcl", []byte(read(t, filepath.Join(examples, "resources", name, "import-by-identity.tf"))), nil, &example); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if to := example.Import.To.Variables()[0].RootName(); to != name {
			t.Errorf("%s: the example is about %s", name, to)
		}
		var wanted []string
		for _, attribute := range schema.IdentityAttributes {
			wanted = append(wanted, attribute.Name)
		}
		if diff := cmp.Diff(wanted, slices.Sorted(maps.Keys(example.Import.Identity))); diff != "" {
			t.Errorf("%s (-schema +example):\n%s", name, diff)
		}
	}
}

// A record keeps its identity from its creation to its end, whatever it is called.
func TestIdentityStays(t *testing.T) {
	t.Parallel()
	s := newWorld(t).server(nil)
	schema := s.schemas.ResourceSchemas["nhi_tenant"].ValueType()
	create := s.apply("nhi_tenant", s.null(schema), nil, tenantConfig("Acme"))
	id := s.text(schema, create.NewState, "id")
	update := s.apply("nhi_tenant", create.NewState, create.NewIdentity, tenantConfig("Acme Holding"))
	got := []string{
		s.text(s.identities["nhi_tenant"].ValueType(), create.NewIdentity.IdentityData, "id"),
		s.text(s.identities["nhi_tenant"].ValueType(), update.NewIdentity.IdentityData, "id"),
	}
	if diff := cmp.Diff([]string{id, id}, got); diff != "" || id == "" {
		t.Errorf("identities (-want +got):\n%s", diff)
	}
}

func tenantConfig(name string) map[string]tftypes.Value {
	text := func(s string) tftypes.Value { return tftypes.NewValue(tftypes.String, s) }
	return map[string]tftypes.Value{
		"slug": text("acme"), "name": text(name), "owner": text("jane@acme.example"), "contract_start": text("2026-01-01T00:00:00Z"),
	}
}
