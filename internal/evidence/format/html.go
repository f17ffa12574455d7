package format

import (
	"crypto/sha256"
	_ "embed" // the page's parts
	"encoding/base64"
	"html/template"
	"io"
	"sync"

	"github.com/nhi-governance/terraform-provider-nhi/internal/evidence"
)

var (
	//go:embed page/page.html.tmpl
	pageSource string
	//go:embed page/control.html.tmpl
	controlSource string
	//go:embed page/page.css
	pageStyle string

	// Parsed when a page is asked for: most runs write none.
	pageTemplate = sync.OnceValue(func() *template.Template {
		page := template.Must(template.New("page").Funcs(pageFunctions).Parse(pageSource))
		return template.Must(page.Parse(controlSource))
	})
)

// HTML writes a page that works from a file, with no network and no script: to be
// read, printed and kept.
func HTML(w io.Writer, p evidence.Package) error {
	return pageTemplate().Execute(w, newPage(p))
}

// security lets nothing be loaded, nothing be sent, and no style count but the
// page's own: not even one that an escape would have missed.
func security() string {
	sum := sha256.Sum256([]byte(pageStyle))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
}
