package policytest_test

import (
	"bytes"
	"context"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/zclconf/go-cty/cty"
	"golang.org/x/tools/txtar"

	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy/policytest"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// TestRun runs the archives of testdata. Each holds policy and test files, and
// what the run must print, in "want" (text, every case) or "want.json" and so
// on. The lines before the first file may set options: dialect, strict, input
// name=value, run. UPDATE=1 writes what is printed into the archives.
func TestRun(t *testing.T) {
	t.Parallel()
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			options, tests := optionsOf(t, archive)
			report, err := policytest.Run(context.Background(), tests, options)
			if err != nil {
				t.Fatal(err)
			}
			wanted := 0
			for i, file := range archive.Files {
				format, ok := strings.CutPrefix(file.Name, "want")
				if !ok {
					continue
				}
				wanted++
				write := policytest.Formats[strings.TrimPrefix(format, ".")]
				if format == "" {
					write = policytest.Formats["text"]
				}
				var got bytes.Buffer
				if err := write(&got, report, policytest.View{Verbose: true, Cover: strings.Contains(string(archive.Comment), "\ncover\n")}); err != nil {
					t.Fatal(err)
				}
				if os.Getenv("UPDATE") != "" {
					archive.Files[i].Data = got.Bytes()
					if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
						t.Fatal(err)
					}
					continue
				}
				if diff := cmp.Diff(string(file.Data), got.String()); diff != "" {
					t.Errorf("%s -want +got:\n%s", file.Name, diff)
				}
			}
			if wanted == 0 {
				t.Error("the archive wants nothing")
			}
		})
	}
}

func optionsOf(t *testing.T, archive *txtar.Archive) (policytest.Options, []policy.File) {
	t.Helper()
	options := policytest.Options{Now: noon, Workers: 3, Inputs: policy.InputValues{}}
	for line := range strings.Lines(string(archive.Comment)) {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch word {
		case "dialect":
			var err error
			if options.Policy.Dialect, err = policy.ParseDialect(rest); err != nil {
				t.Fatal(err)
			}
		case "strict":
			options.Policy.Strict = true
		case "input":
			name, value, _ := strings.Cut(rest, "=")
			options.Inputs[name] = policy.InputValue{Value: cty.StringVal(value), Literal: true, Source: "--input " + name}
		case "run":
			options.Only = regexp.MustCompile(rest)
		}
	}
	var tests []policy.File
	for _, file := range archive.Files {
		f := policy.File{Path: file.Name, Bytes: file.Data}
		switch {
		case strings.HasSuffix(file.Name, ".policytest.hcl"):
			tests = append(tests, f)
		case strings.HasSuffix(file.Name, ".policy.hcl"):
			options.Policies = append(options.Policies, f)
		}
	}
	all := options.Policies
	options.Source = func(at string) ([]policy.File, error) {
		var found []policy.File
		for _, f := range all {
			if f.Path == at || at == "." || strings.HasPrefix(f.Path, path.Clean(at)+"/") {
				found = append(found, f)
			}
		}
		return found, nil
	}
	return options, tests
}

// What a run reports does not depend on how many files run at a time.
func TestRunIsDeterministic(t *testing.T) {
	t.Parallel()
	archive, err := txtar.ParseFile("testdata/mocks.txtar")
	if err != nil {
		t.Fatal(err)
	}
	options, tests := optionsOf(t, archive)
	for i := range 20 {
		tests = append(tests, policy.File{Path: strings.Repeat("x", i+1) + ".policytest.hcl", Bytes: tests[0].Bytes})
	}
	var first string
	for workers := range 8 {
		options.Workers = workers
		finished := 0
		options.Progress = func(policytest.FileResult) { finished++ }
		report, err := policytest.Run(context.Background(), tests, options)
		if err != nil {
			t.Fatal(err)
		}
		if finished != len(tests) {
			t.Errorf("told of %d files, want %d", finished, len(tests))
		}
		var out bytes.Buffer
		if err := policytest.Formats["json"](&out, report, policytest.View{Cover: true}); err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = out.String()
		}
		if diff := cmp.Diff(first, out.String()); diff != "" {
			t.Fatalf("%d workers, -want +got:\n%s", workers, diff)
		}
	}
}

func TestRunEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := policytest.Run(ctx, []policy.File{{Path: "a.policytest.hcl"}}, policytest.Options{}); err == nil {
		t.Error("a run without time left reported something")
	}
}

// FuzzRun feeds arbitrary test files: whatever they hold, the run ends with a
// report and no panic.
func FuzzRun(f *testing.F) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if strings.HasSuffix(file.Name, ".policytest.hcl") {
				f.Add(file.Data)
			}
		}
	}
	rule := policy.File{Path: "a.policy.hcl", Bytes: []byte(`
resource_policy "*" "a" {
  enforce { condition = core::try(attrs.a, core::getresources("t", {}), core::getdatasource("t", {})) != null }
}`)}
	options := policytest.Options{Now: noon, Policies: []policy.File{rule}, Source: func(string) ([]policy.File, error) { return []policy.File{rule}, nil }}
	f.Fuzz(func(t *testing.T, content []byte) {
		report, err := policytest.Run(context.Background(), []policy.File{{Path: "a.policytest.hcl", Bytes: content}}, options)
		if err != nil {
			t.Fatal(err)
		}
		for _, write := range policytest.Formats {
			if err := write(&bytes.Buffer{}, report, policytest.View{Verbose: true, Cover: true}); err != nil {
				t.Fatal(err)
			}
		}
	})
}
