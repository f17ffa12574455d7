package cli

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// What was done to a tenant stays in the log when the tenant is gone.
func TestEntriesOfATenantThatIsGone(t *testing.T) {
	t.Parallel()
	kept, err := register.Open(t.Context(), filepath.Join(t.TempDir(), "register.db"), register.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	contract := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	tenant, err := kept.Tenants().Create(t.Context(), governance.Tenant{Slug: "acme", Name: "Acme", Owner: "jane", ContractStart: contract})
	if err != nil {
		t.Fatal(err)
	}
	if err := kept.Tenants().Delete(t.Context(), tenant.ID, 0); err != nil {
		t.Fatal(err)
	}
	entries, err := entriesOf(t.Context(), kept, tenant.ID, register.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 2 || entries[1].Action != register.ActionDelete {
		t.Errorf("got %v, want the tenant's creation and its end", entries)
	}
}
