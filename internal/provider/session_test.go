package provider

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// A plan is of one moment, whoever writes meanwhile; a run that writes, and a
// data source, see what is there by now.
func TestView(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	w := newWorld(t)
	var id, doomed string
	w.behind(func(ctx context.Context, kept register.Register) error {
		for slug, into := range map[string]*string{"acme": &id, "globex": &doomed} {
			created, err := kept.Tenants().Create(ctx, aTenant(slug))
			if err != nil {
				return err
			}
			*into = created.ID
		}
		return nil
	})()
	rename := func(name string) {
		w.behind(func(ctx context.Context, kept register.Register) error {
			tenant, err := kept.Tenants().Get(ctx, id)
			if err != nil {
				return err
			}
			tenant.Name = name
			_, err = kept.Tenants().Update(ctx, tenant)
			return err
		})()
	}
	wantName := func(what string, s *session, want string) {
		t.Helper()
		if got, err := tenants.get(ctx, s, id); err != nil || got.Name != want {
			t.Errorf("%s: got %q, %v; want %q", what, got.Name, err, want)
		}
	}

	s := w.session(nil)
	wantName("first look", s, "acme")
	rename("Renamed")
	wantName("the same plan", s, "acme")
	wantName("a data source in it", s.live(), "Renamed")
	many := s.atThisMoment()
	wantName("many records in it", many, "Renamed")
	rename("Renamed again")
	wantName("many records in it, all of one moment", many, "Renamed")

	// What a snapshot lacks is looked for in the register, which alone can say why.
	var late string
	w.behind(func(ctx context.Context, kept register.Register) error {
		created, err := kept.Tenants().Create(ctx, aTenant("initech"))
		late = created.ID
		return err
	})()
	if _, err := tenants.get(ctx, s, late); err != nil {
		t.Errorf("a record that came later: %v", err)
	}
	if _, err := tenants.get(ctx, s, "01a208e6-aa8e-7986-92ae-518956079000"); !errors.Is(err, register.ErrNotFound) {
		t.Errorf("a record that is not there: got %v, want %v", err, register.ErrNotFound)
	}

	if _, err := s.forWriting(ctx); err != nil {
		t.Fatal(err)
	}
	wantName("about to write", s, "Renamed again")
	w.behind(func(ctx context.Context, kept register.Register) error { return kept.Tenants().Delete(ctx, doomed, 0) })()
	if _, err := tenants.get(ctx, s, doomed); !errors.Is(err, register.ErrNotFound) {
		t.Errorf("a record that another deleted while this run writes: got %v, want %v", err, register.ErrNotFound)
	}
	rename("Renamed once more")
	wantName("while writing", s, "Renamed once more")
}

// What depends on a resource reads what was just applied to it.
func TestAppliedIsRead(t *testing.T) {
	w := newWorld(t)
	config := estate + `
data "nhi_identity" "backup" {
  id         = nhi_identity.backup.id
  depends_on = [nhi_identity.backup]
}

data "nhi_identities" "all" {
  depends_on = [nhi_identity.backup]
}
`
	step := func(purpose string) resource.TestStep {
		return resource.TestStep{
			Config: w.config(strings.Replace(config, "Takes the nightly backups.", purpose, 1)),
			ConfigStateChecks: []statecheck.StateCheck{
				has("data.nhi_identity.backup", "purpose", is(purpose)),
				statecheck.ExpectKnownValue("data.nhi_identities.all", tfjsonpath.New("identities").AtSliceIndex(0).AtMapKey("purpose"), knownvalue.StringExact(purpose)),
			},
		}
	}
	w.run(step("Takes the nightly backups."), step("Takes the hourly backups."))
}
