package plan_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/hostile"
	"github.com/nhi-governance/terraform-provider-nhi/internal/plan"
)

// read returns the changes of a plan in testdata, drift left out, by address.
func read(t *testing.T, name string) (map[string]change.Change, *plan.Reader) {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name, "plan.json"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	r, err := plan.Open(f)
	if err != nil {
		t.Fatal(err)
	}
	changes := map[string]change.Change{}
	for c, err := range r.Changes() {
		if err != nil {
			t.Fatal(err)
		}
		changes[c.Address] = c
	}
	return changes, r
}

// all decodes every attribute of one side.
func all(t *testing.T, o change.Object) cty.Value {
	t.Helper()
	value, err := o.Value(change.AllNames)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// leaves describes a value as text by path, so that a difference reads well.
func leaves(value cty.Value) map[string]string {
	result := map[string]string{}
	describe("", value, result)
	return result
}

func describe(path string, value cty.Value, into map[string]string) {
	plain, marks := value.Unmark()
	suffix := ""
	if _, sensitive := marks[change.Sensitive]; sensitive {
		suffix = " sensitive"
	}
	for mark := range marks {
		if origin, ok := mark.(change.Origin); ok && origin.Attribute != strings.TrimPrefix(path, ".") {
			suffix += " from " + origin.Attribute
		}
	}
	switch {
	case !plain.IsKnown():
		into[path] = "unknown" + suffix
	case plain.IsNull():
		into[path] = "null" + suffix
	case plain.Type().IsObjectType():
		if suffix != "" || plain.LengthInt() == 0 {
			into[path] = "object" + suffix
		}
		for it := plain.ElementIterator(); it.Next(); {
			key, element := it.Element()
			describe(path+"."+key.AsString(), element, into)
		}
	case plain.Type().IsTupleType():
		if suffix != "" || plain.LengthInt() == 0 {
			into[path] = "tuple" + suffix
		}
		i := 0
		for it := plain.ElementIterator(); it.Next(); i++ {
			_, element := it.Element()
			describe(path+"["+string(rune('0'+i))+"]", element, into)
		}
	case plain.Type() == cty.Number:
		into[path] = plain.AsBigFloat().Text('f', -1) + suffix
	case plain.Type() == cty.Bool:
		into[path] = map[bool]string{true: "true", false: "false"}[plain.True()] + suffix
	default:
		into[path] = "\"" + plain.AsString() + "\"" + suffix
	}
}

func TestOverlayOfRealPlans(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		plan, address string
		before        bool
		want          map[string]string
	}{
		"a known document": {plan: "aws-create", address: "aws_iam_user_policy.backup", want: map[string]string{
			".id": "unknown", ".name": `"everything"`, ".name_prefix": "unknown", ".user": `"svc-backup"`,
			".policy": `"{"Version":"2012-10-17","Statement":[{"Action":"*","Effect":"Allow","Resource":"*"}]}"`,
		}},
		"an unknown document": {plan: "aws-create", address: "aws_iam_policy.hole", want: map[string]string{
			".arn": "unknown", ".description": "null", ".id": "unknown", ".name": `"hole"`, ".name_prefix": "unknown",
			".path": `"/"`, ".policy": "unknown", ".policy_id": "unknown", ".tags": "null", ".tags_all": "unknown",
		}},
		"unknown and sensitive": {plan: "aws-create", address: "aws_iam_access_key.backup", want: map[string]string{
			".create_date": "unknown", ".encrypted_secret": "unknown", ".encrypted_ses_smtp_password_v4": "unknown",
			".id": "unknown", ".key_fingerprint": "unknown", ".pgp_key": "null", ".secret": "unknown sensitive",
			".ses_smtp_password_v4": "unknown sensitive", ".status": `"Active"`, ".user": `"svc-backup"`,
		}},
		"sensitive and null": {plan: "aws-create", address: "aws_secretsmanager_secret_version.db", want: map[string]string{
			".arn": "unknown", ".id": "unknown", ".secret_binary": "null", ".secret_id": "unknown",
			".secret_string": "unknown sensitive", ".version_id": "unknown", ".version_stages": "unknown",
		}},
		"unknown below blocks and lists": {plan: "aws-create", address: "data.aws_iam_policy_document.archive", want: map[string]string{
			".id": "unknown", ".json": "unknown",
			".override_policy_documents": "null", ".policy_id": "null",
			".source_policy_documents": "null", ".version": "null",
			".statement[0].actions[0]": `"s3:*"`, ".statement[0].condition": "tuple", ".statement[0].effect": "null",
			".statement[0].not_actions": "null", ".statement[0].not_principals": "tuple",
			".statement[0].not_resources": "null", ".statement[0].principals": "tuple",
			".statement[0].resources[0]": "unknown", ".statement[0].resources[1]": "unknown",
			".statement[0].sid": `"Everything"`,
		}},
		"the same by OpenTofu": {plan: "tofu-create", address: "aws_iam_access_key.backup", want: map[string]string{
			".create_date": "unknown", ".encrypted_secret": "unknown", ".encrypted_ses_smtp_password_v4": "unknown",
			".id": "unknown", ".key_fingerprint": "unknown", ".pgp_key": "null", ".secret": "unknown sensitive",
			".ses_smtp_password_v4": "unknown sensitive", ".status": `"Active"`, ".user": `"svc-backup"`,
		}},
		"after of a replacement": {plan: "aws-change", address: "aws_iam_policy.read", want: map[string]string{
			".arn": "unknown", ".description": "null", ".id": "unknown", ".name": `"read-v2"`, ".name_prefix": "unknown",
			".path": `"/"`, ".policy_id": "unknown", ".tags": "null", ".tags_all": "unknown",
			".policy": `"{"Statement":[{"Action":"s3:GetObject","Effect":"Allow","Resource":"*"}],"Version":"2012-10-17"}"`,
		}},
		"before of a delete": {plan: "aws-change", address: "aws_iam_user.guard", before: true, want: map[string]string{
			".arn": `"arn:aws:iam::111122223333:user/svc-audit-guard"`, ".force_destroy": "false", ".id": `"svc-audit-guard"`,
			".name": `"svc-audit-guard"`, ".path": `"/"`, ".permissions_boundary": `""`, ".unique_id": `"AIDASVC-AUDIT-GUARD"`,
			".tags.break_glass": `"true"`, ".tags.tenant": `"acme"`, ".tags_all.break_glass": `"true"`, ".tags_all.tenant": `"acme"`,
		}},
		"after of a delete": {plan: "aws-change", address: "aws_iam_user.guard", want: map[string]string{"": "null"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			changes, _ := read(t, test.plan)
			side := changes[test.address].After
			if test.before {
				side = changes[test.address].Before
			}
			if diff := cmp.Diff(test.want, leaves(all(t, side))); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.address, diff)
			}
		})
	}
}

