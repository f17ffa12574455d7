package policytest

import (
	"encoding/xml"
	"io"
	"strings"
)

// The JUnit form: a suite for each file. It has no times, so that the same run
// writes the same bytes.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Skipped  int          `xml:"skipped,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name      string        `xml:"name,attr"`
		ClassName string        `xml:"classname,attr"`
		File      string        `xml:"file,attr"`
		Line      int           `xml:"line,attr,omitempty"`
		Failure   *junitProblem `xml:"failure,omitempty"`
		Error     *junitProblem `xml:"error,omitempty"`
		Skipped   *struct{}     `xml:"skipped,omitempty"`
	}
	junitProblem struct {
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
)

func writeJUnit(w io.Writer, r Report, _ View) error {
	var out junitSuites
	for _, f := range r.Files {
		var s Summary
		s.add(f)
		suite := junitSuite{Name: f.Path, Tests: s.Passed + s.Failed + s.Skipped + s.Errors, Failures: s.Failed, Errors: s.Errors, Skipped: s.Skipped}
		for _, c := range f.Cases {
			one := junitCase{Name: c.Name, ClassName: c.Type, File: f.Path, Line: c.Range.Start.Line}
			switch c.Status {
			case Failed:
				one.Failure = problemOf(c.Message, c.Difference)
			case Errored:
				one.Error = problemOf(c.Message, nil)
			case Skipped:
				one.Skipped = &struct{}{}
			}
			suite.Cases = append(suite.Cases, one)
		}
		if len(f.Cases) == 0 && f.Diagnostics.HasErrors() {
			suite.Cases = append(suite.Cases, junitCase{Name: "file", File: f.Path, Error: problemOf(firstError(f.Diagnostics), nil)})
		}
		out.Suites = append(out.Suites, suite)
		out.Tests += suite.Tests
		out.Failures += suite.Failures
		out.Errors += suite.Errors
		out.Skipped += suite.Skipped
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(out); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func problemOf(message string, difference []string) *junitProblem {
	first, _, _ := strings.Cut(message, "\n")
	body := message
	if len(difference) > 0 {
		body = strings.Join(difference, "\n")
	}
	return &junitProblem{Message: first, Text: body}
}
