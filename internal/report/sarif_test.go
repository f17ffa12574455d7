package report_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
)

// schema compiles a JSON schema of a file.
func schema(t *testing.T, file string) *jsonschema.Schema {
	t.Helper()
	content, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer content.Close()
	document, err := jsonschema.UnmarshalJSON(content)
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("schema.json", document); err != nil {
		t.Fatal(err)
	}
	compiled, err := compiler.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

// conforms holds what a format writes against a schema.
func conforms(t *testing.T, s *jsonschema.Schema, output string) {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(output))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(value); err != nil {
		t.Errorf("%v", err)
	}
}

func samples() map[string]decision.Decision {
	return map[string]decision.Decision{"everything": everything(), "nothing": nothing(), "hostile": hostile(), "segmented": segmented()}
}

// segmented is refused by a rule that no policy file holds.
func segmented() decision.Decision {
	d := nothing()
	d.Outcome, d.Summary = decision.Deny, decision.Summary{Fail: 1, Denied: 1}
	d.Tenants = []decision.Tenant{{Slug: "acme", Changes: 2, Address: "x.a"}, {Slug: "globex", Ring: 1, Changes: 5, Address: "x.b"}}
	d.Findings = []decision.Finding{{
		Policy: decision.PolicyReference{Kind: decision.Segmentation, Name: "max_tenants"}, Level: decision.Mandatory,
		Address: "x.b", Tenant: "globex", Verdict: decision.Fail, Effect: decision.Denies,
		Messages: []decision.Message{{Verdict: decision.Fail, Text: "The plan changes 2 tenants, and may change 1: acme (x.a), globex (x.b)."}},
	}}
	return d
}

func TestSARIFConforms(t *testing.T) {
	t.Parallel()
	published := schema(t, "testdata/schema/sarif-2.1.0.json")
	if err := published.Validate(map[string]any{"version": "2.0.0", "runs": []any{}}); err == nil {
		t.Fatal("the schema takes anything")
	}
	for name, d := range samples() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			conforms(t, published, write(t, "sarif", d))
		})
	}
}

type sarifResult struct {
	RuleID       string            `json:"ruleId"`
	Fingerprints map[string]string `json:"partialFingerprints"`
	Suppressions *[]struct{ Status string }
	Message      struct{ Text string }
	Properties   struct{ Verdict decision.Verdict }
}

func sarifResults(t *testing.T, d decision.Decision) []sarifResult {
	t.Helper()
	var log struct {
		Runs []struct{ Results []sarifResult }
	}
	if err := json.Unmarshal([]byte(write(t, "sarif", d)), &log); err != nil {
		t.Fatal(err)
	}
	return log.Runs[0].Results
}

// A reader knows a finding again when its lines moved, its message changed, other
// findings came and went, and the policy's file was renamed.
func TestFingerprintsStay(t *testing.T) {
	t.Parallel()
	byName := func(d decision.Decision) map[string]string {
		result := map[string]string{}
		for _, r := range sarifResults(t, d) {
			result[r.Fingerprints["nhi/v1"]] = r.RuleID
		}
		return result
	}
	before := everything()
	after := everything()
	for i := range after.Findings {
		f := &after.Findings[i]
		f.Policy.File = "policies/renamed.policy.hcl"
		f.Source = &decision.Range{File: "moved.tf", Start: decision.Position{Line: 99, Column: 3}}
		for j := range f.Messages {
			f.Messages[j].Text = "In other words."
			f.Messages[j].Range = &decision.Range{File: f.Policy.File, Start: decision.Position{Line: 98}}
		}
	}
	want := byName(before)
	if len(want) != 4 {
		t.Fatalf("%d fingerprints of 4 findings", len(want))
	}
	if diff := cmp.Diff(want, byName(after)); diff != "" {
		t.Errorf("fingerprints changed (-want +got):\n%s", diff)
	}
	after.Findings = after.Findings[1:]
	for name, rule := range byName(after) {
		if want[name] != rule {
			t.Errorf("the fingerprint %s of %s was not there before", name, rule)
		}
	}
}

// Findings that nothing tells apart still have names of their own.
func TestFingerprintsAreUnique(t *testing.T) {
	t.Parallel()
	d := everything()
	d.Findings = append(d.Findings, d.Findings[0])
	seen := map[string]bool{}
	for _, r := range sarifResults(t, d) {
		seen[r.Fingerprints["nhi/v1"]] = true
	}
	if len(seen) != 5 {
		t.Errorf("%d fingerprints for 5 findings", len(seen))
	}
}

// Every result says whether it is suppressed, and only what is waived is.
func TestSARIFSuppressesWhatIsWaived(t *testing.T) {
	t.Parallel()
	for _, r := range sarifResults(t, everything()) {
		if r.Suppressions == nil {
			t.Errorf("%s: it is not said whether it is suppressed", r.Message.Text)
			continue
		}
		if got, want := len(*r.Suppressions) == 1, r.Properties.Verdict == decision.Waived; got != want {
			t.Errorf("%s: suppressed %t, want %t", r.Message.Text, got, want)
		}
	}
}
