package provider

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// rewrite writes a record once more as it is, which is a change to whoever holds
// an earlier revision.
func rewrite[R register.Record](of func(register.Register) register.Collection[R]) func(context.Context, register.Register, string) error {
	return func(ctx context.Context, kept register.Register, id string) error {
		record, err := of(kept).Get(ctx, id)
		if err != nil {
			return err
		}
		_, err = of(kept).Update(ctx, record)
		return err
	}
}

var rewrites = map[governance.Kind]func(context.Context, register.Register, string) error{
	governance.KindTenant:         rewrite(register.Register.Tenants),
	governance.KindSystem:         rewrite(register.Register.Systems),
	governance.KindIdentity:       rewrite(register.Register.Identities),
	governance.KindEntitlement:    rewrite(register.Register.Entitlements),
	governance.KindException:      rewrite(register.Register.Exceptions),
	governance.KindReviewSchedule: rewrite(register.Register.ReviewSchedules),
	governance.KindEntitlementSet: rewrite(register.Register.EntitlementSets),
	governance.KindVariation:      rewrite(register.Register.Variations),
	governance.KindBreakGlass:     rewrite(register.Register.BreakGlass),
}

// A record of any kind that was changed since it was planned is left alone, and
// one that is gone is planned anew and is no reason to fail.
func TestBehindTerraform(t *testing.T) {
	t.Parallel()
	for name := range newWorld(t).server(nil).schemas.ResourceSchemas {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			kind := governance.Kind(strings.TrimPrefix(name, "nhi_"))
			id := w.seed()[kind]
			s := w.server(nil)
			of := s.schemas.ResourceSchemas[name].ValueType()
			imported := s.importing(name, &tfprotov6.ImportResourceStateRequest{ID: id})
			destroy := func() []*tfprotov6.Diagnostic {
				t.Helper()
				response, err := s.ApplyResourceChange(t.Context(), &tfprotov6.ApplyResourceChangeRequest{
					TypeName: name, PriorState: imported.State, PlannedState: s.null(of), Config: s.null(of), PlannedIdentity: imported.Identity,
				})
				if err != nil {
					t.Fatal(err)
				}
				return response.Diagnostics
			}
			w.behind(func(ctx context.Context, kept register.Register) error { return rewrites[kind](ctx, kept, id) })()
			if got := destroy(); len(got) != 1 || got[0].Summary != "Record changed since it was planned" {
				t.Errorf("changed: want a conflict, got %v", got)
			}
			w.behind(func(ctx context.Context, kept register.Register) error {
				tenant, err := kept.Tenants().Find(ctx, "acme")
				if err != nil {
					return err
				}
				tenant.Offboard = true
				if tenant, err = kept.Tenants().Update(ctx, tenant); err != nil {
					return err
				}
				return kept.Tenants().Delete(ctx, tenant.ID, 0) // and everything of it
			})()
			read, err := w.server(nil).ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{TypeName: name, CurrentState: imported.State, CurrentIdentity: imported.Identity})
			if err != nil {
				t.Fatal(err)
			}
			s.clean(read.Diagnostics)
			if !s.value(of, read.NewState).IsNull() {
				t.Error("gone: it is still in the state")
			}
			if got := destroy(); len(got) != 0 {
				t.Errorf("gone: destroying it fails: %v", got)
			}
		})
	}
}

// A register that cannot be used says why and what to do, in a plan as in an
// apply, and is left as it is.
func TestUnusableRegister(t *testing.T) {
	sabotage := func(statement string) func(*testing.T, *world) {
		return func(t *testing.T, w *world) {
			db, err := sql.Open("sqlite", w.location)
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			if _, err := db.ExecContext(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
	}
	tests := map[string]struct {
		spoil func(*testing.T, *world)
		want  string
	}{
		"newer":     {sabotage("INSERT INTO schema_version (version_id, is_applied) VALUES (99999, 1)"), `The register is of a newer version`},
		"corrupt":   {sabotage("UPDATE tenants SET contract_start = 'soon'"), `The register is corrupt`},
		"not ours":  {sabotage("PRAGMA application_id = 1"), `The file is not a register`},
		"truncated": {func(t *testing.T, w *world) { shorten(t, w.location) }, `The register is corrupt|The file is not a register`},
		"a folder":  {func(t *testing.T, w *world) { w.location = filepath.Dir(w.location) }, `The file is not a register`},
		"read-only": {func(t *testing.T, w *world) { w.location = "/proc/nhi/register.db" }, `The register cannot be written`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.seed()
			test.spoil(t, w)
			w.run(resource.TestStep{Config: w.config(`data "nhi_tenants" "all" {}`), ExpectError: regexp.MustCompile(strings.ReplaceAll(test.want, " ", `\s+`))})
		})
	}
}

// shorten cuts a file in the middle, with what SQLite keeps beside it.
func shorten(t *testing.T, path string) {
	t.Helper()
	for _, beside := range []string{"-wal", "-shm"} {
		if err := os.Remove(path + beside); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, info.Size()/2); err != nil {
		t.Fatal(err)
	}
}
