package cli

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// What else is approved is printed as it is signed, by its key; nothing of it is
// signed unseen.
func TestApproveKinds(t *testing.T) {
	t.Parallel()
	location := filepath.Join(t.TempDir(), "register.db")
	kept, err := register.Open(t.Context(), location, register.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	tenant, err := kept.Tenants().Create(t.Context(), governance.Tenant{Slug: "acme", Name: "Acme", Owner: "jane", ContractStart: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := kept.Variations().Create(t.Context(), governance.Variation{TenantID: tenant.ID, Control: "c", Parameter: "p", Value: "P6M", Reason: "r", RequestedBy: "dave"}); err != nil {
		t.Fatal(err)
	}
	if err := kept.Close(); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		flags approveFlags
		name  string
		want  string // of the output, or of the error
	}{
		"variation":        {approveFlags{kind: "variation", canonical: true}, "acme/c/p", `{"attributes":{"control":"c","parameter":"p","reason":"r","requested_by":"dave","value":"P6M"},"format":"nhi-approval-v1","kind":"variation","tenant":"acme"}`},
		"no such":          {approveFlags{kind: "variation", canonical: true}, "acme/c/q", "No such record"},
		"none of its kind": {approveFlags{kind: "break_glass", canonical: true}, "acme/a/b/c", "No such record"},
		"not to be signed": {approveFlags{kind: "variation"}, "acme/c/p", "An approval is given under the control that names its approvers"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			test.flags.register = location
			got := ""
			if err := (&Process{Stdout: &out}).approve(t.Context(), test.name, test.flags); err != nil {
				got = err.Error()
			}
			if got += out.String(); !strings.Contains(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
