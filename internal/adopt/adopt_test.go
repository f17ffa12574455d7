package adopt

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/access"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

var (
	acme      = governance.Tenant{Meta: governance.Meta{ID: "t1"}, Slug: "acme", Owner: "jane@acme.example"}
	directory = governance.System{Meta: governance.Meta{ID: "s1"}, TenantID: "t1", Name: "directory", Kind: governance.SystemPostgreSQL}
	held      = governance.Snapshot{
		Tenants: []governance.Tenant{acme}, Systems: []governance.System{directory},
		Identities: []governance.Identity{
			{Meta: governance.Meta{ID: "i1"}, TenantID: "t1", Name: "svc-backup", ExternalID: "backup"},
			{Meta: governance.Meta{ID: "i2"}, TenantID: "t1", Name: "svc-report"},
		},
		Entitlements: []governance.Entitlement{{IdentityID: "i2", SystemID: "s1", Privilege: "reports"}},
	}
	choices = Choices{Kind: governance.ServiceAccount, Owner: "jane@acme.example", Environment: "production"}
)

func one(account, identityID, privilege, scope string) access.Unmanaged {
	return access.Unmanaged{Account: account, IdentityID: identityID, Key: access.Key{Name: privilege, Scope: scope}}
}

// The files of testdata are what is written, for what is found.
func TestConfiguration(t *testing.T) {
	t.Parallel()
	sets := choices
	sets.Sets = true
	tests := map[string]struct {
		found   []access.Unmanaged
		choices Choices
		want    Counts
	}{
		"entitlements": {
			[]access.Unmanaged{
				one("svc-etl", "", "writers", "sales"), one("svc-etl", "", "readers", ""), one("backup", "i1", "readers", ""),
			}, choices, Counts{1, 3, 0},
		},
		"sets": {
			[]access.Unmanaged{
				one("svc-etl", "", "readers", ""), one("svc-etl", "", "writers", "sales"), one("svc-report", "i2", "readers", ""),
			}, sets, Counts{1, 1, 1},
		},
		// Names that are no names of anything elsewhere, and text that HCL would read.
		"names": {
			[]access.Unmanaged{
				one("cn=svc/etl,dc=acme", "", "cn=Readers,dc=acme", ""), one("cn=svc etl,dc=acme", "", "cn=Readers,dc=acme", ""),
				one("4711", "", "${file(\"x\")}", "%{ if"), one("4711", "", "\"\\\n", ""), one("directory", "", "-", ""), one("svc-backup", "", "readers", ""),
			}, choices, Counts{5, 6, 0},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, counts := Configuration(held, directory, acme, test.found, test.choices)
			if diff := cmp.Diff(test.want, counts); diff != "" {
				t.Errorf("counts (-want +got):\n%s", diff)
			}
			path := filepath.Join("testdata", name+".tf")
			if os.Getenv("UPDATE") != "" {
				if err := os.WriteFile(path, got, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// What is written is as terraform fmt writes it.
func TestFormatted(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("terraform"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	if out, err := exec.CommandContext(t.Context(), "terraform", "fmt", "-check", "-diff", "testdata").CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
