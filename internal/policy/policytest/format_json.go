package policytest

import (
	"encoding/json"
	"io"

	"github.com/hashicorp/hcl/v2"

	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// The JSON form of a report: one object. Fields may be added, none will change.
type (
	jsonReport struct {
		Files    []jsonFile    `json:"files"`
		Summary  jsonSummary   `json:"summary"`
		Coverage *jsonCoverage `json:"coverage,omitempty"`
		Errors   []jsonProblem `json:"errors,omitempty"`
	}
	jsonSummary struct {
		Passed  int `json:"passed"`
		Failed  int `json:"failed"`
		Skipped int `json:"skipped"`
		Errors  int `json:"errors"`
	}
	jsonFile struct {
		Path   string        `json:"path"`
		Cases  []jsonCase    `json:"cases"`
		Errors []jsonProblem `json:"errors,omitempty"`
	}
	jsonCase struct {
		Name            string         `json:"name"`
		Kind            string         `json:"kind"` // resource, provider, module or data
		Type            string         `json:"type"`
		Line            int            `json:"line"`
		Status          Status         `json:"status"`
		ExpectedFailure bool           `json:"expected_failure"`
		Verdict         policy.Outcome `json:"verdict"`
		Message         string         `json:"message"`
		Difference      []string       `json:"difference,omitempty"`
		Policies        []jsonPolicy   `json:"policies,omitempty"`
	}
	jsonPolicy struct {
		File    string         `json:"file"`
		Line    int            `json:"line"`
		Kind    policy.Kind    `json:"kind"`
		Type    string         `json:"type"`
		Name    string         `json:"name"`
		Level   policy.Level   `json:"level"`
		Verdict policy.Outcome `json:"verdict"`
		Message string         `json:"message"`
	}
	jsonProblem struct {
		Severity string `json:"severity"`
		Summary  string `json:"summary"`
		Detail   string `json:"detail"`
		File     string `json:"file,omitempty"`
		Line     int    `json:"line,omitempty"`
		Column   int    `json:"column,omitempty"`
	}
	jsonCoverage struct {
		Branches int          `json:"branches"`
		Taken    int          `json:"taken"`
		Missed   []jsonMissed `json:"missed"`
	}
	jsonMissed struct {
		Policy string `json:"policy"`
		File   string `json:"file"`
		Line   int    `json:"line"`
		What   string `json:"what"` // policy, or the branch: filter true, condition false
	}
)

func writeJSON(w io.Writer, r Report, view View) error {
	out := jsonReport{
		Files:   []jsonFile{},
		Summary: jsonSummary{r.Summary.Passed, r.Summary.Failed, r.Summary.Skipped, r.Summary.Errors},
		Errors:  jsonProblems(r.Diagnostics),
	}
	for _, f := range r.Files {
		file := jsonFile{Path: f.Path, Cases: []jsonCase{}, Errors: jsonProblems(f.Diagnostics)}
		for _, c := range f.Cases {
			file.Cases = append(file.Cases, toJSON(c))
		}
		out.Files = append(out.Files, file)
	}
	if view.Cover {
		out.Coverage = coverageJSON(r.Coverage)
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(out)
}

func toJSON(c CaseResult) jsonCase {
	out := jsonCase{
		Name: c.Name, Kind: c.Kind, Type: c.Type, Line: c.Range.Start.Line,
		Status: c.Status, ExpectedFailure: c.ExpectedFailure, Verdict: c.Verdict,
		Message: c.Message, Difference: c.Difference,
	}
	for _, r := range c.Results {
		out.Policies = append(out.Policies, jsonPolicy{
			File: r.Policy.File, Line: r.Policy.Range.Start.Line,
			Kind: r.Policy.Kind, Type: r.Policy.Type, Name: r.Policy.Name,
			Level: r.Level, Verdict: r.Outcome, Message: says(r),
		})
	}
	return out
}

func jsonProblems(diags hcl.Diagnostics) []jsonProblem {
	var problems []jsonProblem
	for _, diag := range diags {
		problem := jsonProblem{Severity: "error", Summary: diag.Summary, Detail: diag.Detail}
		if diag.Severity == hcl.DiagWarning {
			problem.Severity = "warning"
		}
		if at := diag.Subject; at != nil {
			problem.File, problem.Line, problem.Column = at.Filename, at.Start.Line, at.Start.Column
		}
		problems = append(problems, problem)
	}
	return problems
}

func coverageJSON(c Coverage) *jsonCoverage {
	taken, all := c.Counts()
	out := &jsonCoverage{Branches: all, Taken: taken, Missed: []jsonMissed{}}
	for _, p := range c.Policies {
		if p.Judged == 0 {
			out.Missed = append(out.Missed, jsonMissed{p.Policy.Name, p.Policy.File, p.Policy.Range.Start.Line, "policy"})
			continue
		}
		for _, b := range p.Missed() {
			out.Missed = append(out.Missed, jsonMissed{p.Policy.Name, b.Range.Filename, b.Range.Start.Line, b.What})
		}
	}
	return out
}
