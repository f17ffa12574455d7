package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/cli"
	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
)

// wholePlanPolicies ask for the rest of the plan, in whose order it is not.
const wholePlanPolicies = metamorphicPolicies + `
resource_policy "*" "among_all" {
  operations = ["create", "update", "no-op"]
  locals {
    all = core::flatten([for type in ["aws_iam_user", "aws_iam_policy", "terraform_data"] : core::getresources(type, {})])
  }
  enforce {
    condition     = core::length(local.all) == 0
    error_message = "Among ${core::valuetostring(local.all)}."
  }
}
data_policy "*" "known" {
  enforce {
    condition     = attrs == null
    error_message = "${meta.address} is read."
  }
}
output_policy "*" "given_out" {
  enforce { condition = attrs.value == null }
}
`

// metamorphicPolicies pass, fail and are left undecided by the test plans, and
// ask for nothing but the change they judge.
const metamorphicPolicies = `
policy {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
resource_policy "aws_iam_*" "names" {
  operations = ["create", "update", "no-op"]
  enforce {
    condition     = core::length(attrs.name) < 8
    error_message = "${meta.address} is named ${attrs.name}."
  }
}
resource_policy "aws_iam_*policy" "wildcards" {
  enforcement_level = "mandatory_overridable"
  locals {
    statements = core::flatten([core::jsondecode(attrs.policy).Statement])
    actions    = core::flatten([for s in local.statements : s.Action if s.Effect == "Allow"])
  }
  enforce {
    condition     = core::alltrue([for a in local.actions : !core::endswith(a, "*")])
    error_message = "Allows ${core::join(", ", local.actions)}."
  }
}
resource_policy "*" "no_deletion" {
  operations = ["delete"]
  enforce {
    condition     = false
    error_message = "${meta.address} goes away, although it was ${core::join(" ", meta.actions)}."
  }
}
resource_policy "*" "not_here" {
  filter = meta.module_path == ""
  enforce { condition = attrs.id != null }
}
`

// document is a plan in JSON whose members keep their order, which matters for
// those at its top.
type document struct {
	order   []string
	members map[string]any
}

func openDocument(t *testing.T, content []byte) document {
	t.Helper()
	d := document{members: map[string]any{}}
	dec := json.NewDecoder(bytes.NewReader(content))
	dec.UseNumber()
	token := func() any {
		token, err := dec.Token()
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	token() // {
	for dec.More() {
		name := token().(string)
		var value any
		if err := dec.Decode(&value); err != nil {
			t.Fatal(err)
		}
		d.order = append(d.order, name)
		d.members[name] = value
	}
	return d
}

func (d document) bytes(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	for i, name := range d.order {
		value, err := json.Marshal(d.members[name])
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "%c%q:%s", "{,"[min(i, 1)], name, value)
	}
	out.WriteByte('}')
	return out.Bytes()
}

func (d document) with(name string, value any) document {
	changed := document{d.order, maps.Clone(d.members)}
	changed.members[name] = value
	return changed
}

// checked runs nhi check and returns what it writes to standard output.
func checked(t *testing.T, plan []byte, policies, format string) string {
	t.Helper()
	folder := t.TempDir()
	put(t, filepath.Join(folder, "p.policy.hcl"), []byte(policies))
	var stdout, stderr bytes.Buffer
	code := cli.Run(context.Background(), cli.Process{
		Arguments: []string{"check", "-", "--policies", folder, "--passes", "-o", format, "--now", "2026-11-23T00:00:00Z"},
		Stdin:     bytes.NewReader(plan), Stdout: &stdout, Stderr: &stderr, Version: "1.2.3",
	})
	if code == 1 && stdout.Len() == 0 {
		t.Fatalf("not checked: %s", stderr.String())
	}
	return strings.ReplaceAll(stdout.String(), folder, "policies")
}

