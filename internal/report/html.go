package report

import (
	"crypto/sha256"
	_ "embed" // the page's parts
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"sync"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
)

var (
	//go:embed page/page.html.tmpl
	pageSource string
	//go:embed page/page.css
	pageStyle string
	//go:embed page/page.js
	pageScript string

	// Parsed when a page is asked for: most runs write none.
	pageTemplate = sync.OnceValue(func() *template.Template {
		return template.Must(template.New("page").Parse(pageSource))
	})
	// Nothing is loaded, nothing is sent, and no script or style counts but the
	// page's own: not even one that an escape would have missed.
	pageSecurity = sync.OnceValue(func() string {
		return fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'",
			contentDigest(pageStyle), contentDigest(pageScript))
	})
)

// contentDigest names a content as content security policies do.
func contentDigest(content string) string {
	sum := sha256.Sum256([]byte(content))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// HTML writes a page that works from a file, with no network: for those who
// answer for the change, and for the record.
func HTML(w io.Writer, d decision.Decision, _ Options) error {
	return pageTemplate().Execute(w, newPage(d))
}
