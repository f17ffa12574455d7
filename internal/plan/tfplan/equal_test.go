package tfplan_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nhi-governance/terraform-provider-nhi/internal/plan/plantest"
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
			file, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			difference, changes, err := plantest.Compare(file, openJSON(t, name+".json"))
			if err != nil {
				t.Fatal(err)
			}
			if changes == 0 {
				t.Fatal("the JSON has no changes")
			}
			if difference != "" {
				t.Errorf("changes of the JSON and of the plan file (-want +got):\n%.8000s", difference)
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
