// Package report writes a decision down. Each format is one small function behind
// [Formats]; all of them show the same data and decide nothing.
package report

import (
	"io"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
)

// Options say how to write for people; formats for machines take no notice.
type Options struct {
	Color bool // ANSI colours
	Quiet bool // only what denies or could not be checked
}

// Format writes a decision.
type Format func(io.Writer, decision.Decision, Options) error

// Formats are the formats by the name that -o takes.
var Formats = map[string]Format{
	"github":   printable(GitHub),
	"gitlab":   printable(GitLab),
	"html":     printable(HTML),
	"json":     JSON,
	"junit":    printable(JUnit),
	"markdown": printable(Markdown),
	"sarif":    printable(SARIF),
	"text":     printable(Text),
}
