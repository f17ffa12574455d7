package report_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/report"
)

var update = flag.Bool("update", false, "write the wanted texts anew")

// everything is a decision with one of each thing that a format has to show.
func everything() decision.Decision {
	ends := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	at := &decision.Range{File: "policies/iam.policy.hcl", Start: decision.Position{Line: 14, Column: 21}, End: decision.Position{Line: 14, Column: 60}}
	iam := func(name string) decision.PolicyReference {
		return decision.PolicyReference{File: "policies/iam.policy.hcl", Kind: "resource_policy", Type: "aws_iam_*", Name: name}
	}
	return decision.Decision{
		FormatVersion: decision.FormatVersion,
		Tool:          decision.Tool{Name: "nhi", Version: "1.2.3"},
		Instant:       time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC),
		Outcome:       decision.Deny,
		Input:         decision.Input{Kind: "plan_json", Path: "plan.json", Digest: "sha256:00ff", FormatVersion: "1.2", TerraformVersion: "1.11.4", Changes: 7},
		Bundle:        decision.Bundle{Digest: "sha256:0123456789abcdef0123", Policies: 4, Controls: 1},
		Summary:       decision.Summary{Pass: 3, Fail: 2, Undecided: 2, Waived: 1, Error: 1, Denied: 2, Warned: 2},
		Findings: []decision.Finding{
			{
				Policy: iam("no_wildcard"), Level: decision.MandatoryOverridable, Controls: []string{"least-privilege"},
				Address: "aws_iam_policy.all", Operation: "create", Action: "delete-create", Tenant: "acme",
				Verdict: decision.Fail, Effect: decision.Denies,
				Messages: []decision.Message{{
					Verdict: decision.Fail, Text: "\"all\" allows every action on every resource, to whoever holds the key that is nowhere rotated, which is more than anybody asked for.",
					Condition: "!local.wildcard", Range: at,
					Values: []decision.Value{
						{Expression: "local.wildcard", Text: "true"},
						{Expression: "attrs.policy", Text: "{\n  \"Statement\": " + strings.Repeat("<&>", 40) + "\n}"},
					},
				}},
				NotWaived:  []string{"Exception nhi_exception.all does not count: 0 of 1 approvals by alice@msp.example are there."},
				Exceptable: []string{"least-privilege"},
				Source:     &decision.Range{File: "main.tf", Start: decision.Position{Line: 3, Column: 1}, End: decision.Position{Line: 3, Column: 30}},
			},
			{
				Policy: iam("stays"), Level: decision.Mandatory,
				Address: "aws_iam_policy.all", Operation: "delete", Action: "delete-create",
				Verdict: decision.Undecided, Effect: decision.Warns,
				Messages: []decision.Message{{Verdict: decision.Undecided, Text: "It must stay.", Condition: "attrs.arn == x", Range: at}},
				Causes: []decision.Cause{
					{Kind: decision.Authored, Address: "aws_iam_policy.all", Attribute: "policy", References: []string{"random_pet.a.id", "random_pet.b.id"}},
					{Kind: decision.Authored, Address: "aws_iam_policy.all", Attribute: "name"},
					{Kind: decision.Computed, Address: "aws_iam_user.x", Attribute: "arn"},
				},
				Source: &decision.Range{File: "main.tf", Start: decision.Position{Line: 3, Column: 1}, End: decision.Position{Line: 3, Column: 30}},
			},
			{
				Policy: iam("no_wildcard"), Level: decision.MandatoryOverridable, Controls: []string{"least-privilege"},
				Address: "aws_iam_policy.excepted", Operation: "create", Action: "create", Tenant: "acme",
				Verdict: decision.Waived, Raw: decision.Fail, Effect: decision.Allows, Exception: "nhi_exception.one",
				Messages: []decision.Message{{Verdict: decision.Fail, Text: "It allows every action.", Range: at}},
			},
			{
				Policy: iam("typo"), Level: decision.Advisory, Address: "aws_iam_user.gone", Deposed: "4f5e", Operation: "delete", Action: "delete",
				Verdict: decision.Error, Effect: decision.NotKnown,
				Messages: []decision.Message{{Verdict: decision.Error, Text: "Unsupported attribute: This object does not have an attribute named \"tgas\".", Range: at}},
			},
			{
				Policy: iam("rotation"), Level: decision.Advisory, Address: "aws_iam_user.noted", Operation: "create", Action: "create",
				Verdict: decision.Pass, Effect: decision.Allows,
				Messages: []decision.Message{{Verdict: decision.Pass, Text: "Rotated every 30 days.", Range: at}},
			},
		},
		Exceptions: []decision.Exception{
			{ID: "01a2", Address: "nhi_exception.one", Tenant: "acme", Control: "least-privilege", Status: "active", Standing: "used", Expiring: true, ExpiresAt: &ends, Findings: 1},
			{ID: "01a3", Tenant: "acme", Control: "least-privilege", Status: "active", Standing: "unused", ExpiresAt: &ends},
			{Address: "nhi_exception.all", Tenant: "acme", Control: "least-privilege", Status: "pending", Standing: "not_approved", Problems: []string{"0 of 1 approvals by alice@msp.example are there"}},
			{Address: "nhi_exception.bad", Control: "leest-privilege", Status: "pending", Standing: "malformed", Problems: []string{"no control \"leest-privilege\" exists in the policy bundle"}},
		},
		Variations: []decision.Variation{
			{ID: "01b1", Tenant: "acme", Control: "keys-rotate", Parameter: "max_age", Value: "P6M", Reason: "The vendor's agent cannot rotate more often.", Status: "active", Counts: true, ExpiresAt: &ends},
			{ID: "01b2", Tenant: "acme", Control: "keys-rotate", Parameter: "overlap", Value: "P1D", Reason: "No overlap was needed.", Status: "expired", ExpiresAt: &ends},
			{ID: "01b3", Tenant: "acme", Control: "least-privilege", Parameter: "zone", Value: "eu", Reason: "They are in the EU.", Status: "pending", Problems: []string{"0 of 1 approvals by alice@msp.example are there"}},
		},
		Unmatched: []decision.PolicyReference{
			{File: "policies/gcp.policy.hcl", Kind: "resource_policy", Type: "google_*", Name: "nothing"},
			{File: "builtin:nhi-baseline/azure/key_vault.policy.hcl", Kind: "resource_policy", Type: "azurerm_key_vault", Name: "azure_vault_purge"},
			{File: "builtin:nhi-baseline/aws/kms.policy.hcl", Kind: "resource_policy", Type: "aws_kms_key", Name: "aws_kms_rotation"},
		},
		Warnings: []string{"Terraform deferred 2 changes to a later plan; they are judged there."},
	}
}

