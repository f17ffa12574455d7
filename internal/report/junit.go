package report

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
)

// JUnit writes test results as Jenkins, GitLab and others read them: a policy is
// a suite, a change that it judges is a case. What denies is a failure, what
// could not be checked an error, what is waived is skipped; a warning passes and
// says so in the case's output.
func JUnit(w io.Writer, d decision.Decision, _ Options) error {
	report := junitReport{Name: d.Tool.Name + " check"}
	report.Suites = append(report.Suites, junitCheck(d))
	at := map[string]int{}
	for _, f := range d.Findings {
		id := policyID(f.Policy)
		i, ok := at[id]
		if !ok {
			i = len(report.Suites)
			at[id] = i
			report.Suites = append(report.Suites, junitSuite{Name: id, Timestamp: junitTime(d)})
		}
		report.Suites[i].add(junitFinding(f))
	}
	unmatched, _ := withoutBuiltin(d.Unmatched)
	for _, p := range unmatched {
		id := policyID(p)
		suite := junitSuite{Name: id, Timestamp: junitTime(d)}
		suite.add(junitCase{Class: id, Name: "any change", Skipped: "The policy matched nothing in this plan."})
		report.Suites = append(report.Suites, suite)
	}
	for _, s := range report.Suites {
		report.Tests += s.Tests
		report.Failures += s.Failures
		report.Errors += s.Errors
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(report); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// junitCheck is a suite for the check itself, so that the report is never empty,
// and never green when something could not be checked.
func junitCheck(d decision.Decision) junitSuite {
	suite := junitSuite{Name: "check", Timestamp: junitTime(d)}
	c := junitCase{Class: "check", Name: "everything could be checked", Output: summary(d) + "\n"}
	for _, warning := range d.Warnings {
		c.Output += "Warning: " + warning + "\n"
	}
	var lines []string
	for _, e := range d.Exceptions {
		lines = append(lines, standing(e))
	}
	c.Output += strings.Join(lines, "\n")
	if d.Outcome == decision.CouldNotTell {
		c.Error = &junitProblem{Type: string(d.Outcome), Message: outcomes[d.Outcome], Text: summary(d)}
	}
	suite.add(c)
	return suite
}

func junitFinding(f decision.Finding) junitCase {
	c := junitCase{Class: policyID(f.Policy), Name: subject(f)}
	why := strings.Join(sentences(f), "\n")
	problem := &junitProblem{Type: string(f.Verdict), Message: headline(f), Text: why}
	if f.Source != nil {
		problem.Text += "\n" + f.Source.File + ":" + strconv.Itoa(f.Source.Start.Line)
	}
	switch {
	case f.Verdict == decision.Waived:
		c.Skipped = why
	case f.Effect == decision.Denies:
		c.Failure = problem
	case f.Effect == decision.NotKnown:
		c.Error = problem
	default:
		c.Output = verdictWord(f) + ": " + problem.Text
	}
	return c
}

// junitTime is in UTC without saying so, as the format has it.
func junitTime(d decision.Decision) string { return d.Instant.UTC().Format("2006-01-02T15:04:05") }

type junitReport struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name      string      `xml:"name,attr"`
	Tests     int         `xml:"tests,attr"`
	Failures  int         `xml:"failures,attr"`
	Errors    int         `xml:"errors,attr"`
	Skipped   int         `xml:"skipped,attr"`
	Timestamp string      `xml:"timestamp,attr"`
	Cases     []junitCase `xml:"testcase"`
}

func (s *junitSuite) add(c junitCase) {
	s.Cases = append(s.Cases, c)
	s.Tests++
	switch {
	case c.Failure != nil:
		s.Failures++
	case c.Error != nil:
		s.Errors++
	case c.Skipped != "":
		s.Skipped++
	}
}

type junitCase struct {
	Class   string        `xml:"classname,attr"`
	Name    string        `xml:"name,attr"`
	Skipped string        `xml:"skipped,omitempty"`
	Error   *junitProblem `xml:"error"`
	Failure *junitProblem `xml:"failure"`
	Output  string        `xml:"system-out,omitempty"`
}

type junitProblem struct {
	Type    string `xml:"type,attr"`
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}
