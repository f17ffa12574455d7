package change_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

var byValue = cmp.Comparer(func(a, b cty.Value) bool {
	if a == cty.NilVal || b == cty.NilVal {
		return a == b
	}
	return a.RawEquals(b)
})

func TestParseAddress(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		want   change.Address
		module string
	}{
		`aws_iam_user.b`:         {change.Address{Mode: change.Managed, Type: "aws_iam_user", Name: "b"}, ""},
		`aws_iam_user.b[12]`:     {change.Address{Mode: change.Managed, Type: "aws_iam_user", Name: "b", Index: cty.NumberIntVal(12)}, ""},
		`data.aws_ami.x["a.b]"]`: {change.Address{Mode: change.Data, Type: "aws_ami", Name: "x", Index: cty.StringVal("a.b]")}, ""},
		`module.a["q \"x\" $${k}"].module.b[0].t.n["\\"]`: {
			change.Address{
				Module: []change.Call{{Name: "a", Key: cty.StringVal(`q "x" ${k}`)}, {Name: "b", Key: cty.NumberIntVal(0)}},
				Mode:   change.Managed, Type: "t", Name: "n", Index: cty.StringVal(`\`),
			},
			`module.a["q \"x\" $${k}"].module.b[0]`,
		},
		`module.m[*].t.n[*]`: {
			change.Address{Module: []change.Call{{Name: "m", Key: cty.DynamicVal}}, Mode: change.Managed, Type: "t", Name: "n", Index: cty.DynamicVal}, "module.m[*]",
		},
		`module.data.data.t.n`: {
			change.Address{Module: []change.Call{{Name: "data"}}, Mode: change.Data, Type: "t", Name: "n"}, "module.data",
		},
	}
	for text, test := range tests {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			got, ok := change.ParseAddress(text)
			if !ok {
				t.Fatal("refused")
			}
			if diff := cmp.Diff(test.want, got, byValue); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if module := change.ModuleAddress(got.Module); module != test.module {
				t.Errorf("the module's address is %s, want %s", module, test.module)
			}
			if calls, ok := change.ParseModule(test.module); !ok || len(calls) != len(got.Module) {
				t.Errorf("the module's address does not parse: %v %v", calls, ok)
			}
		})
	}
}

func TestRefusedAddresses(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "a", "a.", ".b", "a.b.c", "a.b[", "a.b[]", `a.b["x]`, "a.b[x]", "a[0].b", "module.a", "module.a.b", "a.b[0]c", "data[0].a.b", `a.b["${c}"]`} {
		if got, ok := change.ParseAddress(text); ok {
			t.Errorf("%q parses as %+v", text, got)
		}
	}
}

func FuzzParseAddress(f *testing.F) {
	f.Add(`module.a["x"].data.t.n[0]`)
	f.Fuzz(func(_ *testing.T, text string) {
		change.ParseAddress(text)
		change.ParseModule(text)
	})
}
