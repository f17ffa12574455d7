package system_test

import (
	"strings"
	"testing"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// Another tenant may use an account of a shared system longer.
func TestEndAccounts(t *testing.T) {
	t.Parallel()
	record := governance.System{Kind: governance.SystemPostgreSQL, Config: map[string]string{"url": "postgresql://nhi@db.example/postgres", "end_accounts": "true"}}
	if found := system.Validate(record); len(found) > 0 || !system.EndsAccounts(record) {
		t.Errorf("a tenant's own system: %v", found)
	}
	record.Shared = true
	if found := system.Validate(record); len(found) != 1 || !strings.Contains(found[0].Detail, "not for a shared system") {
		t.Errorf("a shared system: %v", found)
	}
	record.Config["end_accounts"] = "false"
	if found := system.Validate(record); len(found) > 0 || system.EndsAccounts(record) {
		t.Errorf("a shared system that says no: %v", found)
	}
}
