// Package architecture guards the shape of the house: a package imports only
// lower floors, and two packages on one floor never meet.
package architecture_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/nhi-governance/terraform-provider-nhi/"

// floors places every package of internal/ on its floor, as internal/README.md
// describes them. A package below another (policy/policytest) stands on the
// floor of the one above it.
var floors = map[string]int{
	"change":        0,
	"governance":    0,
	"nesting":       0,
	"words":         0,
	"actor":         1,
	"core":          1,
	"decision":      1,
	"defect":        1,
	"hostile":       1,
	"postgrestest":  1,
	"schema":        1,
	"approval":      2,
	"configuration": 2,
	"credential":    2,
	"notify":        2,
	"plan":          2,
	"policy":        2,
	"register":      2,
	"system":        2,
	"access":        3,
	"bundle":        3,
	"telemetry":     3,
	"adopt":         4,
	"baseline":      4,
	"check":         4,
	"evidence":      4,
	"lifecycle":     4,
	"report":        5,
	"cli":           6,
	"provider":      6,
	"architecture":  7,
	"bench":         7,
	"schemas":       7,
}

// The imports are read from the files: what `go list` says could come from the
// cache of an earlier test.
func TestFloors(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	walk(t, func(path string) {
		from := top(filepath.Dir(path))
		seen[from] = true
		floor, known := floors[from]
		if !known {
			t.Errorf("%s: internal/%s is on no floor; place it in floors, and in internal/README.md", path, from)
			return
		}
		for _, imported := range imports(t, path) {
			to := top(imported)
			if to == from {
				continue
			}
			if floors[to] >= floor {
				t.Errorf("%s: %s (floor %d) imports %s (floor %d); only lower floors may be imported", path, from, floor, to, floors[to])
			}
		}
	})
	if len(seen) < 3 {
		t.Fatalf("only %d packages were read; the test looks in the wrong place", len(seen))
	}
}

// The map has a line for every package that is there.
func TestMapIsComplete(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	walk(t, func(path string) {
		directory := filepath.ToSlash(filepath.Dir(path))
		if !seen[directory] && !strings.Contains(string(readme), "`"+directory+"`") {
			t.Errorf("internal/README.md has no line for `%s`", directory)
		}
		seen[directory] = true
	})
}

// walk visits every Go file of internal/, tests too: a test that reaches up
// binds its package to what is above it all the same.
func walk(t *testing.T, visit func(path string)) {
	t.Helper()
	root := os.DirFS("..")
	err := fs.WalkDir(root, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && entry.Name() == "testdata" {
			return fs.SkipDir
		}
		if filepath.Ext(path) == ".go" {
			visit(path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func imports(t *testing.T, path string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", path), nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		if rest, ours := strings.CutPrefix(path, module+"internal/"); ours {
			paths = append(paths, rest)
		}
	}
	return paths
}

func top(path string) string {
	first, _, _ := strings.Cut(filepath.ToSlash(path), "/")
	return first
}
