package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
)

// TestBaseline judges small configurations, as people write them, by the
// baseline. Comments right above a block say what must be found in it:
//
//	# refused: policy_a, policy_b
//	# undecided: policy_c
//
// Everything else that is refused or undecided is a false alarm.
func TestBaseline(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../baseline/testdata/cases/*/*.tf")
	if err != nil || len(files) == 0 {
		t.Fatal(err, len(files))
	}
	for _, file := range files {
		name := strings.TrimPrefix(filepath.ToSlash(file), "../baseline/testdata/cases/")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			folder := t.TempDir()
			if err := os.WriteFile(filepath.Join(folder, "main.tf"), source, 0o600); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(labels(t, string(source)), foundByBaseline(t, folder)); diff != "" {
				t.Errorf("-to be found +found:\n%s", diff)
			}
		})
	}
}

var (
	label = regexp.MustCompile(`^\s*#\s*(refused|undecided):\s*(.*?)\s*$`)
	block = regexp.MustCompile(`^(resource|data|provider|module|output)\s+"([^"]+)"(?:\s+"([^"]+)")?`)
	index = regexp.MustCompile(`\[[^\]]*\]$`)
)

// labels are lines "ADDRESS refused POLICY" of what the comments ask for.
func labels(t *testing.T, source string) []string {
	t.Helper()
	wanted := map[string]bool{}
	pending := [][2]string{}
	for n, line := range strings.Split(source, "\n") {
		if m := label.FindStringSubmatch(line); m != nil {
			for policy := range strings.SplitSeq(m[2], ",") {
				pending = append(pending, [2]string{m[1], strings.TrimSpace(policy)})
			}
			continue
		}
		if len(pending) == 0 {
			continue
		}
		m := block.FindStringSubmatch(line)
		if m == nil {
			t.Fatalf("line %d: a label stands right above a block", n+1)
		}
		address := map[string]string{
			"resource": m[2] + "." + m[3], "data": "data." + m[2] + "." + m[3],
			"provider": "provider." + m[2], "module": "module." + m[2], "output": "output." + m[2],
		}[m[1]]
		for _, one := range pending {
			wanted[fmt.Sprintf("%s %s %s", address, one[0], one[1])] = true
		}
		pending = nil
	}
	return slices.Sorted(maps.Keys(wanted))
}

func foundByBaseline(t *testing.T, folder string) []string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code := Run(t.Context(), Process{Arguments: []string{"check", folder, "-o", "json"}, Stdout: &stdout, Stderr: &stderr, Stdin: strings.NewReader("")})
	var d decision.Decision
	if err := json.Unmarshal(stdout.Bytes(), &d); err != nil || code == 1 {
		t.Fatalf("exit code %d, %v\n%s", code, err, stderr.String())
	}
	found := map[string]bool{}
	for _, f := range d.Findings {
		address := index.ReplaceAllString(f.Address, "")
		switch {
		case f.Verdict == decision.Fail:
			found[fmt.Sprintf("%s refused %s", address, f.Policy.Name)] = true
		case f.Verdict == decision.Undecided && !computed(f):
			found[fmt.Sprintf("%s undecided %s", address, f.Policy.Name)] = true
		case f.Verdict == decision.Error:
			t.Errorf("%s: %s: %v", f.Address, f.Policy.Name, f.Messages)
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// computed reports whether the author left the provider to decide, which nobody
// has to answer for.
func computed(f decision.Finding) bool {
	return len(f.Causes) > 0 && !slices.ContainsFunc(f.Causes, func(c decision.Cause) bool { return c.Kind != decision.Computed })
}
