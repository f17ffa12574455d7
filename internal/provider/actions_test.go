package provider

import (
	"context"
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
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// An action is carried out once, says what it did, and is in the audit log with
// its reason; what has ended stays as it is.
func TestActions(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		action string
		kind   governance.Kind
		first  []string
		now    string // of a second time
		second []string
		status string // then
	}{
		"revoke an exception": {
			"nhi_revoke_exception", governance.KindException, []string{"Exception acme/access-ends: it is revoked and no longer counts"},
			"2026-01-02T00:00:00Z", []string{"Exception acme/access-ends: it was revoked before, at 2026-01-01T00:00:00Z"}, "revoked",
		},
		"revoke an entitlement": {
			"nhi_revoke_entitlement", governance.KindEntitlement, []string{"Entitlement acme/svc-backup/directory/reader: it is revoked and no longer granted"},
			"2026-01-02T00:00:00Z", []string{"Entitlement acme/svc-backup/directory/reader: it was revoked before"}, "revoked",
		},
		"quarantine an entitlement": {
			"nhi_quarantine_entitlement", governance.KindEntitlement, []string{"Entitlement acme/svc-backup/directory/reader: it is quarantined and no longer granted"},
			"2026-01-02T00:00:00Z", []string{"Entitlement acme/svc-backup/directory/reader: it was quarantined before"}, "quarantined",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			id := w.seed()[test.kind]
			if diff := cmp.Diff(test.first, w.server(nil).invoke(test.action, test.kind, id)); diff != "" {
				t.Errorf("first (-want +got):\n%s", diff)
			}
			w.at(test.now)()
			if diff := cmp.Diff(test.second, w.server(nil).invoke(test.action, test.kind, id)); diff != "" {
				t.Errorf("second (-want +got):\n%s", diff)
			}
			w.behind(func(ctx context.Context, kept register.Register) error {
				entries, err := kept.Log().Entries(ctx, register.Filter{RecordID: id})
				if err != nil {
					return err
				}
				var reasons []string
				for _, entry := range entries {
					reasons = append(reasons, entry.Reason)
				}
				if diff := cmp.Diff([]string{"", "SEC-1"}, reasons); diff != "" {
					t.Errorf("reasons in the audit log (-want +got):\n%s", diff)
				}
				snapshot, err := kept.Snapshot(ctx)
				got := map[governance.Kind]string{
					governance.KindException: string(snapshot.Exceptions[0].Status), governance.KindEntitlement: string(snapshot.Entitlements[0].Status),
				}[test.kind]
				if got != test.status {
					t.Errorf("want it %s, got %s", test.status, got)
				}
				return err
			})()
		})
	}
	t.Run("what has expired stays so", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		id := w.seed()[governance.KindException]
		w.at("2026-03-01T00:00:00Z")()
		want := []string{"Exception acme/access-ends: it has expired, at 2026-03-01T00:00:00Z"}
		if diff := cmp.Diff(want, w.server(nil).invoke("nhi_revoke_exception", governance.KindException, id)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("what is not there", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		w.seed()
		want := []string{"error: No such record"}
		if diff := cmp.Diff(want, w.server(nil).invoke("nhi_revoke_exception", governance.KindException, "0198c0de-0000-7000-8000-000000000000")); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("another tenant's", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		id := w.seed()[governance.KindException]
		w.behind(addTenant("globex"))()
		want := []string{"error: The record belongs to another tenant"}
		if diff := cmp.Diff(want, w.server(map[string]string{"tenant": "globex"}).invoke("nhi_revoke_exception", governance.KindException, id)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

// A configuration that still has what an action ended is not in its way: the
// next plan has nothing to do, and destroy removes it.
func TestActionsConverge(t *testing.T) {
	w := newWorld(t)
	const of, about = "nhi_entitlement.backup", "nhi_exception.admin"
	config := w.config(entitlement(window) + strings.TrimPrefix(exception(""), acme))
	w.run(
		resource.TestStep{Config: config},
		resource.TestStep{
			PreConfig: func() {
				s := w.server(nil)
				w.behind(func(ctx context.Context, kept register.Register) error {
					e, err := kept.Entitlements().Find(ctx, "acme/svc-backup/directory/backup-operators")
					if err != nil {
						return err
					}
					s.invoke("nhi_revoke_entitlement", governance.KindEntitlement, e.ID)
					x, err := kept.Exceptions().Find(ctx, "acme/access-ends")
					s.invoke("nhi_revoke_exception", governance.KindException, x.ID)
					return err
				})()
			},
			Config:           config,
			ConfigPlanChecks: plans(plancheck.ResourceActionNoop, of, about),
			ConfigStateChecks: []statecheck.StateCheck{
				has(of, "status", is("revoked")), has(of, "granted", knownvalue.Bool(false)), has(of, "next_review_at", knownvalue.Null()),
				has(about, "status", is("revoked")), has(about, "revoked_at", is("2026-01-01T00:00:00Z")),
			},
		},
		resource.TestStep{PreConfig: w.at("2029-01-01T00:00:00Z"), Config: config, ConfigPlanChecks: plans(plancheck.ResourceActionNoop, of, about)},
	)
}

// Every action has an example, whose configuration fits its schema.
func TestExamplesOfActions(t *testing.T) {
	t.Parallel()
	s := newWorld(t).server(nil)
	for name, schema := range s.schemas.ActionSchemas {
		var example struct {
			Action struct {
				Type   string `hcl:"type,label"`
				Name   string `hcl:"name,label"`
				Config struct {
					Arguments map[string]hcl.Expression `hcl:",remain"`
				} `hcl:"config,block"`
			} `hcl:"action,block"`
		}
		if err := hclsimple.Decode("action.hcl", []byte(read(t, filepath.Join(examples, "actions", name, "action.tf"))), nil, &example); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if example.Action.Type != name {
			t.Errorf("%s: the example is of %s", name, example.Action.Type)
		}
		var wanted []string
		for _, attribute := range schema.Schema.Block.Attributes {
			wanted = append(wanted, attribute.Name)
		}
		if diff := cmp.Diff(slices.Sorted(slices.Values(wanted)), slices.Sorted(maps.Keys(example.Action.Config.Arguments))); diff != "" {
			t.Errorf("%s (-schema +example):\n%s", name, diff)
		}
	}
}

// invoke validates, plans and invokes an action on a record as Terraform does,
// and returns what it says, errors as "error: " and their summaries.
func (s *server) invoke(name string, kind governance.Kind, id string) []string {
	s.t.Helper()
	ctx := s.t.Context()
	config := s.object(s.schemas.ActionSchemas[name].Schema.ValueType(), map[string]tftypes.Value{
		string(kind): tftypes.NewValue(tftypes.String, id), "reason": tftypes.NewValue(tftypes.String, "SEC-1"),
	})
	valid, err := s.ValidateActionConfig(ctx, &tfprotov6.ValidateActionConfigRequest{ActionType: name, Config: config})
	if err != nil {
		s.t.Fatal(err)
	}
	s.clean(valid.Diagnostics)
	planned, err := s.PlanAction(ctx, &tfprotov6.PlanActionRequest{ActionType: name, Config: config})
	if err != nil {
		s.t.Fatal(err)
	}
	s.clean(planned.Diagnostics)
	stream, err := s.InvokeAction(ctx, &tfprotov6.InvokeActionRequest{ActionType: name, Config: config})
	if err != nil {
		s.t.Fatal(err)
	}
	var said []string
	for event := range stream.Events {
		switch e := event.Type.(type) {
		case tfprotov6.ProgressInvokeActionEventType:
			said = append(said, e.Message)
		case tfprotov6.CompletedInvokeActionEventType:
			for _, d := range e.Diagnostics {
				said = append(said, "error: "+d.Summary)
			}
		}
	}
	return said
}
