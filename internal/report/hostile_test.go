package report_test

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/report"
)

// evil tries every format at once: a terminal, HTML, XML, Markdown, workflow
// commands, the direction of writing, and bytes that are no text at all.
const evil = "\x1b]0;pwned\x07\x1b[2J\r\n::error file=a::pwned\n##[error]pwned\n" +
	"]]><script>alert(1)</script><img src=x onerror=alert(1)>&amp;&lt;\n" +
	"|`` `x` ``[a](javascript:alert(1)) ![b](https://evil.example/b.png) @everyone #1 https://evil.example www.evil.example $x$ --> \u202egnp.exe\u2066 \x00\xff"

// hostile is a decision of which every free text ends in [evil].
func hostile() decision.Decision {
	d := everything()
	poison(reflect.ValueOf(&d).Elem())
	return d
}

// poison leaves alone the words that a check chooses itself: how an exception
// stands, and what has a type of its own.
func poison(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() && v.String() != "" {
			v.SetString(v.String() + evil)
		}
	case reflect.Slice:
		for i := range v.Len() {
			poison(v.Index(i))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			poison(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if field := v.Type().Field(i); field.IsExported() && field.Name != "Standing" {
				poison(v.Field(i))
			}
		}
	}
}

func write(t *testing.T, format string, d decision.Decision) string {
	t.Helper()
	var b strings.Builder
	if err := report.Formats[format](&b, d, report.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestHarmless holds for every format, those to come too.
func TestHarmless(t *testing.T) {
	t.Parallel()
	for _, format := range slices.Sorted(maps.Keys(report.Formats)) {
		t.Run(format, func(t *testing.T) {
			t.Parallel()
			got := write(t, format, hostile())
			i := strings.IndexFunc(got, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' })
			if i >= 0 {
				t.Errorf("a control character gets through: %q", got[max(0, i-40):i+1])
			}
			if !strings.Contains(got, "pwned") {
				t.Error("the texts are not there at all")
			}
			if again := write(t, format, hostile()); again != got {
				t.Error("the same decision is not written the same way twice")
			}
		})
	}
}
