package configuration_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/configuration"
)

// Every file of testdata has sources, what was planned of them in plan.hcl, and in
// want what is then said of every attribute that is not known: what of it is,
// and where it is set, and who left it so and what it waits for. Unknown values
// are ?, with what they start with, or that they are not null. UPDATE=1 writes want
// anew.
func TestKnown(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txtar")
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
			for i, file := range archive.Files {
				if file.Name == "want" {
					wanted = &archive.Files[i]
				} else {
					sources[file.Name] = &fstest.MapFile{Data: file.Data}
				}
			}
			got := tell(t, sources)
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

func tell(t *testing.T, sources fstest.MapFS) string {
	t.Helper()
	planned, variables := planOf(t, sources["plan.hcl"].Data)
	delete(sources, "plan.hcl")
	conf, err := configuration.FromDirectory(sources, ".", ".")
	if err != nil {
		t.Fatal(err)
	}
	evaluator := conf.Evaluator(configuration.World{
		Variables: variables,
		Instances: func(module, resource string) []change.Change {
			var found []change.Change
			for _, c := range planned {
				address := change.Address{Mode: c.Mode, Type: c.Type, Name: c.Name}
				if c.Module == module && address.Resource() == resource {
					found = append(found, c)
				}
			}
			return found
		},
	})
	var b strings.Builder
	for _, c := range planned {
		value, err := evaluator.Known(c).Value(change.AllNames)
		if err != nil {
			t.Fatal(err)
		}
		value, _ = value.Unmark()
		attrs := value.AsValueMap()
		for _, name := range slices.Sorted(maps.Keys(attrs)) {
			if !attrs[name].IsWhollyKnown() {
				fmt.Fprintf(&b, "%s %s: %s\n", c.Address, name, show(attrs[name]))
				for _, origin := range origins(attrs[name]) {
					references, authored := evaluator.Authored(origin)
					by := "computed"
					if authored {
						by = "authored"
					}
					fmt.Fprintf(&b, "\t%s at %s, %s\n", origin.Attribute, place(evaluator.Place(origin)), strings.TrimSpace(by+" "+strings.Join(references, " ")))
				}
			}
		}
	}
	return b.String()
}

func place(r hcl.Range) string {
	if r.Filename == "" {
		return "no place"
	}
	return fmt.Sprintf("%s:%d:%d", r.Filename, r.Start.Line, r.Start.Column)
}

// planOf reads change "ADDRESS" { attribute = value } and variables { }.
func planOf(t *testing.T, content []byte) ([]change.Change, map[string]cty.Value) {
	t.Helper()
	file, diags := hclparse.NewParser().ParseHCL(content, "plan.hcl")
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	parsed, diags := file.Body.Content(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
		{Type: "change", LabelNames: []string{"address"}}, {Type: "variables"},
	}})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	mark := func(value cty.Value) function.Function {
		return function.New(&function.Spec{
			VarParam: &function.Parameter{Name: "v", Type: cty.DynamicPseudoType},
			Type:     function.StaticReturnType(cty.DynamicPseudoType),
			Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
				if len(args) == 1 {
					return args[0].Mark(change.Sensitive), nil
				}
				return value, nil
			},
		})
	}
	ctx := &hcl.EvalContext{Functions: map[string]function.Function{
		"unknown": mark(cty.DynamicVal), "sensitive": mark(cty.DynamicVal.Mark(change.Sensitive)),
	}}
	var changes []change.Change
	variables := map[string]cty.Value{}
	for _, block := range parsed.Blocks {
		attributes, diags := block.Body.JustAttributes()
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		values := map[string]cty.Value{}
		for name, attribute := range attributes {
			value, diags := attribute.Expr.Value(ctx)
			if diags.HasErrors() {
				t.Fatal(diags)
			}
			values[name] = value
		}
		if block.Type == "variables" {
			variables = values
			continue
		}
		address, ok := change.ParseAddress(block.Labels[0])
		if !ok {
			t.Fatalf("no address: %s", block.Labels[0])
		}
		for name, value := range values {
			values[name] = withOrigins(value, block.Labels[0], name)
		}
		c := change.Change{
			Address: block.Labels[0], Module: change.ModuleAddress(address.Module), Mode: address.Mode,
			Type: address.Type, Name: address.Name, Index: address.Index, Action: change.Create,
			Before: change.Absent, After: change.Known(cty.ObjectVal(values)),
		}
		changes = append(changes, c)
	}
	if v, given := variables["not_known"]; given && v.True() {
		variables = nil
	}
	return changes, variables
}