func TestBothProgramsPlanTheSame(t *testing.T) {
	t.Parallel()
	terraform, _ := read(t, "aws-create")
	tofu, _ := read(t, "tofu-create")
	if len(terraform) != 16 || len(tofu) != 16 {
		t.Fatalf("%d and %d changes, want 16 each", len(terraform), len(tofu))
	}
	for address, c := range terraform {
		if diff := cmp.Diff(leaves(all(t, c.After)), leaves(all(t, tofu[address].After))); diff != "" {
			t.Errorf("%s differs (-terraform +tofu):\n%s", address, diff)
		}
	}
}

func TestOperationsOfARealPlan(t *testing.T) {
	t.Parallel()
	changes, _ := read(t, "aws-change")
	got := map[string]string{}
	for address, c := range changes {
		got[address] = string(c.Action)
		if c.PreviousAddress != "" {
			got[address] += " moved from " + c.PreviousAddress
		}
	}
	want := map[string]string{
		"aws_iam_access_key.ci": "create",
		"aws_iam_group.bots":    "no-op",
		"aws_iam_group.robots":  "no-op moved from aws_iam_group.old_robots",
		"aws_iam_policy.read":   "delete-create",
		"aws_iam_user.ci":       "update",
		"aws_iam_user.guard":    "delete",
		"aws_iam_user.orphan":   "forget",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("actions (-want +got):\n%s", diff)
	}
}

