package configuration

import (
	"bytes"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/nhi-governance/terraform-provider-nhi/internal/nesting"
)

// header is where a block seems to start, and where the next one does.
type header struct {
	source *source
	start  hcl.Pos
	end    int // byte
}

// keywords are the blocks that are looked for, with the number of their labels
// and what expressions call them.
var keywords = map[string]struct {
	labels int
	prefix string
}{
	"resource":  {2, ""},
	"data":      {2, "data."},
	"ephemeral": {2, "ephemeral."},
	"variable":  {1, "var."},
	"output":    {1, "output."},
	"module":    {1, "module."},
	"locals":    {0, "locals"},
	"provider":  {1, "provider."},
	"terraform": {0, "terraform"},
	"import":    {0, "import"},
}

// scan looks for lines that start with a block's header, as formatted sources
// have them, which takes a hundredth of the time of parsing. It may be deceived,
// by a heredoc or by other formatting: what it finds must parse as the block that
// it says, and what it does not find is looked for by parsing. A file with a
// comment of several lines is left to the parser.
func scan(s *source, into map[string][]header) {
	var name string
	open := header{source: s}
	type named struct {
		name string
		header
	}
	var found []named
	closeAt := func(end int) {
		if name != "" {
			open.end = end
			found = append(found, named{name, open})
		}
	}
	for at, line := 0, 1; at < len(s.content); line++ {
		end := len(s.content)
		if i := bytes.IndexByte(s.content[at:], '\n'); i >= 0 {
			end = at + i + 1
		}
		switch c := s.content[at]; {
		case c >= 'a' && c <= 'z':
			if next, is := headerName(s.content[at:end]); is {
				closeAt(at)
				name, open.start = next, hcl.Pos{Line: line, Column: 1, Byte: at}
			}
		case c == '/' || c == ' ' || c == '\t':
			if bytes.HasPrefix(bytes.TrimLeft(s.content[at:end], " \t"), []byte("/*")) {
				parsed(s, into)
				return
			}
		}
		at = end
	}
	closeAt(len(s.content))
	for _, f := range found {
		into[f.name] = append(into[f.name], f.header)
	}
}

// parsed finds the headers by parsing.
func parsed(s *source, into map[string][]header) {
	parsed, _ := parse(s.content, s.name)
	body, ok := parsed.(*hclsyntax.Body)
	if !ok {
		return
	}
	for _, b := range body.Blocks {
		if name := nameOf(b.Type, b.Labels); name != "" {
			into[name] = append(into[name], header{s, b.TypeRange.Start, b.CloseBraceRange.End.Byte})
		}
	}
}

// headerName reads a line as the header of a block, and returns the name that
// expressions refer to the block by: nothing for one that none refers to.
func headerName(line []byte) (name string, is bool) {
	brace := bytes.IndexByte(line, '{')
	if brace < 0 {
		return "", false
	}
	words := strings.Fields(string(line[:brace]))
	if len(words) == 0 || !identifier(words[0]) {
		return "", false
	}
	for i, word := range words[1:] {
		label := strings.TrimSuffix(strings.TrimPrefix(word, `"`), `"`)
		if !identifier(label) {
			return "", false
		}
		words[i+1] = label
	}
	return nameOf(words[0], words[1:]), true
}

// identifier is hclsyntax.ValidIdentifier, which starts a scanner for each word,
// with a short cut for the letters that nearly all of them are made of.
func identifier(word string) bool {
	for i, c := range []byte(word) {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '_':
		case i > 0 && (c >= '0' && c <= '9' || c == '-'):
		default:
			return hclsyntax.ValidIdentifier(word)
		}
	}
	return word != ""
}

func nameOf(keyword string, labels []string) string {
	k, known := keywords[keyword]
	if !known || len(labels) != k.labels {
		return ""
	}
	return k.prefix + strings.Join(labels, ".")
}

// maxParsed is how much is parsed at once, in bytes: a parser takes a thousand
// times the memory of a hostile source.
const maxParsed = 2 << 20

// parseOne parses what lies between two headers, and returns the block only if
// it is exactly that one.
func parseOne(h header, name string) *block {
	content := h.source.content[h.start.Byte:h.end]
	if len(content) > maxParsed || nesting.Config(content, h.source.name) != nil {
		return nil
	}
	file, diags := hclsyntax.ParseConfig(content, h.source.name, h.start)
	if diags.HasErrors() {
		return nil
	}
	body, ok := file.Body.(*hclsyntax.Body)
	if !ok || len(body.Attributes) > 0 || len(body.Blocks) != 1 || nameOf(body.Blocks[0].Type, body.Blocks[0].Labels) != name {
		return nil
	}
	return &block{name, []part{nativePart(body.Blocks[0])}}
}
