package tfplan_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/plan"
	"github.com/nhi-governance/terraform-provider-nhi/internal/plan/tfplan"
)

// The plan file and the JSON that Terraform makes of it give the same changes.
func TestEqualsJSON(t *testing.T) {
	t.Parallel()
	plans, err := filepath.Glob("../testdata/*/tfplan")
	if err != nil || len(plans) == 0 {
		t.Fatal("no plans", err)
	}
	// A large one, beside its JSON: x.tfplan and x.json, or x.json.gz.
	if large := os.Getenv("NHI_TEST_PLAN"); large != "" {
		plans = append(plans, large)
	}
	for _, path := range plans {
		name, ok := strings.CutSuffix(path, ".tfplan")
		if !ok {
			name = filepath.Join(filepath.Dir(path), "plan")
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			reader, err := plan.Open(openJSON(t, name+".json"))
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]facts{}
			for c, err := range reader.Changes() {
				if err != nil {
					t.Fatal(err)
				}
				want[key(c)] = decoded(t, c)
			}
			got := map[string]facts{}
			for c, err := range open(t, path).Changes() {
				if err != nil {
					t.Fatal(err)
				}
				got[key(c)] = decoded(t, c)
			}
			if len(want) == 0 {
				t.Fatal("the JSON has no changes")
			}
			if diff := cmp.Diff(want, got, byValue); diff != "" {
				t.Errorf("changes of the JSON and of the plan file (-want +got):\n%.8000s", diff)
			}
		})
	}
}

func open(t testing.TB, path string) *tfplan.Plan {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	p, err := tfplan.Open(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func openJSON(t *testing.T, path string) io.Reader {
	t.Helper()
	file, err := os.Open(path)
	packed := errors.Is(err, fs.ErrNotExist)
	if packed {
		file, err = os.Open(path + ".gz")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	if !packed {
		return file
	}
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	return unpacked
}

func key(c change.Change) string { return fmt.Sprint(c.Drift, " ", c.Address, " ", c.Deposed) }

// facts is a change with its sides decoded.
type facts struct {
	Change        change.Change
	Before, After cty.Value
}

func decoded(t *testing.T, c change.Change) facts {
	t.Helper()
	f := facts{Change: c}
	var err error
	if f.Before, err = c.Before.Value(change.AllNames); err != nil {
		t.Fatal(err)
	}
	if f.After, err = c.After.Value(change.AllNames); err != nil {
		t.Fatal(err)
	}
	f.Change.Before, f.Change.After = nil, nil
	return f
}

var byValue = cmp.Comparer(func(a, b cty.Value) bool {
	if a == cty.NilVal || b == cty.NilVal {
		return a == b
	}
	return a.RawEquals(b)
})
