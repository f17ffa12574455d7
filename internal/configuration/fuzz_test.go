package configuration_test

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/configuration"
)

// FuzzSources reads any text as a module's source, and says what it can of an
// attribute that nothing is known of.
func FuzzSources(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range files {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if strings.HasSuffix(file.Name, ".tf") {
				f.Add(file.Data, false, "policy")
			}
			if strings.HasSuffix(file.Name, ".json") {
				f.Add(file.Data, true, "statement[0].resources[1]")
			}
		}
	}
	f.Fuzz(func(t *testing.T, source []byte, inJSON bool, attribute string) {
		name := "main.tf"
		if inJSON {
			name = "main.tf.json"
		}
		sources := fstest.MapFS{name: {Data: source}}
		conf, err := configuration.FromDirectory(sources, ".", ".")
		if err != nil {
			t.Fatal(err)
		}
		evaluator := conf.Evaluator(configuration.World{Variables: map[string]cty.Value{}})
		for _, address := range []string{"p.p", "aws_iam_policy.direct", "p.heredoc", "data.aws_iam_policy_document.base", "aws_iam_role.dynamic"} {
			a, _ := change.ParseAddress(address)
			origin := change.Origin{Address: address, Attribute: attribute}
			unknown := cty.DynamicVal.Mark(origin)
			c := change.Change{
				Address: address, Mode: a.Mode, Type: a.Type, Name: a.Name, Before: change.Absent,
				After: change.Known(cty.ObjectVal(map[string]cty.Value{
					"policy": unknown, "json": unknown,
					"inline_policy": cty.TupleVal([]cty.Value{cty.ObjectVal(map[string]cty.Value{"policy": unknown})}),
				})),
			}
			if _, err := evaluator.Known(c).Value(change.AllNames); err != nil {
				t.Fatal(err)
			}
			evaluator.Describe(&c)
			evaluator.Authored(origin)
			evaluator.Place(origin)
		}
	})
}