func nothing() decision.Decision {
	d := everything()
	d.Outcome, d.Summary, d.Findings, d.Exceptions, d.Variations = decision.Allow, decision.Summary{}, []decision.Finding{}, []decision.Exception{}, nil
	d.Unmatched, d.Warnings = []decision.PolicyReference{}, nil
	return d
}

// TestFormats compares what every format writes with a file of the same name.
func TestFormats(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		format   string
		decision decision.Decision
		options  report.Options
	}{
		"everything.json":   {"json", everything(), report.Options{}},
		"everything.github": {"github", everything(), report.Options{}},
		"everything.gitlab": {"gitlab", everything(), report.Options{}},
		"everything.html":   {"html", everything(), report.Options{}},
		"everything.junit":  {"junit", everything(), report.Options{}},
		"everything.md":     {"markdown", everything(), report.Options{}},
		"everything.sarif":  {"sarif", everything(), report.Options{}},
		"everything.txt":    {"text", everything(), report.Options{}},
		"everything.ansi":   {"text", everything(), report.Options{Color: true}},
		"quiet.txt":         {"text", everything(), report.Options{Quiet: true}},
		"nothing.json":      {"json", nothing(), report.Options{}},
		"nothing.github":    {"github", nothing(), report.Options{}},
		"nothing.gitlab":    {"gitlab", nothing(), report.Options{}},
		"nothing.html":      {"html", nothing(), report.Options{}},
		"nothing.junit":     {"junit", nothing(), report.Options{}},
		"segmented.html":    {"html", segmented(), report.Options{}},
		"segmented.md":      {"markdown", segmented(), report.Options{}},
		"segmented.sarif":   {"sarif", segmented(), report.Options{}},
		"nothing.md":        {"markdown", nothing(), report.Options{}},
		"nothing.sarif":     {"sarif", nothing(), report.Options{}},
		"nothing.txt":       {"text", nothing(), report.Options{}},
		"nothing-quiet.txt": {"text", nothing(), report.Options{Quiet: true}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got strings.Builder
			if err := report.Formats[test.format](&got, test.decision, test.options); err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", name)
			if *update {
				if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		})
	}
}
