package policytest

import (
	"fmt"
	"io"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// writeText writes a report for people: a line for each file, what did not
// pass, and the counts.
func writeText(w io.Writer, r Report, view View) error {
	t := &text{view: view}
	for _, f := range r.Files {
		if len(f.Cases) > 0 || len(f.Diagnostics) > 0 {
			t.file(f)
		}
	}
	if view.Cover {
		t.coverage(r.Coverage)
	}
	t.diagnostics(r.Diagnostics, "")
	if r.Summary.Errors > 0 {
		t.printf("%s\n", t.paint(red, fmt.Sprintf("%d could not be run", r.Summary.Errors)))
	}
	t.printf("%d passed, %d failed, %d skipped\n", r.Summary.Passed, r.Summary.Failed, r.Summary.Skipped)
	_, err := io.WriteString(w, t.b.String())
	return err
}

type text struct {
	view View
	b    strings.Builder
}

const (
	red   = "\x1b[31m"
	green = "\x1b[32m"
	faint = "\x1b[2m"
	reset = "\x1b[0m"
)

func (t *text) paint(color, s string) string {
	if !t.view.Color {
		return s
	}
	return color + s + reset
}

func (t *text) printf(format string, args ...any) { fmt.Fprintf(&t.b, format, args...) }

func (t *text) file(f FileResult) {
	var s Summary
	s.add(f)
	word := t.paint(green, "ok  ")
	if s.Failed > 0 || s.Errors > 0 {
		word = t.paint(red, "FAIL")
	}
	counts := fmt.Sprintf("%d passed, %d failed, %d skipped", s.Passed, s.Failed, s.Skipped)
	if s.Errors > 0 {
		counts += fmt.Sprintf(", %d could not be run", s.Errors)
	}
	t.printf("%s %s  %s\n", word, f.Path, t.paint(faint, counts))
	if f.Diagnostics.HasErrors() {
		t.diagnostics(f.Diagnostics, "     ")
		return
	}
	for _, c := range f.Cases {
		if t.view.Verbose || c.Status == Failed || c.Status == Errored {
			t.oneCase(c)
		}
	}
}

func (t *text) oneCase(c CaseResult) {
	color := red
	switch c.Status {
	case Passed:
		color = green
	case Skipped:
		color = faint
	}
	note := ""
	if c.Status == Passed {
		note = fmt.Sprintf("  (%s)", strings.ReplaceAll(string(c.Verdict), "_", " "))
		if c.ExpectedFailure {
			note = fmt.Sprintf("  (%s, as expected)", c.Verdict)
		}
	}
	t.printf("     %s %s%s\n", t.paint(color, string(c.Status)), c.Address(), note)
	if c.Status == Errored {
		t.printf("            at %s:%d\n", c.Range.Filename, c.Range.Start.Line)
		t.indented("            ", c.Message)
	}
	if c.Status != Failed {
		return
	}
	t.printf("            at %s:%d\n", c.Range.Filename, c.Range.Start.Line)
	for _, line := range c.Difference {
		if strings.HasPrefix(line, "-") {
			t.printf("            %s\n", t.paint(red, line))
		} else {
			t.printf("            %s\n", t.paint(green, line))
		}
	}
	for _, result := range c.Results {
		t.evidence(result)
	}
}

// evidence shows what a policy's failed conditions looked at.
func (t *text) evidence(result policy.Result) {
	for _, enforce := range result.Enforce {
		if enforce.Outcome == policy.Pass {
			continue
		}
		t.printf("\n            %s:%d: %s, in policy %s\n", enforce.Range.Filename, enforce.Range.Start.Line, enforce.Outcome, result.Policy.Name)
		t.indented("              ", enforce.Condition)
		for _, value := range enforce.Values {
			t.printf("                %s = %s\n", value.Expression, value.Text)
		}
	}
	for _, diag := range result.Diagnostics {
		if diag.Severity == hcl.DiagWarning {
			t.diagnostics(hcl.Diagnostics{diag}, "            ")
		}
	}
}

func (t *text) diagnostics(diags hcl.Diagnostics, indent string) {
	for _, diag := range diags {
		severity := t.paint(red, "Error")
		if diag.Severity == hcl.DiagWarning {
			severity = "Warning"
		}
		place := ""
		if diag.Subject != nil {
			place = fmt.Sprintf("%s:%d: ", diag.Subject.Filename, diag.Subject.Start.Line)
		}
		t.printf("%s%s%s: %s\n", indent, place, severity, diag.Summary)
		t.indented(indent+"  ", diag.Detail)
	}
}

func (t *text) indented(indent, s string) {
	for line := range strings.Lines(strings.TrimRight(s, "\n")) {
		t.printf("%s%s\n", indent, strings.TrimRight(line, "\n"))
	}
}

func (t *text) coverage(c Coverage) {
	taken, all := c.Counts()
	t.printf("\nCoverage: %d of %d branches of %d policies\n", taken, all, len(c.Policies))
	for _, p := range c.Policies {
		place := fmt.Sprintf("%s:%d", p.Policy.File, p.Policy.Range.Start.Line)
		if p.Judged == 0 {
			t.printf("  %s: policy %s is never exercised\n", place, p.Policy.Name)
			continue
		}
		for _, missed := range p.Missed() {
			t.printf("  %s:%d: policy %s never has its %s\n", missed.Range.Filename, missed.Range.Start.Line, p.Policy.Name, missed.What)
		}
	}
	t.printf("\n")
}
