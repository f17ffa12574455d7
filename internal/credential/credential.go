// Package credential finds credentials that are written into the files of a
// configuration, by the rules of gitleaks: what a key, a token or a password looks
// like, how random it has to be, and what is known to be harmless.
//
// A credential counts where it is written out: in a string, a heredoc or a comment.
// What an expression refers to or calls is none. No comment in a file lets one pass,
// as gitleaks' own does: that is for an exception, which somebody approves.
package credential

import (
	"bytes"
	"cmp"
	"errors"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"github.com/apparentlymart/go-textseg/v15/textseg"
	"github.com/hashicorp/hcl/v2"

	"github.com/nhi-governance/terraform-provider-nhi/internal/defect"
)

// File is one to be looked through.
type File struct {
	Name    string // as places give it
	Path    string // from the root module's directory, wherever that is
	Module  string // address of the module that it is part of; empty for the root module
	Content []byte
}

// Finding is a credential. It keeps what it found to itself.
type Finding struct {
	Rule    string // of gitleaks, such as aws-access-token
	Address string // of the block that it stands in, or else the path of the file
	Range   hcl.Range
	secret  string
}

// Hidden stands where a credential is taken out of a text.
const Hidden = "(credential)"

// ellipsis ends a text that was shortened, maybe within a credential.
const ellipsis = "…"

// Redact takes the credential out of a text: as it stands in the file, and as it
// stands in quotes.
func (f Finding) Redact(text string) string {
	for _, secret := range []string{f.secret, strings.Trim(strconv.Quote(f.secret), `"`)} {
		text = strings.ReplaceAll(text, secret, Hidden)
		if !strings.Contains(text, ellipsis) {
			continue
		}
		for n := len(secret) - 1; n > 2; n-- {
			text = strings.ReplaceAll(text, secret[:n]+ellipsis, Hidden+ellipsis)
		}
	}
	return text
}

// Scan looks through files, several at a time, and returns what it finds in their
// order and that of the places. An error is a defect.
func Scan(files []File, workers int) ([]Finding, error) {
	found := make([][]Finding, len(files))
	defects := make([]error, len(files))
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(max(workers, 1), len(files)) {
		group.Go(func() {
			for i := next.Add(1) - 1; int(i) < len(files); i = next.Add(1) - 1 {
				found[i], defects[i] = scan(files[i])
			}
		})
	}
	group.Wait()
	return slices.Concat(found...), errors.Join(defects...)
}

func scan(file File) (found []Finding, err error) {
	defer defect.Catch(&err)
	if !utf8.Valid(file.Content) {
		return nil, nil
	}
	var matches []match
	for _, c := range candidates(file.Content) {
		matches = append(matches, c.rule.matches(file.Name, string(file.Content[c.start:c.end]), c.start)...)
	}
	matches = distinct(matches)
	if len(matches) == 0 {
		return nil, nil
	}
	text := read(file)
	for _, m := range matches {
		if text.written(m.start, m.end) {
			found = append(found, Finding{
				Rule:    m.rule.ID,
				Address: cmp.Or(address(file.Module, text.block(m.start)), file.Path),
				Range:   place(file, m.start, m.end),
				secret:  m.text,
			})
		}
	}
	return found, nil
}

// candidate is a part of a file that has a keyword of a rule.
type candidate struct {
	rule       *rule
	start, end int
}

// candidates are the lines that have keywords of rules, and the whole file for the
// rules that look across lines.
func candidates(content []byte) []candidate {
	var found []candidate
	last := map[*rule]int{} // where the last candidate of the rule is
	defaults().keywords.each(content, func(at int, r *rule) {
		if i, ok := last[r]; ok && at < found[i].end {
			return
		}
		c := candidate{r, 0, len(content)}
		if !r.acrossLines {
			c.start = bytes.LastIndexByte(content[:at], '\n') + 1
			if n := bytes.IndexByte(content[at:], '\n'); n >= 0 {
				c.end = at + n
			}
		}
		last[r] = len(found)
		found = append(found, c)
	})
	return found
}

// distinct orders matches, and keeps of those that overlap the one that is
// most certain, and then the longest.
func distinct(matches []match) []match {
	for i, m := range matches {
		trimmed := strings.TrimLeft(m.text, `"'`)
		matches[i].start += len(m.text) - len(trimmed)
		matches[i].text = strings.TrimRight(trimmed, "\"'\n")
		matches[i].end = matches[i].start + len(matches[i].text)
	}
	slices.SortFunc(matches, func(a, b match) int {
		return cmp.Or(
			cmp.Compare(slices.Index(byName, a.rule.ID), slices.Index(byName, b.rule.ID)),
			cmp.Compare(len(b.text), len(a.text)),
			cmp.Compare(a.start, b.start),
			strings.Compare(a.rule.ID, b.rule.ID),
		)
	})
	var kept []match
	for _, m := range matches {
		if m.start < m.end && !slices.ContainsFunc(kept, func(k match) bool { return m.start < k.end && k.start < m.end }) {
			kept = append(kept, m)
		}
	}
	slices.SortFunc(kept, func(a, b match) int { return cmp.Compare(a.start, b.start) })
	return kept
}

func address(module, block string) string {
	if module == "" || block == "" {
		return block
	}
	return module + "." + block
}

func place(file File, start, end int) hcl.Range {
	return hcl.Range{Filename: file.Name, Start: position(file.Content, start), End: position(file.Content, end)}
}

// position counts columns as hcl does, in characters as people see them.
func position(content []byte, at int) hcl.Pos {
	from := bytes.LastIndexByte(content[:at], '\n') + 1
	before, err := textseg.TokenCount(content[from:at], textseg.ScanGraphemeClusters)
	if err != nil {
		before = at - from
	}
	return hcl.Pos{Line: 1 + bytes.Count(content[:at], []byte("\n")), Column: 1 + before, Byte: at}
}

// isJSON reports whether a file of a configuration is in JSON.
func isJSON(name string) bool { return path.Ext(name) == ".json" }
