package report

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
)

// GitLab writes a code quality report, which GitLab shows in a merge request.
// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
func GitLab(w io.Writer, d decision.Decision, _ Options) error {
	issues := []gitlabIssue{}
	names := fingerprints(d.Findings)
	for i, f := range d.Findings {
		if f.Verdict == decision.Pass {
			continue
		}
		at := place(d, f)
		issue := gitlabIssue{
			Description: subject(f) + ": " + strings.Join(sentences(f), " "),
			Check:       policyID(f.Policy),
			Fingerprint: names[i],
			Severity:    gitlabSeverity(f),
		}
		issue.Location.Path = strings.TrimPrefix(filepath.ToSlash(at.File), "./")
		issue.Location.Lines.Begin = at.Start.Line
		issues = append(issues, issue)
	}
	return writeJSON(w, issues)
}

func gitlabSeverity(f decision.Finding) string {
	switch f.Effect {
	case decision.Denies:
		if f.Level == decision.Mandatory {
			return "blocker"
		}
		return "critical"
	case decision.NotKnown:
		return "major"
	case decision.Warns:
		return "minor"
	default:
		return "info"
	}
}

type gitlabIssue struct {
	Description string `json:"description"`
	Check       string `json:"check_name"`
	Fingerprint string `json:"fingerprint"`
	Severity    string `json:"severity"`
	Location    struct {
		Path  string `json:"path"`
		Lines struct {
			Begin int `json:"begin"`
		} `json:"lines"`
	} `json:"location"`
}
