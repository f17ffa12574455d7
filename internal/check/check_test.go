package check_test

import (
	"encoding/json"
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/check"
	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/plan"
)

var now = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// thePlan is a plan made by hand.
type thePlan struct {
	changes  []change.Change
	facts    plan.Facts
	authored map[string][]string // "address attribute" → references

	providers, modules []plan.Setting
}

func (p thePlan) Changes() iter.Seq2[change.Change, error] {
	return func(yield func(change.Change, error) bool) {
		for _, c := range p.changes {
			if !yield(c, nil) {
				return
			}
		}
	}
}

func (p thePlan) Facts() plan.Facts { return p.facts }

func (p thePlan) Providers() []plan.Setting { return p.providers }
func (p thePlan) Modules() []plan.Setting   { return p.modules }

func (p thePlan) Authored(o change.Origin) ([]string, bool) {
	references, ok := p.authored[o.Address+" "+o.Attribute]
	return references, ok
}

const header = `
policy {
  required_providers {
    thing = { source = "example/thing" }
  }
}
`

// load makes a bundle of one policy file and one control file.
func load(t *testing.T, policies, controls string) *bundle.Bundle {
	t.Helper()
	files := fstest.MapFS{"p.policy.hcl": {Data: []byte(header + policies)}}
	if controls != "" {
		files["c.control.hcl"] = &fstest.MapFile{Data: []byte(controls)}
	}
	b, diags := bundle.Load(bundle.Directory{Name: "policies", FS: files})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return b
}