func TestIdentityOfAnInstance(t *testing.T) {
	t.Parallel()
	changes, r := read(t, "aws-create")
	c := changes[`module.pipeline["deploy"].aws_iam_role.this`]
	c.Before, c.After = nil, nil
	want := change.Change{
		Address: `module.pipeline["deploy"].aws_iam_role.this`, Module: `module.pipeline["deploy"]`, Mode: change.Managed,
		Type: "aws_iam_role", Name: "this", Provider: "registry.terraform.io/hashicorp/aws", Action: change.Create,
	}
	if diff := cmp.Diff(want, c, cmp.Comparer(func(a, b cty.Value) bool { return a == b })); diff != "" {
		t.Errorf("change (-want +got):\n%s", diff)
	}
	facts := plan.Facts{FormatVersion: "1.2", TerraformVersion: "1.11.4", Complete: true, Configured: true}
	if diff := cmp.Diff(facts, r.Facts()); diff != "" {
		t.Errorf("facts (-want +got):\n%s", diff)
	}
}

func TestValueDecodesWhatIsAskedFor(t *testing.T) {
	t.Parallel()
	changes, _ := read(t, "aws-create")
	value, err := changes["aws_iam_policy.hole"].After.Value(change.NamesOf("name", "policy", "no_such"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{".name": `"hole"`, ".policy": "unknown"}
	if diff := cmp.Diff(want, leaves(value)); diff != "" {
		t.Errorf("value (-want +got):\n%s", diff)
	}
}

func TestAuthored(t *testing.T) {
	t.Parallel()
	type answer struct {
		References []string
		Authored   bool
	}
	tests := map[string]struct {
		address, attribute string
		want               answer
	}{
		"reference":              {"aws_iam_policy.undecidable", "policy", answer{[]string{"random_pet.action.id"}, true}},
		"data source":            {"aws_iam_policy.archive", "policy", answer{[]string{"data.aws_iam_policy_document.archive.json"}, true}},
		"root variables are out": {"aws_secretsmanager_secret_version.db", "secret_string", answer{[]string{"random_password.db.result"}, true}},
		"left to the provider":   {"aws_iam_policy.hole", "arn", answer{nil, false}},
		"set to a constant":      {"aws_iam_policy.hole", "name", answer{nil, false}},
		"through a module":       {`module.pipeline["deploy"].aws_iam_role.this`, "tags", answer{[]string{"local.tags"}, true}},
		"for_each of a module":   {`module.pipeline["deploy"].aws_iam_role.this`, "assume_role_policy", answer{nil, true}},
		"in a nested block":      {"data.aws_iam_policy_document.archive", "statement[0].resources[1]", answer{[]string{"aws_s3_bucket.archive.arn"}, true}},
		"constant in a block":    {"data.aws_iam_policy_document.archive", "statement[0].actions[0]", answer{nil, false}},
		"computed in a block":    {"data.aws_iam_policy_document.archive", "statement[0].effect", answer{nil, false}},
		"no such block":          {"aws_iam_policy.gone", "policy", answer{nil, true}},
		"perhaps dynamic":        {"aws_s3_bucket.archive", "grant[0].id", answer{nil, true}},
	}
	_, r := read(t, "aws-create")
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			references, authored := r.Authored(change.Origin{Address: test.address, Attribute: test.attribute})
			if diff := cmp.Diff(test.want, answer{references, authored}); diff != "" {
				t.Errorf("authored (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSettings(t *testing.T) {
	t.Parallel()
	_, r := read(t, "aws-create")
	got := map[string]map[string]string{}
	for _, s := range slices.Concat(r.Providers(), r.Modules()) {
		got[s.Address+" of "+s.Source] = leaves(all(t, s.Arguments))
	}
	want := map[string]map[string]string{
		"provider.aws of registry.terraform.io/hashicorp/aws": {
			".access_key": `"mock" sensitive`, ".region": `"eu-west-1" sensitive`, ".secret_key": `"mock" sensitive`,
			".skip_credentials_validation": "true", ".skip_metadata_api_check": "true", ".skip_region_validation": "true",
			".skip_requesting_account_id": "true",
		},
		"provider.random of registry.terraform.io/hashicorp/random": {"": "object"},
		"provider.tls of registry.terraform.io/hashicorp/tls":       {"": "object"},
		"module.pipeline of ./modules/pipeline":                     {".hours": "unknown", ".name": "unknown", ".subject": "unknown", ".tags": "unknown"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
	references, authored := r.Authored(change.Origin{Address: "module.pipeline", Attribute: "tags"})
	if diff := cmp.Diff([]string{"local.tags"}, references); diff != "" || !authored {
		t.Errorf("authored: %t, references (-want +got):\n%s", authored, diff)
	}
}

func TestNestedSettings(t *testing.T) {
	t.Parallel()
	const conf = `{"provider_config":{"module.m:aws.west":{"name":"aws","alias":"west","full_name":"registry.terraform.io/hashicorp/aws","version_constraint":"~> 5.0","module_address":"module.m","expressions":{"default_tags":[{"tags":{"constant_value":{"a":"b"}},"n":{"constant_value":3}}],"assume_role":[{"role_arn":{"references":["data.x.y.arn","data.x.y"]}}]}}},"root_module":{"module_calls":{"m":{"source":"./m","version_constraint":"1.2.3","module":{"module_calls":{"n":{"source":"../n"}}}}}}}`
	r, err := plan.Open(strings.NewReader(`{"format_version":"1.2","resource_changes":[],"configuration":` + conf + `}`))
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range r.Changes() {
		t.Fatal(err)
	}
	p := r.Providers()[0]
	if p.Address != "module.m.provider.aws.west" || p.Alias != "west" || p.Version != "~> 5.0" {
		t.Errorf("provider: %+v", p)
	}
	want := map[string]string{".default_tags[0].tags": "object sensitive", ".default_tags[0].tags.a": `"b"`, ".default_tags[0].n": "3", ".assume_role[0].role_arn": "unknown"}
	if diff := cmp.Diff(want, leaves(all(t, p.Arguments))); diff != "" {
		t.Errorf("arguments (-want +got):\n%s", diff)
	}
	references, _ := r.Authored(change.Origin{Address: p.Address, Attribute: "assume_role[0].role_arn"})
	if diff := cmp.Diff([]string{"module.m.data.x.y.arn"}, references); diff != "" {
		t.Errorf("references (-want +got):\n%s", diff)
	}
	var modules []string
	for _, m := range r.Modules() {
		modules = append(modules, m.Address+" "+m.Source+" "+m.Version)
	}
	slices.Sort(modules)
	if diff := cmp.Diff([]string{"module.m ./m 1.2.3", "module.m.module.n ../n "}, modules); diff != "" {
		t.Errorf("modules (-want +got):\n%s", diff)
	}
}

// document reads the plan and returns the changes and the first error.
func document(text string) ([]change.Change, error) {
	r, err := plan.Open(strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	var changes []change.Change
	for c, err := range r.Changes() {
		if err != nil {
			return changes, err
		}
		changes = append(changes, c)
	}
	return changes, nil
}

func TestWrongInput(t *testing.T) {
	t.Parallel()
	whole, err := os.ReadFile(filepath.Join("testdata", "aws-change", "plan.json"))
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		text, summary, detail string
	}{
		"empty":             {"", "Empty input", "nothing in the plan"},
		"blank":             {" \n\t ", "Empty input", "nothing in the plan"},
		"text":              {"Terraform will perform the following actions", "Malformed JSON", "not valid JSON"},
		"an array":          {"[]", "Not a plan", "The input is a JSON array"},
		"a string":          {`"plan"`, "Not a plan", "The input is a JSON string"},
		"null":              {"null", "Not a plan", "The input is null"},
		"an empty object":   {"{}", "Not a plan", "no format_version"},
		"state file":        {`{"version":4,"terraform_version":"1.11.4","serial":3,"lineage":"x","outputs":{},"resources":[]}`, "Not a plan", "This is a state file"},
		"state as JSON":     {`{"format_version":"1.0","terraform_version":"1.11.4","values":{"root_module":{}}}`, "Not a plan", "JSON form of a state"},
		"empty state":       {`{"format_version":"1.0"}`, "Not a plan", "JSON form of a state"},
		"schemas":           {`{"format_version":"1.0","provider_schemas":{}}`, "Not a plan", "These are provider schemas"},
		"log":               {"{\"@level\":\"info\",\"@message\":\"Terraform 1.11.4\"}\n{\"@level\":\"info\"}", "Not a plan", "log of `terraform plan -json`"},
		"validation":        {`{"format_version":"1.0","valid":true,"error_count":0,"warning_count":0,"diagnostics":[]}`, "Not a plan", "terraform validate"},
		"binary":            {"PK\x03\x04....", "Binary plan file", "terraform show -json tfplan"},
		"UTF-16":            {"\xff\xfe{\x00}\x00", "Plan in UTF-16", "Out-File -Encoding utf8"},
		"truncated":         {string(whole[:len(whole)/2]), "Truncated plan", "ends in the middle"},
		"truncated early":   {`{"format_version":"1.2"`, "Truncated plan", "ends in the middle"},
		"truncated late":    {strings.TrimRight(string(whole), "}\n"), "Truncated plan", "ends in the middle"},
		"two documents":     {string(whole) + string(whole), "More than one document", "one plan at a time"},
		"major 2":           {`{"format_version":"2.0","resource_changes":[]}`, "Unknown plan format", `"2.0"`},
		"no number":         {`{"format_version":"one","resource_changes":[]}`, "Unknown plan format", `"one"`},
		"errored":           {`{"format_version":"1.2","resource_changes":[],"errored":true}`, "The plan failed", "planning did not finish"},
		"changes no list":   {`{"format_version":"1.2","resource_changes":{}}`, "Not a plan", "At /resource_changes, where a plan has a list, the input has a JSON object"},
		"change no object":  {`{"format_version":"1.2","resource_changes":[[]]}`, "Not a plan", "At /resource_changes/0, where a plan has an object, the input has a JSON array"},
		"address a number":  {`{"format_version":"1.2","resource_changes":[{"address":1}]}`, "Not a plan", "At /resource_changes/0/address, where a plan has a string, the input has a JSON number"},
		"actions no list":   {`{"format_version":"1.2","resource_changes":[{"address":"x.y","type":"x","change":{"actions":"create"}}]}`, "Not a plan", "At /resource_changes/0/change/actions, where a plan has a list"},
		"sides no object":   {`{"format_version":"1.2","resource_changes":[{"address":"x.y","type":"x","change":true}]}`, "Not a plan", "At /resource_changes/0/change, where a plan has an object"},
		"index no key":      {`{"format_version":"1.2","resource_changes":[{"address":"x.y","type":"x","index":[]}]}`, "Not a plan", "At /resource_changes/0/index, where a plan has an instance key"},
		"null for a change": {`{"format_version":"1.2","resource_changes":[null]}`, "Not a plan", "no address"},
		"no address":        {`{"format_version":"1.2","resource_changes":[{"type":"x","change":{"actions":["create"]}}]}`, "Not a plan", "no address"},
		"unknown action":    {`{"format_version":"1.2","resource_changes":[{"address":"x.y","type":"x","change":{"actions":["explode"]}}]}`, "Unknown action", "[explode] for x.y"},
		"no action":         {`{"format_version":"1.2","resource_changes":[{"address":"x.y","type":"x","change":{}}]}`, "Unknown action", "[] for x.y"},
		"duplicate member":  {`{"format_version":"1.2","resource_changes":[{"address":"x.y","type":"x","change":{"actions":["create"],"after":{"a":1,"a":2}}}]}`, "Ambiguous plan", "/resource_changes/0/change/after"},
		"invalid UTF-8":     {"{\"format_version\":\"1.2\",\"resource_changes\":[{\"address\":\"x\xff\"}]}", "Malformed JSON", "UTF-8"},
		"drift too late":    {`{"format_version":"1.2","resource_changes":[],"resource_drift":[]}`, "Rearranged plan", "as `terraform show -json` wrote it"},
		"too deep":          {`{"format_version":"1.2","x":` + strings.Repeat("[", 20000), "Malformed JSON", "not valid JSON"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := document(test.text)
			var input *plan.InputError
			if !errors.As(err, &input) {
				t.Fatalf("error %v is no InputError", err)
			}
			if input.Summary != test.summary || !strings.Contains(input.Detail, test.detail) {
				t.Errorf("got %q\nwant %q with %q", input, test.summary, test.detail)
			}
		})
	}
}

func TestFormatsThatAreRead(t *testing.T) {
	t.Parallel()
	const one = `[{"address":"x.y","mode":"managed","type":"x","name":"y","change":{"actions":["create"],"before":null,"after":{"n":12345678901234567890.5},"after_unknown":{}}}]`
	tests := map[string]string{
		"0.1, without later members": `{"format_version":"0.1","planned_values":{},"resource_changes":` + one + `}`,
		"a future minor":             `{"format_version":"1.99","brand_new":{"a":[1]},"resource_changes":` + one + `}`,
		"byte order mark":            "\xef\xbb\xbf" + `{"format_version":"1.2","resource_changes":` + one + `}`,
		"members in another order":   `{"resource_changes":` + one + `,"format_version":"1.2"}`,
		"space around":               "\n\n {\"format_version\":\"1.2\",\"resource_changes\":" + one + "}\n\n",
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			changes, err := document(text)
			if err != nil {
				t.Fatal(err)
			}
			if len(changes) != 1 {
				t.Fatalf("%d changes, want 1", len(changes))
			}
			want := map[string]string{".n": "12345678901234567890.5"}
			if diff := cmp.Diff(want, leaves(all(t, changes[0].After))); diff != "" {
				t.Errorf("after (-want +got):\n%s", diff)
			}
		})
	}
	if changes, err := document(`{"format_version":"1.2","planned_values":{},"configuration":{}}`); err != nil || len(changes) != 0 {
		t.Errorf("a plan without resources: %v, %v", changes, err)
	}
}

func TestOverlayOfEveryShape(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		head, change string
		want         map[string]string
	}{
		"unknown list element keeps its index": {
			change: `"after":{"l":["a",null,"c"]},"after_unknown":{"l":[false,true,false]}`,
			want:   map[string]string{".l[0]": `"a"`, ".l[1]": "unknown", ".l[2]": `"c"`},
		},
		"unknown below an absent block": {
			change: `"after":{},"after_unknown":{"b":{"c":true}}`,
			want:   map[string]string{".b.c": "unknown"},
		},
		"more unknown elements than known": {
			change: `"after":{"l":["a"]},"after_unknown":{"l":[false,true]}`,
			want:   map[string]string{".l[0]": `"a"`, ".l[1]": "unknown"},
		},
		"a mask that does not fit": {
			change: `"after":{"l":["a"]},"after_unknown":{"l":[false,false,true]}`,
			want:   map[string]string{".l": "unknown"},
		},
		"known and empty stay so": {
			change: `"after":{"a":null,"b":[],"c":{},"d":""},"after_unknown":{"b":[],"c":{}}`,
			want:   map[string]string{".a": "null", ".b": "tuple", ".c": "object", ".d": `""`},
		},
		"everything unknown": {
			change: `"after":{"a":null},"after_unknown":true`,
			want:   map[string]string{".a": "unknown"},
		},
		"everything sensitive": {
			change: `"after":{"a":1},"after_unknown":{},"after_sensitive":true`,
			want:   map[string]string{"": "object sensitive", ".a": "1"},
		},
		"a sensitive element": {
			change: `"after":{"a":[{"b":"s"}]},"after_sensitive":{"a":[{"b":true}]}`,
			want:   map[string]string{".a[0].b": `"s" sensitive`},
		},
		"redacted values are unknown": {
			head:   `"plan_format_version":"1.2",`,
			change: `"after":{"a":null,"b":"x"},"after_unknown":{},"after_sensitive":{"a":true,"c":{"d":true}}`,
			want:   map[string]string{".a": "unknown sensitive", ".b": `"x"`, ".c.d": "unknown sensitive"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			changes, err := document(`{` + test.head + `"format_version":"1.2","resource_changes":[{"address":"x.y","mode":"managed","type":"x","name":"y","change":{"actions":["create"],"before":null,` + test.change + `}}]}`)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, leaves(all(t, changes[0].After))); diff != "" {
				t.Errorf("after (-want +got):\n%s", diff)
			}
		})
	}
}

func TestHostileValuesAreRefusedWhenAskedFor(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ value, want string }{
		"deep":        {strings.Repeat("[", 500) + strings.Repeat("]", 500), "nested more than"},
		"many digits": {strings.Repeat("9", 5000), "digits"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			changes, err := document(`{"format_version":"1.2","resource_changes":[{"address":"x.y","type":"x","change":{"actions":["create"],"after":{"a":` + test.value + `,"b":1}}}]}`)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := changes[0].After.Value(change.AllNames); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v lacks %q", err, test.want)
			}
			if _, err := changes[0].After.Value(change.NamesOf("b")); err != nil {
				t.Errorf("an attribute beside it: %v", err)
			}
		})
	}
}

