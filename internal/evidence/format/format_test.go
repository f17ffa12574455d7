package format_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/evidence"
	"github.com/nhi-governance/terraform-provider-nhi/internal/evidence/evidencetest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/evidence/format"
)

var update = flag.Bool("update", false, "rewrite the wanted output")

func seal(t testing.TB, source evidence.Source) evidence.Package {
	t.Helper()
	e, err := evidence.Derive(source)
	if err != nil {
		t.Fatal(err)
	}
	p, err := evidence.Seal(e)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func write(t testing.TB, name string, p evidence.Package) string {
	t.Helper()
	var text bytes.Buffer
	if err := format.Formats[name].Write(&text, p); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

// The quarter in every format, as it was read and found good.
func TestFormats(t *testing.T) {
	t.Parallel()
	_, source := evidencetest.Quarter(t)
	p := seal(t, source)
	for name := range format.Formats {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := write(t, name, p)
			if name == "json" {
				var readable bytes.Buffer
				if err := json.Indent(&readable, []byte(got), "", " "); err != nil {
					t.Fatal(err)
				}
				got = readable.String()
			}
			file := filepath.Join("testdata", "quarter."+name)
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("(-want +got), -update rewrites:\n%s", diff)
			}
		})
	}
}

// What records say is text, never markup or a command to the terminal.
func TestRecordsAreText(t *testing.T) {
	t.Parallel()
	_, source := evidencetest.Quarter(t)
	source.Controls[1].Objective = "<img src=x onerror=alert(1)>\x1b[31m"
	p := seal(t, source)
	page := write(t, "html", p)
	for _, markup := range []string{"<script", "<img", "http-equiv=\"refresh\""} {
		if strings.Contains(page, markup) {
			t.Errorf("the page has %s", markup)
		}
	}
	if !strings.Contains(page, "&lt;img src=x") || !strings.Contains(page, "&lt;script&gt;") {
		t.Error("the page lacks what was recorded")
	}
	p.Evidence.Tenant.Name = "Acme\x1b[2J"
	if strings.ContainsRune(write(t, "text", p), '\x1b') {
		t.Error("a record commands the terminal")
	}
}

// What is empty or not proven is loud in every format that people read.
func TestNothingIsLoud(t *testing.T) {
	t.Parallel()
	_, source := evidencetest.Quarter(t)
	source.Period = evidence.Period{From: evidencetest.At("2024-01-01"), To: evidencetest.At("2024-04-01")}
	empty := seal(t, source)
	_, source = evidencetest.Quarter(t)
	source.Log.Size, source.Log.Unproven = 0, "the role reaches one tenant."
	unproven := seal(t, source)
	tests := map[string]struct {
		p    evidence.Package
		want map[string]string
	}{
		"empty":    {empty, map[string]string{"html": `<header class="nothing">`, "text": "NOTHING is recorded"}},
		"unproven": {unproven, map[string]string{"html": `<header class="unproven">`, "text": "NOT proven"}},
	}
	for name, test := range tests {
		for format, want := range test.want {
			if got := write(t, format, test.p); !strings.Contains(got, want) {
				t.Errorf("%s: %s has no %q", name, format, want)
			}
		}
	}
}

// A page for people does not grow without end.
func TestPageIsBounded(t *testing.T) {
	t.Parallel()
	_, source := evidencetest.Quarter(t)
	p := seal(t, source)
	for range 500 {
		p.Evidence.Actions = append(p.Evidence.Actions, p.Evidence.Actions[0])
		p.Evidence.Controls[1].Violations = append(p.Evidence.Controls[1].Violations, p.Evidence.Controls[1].Violations[0])
	}
	for i := range int64(500) {
		p.Evidence.Controls[1].Decisions = append(p.Evidence.Controls[1].Decisions, i)
	}
	page := write(t, "html", p)
	for _, want := range []string{"And 314 more", "And 302 more", "and 484 more"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}
