package provider

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// Results are in JSON; an error is said of the argument that it is about.
func TestFunctions(t *testing.T) {
	t.Parallel()
	const waiver = `"control": "c", "targets": ["a.c", "a.b"], "category": "waiver", "reason": "Because.", "requested_by": "dave@acme.example"`
	none := int64(-1)
	tests := map[string]struct {
		function  string
		arguments string // JSON
		want      string // JSON, or a part of the error
		argument  int64  // that the error is about, -1 for no error
	}{
		"before the anchor":     {"next_occurrence", `["monthly", "2026-01-31T09:00:00Z", "2025-06-01T00:00:00Z"]`, `"2026-01-31T09:00:00Z"`, none},
		"the end of a month":    {"next_occurrence", `["monthly", "2026-01-31T09:00:00Z", "2026-01-31T09:00:00Z"]`, `"2026-02-28T09:00:00Z"`, none},
		"an RRULE skips it":     {"next_occurrence", `["FREQ=MONTHLY", "2026-01-31T09:00:00Z", "2026-01-31T09:00:00Z"]`, `"2026-03-31T09:00:00Z"`, none},
		"strictly after":        {"next_occurrence", `["annual", "2026-01-01T00:00:00Z", "2027-01-01T01:00:00+01:00"]`, `"2028-01-01T00:00:00Z"`, none},
		"no more":               {"next_occurrence", `["FREQ=DAILY;COUNT=2", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"]`, `null`, none},
		"not a recurrence":      {"next_occurrence", `["sometimes", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"]`, `"sometimes" is not a recurrence`, 0},
		"anchor without offset": {"next_occurrence", `["monthly", "2026-01-01", "2026-01-02T00:00:00Z"]`, `"2026-01-01" has no offset`, 1},
		"after is no instant":   {"next_occurrence", `["monthly", "2026-01-01T00:00:00Z", "soon"]`, `"soon" is not an RFC 3339 instant`, 2},

		"a glob":                    {"covers", `[["module.legacy.*"], "module.legacy.aws_iam_user.a[\"eu\"]"]`, `true`, none},
		"brackets are themselves":   {"covers", `[["a.b[0]"], "a.b0"]`, `false`, none},
		"the whole address":         {"covers", `[["a.b"], "a.bc"]`, `false`, none},
		"one of several":            {"covers", `[["a.b", "c.*"], "c.d"]`, `true`, none},
		"no target":                 {"covers", `[[], "c.d"]`, `false`, none},
		"a record":                  {"covers", `[["019b76da-a800-7000-8000-000000000001"], "019b76da-a800-7000-8000-000000000001"]`, `true`, none},
		"a record is under no glob": {"covers", `[["019b*"], "019b76da-a800-7000-8000-000000000001"]`, `false`, none},

		"weeks":             {"parse_duration", `["12w"]`, `{"canonical": "P84D", "days": 84, "months": 0, "seconds": 0}`, none},
		"everything at all": {"parse_duration", `["P1Y2M3DT4H5M6S"]`, `{"canonical": "P1Y2M3DT4H5M6S", "days": 3, "months": 14, "seconds": 14706}`, none},
		"a bare number":     {"parse_duration", `["90"]`, `"90" is not a period`, 0},
		"nothing at all":    {"parse_duration", `["0d"]`, `"0d" is a period of no length`, 0},

		"an exception": {
			"canonical", `["acme", {` + waiver + `, "evidence": {"ticket": "SEC-1"}, "expires_at": "2027-01-01T01:00:00+01:00"}]`,
			`"{\"attributes\":{\"category\":\"waiver\",\"control\":\"c\",\"evidence\":{\"ticket\":\"SEC-1\"},\"expires_at\":\"2027-01-01T00:00:00Z\",\"reason\":\"Because.\",` +
				`\"requested_by\":\"dave@acme.example\",\"targets\":[\"a.b\",\"a.c\"]},\"format\":\"nhi-approval-v1\",\"kind\":\"exception\",\"tenant\":\"acme\"}\n"`, none,
		},
		"a variation": {
			"canonical", `["acme", {"control": "keys-rotate", "parameter": "max_age", "value": 30, "reason": "Because.", "requested_by": "dave@acme.example", "status": "pending"}]`,
			`"{\"attributes\":{\"control\":\"keys-rotate\",\"parameter\":\"max_age\",\"reason\":\"Because.\",\"requested_by\":\"dave@acme.example\",\"value\":\"30\"},` +
				`\"format\":\"nhi-approval-v1\",\"kind\":\"variation\",\"tenant\":\"acme\"}\n"`, none,
		},
		"break-glass access": {
			"canonical", `["acme", {"identity": "i", "system": "s", "privilege": "admin", "max_duration": "4h", "review_within": "2w", "activators": ["raj", "joe", "raj"], "reason": "Because.", "requested_by": "dave"}]`,
			`"{\"attributes\":{\"activators\":[\"joe\",\"raj\"],\"identity\":\"i\",\"max_duration\":\"PT4H\",\"privilege\":\"admin\",\"reason\":\"Because.\",\"requested_by\":\"dave\",` +
				`\"review_within\":\"P14D\",\"system\":\"s\"},\"format\":\"nhi-approval-v1\",\"kind\":\"break_glass\",\"tenant\":\"acme\"}\n"`, none,
		},
		"no record that is approved": {"canonical", `["acme", {"slug": "acme"}]`, `It is no exception, which has targets`, 1},
		"no record at all":           {"canonical", `["acme", "acme/access-ends"]`, `It is no record`, 1},
		"targets that are none":      {"canonical", `["acme", {"targets": "a.b"}]`, `ttribute targets: It is no set of texts`, 1},
		"targets that are numbers":   {"canonical", `["acme", {"targets": [1]}]`, `targets: It has something in it that is no text`, 1},
		"evidence that is none":      {"canonical", `["acme", {"targets": ["a.b"], "evidence": ["SEC-1"]}]`, `evidence: It is no map of texts`, 1},
		"a period that is none":      {"canonical", `["acme", {"max_duration": "long"}]`, `"long" is not a period`, 1},
		"a text that is none":        {"canonical", `["acme", {"targets": ["a.b"], "reason": ["a", "b"]}]`, `reason: It is no text`, 1},

		"the tenant's id":  {"canonical", `["019b76da-a800-7000-8000-000000000001", {` + waiver + `, "expires_at": "2027-01-01T00:00:00Z"}]`, `give the tenant's slug`, 0},
		"no tenant":        {"canonical", `["", {` + waiver + `, "expires_at": "2027-01-01T00:00:00Z"}]`, `It must not be empty`, 0},
		"no end":           {"canonical", `["acme", {` + waiver + `}]`, `Attribute expires_at: It must be set`, 1},
		"end is no date":   {"canonical", `["acme", {` + waiver + `, "expires_at": "2027"}]`, `Attribute expires_at: "2027" is not an RFC 3339 instant`, 1},
		"start is no date": {"canonical", `["acme", {` + waiver + `, "starts_at": "2027", "expires_at": "2027-01-01T00:00:00Z"}]`, `Attribute starts_at: "2027"`, 1},
	}
	s := newWorld(t).server(nil)
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, failed := s.call(test.function, test.arguments)
			switch {
			case test.argument == none && failed != nil:
				t.Errorf("want %s, got the error %s", test.want, failed.Text)
			case test.argument == none:
				var want any
				if err := json.Unmarshal([]byte(test.want), &want); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("result (-want +got):\n%s", diff)
				}
			case failed == nil:
				t.Errorf("want the error %s, got %v", test.want, got)
			case failed.FunctionArgument == nil || *failed.FunctionArgument != test.argument || !strings.Contains(failed.Text, test.want):
				t.Errorf("want of argument %d the error %s, got %s", test.argument, test.want, failed.Text)
			}
		})
	}
}