func TestReadingStopsWhenAsked(t *testing.T) {
	t.Parallel()
	f, err := os.Open(filepath.Join("testdata", "aws-create", "plan.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := plan.Open(f)
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for range r.Changes() {
		if seen++; seen == 3 {
			break
		}
	}
	if seen != 3 {
		t.Errorf("saw %d changes, want 3", seen)
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"aws-create", "tofu-create", "aws-change"} {
		content, err := os.ReadFile(filepath.Join("testdata", name, "plan.json"))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	for _, document := range hostile.JSON([]byte(smallPlan)) {
		f.Add(document)
	}
	f.Add([]byte(`{"format_version":"1.2","resource_changes":[{"address":"a.b[\"x\"]","type":"a","index":"x","deposed":"d","change":{"actions":["create","forget"],"before":{"a":[1e99]},"after":{"a":[null,{"b":1}]},"after_unknown":{"a":[true,{"c":true}]},"after_sensitive":{"a":[false,{"b":true}]}}}]}`))
	f.Fuzz(func(t *testing.T, content []byte) {
		hostile.Within(t, 64<<20, func() { readAll(content) })
	})
}

// smallPlan has something of everything that is read.
const smallPlan = `{"format_version":"1.2","terraform_version":"1.11.4","variables":{"v":{"value":0}},` +
	`"resource_drift":[{"address":"a.b[0]","mode":"managed","type":"a","name":"b","index":0,"change":{"actions":["update"],"before":{"x":"1"},"after":{"x":"2"}}}],` +
	`"resource_changes":[{"address":"module.m[\"k\"].a.b[0]","module_address":"module.m[\"k\"]","mode":"managed","type":"a","name":"b","index":0,"provider_name":"p/a","change":{"actions":["create"],"before":null,"after":{"x":[0,{"y":true}]},"after_unknown":{"z":true},"after_sensitive":{"x":[false,true]},"importing":{"id":"i"}}}],` +
	`"output_changes":{"o":{"actions":["create"],"before":null,"after":[0],"after_unknown":false,"after_sensitive":true}},` +
	`"prior_state":{"values":{"root_module":{"resources":[{"address":"data.d.d","mode":"data","type":"d","name":"d","values":{"x":0},"sensitive_values":{"x":true}}]}}},` +
	`"configuration":{"provider_config":{"a":{"name":"a","full_name":"p/a","expressions":{"k":{"constant_value":0}}}},"root_module":{"module_calls":{"m":{"source":"./m","module":{"resources":[{"address":"a.b","mode":"managed","type":"a","name":"b","expressions":{"z":{"references":["c.d.e","c.d"]}}}]}}}}},` +
	`"checks":[{"address":{"kind":"check","to_display":"check.c"},"status":"fail","instances":[{"address":{"to_display":"check.c"},"status":"fail","problems":[{"message":"m"}]}]}]}`

func TestSmallPlanIsOne(t *testing.T) {
	t.Parallel()
	if err := readAll([]byte(smallPlan)); err != nil {
		t.Error(err)
	}
}

// readAll reads everything that a plan has, and returns its first error.
func readAll(content []byte) error {
	r, err := plan.Open(bytes.NewReader(content))
	if err != nil {
		return err
	}
	r.KeepData()
	for c, err := range r.Changes() {
		if err != nil {
			return err
		}
		for _, side := range []change.Object{c.Before, c.After} {
			value, err := side.Value(change.AllNames)
			if err != nil {
				continue // told as a finding
			}
			for mark := range unknownOrigins(value) {
				r.Authored(mark)
			}
		}
	}
	for _, settings := range [][]plan.Setting{r.Providers(), r.Modules()} {
		for _, s := range settings {
			if _, err := s.Arguments.Value(change.AllNames); err != nil {
				return err
			}
		}
	}
	r.Variables()
	outputs, err := r.Outputs()
	for _, o := range outputs {
		if _, err := o.After.Value(change.AllNames); err != nil {
			return err
		}
	}
	_, unread := r.DataRead()
	return errors.Join(err, unread)
}

func unknownOrigins(value cty.Value) map[change.Origin]struct{} {
	origins := map[change.Origin]struct{}{}
	_, marks := value.UnmarkDeep()
	for mark := range marks {
		if origin, ok := mark.(change.Origin); ok {
			origins[origin] = struct{}{}
		}
	}
	return origins
}
