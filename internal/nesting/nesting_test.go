package nesting_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"

	"github.com/nhi-governance/terraform-provider-nhi/internal/nesting"
)

func TestConfig(t *testing.T) {
	t.Parallel()
	const many = 20_000
	tests := map[string]struct{ source, want string }{
		"ordinary":              {"a = [for x in y : { b = x ? -1 : !z } if x]\n", ""},
		"many arguments":        {strings.Repeat("a = !x ? [1] : -y + 2\n", many), ""},
		"many elements":         {"a = [" + strings.Repeat("-x + (1), ", many) + "]\n", ""},
		"brackets":              {"a = " + strings.Repeat("[", many), "Nested too deeply"},
		"closing ones in text":  {"a = " + strings.Repeat(`["]", `, many), "Nested too deeply"},
		"opening ones in text":  {"a = [" + strings.Repeat(`"[", `, many) + "]\n", ""},
		"calls":                 {"a = " + strings.Repeat("f(", many), "Nested too deeply"},
		"blocks":                {strings.Repeat("b {\n", many), "Nested too deeply"},
		"templates":             {"a = " + strings.Repeat(`"${`, many), "Nested too deeply"},
		"directives":            {"a = \"" + strings.Repeat("%{ if x }", many), "Nested too deeply"},
		"negations":             {"a = " + strings.Repeat("!", many), "Nested too deeply"},
		"negations over lines":  {"a = (" + strings.Repeat("-\n", many), "Nested too deeply"},
		"conditionals":          {"a = " + strings.Repeat("x ? y : ", many), "Nested too deeply"},
		"a sum":                 {"a = " + strings.Repeat("x + ", many), "Expression too long"},
		"a sum over lines":      {"a = (" + strings.Repeat("x +\n", many), "Expression too long"},
		"a sum of sums":         {"a = " + strings.Repeat("("+strings.Repeat("x+", 100), 200), "Expression too long"},
		"indexes":               {"a = x" + strings.Repeat("[y]", many), "Expression too long"},
		"calls after one other": {"a = " + strings.Repeat("x && f(y) ", many), "Expression too long"},
		"interpolations":        {"a = \"" + strings.Repeat("${x}", many), "Expression too long"},
		"no end of closing":     {"a = " + strings.Repeat("]", many), ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := summary(nesting.Config([]byte(test.source), "f")); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// One more than the limits allow is refused whatever it is made of: nothing that
// counts is overlooked by deciding that a source is harmless.
func TestLimitsAreExact(t *testing.T) {
	t.Parallel()
	const levels, operators = 401, 10_001
	for part, times := range map[string]int{
		"[": levels, "(": levels, "f(": levels, "{ x = ": levels, `"${`: levels / 2, `x[`: levels,
		"!": levels, "-": levels, "x ? y : ": levels, "<<E\n${": levels / 2,
		"x + ": operators, "x - y * ": operators, "x && ": operators, "x || ": operators, "x / ": operators, "x % ": operators,
		"x == ": operators, "x != ": operators, "x < ": operators, "x >= ": operators, "[y]": operators,
	} {
		source := "a = " + strings.Repeat(part, times+1)
		if nesting.Config([]byte(source), "f") == nil {
			t.Errorf("%d times %q was accepted", times+1, part)
		}
	}
	for part, times := range map[string]int{"%{ if x }": levels, "${(": levels / 2, "${x}": operators} {
		if nesting.Template([]byte(strings.Repeat(part, times+1)), "f") == nil {
			t.Errorf("%d times %q was accepted in a template", times+1, part)
		}
	}
}

func TestTemplate(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		"plain ((((":                     "",
		"a ${b[0]}":                      "",
		"${" + strings.Repeat("(", 1000): "Nested too deeply",
	} {
		if got := summary(nesting.Template([]byte(source), "f")); got != want {
			t.Errorf("%.20q: got %q, want %q", source, got, want)
		}
	}
}

func summary(diag *hcl.Diagnostic) string {
	if diag == nil {
		return ""
	}
	return diag.Summary
}

func TestJSON(t *testing.T) {
	t.Parallel()
	const many = 1000
	for source, want := range map[string]bool{
		`{"a":[{"b":"[[["}]}`:                    false,
		strings.Repeat("[", many):                true,
		strings.Repeat(`["]",`, many):            true,
		strings.Repeat(`["\"]",`, many):          true,
		"[" + strings.Repeat(`"[",`, many) + "]": false,
		strings.Repeat("[],", many):              false,
	} {
		if got := nesting.JSON([]byte(source)); got != want {
			t.Errorf("%.20q: got %t, want %t", source, got, want)
		}
	}
}
