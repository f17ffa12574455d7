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
	"github.com/nhi-governance/terraform-provider-nhi/internal/hostile"
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
	for _, source := range hostile.HCL([]byte(small)) {
		f.Add(source, false, "policy")
	}
	for _, source := range hostile.JSON([]byte(smallJSON)) {
		f.Add(source, true, "policy")
	}
	f.Fuzz(func(t *testing.T, source []byte, inJSON bool, attribute string) {
		hostile.Within(t, 256<<20, func() { readSources(t, source, inJSON, attribute) })
	})
}

const (
	small     = "locals {\n  a = 1\n}\nresource \"p\" \"p\" {\n  count  = local.a\n  policy = jsonencode({ x = [for y in [1, 2] : \"${y}-${p.q.id}\"] })\n}\n"
	smallJSON = `{"locals":{"a":1},"resource":{"p":{"p":{"policy":"${jsonencode({ x = p.q.id })}"}}}}`
)

func readSources(t *testing.T, source []byte, inJSON bool, attribute string) {
	t.Helper()
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
}

// FuzzManifest reads any manifest of modules and any lock file, as a plan file
// holds them.
func FuzzManifest(f *testing.F) {
	for _, document := range hostile.JSON([]byte(`[{"Key":"","Dir":"."},{"Key":"m","Source":"./m","Version":"1.0.0","Dir":"m"},{"Key":"m.m","Dir":"..\\m"}]`)) {
		f.Add(document, []byte(nil))
	}
	for _, source := range hostile.HCL([]byte("provider \"registry.terraform.io/hashicorp/aws\" {\n  version = \"5.1.0\"\n  hashes  = [\"h1:x\"]\n}\n")) {
		f.Add([]byte(`[{"Key":"","Dir":"."}]`), source)
	}
	f.Fuzz(func(t *testing.T, manifest, locks []byte) {
		hostile.Within(t, 64<<20, func() {
			versions := configuration.Locks(locks)
			sources := fstest.MapFS{"modules.json": {Data: manifest}, "m-/main.tf": {Data: []byte("module \"m\" {\n  source = \"./m\"\n}\n")}, "m-m/main.tf": {Data: []byte("x = 1")}}
			conf, err := configuration.FromPlan(sources)
			if err != nil {
				return
			}
			evaluator := conf.Evaluator(configuration.World{})
			evaluator.Providers(nil, versions)
			evaluator.Modules()
			evaluator.Place(change.Origin{Address: "module.m.p.p", Attribute: "policy"})
		})
	})
}
