package provider

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
)

// The files of testdata/state are states as users have them, and are never
// regenerated: a schema that they no longer fit needs a version and an upgrader.
func TestOldStatesAreRead(t *testing.T) {
	t.Parallel()
	s := newWorld(t).server(nil)
	for name, schema := range s.schemas.ResourceSchemas {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var old struct {
				SchemaVersion int64           `json:"schema_version"`
				Attributes    json.RawMessage `json:"attributes"`
			}
			if err := json.Unmarshal([]byte(read(t, filepath.Join("testdata", "state", name+".json"))), &old); err != nil {
				t.Fatal(err)
			}
			upgraded, err := s.UpgradeResourceState(t.Context(), &tfprotov6.UpgradeResourceStateRequest{
				TypeName: name, Version: old.SchemaVersion, RawState: &tfprotov6.RawState{JSON: old.Attributes},
			})
			if err != nil {
				t.Fatal(err)
			}
			s.clean(upgraded.Diagnostics)
			var want map[string]any
			if err := json.Unmarshal(old.Attributes, &want); err != nil {
				t.Fatal(err)
			}
			got := plain(t, s.value(schema.ValueType(), upgraded.UpgradedState))
			// An attribute that came later is null.
			if diff := cmp.Diff(want, got, cmpopts.IgnoreMapEntries(func(_ string, value any) bool { return value == nil })); diff != "" {
				t.Errorf("state (-old +read):\n%s", diff)
			}
		})
	}
}

// A record keeps everything when its resource is called otherwise, and what time
// did to it in the meantime shows in the same plan.
func TestMovedWithinAKind(t *testing.T) {
	w := newWorld(t)
	const before, after = "nhi_entitlement.backup", "nhi_entitlement.all[0]"
	config := w.config(entitlement(window))
	same := statecheck.CompareValue(compare.ValuesSame())
	moved := strings.NewReplacer(`"nhi_entitlement" "backup" {`, `"nhi_entitlement" "all" {`+"\n"+`count = 1`).Replace(config) + `
moved {
  from = nhi_entitlement.backup
  to   = nhi_entitlement.all[0]
}
`
	w.run(
		resource.TestStep{Config: config, ConfigStateChecks: []statecheck.StateCheck{same.AddStateValue(before, attributePathJSON("id"))}},
		resource.TestStep{
			PreConfig:        w.at("2026-02-01T00:00:00Z"),
			Config:           moved,
			ConfigPlanChecks: plans(plancheck.ResourceActionUpdate, after),
			ConfigStateChecks: []statecheck.StateCheck{
				same.AddStateValue(after, attributePathJSON("id")),
				has(after, "status", is("active")),
			},
		},
	)
}

// A resource of this provider under another address, as one from a private
// registry has it, is taken over as it is.
func TestMovedFromAnotherAddress(t *testing.T) {
	w := newWorld(t)
	elsewhere := strings.NewReplacer(
		`provider "nhi" {`, `provider "private" {`,
		"    nhi = {", "    private = {\n      source = \"nhi-governance/private\"\n    }\n    nhi = {",
		"\" {\n  slug", "\" {\n  provider = private\n  slug", "\" {\n  tenant ", "\" {\n  provider = private\n  tenant ", "\" {\n  identity", "\" {\n  provider = private\n  identity",
	).Replace(w.config(entitlement(window)))
	here := w.config(strings.NewReplacer(
		`"acme" {`, `"moved_acme" {`, `"directory" {`, `"moved_directory" {`, `"backup" {`, `"moved_backup" {`, `"quarterly" {`, `"moved_quarterly" {`,
		"nhi_tenant.acme", "nhi_tenant.moved_acme", "nhi_system.directory", "nhi_system.moved_directory",
		"nhi_identity.backup", "nhi_identity.moved_backup", "nhi_review_schedule.quarterly", "nhi_review_schedule.moved_quarterly",
	).Replace(entitlement(window)))
	for _, name := range []string{"nhi_tenant.acme", "nhi_system.directory", "nhi_identity.backup", "nhi_review_schedule.quarterly", "nhi_entitlement.backup"} {
		kind, label, _ := strings.Cut(name, ".")
		here += "\nmoved {\n  from = " + name + "\n  to = " + kind + ".moved_" + label + "\n}\n"
	}
	factories := w.factories()
	factories["private"] = factories["nhi"]
	resource.ParallelTest(t, resource.TestCase{ProtoV6ProviderFactories: factories, Steps: []resource.TestStep{
		{Config: elsewhere},
		{
			PreConfig:        w.at("2026-02-01T00:00:00Z"),
			Config:           here,
			ConfigPlanChecks: plans(plancheck.ResourceActionUpdate, "nhi_entitlement.moved_backup"),
			ConfigStateChecks: []statecheck.StateCheck{
				has("nhi_entitlement.moved_backup", "status", is("active")),
				has("nhi_tenant.moved_acme", "revision", knownvalue.Int64Exact(1)),
			},
		},
	}})
}

// What is no record of the kind is not taken over.
func TestNothingElseIsMoved(t *testing.T) {
	t.Parallel()
	s := newWorld(t).server(nil)
	tests := map[string]struct{ source, state string }{
		"a record of another kind": {"nhi_identity", `{"id": "019b76da-a800-7000-8000-000000000001", "name": "svc-backup"}`},
		"something else":           {"terraform_data", `{"id": "019b76da-a800-7000-8000-000000000001"}`},
		"no record":                {"nhi_tenant", `{"name": "Acme"}`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			response, err := s.MoveResourceState(t.Context(), &tfprotov6.MoveResourceStateRequest{
				SourceProviderAddress: "registry.example/msp/nhi", SourceTypeName: test.source, TargetTypeName: "nhi_tenant",
				SourceState: &tfprotov6.RawState{JSON: []byte(test.state)},
			})
			if err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(response.Diagnostics, func(d *tfprotov6.Diagnostic) bool { return d.Severity == tfprotov6.DiagnosticSeverityError }) {
				t.Errorf("it became %s", s.value(s.schemas.ResourceSchemas["nhi_tenant"].ValueType(), response.TargetState))
			}
		})
	}
}
