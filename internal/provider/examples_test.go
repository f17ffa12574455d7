package provider

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
)

const examples = "../../examples"

func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

var importCommand = regexp.MustCompile(`(?m)^terraform import (\S+) (\S+)$`)

// Every page of the documentation has an example, and every example works as it
// stands: resources apply and import, and with them in the register the data
// sources find something to read.
func TestExamples(t *testing.T) {
	pages := map[string]string{
		"tenant": "tenants", "system": "systems", "identity": "identities",
		"entitlement": "entitlements", "exception": "exceptions", "review_schedule": "review_schedules",
		"entitlement_set": "entitlement_sets", "variation": "variations", "break_glass": "break_glass_accesses",
	}
	for kind, plural := range pages {
		t.Run(kind, func(t *testing.T) {
			w := newWorld(t)
			dir := filepath.Join(examples, "resources", "nhi_"+kind)
			config := w.config(read(t, filepath.Join(dir, "resource.tf")))
			commands := importCommand.FindAllStringSubmatch(read(t, filepath.Join(dir, "import.sh")), -1)
			if len(commands) != 2 {
				t.Fatalf("import.sh has %d commands, want one by key and one by id", len(commands))
			}
			address, key := commands[0][1], commands[0][2]
			w.run(slices.Concat(
				[]resource.TestStep{{Config: config}},
				imports(config, address, key)[1:],
				[]resource.TestStep{
					{Config: config + read(t, filepath.Join(examples, "data-sources", "nhi_"+kind, "data-source.tf"))},
					{Config: config + read(t, filepath.Join(examples, "data-sources", "nhi_"+plural, "data-source.tf"))},
				},
			)...)
		})
	}
	t.Run("provider", func(t *testing.T) {
		newWorld(t).run(resource.TestStep{Config: read(t, filepath.Join(examples, "provider", "provider.tf")), PlanOnly: true})
	})
}
