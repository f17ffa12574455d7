package configuration_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/configuration"
	"github.com/nhi-governance/terraform-provider-nhi/internal/schema"
)

// Every file of testdata/static has sources, a schema for some of them, and in want
// what a first apply is told to make of them: every attribute of every instance
// with its place, and who left it unknown. UPDATE=1 writes want anew.
func TestStatic(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/static/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, path := range files {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			sources := fstest.MapFS{}
			var wanted *txtar.File
			given := configuration.Given{Files: sources}
			for i, file := range archive.Files {
				switch file.Name {
				case "want":
					wanted = &archive.Files[i]
				case "schema.json":
					if given.Schemas, err = schema.Parse(strings.NewReader(string(file.Data))); err != nil {
						t.Fatal(err)
					}
				default:
					sources[file.Name] = &fstest.MapFile{Data: file.Data}
				}
			}
			got := tellStatic(t, sources, given)
			if os.Getenv("UPDATE") != "" {
				wanted.Data = []byte(got)
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(strings.Split(string(wanted.Data), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func tellStatic(t *testing.T, sources fstest.MapFS, given configuration.Given) string {
	t.Helper()
	conf, err := configuration.FromDirectory(sources, ".", ".")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, diag := range conf.Load() {
		at := ""
		if diag.Subject != nil {
			at = place(*diag.Subject) + ": "
		}
		fmt.Fprintf(&b, "%s%s: %s\n", at, diag.Summary, diag.Detail)
	}
	values := conf.Values()
	values.Folder()
	var diags hcl.Diagnostics
	if given.Variables, diags = values.Given(); diags.HasErrors() {
		fmt.Fprintf(&b, "%v\n", diags)
	}
	evaluator := conf.Static(given)
	for c, err := range evaluator.Changes() {
		if err != nil {
			fmt.Fprintf(&b, "%v\n", err)
			break
		}
		imported := ""
		if c.Imported {
			imported = " imported"
		}
		fmt.Fprintf(&b, "%s %s%s of %s\n", c.Action, c.Address, imported, c.Provider)
		value, err := c.After.Value(change.AllNames)
		if err != nil {
			t.Fatal(err)
		}
		attrs := value.AsValueMap()
		for _, name := range slices.Sorted(maps.Keys(attrs)) {
			fmt.Fprintf(&b, "\t%s: %s\n", name, show(attrs[name]))
			for _, origin := range origins(attrs[name]) {
				references, authored := evaluator.Authored(origin)
				by := "computed"
				if authored {
					by = "authored"
				}
				fmt.Fprintf(&b, "\t\t%s at %s, %s\n", origin.Attribute, place(evaluator.Place(origin)), strings.TrimSpace(by+" "+strings.Join(references, " ")))
			}
		}
	}
	for _, o := range evaluator.Outputs() {
		value, err := o.Value.Value(change.AllNames)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "output %s: %s\n", o.Name, show(value))
	}
	return b.String()
}
