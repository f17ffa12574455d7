// Package plantest holds plan files against the JSON that Terraform makes of them:
// those that are at hand, and those that acceptance tests make.
package plantest

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/google/go-cmp/cmp"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/plan"
	"github.com/nhi-governance/terraform-provider-nhi/internal/plan/tfplan"
)

// Compare returns in what the changes of a plan file differ from those of its JSON
// form, and how many there are.
func Compare(file []byte, form io.Reader) (difference string, changes int, err error) {
	reader, err := plan.Open(form)
	if err != nil {
		return "", 0, fmt.Errorf("the JSON: %w", err)
	}
	want, err := all(reader.Changes())
	if err != nil {
		return "", 0, fmt.Errorf("the JSON: %w", err)
	}
	opened, err := tfplan.Open(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return "", 0, fmt.Errorf("the plan file: %w", err)
	}
	got, err := all(opened.Changes())
	if err != nil {
		return "", 0, fmt.Errorf("the plan file: %w", err)
	}
	return cmp.Diff(want, got, ByValue), len(want), nil
}

// facts is a change with its sides decoded.
type facts struct {
	Change        change.Change
	Before, After cty.Value
}

func all(changes iter.Seq2[change.Change, error]) (map[string]facts, error) {
	found := map[string]facts{}
	for c, err := range changes {
		if err != nil {
			return nil, err
		}
		f := facts{Change: c}
		if f.Before, err = c.Before.Value(change.AllNames); err != nil {
			return nil, err
		}
		if f.After, err = c.After.Value(change.AllNames); err != nil {
			return nil, err
		}
		f.Change.Before, f.Change.After = nil, nil
		found[fmt.Sprint(c.Drift, " ", c.Address, " ", c.Deposed)] = f
	}
	return found, nil
}

// ByValue compares values, also none, as cty does.
var ByValue = cmp.Comparer(func(a, b cty.Value) bool {
	if a == cty.NilVal || b == cty.NilVal {
		return a == b
	}
	return a.RawEquals(b)
})

// The program that records runs Terraform as it was asked to, and keeps each plan
// that it made, with what Terraform itself tells of it.
const recorder = `#!/bin/sh
%[1]q "$@"
code=$?
out=
for argument in "$@"; do
  case "$argument" in -out=*) out="${argument#-out=}" ;; esac
done
if [ "$1" = plan ] && [ -n "$out" ] && [ "$code" -ne 1 ]; then
  kept="$(mktemp -d %[2]q/XXXXXXXX)"
  cp "$out" "$kept/tfplan"
  %[1]q show -json -no-color "$out" >"$kept/plan.json"
fi
exit "$code"
`

// Record returns a program that does what the terraform on PATH does, and keeps
// the plans that it makes in the folder. Without a terraform there is none.
func Record(folder string) (terraform string, err error) {
	terraform, err = exec.LookPath("terraform")
	if err != nil {
		return "", err
	}
	program := filepath.Join(folder, "terraform")
	return program, os.WriteFile(program, fmt.Appendf(nil, recorder, terraform, folder), 0o700)
}

// CompareRecorded compares every plan that was recorded, and returns how many
// there are and in what any of them differs from its JSON.
func CompareRecorded(folder string) (plans int, err error) {
	recorded, err := filepath.Glob(filepath.Join(folder, "*", "tfplan"))
	if err != nil {
		return 0, err
	}
	for _, name := range recorded {
		file, err := os.ReadFile(name)
		if err != nil {
			return 0, err
		}
		form, err := os.ReadFile(filepath.Join(filepath.Dir(name), "plan.json"))
		if err != nil {
			return 0, err
		}
		difference, _, err := Compare(file, bytes.NewReader(form))
		if err != nil {
			return 0, fmt.Errorf("%w, of which Terraform says\n%.4000s", err, form)
		}
		if difference != "" {
			return 0, fmt.Errorf("changes of the JSON and of the plan file (-JSON +plan file):\n%.8000s", difference)
		}
	}
	return len(recorded), nil
}
