package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
)

// GitHub writes workflow commands, which a runner of GitHub Actions shows as
// annotations on the lines of the pull request.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
func GitHub(w io.Writer, d decision.Decision, _ Options) error {
	out := bufio.NewWriter(w)
	for _, f := range d.Findings {
		if f.Verdict == decision.Pass {
			continue
		}
		annotate(out, githubLevel(f), f.Source, verdictWord(f)+": "+f.Policy.Name, subject(f)+"\n"+strings.Join(sentences(f), "\n"))
	}
	for _, e := range d.Exceptions {
		switch {
		case e.Standing == "malformed":
			annotate(out, "error", nil, "malformed exception", standing(e))
		case len(e.Problems) > 0 || e.Expiring:
			annotate(out, "warning", nil, "exception", standing(e))
		}
	}
	for _, warning := range d.Warnings {
		annotate(out, "warning", nil, "nhi check", warning)
	}
	fmt.Fprintln(out, summary(d))
	return out.Flush()
}

func githubLevel(f decision.Finding) string {
	switch f.Effect {
	case decision.Denies, decision.NotKnown:
		return "error"
	case decision.Warns:
		return "warning"
	default:
		return "notice"
	}
}

// annotate writes one command. Columns are told within a line only: GitHub
// refuses them for a range of lines.
func annotate(w io.Writer, level string, at *decision.Range, title, message string) {
	var properties []string
	property := func(name string, value any) {
		properties = append(properties, name+"="+githubProperty.Replace(fmt.Sprint(value)))
	}
	if at != nil {
		property("file", at.File)
		property("line", at.Start.Line)
		if at.End.Line > 0 {
			property("endLine", at.End.Line)
		}
		if at.End.Line == at.Start.Line {
			property("col", at.Start.Column)
			property("endColumn", at.End.Column)
		}
	}
	property("title", title)
	fmt.Fprintf(w, "::%s %s::%s\n", level, strings.Join(properties, ","), githubData.Replace(message))
}

// The escapes that the runner takes back.
var (
	githubData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
