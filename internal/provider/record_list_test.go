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

// listBlock is a list block of a query.
type listBlock struct {
	List struct {
		Type     string         `hcl:"type,label"`
		Name     string         `hcl:"name,label"`
		Provider hcl.Expression `hcl:"provider"`
		Include  bool           `hcl:"include_resource,optional"`
		Limit    int64          `hcl:"limit,optional"`
		Config   struct {
			Arguments map[string]string `hcl:",remain"`
		} `hcl:"config,block"`
	} `hcl:"list,block"`
}

// Every kind of record has an example of a query, which finds the seeded record
// under its natural key; the resource that comes with it is what an import of
// its identity reads.
func TestExamplesOfLists(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ids := w.seed()
	s := w.server(nil)
	keys := map[string]string{
		"nhi_tenant": "acme", "nhi_system": "acme/directory", "nhi_identity": "acme/svc-backup", "nhi_entitlement": "acme/svc-backup/directory/reader",
		"nhi_exception": "acme/access-ends", "nhi_review_schedule": "acme/quarterly",
		"nhi_entitlement_set": "acme/svc-backup/vault", "nhi_variation": "acme/keys-rotate/max_age", "nhi_break_glass": "acme/svc-backup/directory/admin",
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(s.schemas.ResourceSchemas)), slices.Sorted(maps.Keys(s.schemas.ListResourceSchemas))); diff != "" {
		t.Errorf("what can be listed (-resources +lists):\n%s", diff)
	}
	for name, resource := range s.schemas.ResourceSchemas {
		t.Run(name, func(t *testing.T) {
			kind := governance.Kind(strings.TrimPrefix(name, "nhi_"))
			var example listBlock
			if err := hclsimple.Decode("query.hcl", []byte(read(t, filepath.Join(examples, "list-resources", name, "list-resource.tfquery.hcl"))), nil, &example); err != nil {
				t.Fatal(err)
			}
			if example.List.Type != name {
				t.Errorf("the example lists %s", example.List.Type)
			}
			found := s.list(name, example.List.Config.Arguments, 0)
			if len(found) != 1 {
				t.Fatalf("want one record, got %d", len(found))
			}
			if found[0].DisplayName != keys[name] {
				t.Errorf("it is shown as %q, want %q", found[0].DisplayName, keys[name])
			}
			if id := s.text(s.identities[name].ValueType(), found[0].Identity.IdentityData, "id"); id != ids[kind] {
				t.Errorf("its identity has id %q, want %q", id, ids[kind])
			}
			imported := s.importing(name, &tfprotov6.ImportResourceStateRequest{Identity: found[0].Identity})
			read, err := s.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{TypeName: name, CurrentState: imported.State, CurrentIdentity: imported.Identity, Private: imported.Private})
			if err != nil {
				t.Fatal(err)
			}
			s.clean(read.Diagnostics)
			if diff := cmp.Diff(s.value(resource.ValueType(), read.NewState).String(), s.value(resource.ValueType(), found[0].Resource).String()); diff != "" {
				t.Errorf("the resource (-imported +listed):\n%s", diff)
			}
		})
	}
}

// Every argument of every list leaves out what does not have its value.
func TestListsAreFiltered(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.seed()
	s := w.server(nil)
	for name, schema := range s.schemas.ListResourceSchemas {
		for _, argument := range schema.Block.Attributes {
			t.Run(name+"."+argument.Name, func(t *testing.T) {
				if found := s.list(name, map[string]string{argument.Name: "nothing has this"}, 0); len(found) != 0 {
					t.Errorf("want nothing, got %s", found[0].DisplayName)
				}
			})
		}
	}
}

// A list has no more than is asked for, in the order of creation, and nothing of
// another tenant.
func TestListsAreLimited(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.seed()
	for _, name := range []string{"bot-a", "bot-b"} {
		w.behind(addIdentity("acme", name))()
	}
	w.behind(addTenant("globex"))()
	w.behind(addIdentity("globex", "bot-c"))()
	tests := map[string]struct {
		confined map[string]string
		limit    int64
		want     []string
	}{
		"all":      {nil, 0, []string{"acme/svc-backup", "acme/bot-a", "acme/bot-b", "globex/bot-c"}},
		"limited":  {nil, 2, []string{"acme/svc-backup", "acme/bot-a"}},
		"confined": {map[string]string{"tenant": "globex"}, 100, []string{"globex/bot-c"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, result := range w.server(test.confined).list("nhi_identity", nil, test.limit) {
				got = append(got, result.DisplayName)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("identities (-want +got):\n%s", diff)
			}
		})
	}
}

// list asks for the records of a kind with their resources, as terraform query
// does.
func (s *server) list(name string, arguments map[string]string, limit int64) []tfprotov6.ListResourceResult {
	s.t.Helper()
	given := map[string]tftypes.Value{}
	for argument, value := range arguments {
		given[argument] = tftypes.NewValue(tftypes.String, value)
	}
	config := s.object(s.schemas.ListResourceSchemas[name].ValueType(), given)
	valid, err := s.ValidateListResourceConfig(s.t.Context(), &tfprotov6.ValidateListResourceConfigRequest{TypeName: name, Config: config})
	if err != nil {
		s.t.Fatal(err)
	}
	s.clean(valid.Diagnostics)
	stream, err := s.ListResource(s.t.Context(), &tfprotov6.ListResourceRequest{TypeName: name, Config: config, IncludeResource: true, Limit: limit})
	if err != nil {
		s.t.Fatal(err)
	}
	results := slices.Collect(stream.Results)
	for _, result := range results {
		s.clean(result.Diagnostics)
	}
	return results
}
