package cli

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/mitchellh/go-wordwrap"
)

// textWidth is where sentences wrap, whatever the terminal: the output is the
// same everywhere.
const textWidth = 100

func wrap(text string) string { return wordwrap.WrapString(text, textWidth) }

// warn prints what is to be known beside what was asked for.
func (p *Process) warn(text string) { fmt.Fprintln(p.Stderr, wrap("Warning: "+text)) }

// writeDiagnostics prints diagnostics with the lines they point at. It is not
// hcl's own writer because that one prints the values of variables, which may
// be secret.
func writeDiagnostics(w io.Writer, diags hcl.Diagnostics, sources map[string][]byte) {
	for i, diag := range diags {
		if i > 0 {
			fmt.Fprintln(w)
		}
		severity := "Error"
		if diag.Severity == hcl.DiagWarning {
			severity = "Warning"
		}
		fmt.Fprintf(w, "%s: %s\n", severity, diag.Summary)
		if diag.Subject != nil {
			writeSnippet(w, *diag.Subject, sources[diag.Subject.Filename])
		}
		if diag.Detail != "" {
			fmt.Fprintf(w, "\n%s\n", wrap(diag.Detail))
		}
	}
}

// writeSnippet prints where a range starts, and underlines its first line.
func writeSnippet(w io.Writer, place hcl.Range, source []byte) {
	fmt.Fprintf(w, "\n  on %s line %d\n", place.Filename, place.Start.Line)
	lines := bytes.Split(source, []byte("\n"))
	if place.Start.Line < 1 || place.Start.Line > len(lines) || source == nil {
		return
	}
	line := strings.TrimRight(strings.ReplaceAll(string(lines[place.Start.Line-1]), "\t", " "), "\r")
	length := len([]rune(line)) - place.Start.Column + 1
	if place.End.Line == place.Start.Line {
		length = place.End.Column - place.Start.Column
	}
	number := fmt.Sprint(place.Start.Line)
	fmt.Fprintf(w, "  %s | %s\n", number, line)
	fmt.Fprintf(w, "  %*s | %s%s\n", len(number), "", strings.Repeat(" ", max(place.Start.Column-1, 0)), strings.Repeat("^", max(length, 1)))
}
