package configuration_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/configuration"
)

// What nobody writes is not known, and neither takes the process down nor long.
func TestHostileSources(t *testing.T) {
	t.Parallel()
	const n = 1 << 20
	tests := map[string]string{
		"brackets":        "resource \"p\" \"p\" {\n policy = " + strings.Repeat("[", n) + "\n}\n",
		"unary":           "resource \"p\" \"p\" {\n policy = " + strings.Repeat("!", n) + "x\n}\n",
		"unary spaced":    "resource \"p\" \"p\" {\n policy = (" + strings.Repeat("-\n ", n) + "x)\n}\n",
		"choices":         "resource \"p\" \"p\" {\n policy = " + strings.Repeat("x?x:", n) + "x\n}\n",
		"templates":       "resource \"p\" \"p\" {\n policy = " + strings.Repeat("\"${", n) + "\n}\n",
		"closing in text": "resource \"p\" \"p\" {\n policy = " + strings.Repeat("[\"]\",", n) + "\n}\n",
		"sum":             "resource \"p\" \"p\" {\n policy = " + strings.Repeat("x+", n) + "x\n}\n",
		"indexes":         "resource \"p\" \"p\" {\n policy = x" + strings.Repeat("[y]", n) + "\n}\n",
		"blocks":          strings.Repeat("resource \"p\" \"p\" {\n", n),
		"document":        "resource \"p\" \"p\" {\n policy = [jsondecode(\"" + strings.Repeat("[", n) + "\"), x.y]\n}\n",
		"cycle":           "locals {\n a = [local.b, local.b]\n b = [local.a, local.a, local.b]\n}\nresource \"p\" \"p\" {\n policy = local.a\n}\n",
		"own module":      "module \"m\" {\n source = \"./\"\n}\nmodule \"n\" {\n source = \"./\"\n}\noutput \"o\" {\n value = [module.m.o, module.n.o]\n}\nresource \"p\" \"p\" {\n policy = module.m.o\n}\n",
	}
	for name, source := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			conf, err := configuration.FromDirectory(fstest.MapFS{"main.tf": {Data: []byte(source)}}, ".", ".")
			if err != nil {
				t.Fatal(err)
			}
			evaluator := conf.Evaluator(configuration.World{})
			unknown := cty.DynamicVal.Mark(change.Origin{Address: "p.p", Attribute: "policy"})
			c := change.Change{
				Address: "p.p", Mode: change.Managed, Type: "p", Name: "p",
				After: change.Known(cty.ObjectVal(map[string]cty.Value{"policy": unknown})),
			}
			got, err := evaluator.Known(c).Value(change.AllNames)
			if err != nil {
				t.Fatal(err)
			}
			if got := got.GetAttr("policy"); !got.RawEquals(unknown) {
				t.Errorf("got %#v", got)
			}
			if _, authored := evaluator.Authored(change.Origin{Address: "p.p", Attribute: "policy"}); !authored {
				t.Error("what cannot be told must count as authored")
			}
		})
	}
}