// call calls a function with arguments in JSON, absent attributes being null.
func (s *server) call(name, arguments string) (any, *tfprotov6.FunctionError) {
	s.t.Helper()
	function := s.schemas.Functions[name]
	var given []json.RawMessage
	if err := json.Unmarshal([]byte(arguments), &given); err != nil {
		s.t.Fatal(err)
	}
	request := &tfprotov6.CallFunctionRequest{Name: name}
	for i, parameter := range function.Parameters {
		value := loose(s.t, given[i])
		if !parameter.Type.Is(tftypes.DynamicPseudoType) {
			var err error
			if value, err = (&tfprotov6.DynamicValue{JSON: given[i]}).Unmarshal(parameter.Type); err != nil {
				s.t.Fatal(err)
			}
		}
		argument, err := tfprotov6.NewDynamicValue(parameter.Type, value)
		if err != nil {
			s.t.Fatal(err)
		}
		request.Arguments = append(request.Arguments, &argument)
	}
	response, err := s.CallFunction(s.t.Context(), request)
	if err != nil {
		s.t.Fatal(err)
	}
	if response.Error != nil {
		return nil, response.Error
	}
	result, err := response.Result.Unmarshal(function.Return.Type)
	if err != nil {
		s.t.Fatal(err)
	}
	return plain(s.t, result), nil
}

