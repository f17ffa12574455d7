package format

import (
	"fmt"

	"github.com/nhi-governance/terraform-provider-nhi/internal/evidence"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// titles are the names of frameworks as their publishers write them.
var titles = map[string]string{
	"nist-csf-2.0":   "NIST Cybersecurity Framework 2.0",
	"nist-sp-800-53": "NIST SP 800-53 Rev. 5",
	"nist-ai-rmf":    "NIST AI Risk Management Framework",
	"owasp-nhi":      "OWASP Non-Human Identities Top 10",
}

func title(framework string) string {
	if known, ok := titles[framework]; ok {
		return known
	}
	return framework
}

// verdict says what the package comes to, and never that all is well: that is for
// the auditor.
func verdict(e evidence.Evidence) string {
	switch {
	case e.Summary.Empty():
		return "NOTHING is recorded of this period. This package is evidence of nothing."
	case e.Summary.Gaps > 0:
		return words.Count(e.Summary.Gaps, "thing is missing or does not hold", "things are missing or do not hold") + "."
	default:
		return "Nothing that these controls ask for is missing."
	}
}

// proven says what the entries are proven against.
func proven(l evidence.Log) string {
	entries := words.Count(len(l.Entries), "log entry", "log entries")
	switch {
	case l.Unproven != "":
		return entries + ", NOT proven: " + l.Unproven
	case l.Checkpoint == "":
		return fmt.Sprintf("%s, proven to be in the log of %d with hash %s, which nobody signed.", entries, l.Size, l.Root)
	default:
		return fmt.Sprintf("%s, proven to be in the log of %d with hash %s, by a signed checkpoint.", entries, l.Size, l.Root)
	}
}
