package check

import (
	"bytes"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
)

// Sourced is a [Plan] that has the sources that its places are in.
type Sourced interface {
	Knowing
	// Files are the sources that were looked into, by the names that places
	// give.
	Files() map[string][]byte
}

// quote adds the lines that findings are about, as far as they may be shown.
func (c *checker) quote(findings []*finding) {
	sourced, ok := c.request.Plan.(Sourced)
	if !ok {
		return
	}
	var files map[string][]byte
	for _, f := range findings {
		if f.Source == nil || !f.quotable {
			continue
		}
		if files == nil {
			files = sourced.Files()
		}
		f.Snippet = firstLine(files[f.Source.File], f.place)
	}
}

// maxSnippet is how long a line may be that is shown.
const maxSnippet = 200

// firstLine returns the line that a place starts on, up to where it ends: what
// follows on the line is not what was found safe to show. A file in JSON may be
// one long line, and is not quoted.
func firstLine(source []byte, place hcl.Range) string {
	start := place.Start.Byte
	if start >= len(source) || strings.HasSuffix(place.Filename, ".json") {
		return ""
	}
	from := bytes.LastIndexByte(source[:start], '\n') + 1
	line, _, _ := bytes.Cut(source[from:], []byte("\n"))
	if place.End.Line == place.Start.Line {
		line = line[:min(max(place.End.Byte-from, 0), len(line))]
	}
	text := strings.TrimRight(strings.ReplaceAll(string(line), "\t", " "), " \r")
	if len(text) > maxSnippet {
		return ""
	}
	return text
}

// mayQuote reports whether the source of an attribute may be shown: neither side
// has anything sensitive in it, and the plan has a value for what is written
// there, as it has not for a write-only argument.
func mayQuote(ch *change.Change, path string) bool {
	if ch == nil {
		return false
	}
	name := path
	if end := strings.IndexAny(path, ".["); end >= 0 {
		name = path[:end]
	}
	for _, side := range []change.Object{ch.Before, ch.After} {
		value, err := side.Value(change.NamesOf(name))
		if err != nil || sensitive(value) {
			return false
		}
	}
	value, err := ch.After.Value(change.NamesOf(name))
	if err != nil || value.IsNull() || !value.IsKnown() {
		return false
	}
	plain, _ := value.Unmark()
	return plain.Type().HasAttribute(name) && !plain.GetAttr(name).IsNull()
}

func sensitive(value cty.Value) bool {
	_, marks := value.UnmarkDeep()
	_, found := marks[change.Sensitive]
	return found
}
