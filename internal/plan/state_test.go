package plan_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/hostile"
	"github.com/nhi-governance/terraform-provider-nhi/internal/plan"
)

// state reads a document as a state.
func state(document string) ([]change.Change, error) {
	r, err := plan.OpenState(strings.NewReader(document))
	if err != nil {
		return nil, err
	}
	var changes []change.Change
	for c, err := range r.Changes() {
		if err != nil {
			return nil, err
		}
		changes = append(changes, c)
	}
	return changes, nil
}

func TestEverythingInAStateStaysAsItIs(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile(filepath.Join("testdata", "state", "state.json"))
	if err != nil {
		t.Fatal(err)
	}
	changes, err := state(string(content))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, c := range changes {
		got[c.Address] = c.Module + " " + string(c.Action) + " " + leaves(all(t, c.After))[".input.name"]
		if diff := cmp.Diff(leaves(all(t, c.Before)), leaves(all(t, c.After))); diff != "" {
			t.Errorf("%s changes (-before +after):\n%s", c.Address, diff)
		}
	}
	want := map[string]string{
		`terraform_data.plain["a"]`:           ` no-op "a"`,
		`terraform_data.plain["b c"]`:         ` no-op "b c"`,
		`terraform_data.secret`:               ` no-op "canary-7391" sensitive`,
		`module.inner[0].terraform_data.deep`: `module.inner[0] no-op "deep"`,
		`module.inner[1].terraform_data.deep`: `module.inner[1] no-op "deep"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
}

func TestWhatIsNoState(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ document, want string }{
		"empty state":   {`{"format_version":"1.0"}`, ""},
		"plan":          {`{"format_version":"1.2","planned_values":{},"resource_changes":[]}`, "This is a plan"},
		"state file":    {`{"version":4,"serial":1,"lineage":"x","resources":[]}`, "the state file itself"},
		"something":     {`{"a":1,"b":2,"c":3}`, "no format_version"},
		"newer":         {`{"format_version":"2.0","values":{}}`, "format version"},
		"array":         {`[]`, "JSON array"},
		"truncated":     {`{"format_version":"1.0","values":{"root_module":{"resources":[`, "ends in the middle"},
		"no address":    {`{"format_version":"1.0","values":{"root_module":{"resources":[{"type":"t"}]}}}`, "no address"},
		"twice":         {`{"format_version":"1.0","values":{},"values":{}}`, "twice"},
		"one after one": {`{"format_version":"1.0"}{}`, "Something follows"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := state(test.document)
			var told *plan.InputError
			switch {
			case test.want == "" && err != nil:
				t.Error(err)
			case test.want != "" && (!errors.As(err, &told) || !strings.Contains(err.Error(), test.want)):
				t.Errorf("error %v, want one with %q", err, test.want)
			}
		})
	}
}

func FuzzReadState(f *testing.F) {
	content, err := os.ReadFile(filepath.Join("testdata", "state", "state.json"))
	if err != nil {
		f.Fatal(err)
	}
	for _, document := range hostile.JSON(content) {
		f.Add(string(document))
	}
	f.Fuzz(func(t *testing.T, document string) {
		hostile.Within(t, 64<<20, func() {
			changes, err := state(document)
			if err != nil {
				return
			}
			for _, c := range changes {
				if _, err := c.After.Value(change.AllNames); err != nil {
					return
				}
			}
		})
	})
}