// loose is a value of whatever type a literal has.
func loose(t *testing.T, document json.RawMessage) tftypes.Value {
	t.Helper()
	var text string
	var number float64
	var elements []json.RawMessage
	var attributes map[string]json.RawMessage
	switch {
	case json.Unmarshal(document, &text) == nil:
		return tftypes.NewValue(tftypes.String, text)
	case json.Unmarshal(document, &number) == nil:
		return tftypes.NewValue(tftypes.Number, number)
	case json.Unmarshal(document, &elements) == nil:
		var of tftypes.Tuple
		var values []tftypes.Value
		for _, element := range elements {
			value := loose(t, element)
			of.ElementTypes, values = append(of.ElementTypes, value.Type()), append(values, value)
		}
		return tftypes.NewValue(of, values)
	default:
		if err := json.Unmarshal(document, &attributes); err != nil {
			t.Fatal(err)
		}
		of, values := tftypes.Object{AttributeTypes: map[string]tftypes.Type{}}, map[string]tftypes.Value{}
		for name, attribute := range attributes {
			values[name] = loose(t, attribute)
			of.AttributeTypes[name] = values[name].Type()
		}
		return tftypes.NewValue(of, values)
	}
}

// What is signed is known as soon as what is approved is, whatever else of the
// record is not.
func TestCanonicalOfUnknown(t *testing.T) {
	w := newWorld(t)
	const output = `
output "signed" {
  value = provider::nhi::canonical("acme", nhi_exception.admin)
}
`
	message, err := approval.OfException(requested, "acme").Canonical()
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := strings.Replace(exception(""), `["nhi_entitlement.admin"]`, `["nhi_entitlement.admin", nhi_system.new.id]`, 1) + `
resource "nhi_system" "new" {
  tenant = nhi_tenant.acme.id
  name   = "new"
  kind   = "record"
}
`
	planned := func(check plancheck.PlanCheck) resource.ConfigPlanChecks {
		return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{check}}
	}
	w.run(
		resource.TestStep{Config: w.config(exception("") + output), ConfigPlanChecks: planned(plancheck.ExpectKnownOutputValue("signed", is(string(message))))},
		resource.TestStep{Config: w.config(elsewhere + output), ConfigPlanChecks: planned(plancheck.ExpectUnknownOutputValue("signed"))},
	)
}

// The examples say in a comment what they return, and Terraform agrees.
func TestExamplesOfFunctions(t *testing.T) {
	signed, err := approval.OfException(governance.Exception{
		Control: "privileged-access-is-governed", Targets: []string{"module.legacy.*"}, Category: governance.Waiver,
		Reason: "The vendor migrates in March.", RequestedBy: "dave@acme.example", ExpiresAt: at("2029-02-28T23:00:00Z"),
	}, "acme").Canonical()
	if err != nil {
		t.Fatal(err)
	}
	wanted := map[string]map[string]knownvalue.Check{
		"next_occurrence": {"next_review": is("2026-07-15T09:00:00Z"), "ended": knownvalue.Bool(true)},
		"covers":          {"about_backup": knownvalue.ListSizeExact(0), "covered": knownvalue.Bool(true), "not_covered": knownvalue.Bool(false)},
		"parse_duration": {"same": knownvalue.Bool(true), "quarter": knownvalue.ObjectExact(map[string]knownvalue.Check{
			"canonical": is("P3M"), "months": knownvalue.Int64Exact(3), "days": knownvalue.Int64Exact(0), "seconds": knownvalue.Int64Exact(0),
		})},
		"canonical": {"to_sign": is(string(signed))},
	}
	folders, err := os.ReadDir(filepath.Join(examples, "functions"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, folder := range folders {
		names = append(names, folder.Name())
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(newWorld(t).server(nil).schemas.Functions)), names); diff != "" {
		t.Errorf("functions (-provider +examples):\n%s", diff)
	}
	for name, outputs := range wanted {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			var checks []statecheck.StateCheck
			for output, value := range outputs {
				checks = append(checks, statecheck.ExpectKnownOutputValue(output, value))
			}
			w.run(resource.TestStep{Config: w.config(read(t, filepath.Join(examples, "functions", name, "function.tf"))), ConfigStateChecks: checks})
		})
	}
}
