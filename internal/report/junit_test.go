package report_test

import (
	"encoding/xml"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
)

// xmllint holds a document against the schema of JUnit, with libxml2: Go has no
// validator of XML schemas that is kept.
func xmllint(t *testing.T, document string) error {
	t.Helper()
	program, err := exec.LookPath("xmllint")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("xmllint is not there; .ci/setup installs it")
		}
		t.Skip("xmllint is not there; make setup installs it")
	}
	cmd := exec.CommandContext(t.Context(), program, "--nonet", "--noout", "--schema", "testdata/schema/junit-4.xsd", "-")
	cmd.Stdin = strings.NewReader(document)
	output, err := cmd.CombinedOutput()
	if err != nil {
		t.Logf("%s", output)
	}
	return err
}

func TestJUnitConforms(t *testing.T) {
	t.Parallel()
	if err := xmllint(t, `<testsuites><testsuite name="x"/></testsuites>`); err == nil {
		t.Fatal("the schema takes anything")
	}
	for name, d := range samples() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if err := xmllint(t, write(t, "junit", d)); err != nil {
				t.Error(err)
			}
		})
	}
}

// What a reader of the report counts is what the check decided.
func TestJUnitCounts(t *testing.T) {
	t.Parallel()
	incomplete := nothing()
	incomplete.Outcome = decision.CouldNotTell
	type counts struct{ Failures, Errors, Skipped int }
	tests := map[string]struct {
		decision decision.Decision
		want     counts
	}{
		"everything":                {everything(), counts{Failures: 1, Errors: 1, Skipped: 2}},
		"nothing":                   {nothing(), counts{}},
		"could not check":           {incomplete, counts{Errors: 1}},
		"whatever the texts may be": {hostile(), counts{Failures: 1, Errors: 1, Skipped: 2}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var document struct {
				Tests  int `xml:"tests,attr"`
				Suites []struct {
					Tests int `xml:"tests,attr"`
					Cases []struct {
						Failure *struct{} `xml:"failure"`
						Error   *struct{} `xml:"error"`
						Skipped *struct{} `xml:"skipped"`
					} `xml:"testcase"`
				} `xml:"testsuite"`
			}
			if err := xml.Unmarshal([]byte(write(t, "junit", test.decision)), &document); err != nil {
				t.Fatal(err)
			}
			var got counts
			tests := 0
			for _, s := range document.Suites {
				tests += s.Tests
				if len(s.Cases) != s.Tests {
					t.Errorf("a suite has %d cases and says %d", len(s.Cases), s.Tests)
				}
				for _, c := range s.Cases {
					switch {
					case c.Failure != nil:
						got.Failures++
					case c.Error != nil:
						got.Errors++
					case c.Skipped != nil:
						got.Skipped++
					}
				}
			}
			if tests == 0 || tests != document.Tests {
				t.Errorf("%d cases, and the report says %d", tests, document.Tests)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("counts (-want +got):\n%s", diff)
			}
		})
	}
}