func put(t *testing.T, name string, content []byte) {
	t.Helper()
	if err := os.WriteFile(name, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// found is every finding by what it is about.
func found(t *testing.T, plan []byte) map[string]decision.Finding {
	t.Helper()
	var d decision.Decision
	if err := json.Unmarshal([]byte(checked(t, plan, metamorphicPolicies, "json")), &d); err != nil {
		t.Fatal(err)
	}
	all := map[string]decision.Finding{}
	for _, f := range d.Findings {
		all[strings.Join([]string{f.Address, f.Deposed, f.Operation, f.Policy.Name}, " ")] = f
	}
	if len(all) != len(d.Findings) {
		t.Fatalf("%d findings about %d things", len(d.Findings), len(all))
	}
	return all
}

// same compares what is said of a plan with what is said of another form of it.
func same(t *testing.T, plan []byte, got map[string]decision.Finding) {
	t.Helper()
	want := found(t, plan)
	if len(want) == 0 {
		t.Fatal("nothing is said of the plan, so nothing is compared")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func eachPlan(t *testing.T, test func(t *testing.T, content []byte)) {
	t.Helper()
	names, err := filepath.Glob("../plan/testdata/*/plan.json")
	if err != nil || len(names) < 4 {
		t.Fatalf("the test plans are missing: %v", err)
	}
	for _, name := range names {
		t.Run(filepath.Base(filepath.Dir(name)), func(t *testing.T) {
			t.Parallel()
			content, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			test(t, content)
		})
	}
}

// The order of a plan's arrays says nothing, so no byte of the output depends on
// it but the input's own digest.
func TestOrderOfThePlanDoesNotMatter(t *testing.T) {
	t.Parallel()
	eachPlan(t, func(t *testing.T, content []byte) {
		d := openDocument(t, content)
		for _, format := range []string{"json", "text", "sarif", "junit", "markdown", "html", "gitlab", "github"} {
			want := withoutDigest(checked(t, d.bytes(t), wholePlanPolicies, format))
			for seed := range uint64(3) {
				random := rand.New(rand.NewPCG(seed, 0))
				shuffled := openDocument(t, content)
				for name, value := range shuffled.members {
					shuffle(random, name, value)
				}
				if diff := cmp.Diff(want, withoutDigest(checked(t, shuffled.bytes(t), wholePlanPolicies, format))); diff != "" {
					t.Fatalf("%s, order %d: -want +got:\n%s", format, seed, diff)
				}
			}
		}
	})
}

// unordered are the arrays of a plan that list things of which each has a name of
// its own, wherever in the plan they are.
var unordered = []string{"resource_changes", "resource_drift", "relevant_attributes", "checks", "resources", "child_modules"}

// shuffle brings them into another order.
func shuffle(random *rand.Rand, name string, value any) {
	switch value := value.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(value)) {
			if name == "change" || name == "expressions" || name == "values" && member(value[name])["root_module"] == nil {
				continue // what an author or a provider lists has an order
			}
			shuffle(random, name, value[name])
		}
	case []any:
		for _, element := range value {
			shuffle(random, "", element)
		}
		if slices.Contains(unordered, name) {
			random.Shuffle(len(value), func(i, j int) { value[i], value[j] = value[j], value[i] })
		}
	}
}

// withoutDigest blanks what is said of the input's bytes.
func withoutDigest(output string) string {
	for {
		_, after, ok := strings.Cut(output, "sha256:")
		if !ok || len(after) < 64 {
			return output
		}
		output = strings.Replace(output, "sha256:"+after[:64], "digest", 1)
	}
}

// A module's name is an author's choice: with another one, the same is said of
// the same resources.
func TestNamesOfModulesDoNotMatter(t *testing.T) {
	t.Parallel()
	eachPlan(t, func(t *testing.T, content []byte) {
		d := openDocument(t, content)
		modules := map[string]bool{}
		for _, list := range []string{"resource_changes", "resource_drift"} {
			changes, _ := d.members[list].([]any)
			for _, change := range changes {
				address, _ := change.(map[string]any)["module_address"].(string)
				if rest, ok := strings.CutPrefix(address, "module."); ok {
					modules[rest[:strings.IndexAny(rest+".", ".[")]] = true
				}
			}
		}
		renamed := d.bytes(t)
		for name := range modules {
			renamed = bytes.ReplaceAll(renamed, []byte("module."+name), []byte("module.zz"+name))
			renamed = bytes.ReplaceAll(renamed, []byte(fmt.Sprintf("%q:{\"expressions\"", name)), []byte(fmt.Sprintf("%q:{\"expressions\"", "zz"+name)))
			renamed = bytes.ReplaceAll(renamed, []byte(fmt.Sprintf("%q:{\"module\"", name)), []byte(fmt.Sprintf("%q:{\"module\"", "zz"+name)))
		}
		got := map[string]decision.Finding{}
		for key, f := range found(t, renamed) {
			var back decision.Finding
			text, err := json.Marshal(f)
			if err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(bytes.ReplaceAll(text, []byte("module.zz"), []byte("module.")), &back); err != nil {
				t.Fatal(err)
			}
			got[strings.ReplaceAll(key, "module.zz", "module.")] = back
		}
		same(t, content, got)
	})
}

// Each change is judged by itself, so the findings of a plan are those of its
// parts.
func TestPartsOfThePlanAreJudgedAsTheWhole(t *testing.T) {
	t.Parallel()
	eachPlan(t, func(t *testing.T, content []byte) {
		d := openDocument(t, content)
		changes := d.members["resource_changes"].([]any)
		got := map[string]decision.Finding{}
		for _, part := range [][]any{changes[:len(changes)/2], changes[len(changes)/2:]} {
			if len(part) > 0 {
				maps.Copy(got, found(t, d.with("resource_changes", part).bytes(t)))
			}
		}
		same(t, content, got)
	})
}

// Two plans in one give the findings of both.
func TestJoinedPlansAreJudgedAsEach(t *testing.T) {
	t.Parallel()
	var plans [][]byte
	want := map[string]decision.Finding{}
	for _, name := range []string{"aws-create", "operations", "data-read"} {
		content, err := os.ReadFile(filepath.Join("..", "plan", "testdata", name, "plan.json"))
		if err != nil {
			t.Fatal(err)
		}
		plans = append(plans, content)
		alone := found(t, content)
		if len(alone) == 0 {
			t.Fatalf("nothing is said of %s", name)
		}
		maps.Copy(want, alone)
	}
	joined := openDocument(t, plans[0])
	for _, content := range plans[1:] {
		other := openDocument(t, content)
		for name, value := range other.members {
			if _, known := joined.members[name]; !known {
				joined.order = append(joined.order, name)
			}
			joined.members[name] = join(joined.members[name], value)
		}
	}
	if diff := cmp.Diff(want, found(t, joined.bytes(t))); diff != "" {
		t.Errorf("-each +joined:\n%s", diff)
	}
}

// join lists what two plans list, and has the members of both.
func join(a, b any) any {
	switch other := b.(type) {
	case map[string]any:
		all, ok := a.(map[string]any)
		if !ok {
			return b
		}
		for name, value := range other {
			all[name] = join(all[name], value)
		}
		return all
	case []any:
		all, _ := a.([]any)
		return append(all, other...)
	}
	if a != nil {
		return a
	}
	return b
}