// run checks and fails the test when there is no decision, or when the same plan
// with the basis of the decision, which a receipt holds, comes to another.
func run(t *testing.T, request check.Request) decision.Decision {
	t.Helper()
	request.Now = now
	request.Workers = 2
	d, basis, err := check.Run(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	request.Facts, request.Ring = basis.Facts, d.Ring
	again, _, err := check.Run(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d, again); diff != "" {
		t.Errorf("the basis leads to another decision (-decision +again):\n%s", diff)
	}
	return d
}

// object makes a side of a change.
func object(attrs map[string]cty.Value) change.Object { return change.Known(cty.ObjectVal(attrs)) }

func str(s string) cty.Value { return cty.StringVal(s) }

// unknown is what the plan reader makes of an attribute known after apply.
func unknown(address, attribute string) cty.Value {
	return cty.DynamicVal.Mark(change.Origin{Address: address, Attribute: attribute})
}

// thing is a change of the made-up type "thing".
func thing(name string, action change.Action, before, after map[string]cty.Value) change.Change {
	c := change.Change{
		Address: "thing." + name, Mode: change.Managed, Type: "thing", Name: name, Action: action,
		Provider: "registry.terraform.io/example/thing", Before: change.Absent, After: change.Absent,
	}
	if before != nil {
		c.Before = object(before)
	}
	if after != nil {
		c.After = object(after)
	}
	return c
}

// outline says of every finding what matters in most tests.
func outline(d decision.Decision) []string {
	var lines []string
	for _, f := range d.Findings {
		line := fmt.Sprintf("%s %s %s %s %s", f.Address, f.Operation, f.Policy.Name, f.Verdict, f.Effect)
		if f.Exception != "" {
			line += " by " + f.Exception
		}
		lines = append(lines, line)
	}
	return lines
}

func TestVerdictsAndWhatTheyDo(t *testing.T) {
	t.Parallel()
	conditions := map[string]string{
		"pass":      "true",
		"fail":      "false",
		"authored":  `attrs.authored == "x"`,
		"computed":  `attrs.computed == "x"`,
		"undecided": `attrs.authored == attrs.computed`,
		"error":     `attrs.missing.attribute == "x"`,
	}
	type key struct{ level, condition, mode string }
	want := map[key]string{
		{"mandatory", "pass", ""}:                 "pass allow allow",
		{"mandatory", "fail", ""}:                 "fail deny deny",
		{"mandatory", "authored", ""}:             "undecided deny deny",
		{"mandatory", "computed", ""}:             "undecided warn allow",
		{"mandatory", "undecided", ""}:            "undecided deny deny",
		{"mandatory", "error", ""}:                "error could_not_check not_checked",
		{"mandatory_overridable", "fail", ""}:     "fail deny deny",
		{"mandatory_overridable", "authored", ""}: "undecided deny deny",
		{"mandatory_overridable", "computed", ""}: "undecided warn allow",
		{"mandatory_overridable", "error", ""}:    "error could_not_check not_checked",
		{"advisory", "fail", ""}:                  "fail warn allow",
		{"advisory", "authored", ""}:              "undecided warn allow",
		{"advisory", "computed", ""}:              "undecided warn allow",
		{"advisory", "error", ""}:                 "error could_not_check not_checked",
		{"mandatory", "computed", "deny"}:         "undecided deny deny",
		{"advisory", "computed", "deny"}:          "undecided warn allow",
		{"mandatory", "authored", "warn"}:         "undecided warn allow",
		{"mandatory", "fail", "warn"}:             "fail deny deny",
	}
	for k, want := range want {
		t.Run(fmt.Sprint(k.level, " ", k.condition, " ", k.mode), func(t *testing.T) {
			t.Parallel()
			b := load(t, fmt.Sprintf("resource_policy \"thing\" \"p\" {\n enforcement_level = %q\n enforce { condition = %s }\n}", k.level, conditions[k.condition]), "")
			d := run(t, check.Request{
				Bundle: b, Undecided: check.Undecided(k.mode), Passes: true,
				Plan: thePlan{
					changes: []change.Change{thing("a", change.Create, nil, map[string]cty.Value{
						"authored": unknown("thing.a", "authored"), "computed": unknown("thing.a", "computed"),
					})},
					authored: map[string][]string{"thing.a authored": {"thing.b.id"}},
				},
			})
			f := d.Findings[0]
			if got := fmt.Sprint(f.Verdict, " ", f.Effect, " ", d.Outcome); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

// A policy that ignores what is computed has nothing to say of it, unless
// everything that is undecided denies; what the author left open is its business.
func TestIgnoreComputed(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		condition string
		mode      check.Undecided
		want      []string
	}{
		"computed":                 {`attrs.computed == "x"`, "", nil},
		"authored":                 {`attrs.authored == "x"`, "", []string{"undecided deny"}},
		"both":                     {`attrs.authored == attrs.computed`, "", []string{"undecided deny"}},
		"computed and all denied":  {`attrs.computed == "x"`, check.DenyUndecided, []string{"undecided deny"}},
		"computed and yet decided": {`attrs.computed == "x" && false`, "", []string{"fail deny"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := run(t, check.Request{
				Bundle:    load(t, fmt.Sprintf("resource_policy \"thing\" \"p\" {\n ignore_computed = true\n enforce { condition = %s }\n}", test.condition), ""),
				Undecided: test.mode,
				Plan: thePlan{
					changes: []change.Change{thing("a", change.Create, nil, map[string]cty.Value{
						"authored": unknown("thing.a", "authored"), "computed": unknown("thing.a", "computed"),
					})},
					authored: map[string][]string{"thing.a authored": {"thing.b.id"}},
				},
			})
			var got []string
			for _, f := range d.Findings {
				got = append(got, fmt.Sprint(f.Verdict, " ", f.Effect))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestUndecidedNamesItsCauses(t *testing.T) {
	t.Parallel()
	d := run(t, check.Request{
		Bundle: load(t, `resource_policy "thing" "p" {
  enforce { condition = attrs.a == attrs.b }
}`, ""),
		Plan: thePlan{
			changes: []change.Change{thing("x", change.Create, nil, map[string]cty.Value{
				"a": unknown("thing.x", "a"), "b": unknown("thing.x", "b"),
			})},
			authored: map[string][]string{"thing.x a": {"random_pet.action.id"}},
		},
	})
	want := []decision.Cause{
		{Kind: decision.Authored, Address: "thing.x", Attribute: "a", References: []string{"random_pet.action.id"}},
		{Kind: decision.Computed, Address: "thing.x", Attribute: "b"},
	}
	if diff := cmp.Diff(want, d.Findings[0].Causes); diff != "" {
		t.Errorf("causes (-want +got):\n%s", diff)
	}
}

func TestOperations(t *testing.T) {
	t.Parallel()
	before, after := map[string]cty.Value{"v": str("old")}, map[string]cty.Value{"v": str("new")}
	tests := map[change.Action]struct {
		before, after map[string]cty.Value
		want          []string
	}{
		change.Create:           {nil, after, []string{`create [create]: new`}},
		change.Update:           {before, after, []string{`update [update]: new`, `update from old`}},
		change.NoOp:             {before, before, []string{`no-op [no-op]: old`}},
		change.Delete:           {before, nil, []string{`delete [delete]: null`, `delete from old`}},
		change.Forget:           {before, nil, []string{`delete [forget]: null`, `delete from old`}},
		change.DeleteThenCreate: {before, after, []string{`create [delete create]: new`, `delete [delete create]: null`, `delete from old`}},
		change.CreateThenDelete: {before, after, []string{`create [create delete]: new`, `delete [create delete]: null`, `delete from old`}},
		change.CreateThenForget: {before, after, []string{`create [create forget]: new`}},
		change.ForgetThenCreate: {before, after, []string{`create [forget create]: new`}},
	}
	b := load(t, `
resource_policy "thing" "p" {
  operations = []
  enforce {
    condition     = false
    error_message = "${meta.operation} [${core::join(" ", meta.actions)}]: ${attrs.v == null ? "null" : attrs.v}"
  }
}
resource_policy "thing" "prior" {
  operations = ["update", "delete"]
  enforce {
    condition     = prior_attrs.v == null
    error_message = "${meta.operation} from ${prior_attrs.v}"
  }
}`, "")
	for action, test := range tests {
		t.Run(string(action), func(t *testing.T) {
			t.Parallel()
			d := run(t, check.Request{Bundle: b, Plan: thePlan{changes: []change.Change{thing("a", action, test.before, test.after)}}})
			var got []string
			for _, f := range d.Findings {
				got = append(got, f.Messages[0].Text)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("judged (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhatIsJudged(t *testing.T) {
	t.Parallel()
	data := change.Change{Address: "data.thing.d", Mode: change.Data, Type: "thing", Name: "d", Action: change.Read, Before: change.Absent, After: object(map[string]cty.Value{"v": str("x")})}
	deposed := thing("a", change.Delete, map[string]cty.Value{"v": str("old")}, nil)
	deposed.Deposed = "4f5e"
	drift := thing("a", change.Update, map[string]cty.Value{"v": str("x")}, map[string]cty.Value{"v": str("y")})
	drift.Drift = true
	exotic := thing("e", change.Create, nil, map[string]cty.Value{})
	exotic.Mode = "exotic"
	d := run(t, check.Request{
		Bundle: load(t, `
resource_policy "thing" "resources" {
  operations = []
  enforce {
    condition     = false
    error_message = "drifted: ${meta.drifted}"
  }
}
data_policy "thing" "data" {
  enforce { condition = attrs.v == "y" }
}
resource_policy "other" "unmatched" {
  enforce { condition = true }
}
`, ""),
		Plan: thePlan{changes: []change.Change{drift, thing("a", change.NoOp, map[string]cty.Value{}, map[string]cty.Value{}), deposed, data, exotic}},
	})
	want := []string{
		"data.thing.d read data fail deny",
		"thing.a no-op resources fail deny",
		"thing.a delete resources fail deny",
	}
	if diff := cmp.Diff(want, outline(d)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if got := d.Findings[1].Messages[0].Text; got != "drifted: true" {
		t.Errorf("message %q, want that it drifted", got)
	}
	if d.Findings[2].Deposed != "4f5e" {
		t.Errorf("the deposed object's key is %q", d.Findings[2].Deposed)
	}
	if len(d.Unmatched) != 1 || d.Unmatched[0].Name != "unmatched" {
		t.Errorf("unmatched: %v", d.Unmatched)
	}
	if len(d.Warnings) != 1 || !strings.Contains(d.Warnings[0], `"exotic"`) {
		t.Errorf("warnings: %q", d.Warnings)
	}
}

func TestPoliciesThatLookAround(t *testing.T) {
	t.Parallel()
	key := func(name, user string) change.Change {
		c := thing(name, change.Create, nil, map[string]cty.Value{"user": str(user)})
		c.Type, c.Address = "key", "key."+name
		return c
	}
	gone := key("gone", "b")
	gone.Action, gone.Before, gone.After = change.Delete, gone.After, change.Absent
	d := run(t, check.Request{
		Bundle: load(t, `
resource_policy "thing" "one_key" {
  enforce {
    condition     = core::length(core::getresources("key", { user = attrs.name })) < 2
    error_message = "${attrs.name} has several keys."
  }
}`, ""),
		// The keys come after the users that the policy judges.
		Plan: thePlan{changes: []change.Change{
			thing("a", change.Create, nil, map[string]cty.Value{"name": str("a")}),
			thing("b", change.Create, nil, map[string]cty.Value{"name": str("b")}),
			key("k1", "a"), key("k2", "a"), key("k3", "b"), gone,
		}},
		Passes: true,
	})
	want := []string{"thing.a create one_key fail deny", "thing.b create one_key pass allow"}
	if diff := cmp.Diff(want, outline(d)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestParametersReachPolicies(t *testing.T) {
	t.Parallel()
	b := load(t, `
input "max_days" {
  type    = number
  default = 1
}
resource_policy "thing" "p" {
  enforce {
    condition     = attrs.days <= input.max_days
    error_message = "at most ${input.max_days}"
  }
}`, `
control "c" {
  objective = "o"
  owner     = "o@msp.example"
  severity  = "low"
  policies  = ["p"]
  parameter "max_days" { default = 30 }
}`)
	d := run(t, check.Request{Bundle: b, Plan: thePlan{changes: []change.Change{
		thing("a", change.Create, nil, map[string]cty.Value{"days": cty.NumberIntVal(29)}),
		thing("b", change.Create, nil, map[string]cty.Value{"days": cty.NumberIntVal(31)}),
	}}})
	if diff := cmp.Diff([]string{"thing.b create p fail deny"}, outline(d)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if got := d.Findings[0].Messages[0].Text; got != "at most 30" {
		t.Errorf("message %q", got)
	}
	if diff := cmp.Diff([]string{"c"}, d.Findings[0].Controls); diff != "" {
		t.Errorf("controls (-want +got):\n%s", diff)
	}
}

func TestTheOrderOfThePlanChangesNothing(t *testing.T) {
	t.Parallel()
	b := load(t, `
resource_policy "thing" "a" {
  enforce { condition = attrs.n > 5 }
}
resource_policy "th*" "b" {
  enforcement_level = "advisory"
  enforce { condition = core::length(core::getresources("thing", { n = attrs.n })) == 1 }
}
resource_policy "thing" "c" {
  operations = ["delete"]
  enforce { condition = false }
}`, "")
	var changes []change.Change
	for i := range 40 {
		attrs := map[string]cty.Value{"n": cty.NumberIntVal(int64(i % 13))}
		switch i % 3 {
		case 0:
			changes = append(changes, thing(fmt.Sprint(i), change.Create, nil, attrs))
		case 1:
			changes = append(changes, thing(fmt.Sprint(i), change.DeleteThenCreate, attrs, attrs))
		default:
			changes = append(changes, thing(fmt.Sprint(i), change.Delete, attrs, nil))
		}
	}
	var first string
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		random.Shuffle(len(changes), func(i, j int) { changes[i], changes[j] = changes[j], changes[i] })
		text, err := json.Marshal(run(t, check.Request{Bundle: b, Plan: thePlan{changes: changes}, Passes: true}))
		if err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = string(text)
		}
		if diff := cmp.Diff(first, string(text)); diff != "" {
			t.Fatalf("the order of changes changes the decision:\n%s", diff)
		}
	}
}

func TestNothingIsGreenWithoutAWord(t *testing.T) {
	t.Parallel()
	b := load(t, `resource_policy "thing" "p" {
  enforce { condition = true }
}`, "")
	d := run(t, check.Request{Bundle: b, Plan: thePlan{facts: plan.Facts{Incomplete: true, Deferred: 2, Redacted: true}}})
	want := []string{
		"There are no resource changes, so nothing was judged.",
		"Terraform says that the plan is not complete: what it leaves out is not judged until it is planned.",
		"Terraform deferred 2 changes to a later plan; they are judged there.",
		"Values were taken out of the plan; they count as not known.",
	}
	if diff := cmp.Diff(want, d.Warnings); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
	if len(d.Unmatched) != 1 || d.Outcome != decision.Allow {
		t.Errorf("outcome %s, unmatched %v", d.Outcome, d.Unmatched)
	}
}

func TestProvidersAndModulesAreJudged(t *testing.T) {
	t.Parallel()
	secret := str("canary").Mark(change.Sensitive)
	d := run(t, check.Request{
		Bundle: load(t, `
provider_policy "aws" "region" {
  enforce {
    condition     = attrs.region == "eu-west-1"
    error_message = "${meta.source} ${meta.namespace} ${meta.alias == null ? "default" : meta.alias}: ${attrs.region == null ? "unset" : attrs.region}"
  }
}
provider_policy "google" "unmatched" {
  enforce { condition = false }
}
module_policy "./modules/*" "pinned" {
  enforce {
    condition     = meta.version == "1.2.3" && attrs.size < 3
    error_message = meta.address
  }
}
`, ""),
		Plan: thePlan{
			providers: []plan.Setting{
				{Address: "provider.aws", Name: "aws", Source: "registry.terraform.io/hashicorp/aws", Arguments: object(map[string]cty.Value{"region": secret})},
				{Address: "provider.aws.unset", Name: "aws", Alias: "unset", Source: "registry.terraform.io/hashicorp/aws", Arguments: object(map[string]cty.Value{})},
				{Address: "provider.aws.open", Name: "aws", Alias: "open", Source: "registry.terraform.io/hashicorp/aws", Arguments: object(map[string]cty.Value{"region": unknown("provider.aws.open", "region")})},
			},
			modules: []plan.Setting{
				{Address: "module.a", Name: "a", Source: "./modules/a", Version: "1.2.3", Arguments: object(map[string]cty.Value{"size": cty.NumberIntVal(2)})},
				{Address: "module.b", Name: "b", Source: "./modules/b", Version: "~> 1.2", Arguments: object(map[string]cty.Value{"size": cty.NumberIntVal(9)})},
				{Address: "module.c", Name: "c", Source: "elsewhere/c", Arguments: object(map[string]cty.Value{})},
			},
			authored: map[string][]string{"provider.aws.open region": nil},
			facts:    plan.Facts{Configured: true},
		},
		Passes: true,
	})
	want := []string{
		"module.a  pinned pass allow",
		"module.b  pinned fail deny",
		"provider.aws  region fail deny",
		"provider.aws.open  region undecided deny",
		"provider.aws.unset  region fail deny",
	}
	if diff := cmp.Diff(want, outline(d)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if got := d.Findings[4].Messages[0].Text; got != "registry.terraform.io/hashicorp/aws hashicorp unset: unset" {
		t.Errorf("message %q", got)
	}
	if text, _ := json.Marshal(d); strings.Contains(string(text), "canary") {
		t.Errorf("a written value is shown: %s", text)
	}
	if len(d.Unmatched) != 1 || d.Unmatched[0].Name != "unmatched" {
		t.Errorf("unmatched: %v", d.Unmatched)
	}
}

func TestProvidersThatAreNotToldOfAreAnError(t *testing.T) {
	t.Parallel()
	d := run(t, check.Request{
		Bundle: load(t, `provider_policy "aws" "region" {
  enforcement_level = "advisory"
  enforce { condition = true }
}`, ""),
		Plan: thePlan{changes: []change.Change{thing("a", change.Create, nil, nil)}},
	})
	if d.Outcome != decision.CouldNotTell {
		t.Errorf("outcome %s", d.Outcome)
	}
}
