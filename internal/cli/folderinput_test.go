package cli

import (
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// TestFolderIsAsPlanned evaluates the configurations that there are plans of. What
// is known in both must be equal, nothing may be known that the plan leaves unknown,
// and the instances are those of the plan.
func TestFolderIsAsPlanned(t *testing.T) {
	t.Parallel()
	plans := filepath.Join("..", "plan", "testdata")
	tests := map[string]struct {
		folder  string
		options folderFlags
		later   bool     // the plan is not of the first apply
		unknown []string // that the plan knows; nil when that is the provider's doing
		unsaid  []string // that schemas do not say: defaults of providers, and blocks that they fill in
	}{
		"evaluation": {folder: "evaluation", unknown: []string{}},
		"aws-change": {folder: "aws-change", later: true},
		"data-read":  {folder: "data-read"},
		"operations": {folder: "operations", later: true, options: folderFlags{variables: []variableFlag{{assignment: `given={name="n",size=3}`}}}},
		"aws-create": {folder: "aws-create"},
		"aws-create with a schema": {"aws-create", folderFlags{schema: filepath.Join(plans, "provider-schemas.json")}, false, nil, []string{
			".cors_rule is for the provider",
			".force_destroy = false",
			".force_detach_policies = false",
			".force_overwrite_replica_secret = false",
			".grant is for the provider",
			".inline_policy is for the provider",
			".lifecycle_rule is for the provider",
			".logging is for the provider",
			".object_lock_configuration is for the provider",
			".path = /",
			".recovery_window_in_days = 30",
			".replica is for the provider",
			".replication_configuration is for the provider",
			".server_side_encryption_configuration is for the provider",
			".status = Active",
			".versioning is for the provider",
			".website is for the provider",
		}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := &Process{Stdin: io.LimitReader(nil, 0)}
			sources := filepath.Join(plans, test.folder)
			if test.folder == "operations" { // which keeps what is planned beside what was before
				sources = t.TempDir()
				copyFile(t, filepath.Join(plans, "operations", "after.tf"), filepath.Join(sources, "main.tf"))
				copyFile(t, filepath.Join(plans, "operations", "inner", "main.tf"), filepath.Join(sources, "inner", "main.tf"))
			}
			folder, err := p.openFolder(sources, test.options)
			if err != nil {
				t.Fatal(err)
			}
			file, err := os.Open(filepath.Join(plans, test.folder, "plan.json"))
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			planned, err := openPlanJSON(file, "")
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]change.Change{}
			for c, err := range planned.Changes() {
				if err != nil {
					t.Fatal(err)
				}
				if !c.Drift && c.Deposed == "" {
					want[c.Address] = c
				}
			}
			unsaid, unknown := map[string]bool{}, map[string]bool{}
			for c := range folder.Changes() {
				there, ok := want[c.Address]
				delete(want, c.Address)
				if !ok {
					if c.Mode == change.Managed {
						t.Errorf("%s is not planned", c.Address)
					}
					continue
				}
				if c.Action != there.Action && !test.later || c.Module != there.Module || c.Mode != there.Mode || c.Type != there.Type || c.Name != there.Name || c.Provider != there.Provider {
					t.Errorf("%s is %+v, want %+v", c.Address, c, there)
				}
				of := comparison{t, unsaid, unknown}
				of.instances(c, there)
			}
			for address, c := range want {
				if c.Action == change.Delete || c.Action == change.Forget {
					continue
				}
				t.Errorf("%s is planned, and not there", address)
			}
			if diff := cmp.Diff(test.unknown, slices.Sorted(maps.Keys(unknown)), cmpopts.EquateEmpty()); diff != "" && test.unknown != nil {
				t.Errorf("what only the plan knows: -want +got:\n%s", diff)
			}
			if test.options.schema == "" {
				return // what nhi itself has of schemas grows
			}
			if diff := cmp.Diff(test.unsaid, slices.Sorted(maps.Keys(unsaid))); diff != "" {
				t.Errorf("what schemas do not say: -want +got:\n%s", diff)
			}
		})
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	content, err := os.ReadFile(from)
	if err == nil {
		err = os.MkdirAll(filepath.Dir(to), 0o755)
	}
	if err == nil {
		err = os.WriteFile(to, content, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestExamplesAreEvaluated looks at every folder of examples that has a
// configuration: nothing in them is refused.
func TestExamplesAreEvaluated(t *testing.T) {
	t.Parallel()
	folders := map[string]bool{}
	examples := filepath.Join("..", "..", "examples")
	err := filepath.WalkDir(examples, func(path string, _ os.DirEntry, err error) error {
		if filepath.Ext(path) == ".tf" {
			folders[filepath.Dir(path)] = true
		}
		return err
	})
	if err != nil || len(folders) < 10 {
		t.Fatalf("%d folders of examples: %v", len(folders), err)
	}
	for folder := range folders {
		t.Run(folder, func(t *testing.T) {
			t.Parallel()
			input, err := (&Process{}).openFolder(folder, folderFlags{})
			if err != nil {
				t.Fatal(err)
			}
			defer input.Close()
			if len(input.warnings) > 0 {
				t.Error(input.warnings)
			}
			for c, err := range input.Changes() {
				if err != nil {
					t.Fatal(err)
				}
				if _, err := c.After.Value(change.AllNames); err != nil {
					t.Errorf("%s: %v", c.Address, err)
				}
			}
		})
	}
}

// comparison is of one instance as it is evaluated and as it is planned.
type comparison struct {
	*testing.T
	unsaid  map[string]bool // what schemas do not say
	unknown map[string]bool // what the plan alone knows
}

func (c comparison) instances(got, want change.Change) {
	c.Helper()
	here, err := got.After.Value(change.AllNames)
	if err != nil {
		c.Fatal(err)
	}
	there, err := want.After.Value(change.AllNames)
	if err != nil {
		c.Fatal(err)
	}
	c.values(got.Address, "", here, there)
}

func (c comparison) values(address, path string, got, want cty.Value) {
	c.Helper()
	at := address + path
	_, secretHere := got.Marks()[change.Sensitive]
	_, secretThere := want.Marks()[change.Sensitive]
	if secretHere != secretThere {
		c.Errorf("%s: sensitive is %t, want %t", at, secretHere, secretThere)
	}
	got, _ = got.Unmark()
	want, _ = want.Unmark()
	switch {
	case !got.IsKnown():
		if want.IsKnown() {
			c.unknown[at] = true
		}
	case !want.IsKnown():
		if !got.RawEquals(cty.EmptyTupleVal) && !got.IsNull() {
			c.Errorf("%s: %#v, and unknown there", at, got)
		}
		c.unsaid[path+" is for the provider"] = true
	case want.RawEquals(got), sameJSON(got, want):
	case got.IsNull() && want.Type().IsPrimitiveType():
		c.unsaid[path+" = "+show(want)] = true
	case want.IsNull() || got.IsNull() || !want.CanIterateElements() || !got.CanIterateElements():
		c.Errorf("%s: %#v, want %#v", at, got, want)
	case want.Type().IsObjectType() && got.Type().IsObjectType():
		a, b := got.AsValueMap(), want.AsValueMap()
		for _, name := range slices.Sorted(maps.Keys(a)) {
			if _, ok := b[name]; ok { // another version of the provider may not have it
				c.values(address, path+"."+name, a[name], b[name])
			}
		}
	case want.Type().IsTupleType() && got.Type().IsTupleType() && want.LengthInt() == got.LengthInt():
		for i, element := range got.AsValueSlice() {
			c.values(address, fmt.Sprintf("%s[%d]", path, i), element, want.AsValueSlice()[i])
		}
	default:
		c.Errorf("%s: %#v, want %#v", at, got, want)
	}
}

// sameJSON reports whether two texts are one document: providers write it their
// own way.
func sameJSON(a, b cty.Value) bool {
	if a.Type() != cty.String || b.Type() != cty.String || a.IsNull() || b.IsNull() {
		return false
	}
	x, err := stdlib.JSONDecode(a)
	y, err2 := stdlib.JSONDecode(b)
	return err == nil && err2 == nil && x.RawEquals(y)
}

func show(value cty.Value) string {
	text, err := convert.Convert(value, cty.String)
	if err != nil {
		return err.Error()
	}
	return text.AsString()
}
