// Package format writes a package of evidence for whoever reads it: machines, people
// at a terminal, people with a browser or paper, and tools of compliance. Each
// format is one file.
package format

import (
	"io"

	"github.com/nhi-governance/terraform-provider-nhi/internal/evidence"
)

// Formats are the formats by name, and the file that each has in a folder.
var Formats = map[string]Format{
	"html":  {"evidence.html", HTML},
	"json":  {packageFile, func(w io.Writer, p evidence.Package) error { return p.JSON(w) }},
	"oscal": {"evidence.oscal.json", OSCAL},
	"text":  {"evidence.txt", Text},
}

// packageFile is the package itself, which the others refer to.
const packageFile = "evidence.json"

// Format is one way to write a package.
type Format struct {
	File  string
	Write func(io.Writer, evidence.Package) error
}