// withOrigins marks unknown values as the readers of plans do.
func withOrigins(value cty.Value, address, path string) cty.Value {
	plain, marks := value.Unmark()
	switch {
	case !plain.IsKnown():
		return value.Mark(change.Origin{Address: address, Attribute: path})
	case plain.IsNull() || !plain.CanIterateElements():
		return value
	case plain.Type().IsObjectType():
		attrs := plain.AsValueMap()
		for name, element := range attrs {
			attrs[name] = withOrigins(element, address, path+"."+name)
		}
		return cty.ObjectVal(attrs).WithMarks(marks)
	default:
		elements := plain.AsValueSlice()
		for i, element := range elements {
			elements[i] = withOrigins(element, address, fmt.Sprintf("%s[%d]", path, i))
		}
		return cty.TupleVal(elements).WithMarks(marks)
	}
}

// show writes a value as JSON does, with what is not known, what a text is known
// to say, and what is sensitive.
func show(value cty.Value) string {
	plain, marks := value.Unmark()
	if _, ok := marks[change.Sensitive]; ok {
		return "sensitive " + show(plain.WithMarks(without(marks)))
	}
	switch {
	case !plain.IsKnown():
		for mark := range marks {
			if partial, ok := mark.(change.Partial); ok {
				return "text of " + show(partial.Value)
			}
		}
		if prefix := plain.Range(); plain.Type() == cty.String && prefix.StringPrefix() != "" {
			return "?" + prefix.StringPrefix()
		}
		if !plain.Type().Equals(cty.DynamicPseudoType) && plain.Range().DefinitelyNotNull() {
			return "? not null"
		}
		return "?"
	case plain.IsNull():
		return "null"
	case plain.Type() == cty.String:
		return fmt.Sprintf("%q", plain.AsString())
	case plain.Type() == cty.Number:
		return plain.AsBigFloat().String()
	case plain.Type() == cty.Bool:
		return strconv.FormatBool(plain.True())
	case plain.Type().IsObjectType():
		attrs := plain.AsValueMap()
		parts := make([]string, 0, len(attrs))
		for _, name := range slices.Sorted(maps.Keys(attrs)) {
			parts = append(parts, name+" "+show(attrs[name]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case plain.Type().IsTupleType():
		parts := make([]string, 0, plain.LengthInt())
		for _, element := range plain.AsValueSlice() {
			parts = append(parts, show(element))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	default:
		return "a " + plain.Type().FriendlyName()
	}
}

func without(marks cty.ValueMarks) cty.ValueMarks {
	rest := maps.Clone(marks)
	delete(rest, change.Sensitive)
	return rest
}

// origins are those of a value and of what it is known to say, which are all of
// attributes of one change.
func origins(value cty.Value) []change.Origin {
	found := map[change.Origin]bool{}
	var gather func(cty.Value)
	gather = func(value cty.Value) {
		_, marks := value.UnmarkDeep()
		for mark := range marks {
			switch mark := mark.(type) {
			case change.Origin:
				found[mark] = true
			case change.Partial:
				gather(mark.Value)
			}
		}
	}
	gather(value)
	return slices.SortedFunc(maps.Keys(found), func(a, b change.Origin) int { return strings.Compare(a.Attribute, b.Attribute) })
}

var byValue = cmp.Comparer(func(a, b cty.Value) bool {
	if a == cty.NilVal || b == cty.NilVal {
		return a == b
	}
	return a.RawEquals(b)
})
