package policy_test

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/gohcl"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
	"golang.org/x/tools/txtar"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
	"github.com/nhi-governance/terraform-provider-nhi/internal/schema"
)

var update = flag.Bool("update", false, "write what the tests got into their data files")

// TestLanguage runs testdata/language/RULES.txtar. Each folder in an archive is
// one rule of the language: *.policy.hcl, optional options and subjects.hcl, and
// in want what loading and evaluating them says.
func TestLanguage(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob("testdata/language/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no language tests: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			t.Parallel()
			languageFile(t, path)
		})
	}
}

func languageFile(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rules := map[string]map[string][]byte{}
	var order []string
	for _, f := range archive.Files {
		rule, name, ok := strings.Cut(f.Name, "/")
		if !ok {
			t.Fatalf("%s: %s is in no folder", path, f.Name)
		}
		if rules[rule] == nil {
			rules[rule] = map[string][]byte{}
			order = append(order, rule)
		}
		rules[rule][name] = f.Data
	}
	got := map[string]string{}
	for _, rule := range order {
		got[rule] = runRule(t, rules[rule])
	}
	if *update {
		updateArchive(t, path, archive, order, got)
		return
	}
	for _, rule := range order {
		t.Run(rule, func(t *testing.T) {
			if diff := cmp.Diff(strings.TrimSpace(string(rules[rule]["want"])), strings.TrimSpace(got[rule])); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func updateArchive(t *testing.T, path string, archive *txtar.Archive, order []string, got map[string]string) {
	var files []txtar.File
	for _, rule := range order {
		for _, f := range archive.Files {
			if strings.HasPrefix(f.Name, rule+"/") && f.Name != rule+"/want" {
				files = append(files, f)
			}
		}
		files = append(files, txtar.File{Name: rule + "/want", Data: []byte(got[rule] + "\n")})
	}
	archive.Files = files
	if err := os.WriteFile(path, txtar.Format(archive), 0o600); err != nil {
		t.Fatal(err)
	}
}

// runRule says what comes of one folder.
func runRule(t *testing.T, files map[string][]byte) string {
	t.Helper()
	var out strings.Builder
	set, diags := policy.Load(policyFiles(files), options(t, files["options"]))
	for _, diag := range diags {
		// The warning is a rule of its own, and noise in all others.
		if diag.Summary != "Required providers are not declared" || bytes.Contains(files["options"], []byte("warnings")) {
			fmt.Fprintln(&out, diagnostic(diag))
		}
	}
	if set != nil && files["subjects.hcl"] != nil {
		evaluateSubjects(t, &out, set, files["subjects.hcl"])
	} else if set != nil {
		for _, p := range set.Policies() {
			fmt.Fprintf(&out, "%s %q %q operations=%s reads=%s", p.Kind, p.Type, p.Name, p.Operations, p.Paths)
			if p.Resources.All {
				fmt.Fprint(&out, " resources=all")
			} else if len(p.Resources.Set) > 0 {
				fmt.Fprintf(&out, " resources=%s", slices.Sorted(maps.Keys(p.Resources.Set)))
			}
			fmt.Fprintln(&out)
		}
	}
	return out.String()
}

func policyFiles(files map[string][]byte) []policy.File {
	var result []policy.File
	for name, data := range files {
		if strings.HasSuffix(name, ".policy.hcl") {
			result = append(result, policy.File{Path: name, Bytes: data})
		}
	}
	return result
}

func options(t *testing.T, text []byte) policy.Options {
	t.Helper()
	var o policy.Options
	for _, word := range strings.Fields(string(text)) {
		name, value, _ := strings.Cut(word, "=")
		var err error
		switch name {
		case "strict":
			o.Strict = true
		case "warnings":
		case "dialect":
			o.Dialect, err = policy.ParseDialect(value)
		case "schemas":
			o.Schemas = schemas(t)
		default:
			t.Fatalf("unknown option %q", word)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return o
}

func schemas(t *testing.T) *schema.Providers {
	t.Helper()
	f, err := os.Open("testdata/schemas.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s, err := schema.Parse(f)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func diagnostic(diag *hcl.Diagnostic) string {
	severity := map[hcl.DiagnosticSeverity]string{hcl.DiagError: "error", hcl.DiagWarning: "warning"}[diag.Severity]
	at := ""
	if diag.Subject != nil {
		at = fmt.Sprintf("%s:%d,%d: ", diag.Subject.Filename, diag.Subject.Start.Line, diag.Subject.Start.Column)
	}
	return fmt.Sprintf("%s%s: %s: %s", at, severity, diag.Summary, strings.ReplaceAll(diag.Detail, "\n", "\n    "))
}

// subjects is the form of subjects.hcl.
type subjects struct {
	Inputs    hcl.Expression `hcl:"inputs,optional"`
	Resources hcl.Expression `hcl:"resources,optional"`
	Explain   bool           `hcl:"explain,optional"`
	Asked     bool           `hcl:"asked,optional"`
	Subjects  []struct {
		Name       string    `hcl:"name,label"`
		Kind       string    `hcl:"kind,optional"`
		Type       string    `hcl:"type,optional"`
		Operation  string    `hcl:"operation,optional"`
		Attrs      cty.Value `hcl:"attrs,optional"`
		PriorAttrs cty.Value `hcl:"prior_attrs,optional"`
		Meta       cty.Value `hcl:"meta,optional"`
	} `hcl:"subject,block"`
}

// subjectFunctions build the values that a plan would bring.
var subjectFunctions = &hcl.EvalContext{Functions: map[string]function.Function{
	"unknown": function.New(&function.Spec{
		VarParam: &function.Parameter{Name: "attribute", Type: cty.String},
		Type:     function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if len(args) == 0 {
				return cty.DynamicVal, nil
			}
			return cty.DynamicVal.Mark(change.Origin{Attribute: args[0].AsString()}), nil
		},
	}),
	"sensitive": function.New(&function.Spec{
		Params: []function.Parameter{{Name: "value", Type: cty.DynamicPseudoType, AllowMarked: true}},
		Type:   function.StaticReturnType(cty.DynamicPseudoType),
		Impl:   func(args []cty.Value, _ cty.Type) (cty.Value, error) { return args[0].Mark(change.Sensitive), nil },
	}),
	"partly": function.New(&function.Spec{
		Params: []function.Parameter{{Name: "structure", Type: cty.DynamicPseudoType, AllowMarked: true, AllowUnknown: true}},
		Type:   function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return change.WithPartial(args[0]).Mark(change.Origin{Attribute: "document"}), nil
		},
	}),
	"list": function.New(&function.Spec{
		VarParam: &function.Parameter{Name: "elements", Type: cty.DynamicPseudoType},
		Type:     function.StaticReturnType(cty.DynamicPseudoType),
		Impl:     func(args []cty.Value, _ cty.Type) (cty.Value, error) { return cty.ListVal(args), nil },
	}),
	"nothing": function.New(&function.Spec{
		Type: function.StaticReturnType(cty.String),
		Impl: func([]cty.Value, cty.Type) (cty.Value, error) { return cty.NullVal(cty.String), nil },
	}),
	"toset": stdlib.MakeToFunc(cty.Set(cty.DynamicPseudoType)),
	"tomap": stdlib.MakeToFunc(cty.Map(cty.DynamicPseudoType)),
}}

func evaluateSubjects(t *testing.T, out *strings.Builder, set *policy.Set, src []byte) {
	t.Helper()
	f, diags := hclsyntax.ParseConfig(src, "subjects.hcl", hcl.InitialPos)
	var s subjects
	if !diags.HasErrors() {
		diags = append(diags, gohcl.DecodeBody(f.Body, subjectFunctions, &s)...)
	}
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	inputs := policy.InputValues{}
	if value, _ := s.Inputs.Value(subjectFunctions); !value.IsNull() {
		for name, input := range value.AsValueMap() {
			inputs[name] = policy.InputValue{Value: input, Source: "--input " + name}
		}
	}
	resources := world{}
	if value, _ := s.Resources.Value(subjectFunctions); !value.IsNull() {
		for typ, list := range value.AsValueMap() {
			resources[typ] = list.AsValueSlice()
		}
	}
	var everything policy.World = resources
	if s.Asked {
		everything = askedWorld{resources, out}
	}
	env, diags := set.Environment(inputs, everything, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	for _, diag := range diags {
		fmt.Fprintln(out, diagnostic(diag))
	}
	if env == nil {
		return
	}
	for _, one := range s.Subjects {
		subject := policy.Subject{
			Kind:      policy.Kind(orElse(one.Kind, "resource_policy")),
			Type:      orElse(one.Type, "aws_thing"),
			Operation: policy.Operation(orElse(one.Operation, "create")),
			Attrs:     one.Attrs, PriorAttrs: one.PriorAttrs, Meta: one.Meta,
		}
		for _, p := range set.Policies() {
			if s.Explain {
				printTrace(out, one.Name, env.Explain(p, subject))
			} else {
				printResult(out, one.Name, env.Evaluate(p, subject))
			}
		}
	}
}

func orElse(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}

func printResult(out *strings.Builder, subject string, r policy.Result) {
	fmt.Fprintf(out, "%s: %s: %s (%s)\n", subject, r.Policy.Name, r.Outcome, r.Level)
	for _, e := range r.Enforce {
		fmt.Fprintf(out, "  %s: %s\n", e.Outcome, strings.ReplaceAll(e.Condition, "\n", "\n    "))
		if e.Message != "" {
			fmt.Fprintf(out, "    message: %s\n", e.Message)
		}
		if e.Info != "" {
			fmt.Fprintf(out, "    info: %s\n", e.Info)
		}
		for _, v := range e.Values {
			fmt.Fprintf(out, "    %s is %s\n", v.Expression, v.Text)
		}
	}
	for _, origin := range r.Origins {
		fmt.Fprintf(out, "  because of %s %s\n", origin.Address, origin.Attribute)
	}
	for _, diag := range r.Diagnostics {
		fmt.Fprintf(out, "  %s\n", diagnostic(diag))
	}
}

func printTrace(out *strings.Builder, subject string, trace policy.Trace) {
	fmt.Fprintf(out, "%s: %s: %s\n", subject, trace.Policy.Name, trace.Result.Outcome)
	for _, step := range trace.Steps {
		fmt.Fprintf(out, "  %s:%d %s: %s -> %s\n", step.Range.Filename, step.Range.Start.Line, step.Name, step.Source, step.Text)
		for _, v := range step.Values {
			fmt.Fprintf(out, "    %s is %s\n", v.Expression, v.Text)
		}
	}
}

// world is the resources that core::getresources finds.
type world map[string][]cty.Value

// Resources returns no more than what was asked for, so that a rule fails when
// a policy reads what it did not ask for.
func (w world) Resources(typ string, names change.Names) ([]cty.Value, error) {
	var narrowed []cty.Value
	for _, value := range w[typ] {
		value, err := change.Known(value).Value(names)
		if err != nil {
			return nil, err
		}
		narrowed = append(narrowed, value)
	}
	return narrowed, nil
}

// askedWorld says what it was asked for.
type askedWorld struct {
	world
	out *strings.Builder
}

func (w askedWorld) Resources(typ string, names change.Names) ([]cty.Value, error) {
	text := "everything"
	if !names.All {
		text = fmt.Sprint(slices.Sorted(maps.Keys(names.Set)))
	}
	fmt.Fprintf(w.out, "asked for %s of %s\n", text, typ)
	return w.world.Resources(typ, names)
}

func (w world) Data(typ string, _ cty.Value) (cty.Value, bool, error) {
	values := w["data."+typ]
	if len(values) == 0 {
		return cty.NilVal, false, nil
	}
	return values[0], true, nil
}

// TestConditions runs testdata/conditions.txt: what one condition comes to, one
// to a line, for the attributes that the file starts with. They are also those
// of the only resource of type aws_same.
func TestConditions(t *testing.T) {
	t.Parallel()
	const path = "testdata/conditions.txt"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	header, lines, ok := bytes.Cut(data, []byte("\n---\n"))
	if !ok {
		t.Fatal("no attributes above ---")
	}
	expr, diags := hclsyntax.ParseExpression(header, path, hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	attrs, diags := expr.Value(subjectFunctions)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	var updated bytes.Buffer
	updated.Write(header)
	updated.WriteString("\n---\n")
	for scanner := bufio.NewScanner(bytes.NewReader(lines)); scanner.Scan(); {
		line := scanner.Text()
		condition, want, ok := strings.Cut(line, " ==> ")
		if !ok {
			fmt.Fprintln(&updated, line)
			continue
		}
		got := judgeCondition(t, strings.TrimSpace(condition), attrs)
		fmt.Fprintf(&updated, "%s ==> %s\n", condition, got)
		if !*update {
			t.Run(strings.TrimSpace(condition), func(t *testing.T) {
				if got != want {
					t.Errorf("want %s, got %s", want, got)
				}
			})
		}
	}
	if *update {
		if err := os.WriteFile(path, updated.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func judgeCondition(t *testing.T, condition string, attrs cty.Value) string {
	t.Helper()
	src := fmt.Sprintf("resource_policy \"t\" \"p\" {\n  enforce {\n    condition = %s\n  }\n}\n", condition)
	set, diags := policy.Load([]policy.File{{Path: "p.policy.hcl", Bytes: []byte(src)}}, policy.Options{})
	if diags.HasErrors() {
		return "invalid: " + diags[0].Summary
	}
	env, diags := set.Environment(nil, world{"aws_same": {attrs}}, time.Time{})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	result := env.Evaluate(set.Policies()[0], policy.Subject{Kind: policy.ResourcePolicy, Type: "t", Operation: policy.Create, Attrs: attrs})
	text := string(result.Outcome)
	for _, diag := range result.Diagnostics {
		return text + ": " + diag.Summary
	}
	return text
}
