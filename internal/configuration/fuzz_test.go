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
	"github.com/nhi-governance/terraform-provider-nhi/internal/schema"
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

// FuzzStatic evaluates any text as a configuration that calls itself and a module of
// the same text, with and without a schema.
func FuzzStatic(f *testing.F) {
	for _, folder := range []string{"testdata", "testdata/static"} {
		files, err := filepath.Glob(folder + "/*.txtar")
		if err != nil {
			f.Fatal(err)
		}
		for _, path := range files {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				f.Fatal(err)
			}
			for _, file := range archive.Files {
				if isSource := strings.HasSuffix(file.Name, ".tf") || strings.HasSuffix(file.Name, ".tf.json"); isSource {
					f.Add(file.Data, strings.HasSuffix(file.Name, ".json"), "a = 1")
				}
			}
		}
	}
	declared, err := schema.Parse(strings.NewReader(`{"format_version": "1.0", "provider_schemas": {"x": {"resource_schemas": {"x_rule": {"block": {
		"attributes": {"a": {"type": ["set", ["object", {"b": "number"}]]}, "n": {"nested_type": {"nesting_mode": "list", "attributes": {"m": {"type": "string", "computed": true}}}}},
		"block_types": {"rule": {"nesting_mode": "set", "block": {}}, "one": {"nesting_mode": "single", "block": {}}, "map": {"nesting_mode": "map", "block": {}}, "group": {"nesting_mode": "group", "block": {}}}
	}}}}}}`))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, source []byte, inJSON bool, values string) {
		name := "main.tf"
		if inJSON {
			name = "main.tf.json"
		}
		sources := fstest.MapFS{
			name: {Data: source}, "m/" + name: {Data: source}, "terraform.tfvars": {Data: []byte(values)},
			"calls.tf": {Data: []byte("module \"called_by_fuzz\" {\n  source = \"./m\"\n  count = 2\n}\n")},
		}
		conf, err := configuration.FromDirectory(sources, ".", ".")
		if err != nil {
			t.Fatal(err)
		}
		if conf.Load().HasErrors() {
			return
		}
		given := conf.Values()
		given.Folder()
		given.Text("a", values, "--var a")
		variables, _ := given.Given()
		evaluator := conf.Static(configuration.Given{Variables: variables, Schemas: declared, Files: sources})
		judged := 0
		for c, err := range evaluator.Changes() {
			if err != nil || judged > 100 {
				break
			}
			judged++
			value, err := c.After.Value(change.AllNames)
			if err != nil {
				t.Fatal(err)
			}
			for name := range value.Type().AttributeTypes() {
				evaluator.Authored(change.Origin{Address: c.Address, Attribute: name})
				evaluator.Place(change.Origin{Address: c.Address, Attribute: name})
			}
		}
		for _, output := range evaluator.Outputs() {
			if _, err := output.Value.Value(change.AllNames); err != nil {
				t.Fatal(err)
			}
		}
		for _, setting := range append(evaluator.Providers(nil, evaluator.Locks()), evaluator.Modules()...) {
			if _, err := setting.Arguments.Value(change.AllNames); err != nil {
				t.Fatal(err)
			}
		}
	})
}
