package lifecycle_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/lifecycle"
)

// The schema of a list has every kind of action, and no other.
func TestSchemaHasEveryKind(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile("list.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Defs struct {
			Action struct {
				Properties struct {
					Kind struct{ Enum []lifecycle.Kind }
				}
			}
		} `json:"$defs"`
	}
	if err := json.Unmarshal(content, &schema); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(lifecycle.Kinds(), schema.Defs.Action.Properties.Kind.Enum); diff != "" {
		t.Errorf("kinds in the program and in the schema (-want +got):\n%s", diff)
	}
}
