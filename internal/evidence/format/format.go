// Package format writes a package of evidence for whoever reads it: machines, people
// at a terminal, people with a browser or paper, and tools of compliance. Each
// format is one file.
package format

import (
	"io"

	"github.com/nhi-governance/terraform-provider-nhi/internal/evidence"
)

// Formats are the formats by name, and the file that each has in a folder.
var Formats = map[string]struct {
	File  string
	Write func(io.Writer, evidence.Package) error
}{
	"html": {"evidence.html", HTML},
	"json": {"evidence.json", func(w io.Writer, p evidence.Package) error { return p.JSON(w) }},
	"text": {"evidence.txt", Text},
}
