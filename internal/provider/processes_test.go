package provider

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/postgrestest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// program builds the provider as it is released, and returns the settings that
// make Terraform start it.
var program = sync.OnceValues(func() (settings string, err error) {
	plugins, err := os.MkdirTemp("", "plugins") // in that of TestMain, which removes it
	if err != nil {
		return "", err
	}
	if out, err := exec.Command("go", "build", "-o", filepath.Join(plugins, "terraform-provider-nhi"), "../..").CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	settings = filepath.Join(plugins, "terraform.rc")
	return settings, os.WriteFile(settings, fmt.Appendf(nil, "provider_installation {\n  dev_overrides { \"nhi-governance/nhi\" = %q }\n  direct {}\n}\n", plugins), 0o600)
})

// needs skips a test where programs are not installed, and fails it in continuous
// integration.
func needs(t *testing.T, programs ...string) {
	t.Helper()
	for _, name := range programs {
		if _, err := exec.LookPath(name); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatal(err)
			}
			t.Skip(err)
		}
	}
}

// terraform runs Terraform with the provider as a process of its own.
func terraform(t *testing.T, folder string, environment []string, arguments ...string) (output string, err error) {
	t.Helper()
	needs(t, "terraform")
	settings, err := program()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "terraform", arguments...)
	cmd.Dir = folder
	cmd.Env = append(append(os.Environ(), "TF_CLI_CONFIG_FILE="+settings, "TF_IN_AUTOMATION=1", "TF_CLI_ARGS=-no-color"), environment...)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// customer is the configuration of one tenant with many records.
func customer(slug string) string {
	return fmt.Sprintf(source+`
provider "nhi" {
  tenant = %[1]q
}

resource "nhi_tenant" "own" {
  slug           = %[1]q
  name           = "Customer %[1]s"
  owner          = "jane@msp.example"
  contract_start = "2026-01-01T00:00:00Z"
}

resource "nhi_system" "directory" {
  tenant = nhi_tenant.own.id
  name   = "directory"
  kind   = "record"
}

resource "nhi_identity" "bot" {
  count       = 5
  tenant      = nhi_tenant.own.id
  name        = "bot-${count.index}"
  kind        = "bot"
  owner       = "jane@msp.example"
  purpose     = "Posts messages."
  environment = "production"
}

resource "nhi_entitlement" "post" {
  count         = 15
  identity      = nhi_identity.bot[count.index %% 5].id
  system        = nhi_system.directory.id
  privilege     = "channel-${count.index}"
  justification = "Posts what the monitoring finds."
}
`, slug)
}

const perCustomer = 1 + 1 + 5 + 15

// Eight configurations are applied at once to one register, each by a Terraform
// of its own: no write is lost, none is made twice, and the log says the same.
func TestEightAtOnce(t *testing.T) {
	t.Parallel()
	for engine, fresh := range map[string]func(*testing.T) string{
		"SQLite": func(t *testing.T) string { return filepath.Join(t.TempDir(), "register.db") },
		"PostgreSQL": func(t *testing.T) string {
			location := postgrestest.Database(t).String()
			if err := register.Migrate(t.Context(), location, register.Options{Now: time.Now}); err != nil {
				t.Fatal(err)
			}
			return location
		},
	} {
		t.Run(engine, func(t *testing.T) {
			location := fresh(t)
			const customers = 8
			folders := make([]string, customers)
			var group sync.WaitGroup
			for n := range folders {
				folders[n] = t.TempDir()
				if err := os.WriteFile(filepath.Join(folders[n], "main.tf"), []byte(customer(fmt.Sprintf("customer-%d", n))), 0o600); err != nil {
					t.Fatal(err)
				}
				group.Go(func() {
					if out, err := terraform(t, folders[n], []string{"NHI_REGISTER=" + location}, "apply", "-auto-approve"); err != nil {
						t.Errorf("customer %d: %v\n%s", n, err, out)
					}
				})
			}
			group.Wait()

			kept, err := register.Open(t.Context(), location, register.Options{ReadOnly: true})
			if err != nil {
				t.Fatal(err)
			}
			defer kept.Close()
			snapshot, err := kept.Snapshot(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			there := map[string]bool{}
			for _, record := range snapshot.Tenants {
				there[record.ID] = true
			}
			for _, record := range snapshot.Systems {
				there[record.ID] = true
			}
			for _, record := range snapshot.Identities {
				there[record.ID] = true
			}
			for _, record := range snapshot.Entitlements {
				there[record.ID] = true
			}
			for _, folder := range folders {
				ids := applied(t, folder)
				if len(ids) != perCustomer {
					t.Errorf("%s has %d records in its state, want %d", folder, len(ids), perCustomer)
				}
				for _, id := range ids {
					if !there[id] {
						t.Errorf("the record %s was applied, and is not in the register", id)
					}
					delete(there, id)
				}
			}
			if len(there) > 0 {
				t.Errorf("%d records are in the register that no state knows", len(there))
			}
			problems, err := kept.Check(t.Context())
			if err != nil || len(problems) > 0 {
				t.Errorf("the register does not hold: %v %v", problems, err)
			}
			if out, err := terraform(t, folders[0], []string{"NHI_REGISTER=" + location}, "plan", "-detailed-exitcode"); err != nil {
				t.Errorf("a second plan: %v\n%s", err, out)
			}
		})
	}
}

// applied returns the ids in a state.
func applied(t *testing.T, folder string) (ids []string) {
	t.Helper()
	var state struct {
		Resources []struct {
			Instances []struct {
				Attributes struct{ ID string }
			}
		}
	}
	content, err := os.ReadFile(filepath.Join(folder, "terraform.tfstate"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(content, &state); err != nil {
		t.Fatal(err)
	}
	for _, resource := range state.Resources {
		for _, instance := range resource.Instances {
			ids = append(ids, instance.Attributes.ID)
		}
	}
	return ids
}
