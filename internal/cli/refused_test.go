package cli_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// refusal is a place in the source that makes an error for people.
type refusal struct {
	at      string // file:line
	summary string
	detail  string // a format
}

// refusals are those of the commands that decide something, and of what reads a
// plan or a state for them. The others are in the tests of their own packages.
func refusals(t *testing.T) []refusal {
	t.Helper()
	makers := map[string]string{".": "problemf", "../plan": "refuse", "../plan/tfplan": "refuse"}
	others := regexp.MustCompile(`_test\.go$|^(approve|audit|register).*\.go$`)
	var found []refusal
	for folder, maker := range makers {
		names, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil || len(names) == 0 {
			t.Fatal(folder, err)
		}
		for _, name := range names {
			if others.MatchString(filepath.Base(name)) {
				continue
			}
			positions := token.NewFileSet()
			file, err := parser.ParseFile(positions, name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(node ast.Node) bool {
				call, ok := node.(*ast.CallExpr)
				if !ok || len(call.Args) < 2 {
					return true
				}
				if called, ok := call.Fun.(*ast.Ident); ok && called.Name == maker {
					at := positions.Position(call.Pos())
					found = append(found, refusal{filepath.Base(at.Filename) + ":" + strconv.Itoa(at.Line), literals(call.Args[0]), literals(call.Args[1])})
				}
				return true
			})
		}
	}
	return found
}

// literals is all text that an expression has.
func literals(e ast.Expr) string {
	var text strings.Builder
	ast.Inspect(e, func(node ast.Node) bool {
		if literal, ok := node.(*ast.BasicLit); ok && literal.Kind == token.STRING {
			if value, err := strconv.Unquote(literal.Value); err == nil {
				text.WriteString(value)
			}
		}
		return true
	})
	return text.String()
}

// notScripted are those that no script can bring about, and why.
var notScripted = map[string]string{
	"The check was stopped before it was done.": "a person interrupts; TestInterrupted does",
	"The plan file is larger than %d MiB.":      "it takes a file of 256 MiB",
	"%s is larger than any receipt. %s":         "it takes a file of 64 MiB",
	"%s has no command":                         "no plan is judged",
	"%s: %s.":                                   "any file that cannot be read",
}

var (
	asked = regexp.MustCompile(`(?m)^(?:\[[^\]]*\] )?(?:stderr|stdout) (?:'([^']*)'|(\S+))`)
	verb  = regexp.MustCompile(`%[-+#0-9.\[\]]*[a-zA-Z%]`)
)

// Every error that a check, a verification or a replay can end with is brought
// about by a script, which looks for its words.
func TestEveryRefusalHasAScript(t *testing.T) {
	t.Parallel()
	var names []string
	for _, folder := range []string{"script", "adopt", "governed"} {
		some, err := filepath.Glob(filepath.Join("testdata", folder, "*.txtar"))
		if err != nil || len(some) == 0 {
			t.Fatal("no scripts", folder, err)
		}
		names = append(names, some...)
	}
	var patterns, files []string
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		archive := txtar.Parse(content)
		for _, match := range asked.FindAllStringSubmatch(string(archive.Comment), -1) {
			pattern := strings.NewReplacer(`\s`, " ", `\`, "").Replace(match[1] + match[2])
			if len(pattern) >= 8 {
				patterns = append(patterns, pattern)
			}
		}
		for _, file := range archive.Files {
			files = append(files, strings.Join(strings.Fields(string(file.Data)), " "))
		}
	}
	all := refusals(t)
	if len(all) < 60 {
		t.Fatalf("only %d places were found; the test looks for something else", len(all))
	}
	summaries := map[string]int{}
	for _, r := range all {
		summaries[r.summary]++
	}
	for _, r := range all {
		if !r.scripted(patterns, files, summaries[r.summary] == 1) {
			t.Errorf("%s: no script brings about %q: %s", r.at, r.summary, r.detail)
		}
	}
}

// enough is how many characters in a row tell one refusal from the others.
const enough = 12

// scripted reports whether a script looks for words of the detail. The summary
// does where it is of this refusal alone, or the detail is another error's.
func (r refusal) scripted(patterns, files []string, alone bool) bool {
	for detail := range notScripted {
		if strings.HasPrefix(r.detail, detail) {
			return true
		}
	}
	own := false
	for _, part := range verb.Split(r.detail, -1) {
		part = strings.TrimSpace(part)
		own = own || len(part) >= enough
		for start := 0; start+enough <= len(part); start++ {
			for _, pattern := range patterns {
				if strings.Contains(pattern, part[start:start+enough]) {
					return true
				}
			}
		}
		for _, file := range files {
			if len(part) >= 2*enough && strings.Contains(file, part) {
				return true
			}
		}
	}
	for _, pattern := range patterns {
		if (alone || !own) && r.summary != "" && strings.Contains("Error: "+r.summary, pattern) {
			return true
		}
	}
	return false
}
