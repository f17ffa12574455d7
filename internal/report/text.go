package report

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/mitchellh/go-wordwrap"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// textWidth is where sentences wrap, whatever the terminal, so that the output
// is the same everywhere.
const textWidth = 92

// Text writes for people at a terminal: what is wrong, where, and what to do.
func Text(w io.Writer, d decision.Decision, options Options) error {
	buffered := bufio.NewWriter(w)
	t := &text{w: buffered, Options: options}
	t.findings(d.Findings)
	if !options.Quiet {
		t.exceptions(d.Exceptions)
		t.variations(d.Variations)
		t.unmatched(d.Unmatched)
	} else {
		t.exceptions(malformed(d.Exceptions))
	}
	if !options.Quiet || d.Outcome != decision.Allow {
		t.warnings(d.Warnings)
		t.summary(d)
	}
	return buffered.Flush()
}

type text struct {
	Options
	w *bufio.Writer
}

// The styles, as parameters of ANSI's "select graphic rendition".
const (
	bold   = "1"
	dim    = "2"
	red    = "1;31"
	green  = "32"
	yellow = "33"
)

// style also takes out control characters: addresses, messages and values come
// from the plan, and must not command the terminal.
func (t *text) style(style, s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' {
			return unicode.ReplacementChar
		}
		return r
	}, s)
	if !t.Color || s == "" || style == "" {
		return s
	}
	return "\x1b[" + style + "m" + s + "\x1b[0m"
}

func (t *text) line(format string, args ...any) { fmt.Fprintf(t.w, format+"\n", args...) }

// paragraph wraps sentences behind an indentation.
func (t *text) paragraph(indent int, style, s string) {
	for line := range strings.Lines(wordwrap.WrapString(s, uint(textWidth-indent))) {
		t.line("%s%s", strings.Repeat(" ", indent), t.style(style, strings.TrimRight(line, "\n")))
	}
}

func (t *text) findings(findings []decision.Finding) {
	previous := ""
	for _, f := range findings {
		if t.Quiet && f.Effect != decision.Denies && f.Effect != decision.NotKnown {
			continue
		}
		if group := heading(f); group != previous {
			previous = group
			t.line("%s", strings.TrimRight(t.style(bold, f.Address)+"  "+t.style(dim, strings.TrimPrefix(group[len(f.Address):], ", ")), " "))
			t.snippet(f)
		}
		t.finding(f)
		t.line("")
	}
}

// snippet shows the line that is meant, and points at it.
func (t *text) snippet(f decision.Finding) {
	if f.Snippet == "" || f.Source == nil {
		return
	}
	number := strconv.Itoa(f.Source.Start.Line)
	start := max(f.Source.Start.Column-1, 0)
	width := len([]rune(f.Snippet)) - start
	t.line("  %s", t.style(dim, fmt.Sprintf("%s | %s", number, f.Snippet)))
	t.line("  %s", t.style(dim, fmt.Sprintf("%*s | %s%s", len(number), "", strings.Repeat(" ", start), strings.Repeat("^", max(width, 1)))))
}

// heading is what findings of one change share.
func heading(f decision.Finding) string {
	h := f.Address + f.Action
	if f.Deposed != "" {
		h += ", deposed object " + f.Deposed
	}
	if f.Source != nil {
		h += fmt.Sprintf(", %s:%d", f.Source.File, f.Source.Start.Line)
	}
	return h
}

// Where the text of a finding starts, after the word for its effect.
const indent = 11

func (t *text) finding(f decision.Finding) {
	word, style := effect(f)
	t.line("%s", strings.TrimRight(fmt.Sprintf("  %s%s  %s", t.style(style, fmt.Sprintf("%-*s", indent-2, word)), t.style("", title(f)), t.style(dim, location(f))), " "))
	for _, cause := range f.Causes {
		t.paragraph(indent, "", explain(cause, f.Address))
	}
	for _, m := range f.Messages {
		if m.Verdict == decision.Undecided && m.Condition != "" {
			m.Text = "If it fails: " + m.Text
		}
		t.message(m)
	}
	if f.Verdict == decision.Waived {
		t.paragraph(indent, "", "Waived by "+f.Exception+".")
	}
	for _, why := range f.NotWaived {
		t.paragraph(indent, yellow, why)
	}
	if len(f.NotWaived) > 0 {
		return // there is an exception already, and what it lacks was just said
	}
	for _, control := range f.Exceptable {
		t.line("%*s%s", indent, "", t.style(dim, fmt.Sprintf("To except it for a time: nhi_exception with control = %q, targets = [%q]", control, f.Address)))
	}
}

func title(f decision.Finding) string {
	var notes []string
	if f.Verdict == decision.Undecided {
		notes = append(notes, "undecided")
	}
	if f.Operation != f.Action {
		notes = append(notes, "judged as "+f.Operation)
	}
	if len(notes) == 0 {
		return f.Policy.Name
	}
	return f.Policy.Name + " (" + strings.Join(notes, ", ") + ")"
}

// location is where the policy stands, at its first enforce block that speaks,
// and which controls it serves.
func location(f decision.Finding) string {
	where := f.Policy.File
	for _, m := range f.Messages {
		if m.Range != nil {
			where = fmt.Sprintf("%s:%d", m.Range.File, m.Range.Start.Line)
			break
		}
	}
	if len(f.Controls) > 0 {
		where += ", control " + strings.Join(f.Controls, ", ")
	}
	return strings.TrimPrefix(where, ", ")
}

func effect(f decision.Finding) (word, style string) {
	switch {
	case f.Verdict == decision.Waived:
		return "waived", green
	case f.Verdict == decision.Pass:
		return "passed", green
	case f.Effect == decision.Denies:
		return "denied", red
	case f.Effect == decision.Warns:
		return "warning", yellow
	default:
		return "error", red
	}
}

func (t *text) message(m decision.Message) {
	t.paragraph(indent, "", m.Text)
	width := 0
	for _, v := range m.Values {
		width = max(width, len([]rune(v.Expression)))
	}
	for _, v := range m.Values {
		t.line("%*s%s", indent+2, "", t.style(dim, fmt.Sprintf("%-*s = %s", width, v.Expression, oneLine(v.Text))))
	}
}

// oneLine keeps a value on its line.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if runes := []rune(s); len(runes) > textWidth {
		return string(runes[:textWidth-1]) + "…"
	}
	return s
}

func explain(c decision.Cause, address string) string {
	what := c.Attribute
	if c.Address != "" && c.Address != address {
		what = c.Address + "." + c.Attribute
	}
	switch {
	case c.Kind == decision.Computed:
		return fmt.Sprintf("%s is not known before apply; the provider decides it.", what)
	case len(c.References) > 0:
		return fmt.Sprintf("%s is not known before apply; it waits for %s.", what, strings.Join(c.References, ", "))
	default:
		return fmt.Sprintf("%s is not known before apply; the configuration sets it to something that the plan does not tell.", what)
	}
}

func malformed(all []decision.Exception) []decision.Exception {
	var result []decision.Exception
	for _, e := range all {
		if e.Standing == "malformed" {
			result = append(result, e)
		}
	}
	return result
}

func (t *text) exceptions(exceptions []decision.Exception) {
	if len(exceptions) == 0 {
		return
	}
	t.line("%s", t.style(bold, "Exceptions"))
	for _, e := range exceptions {
		style := yellow
		switch e.Standing {
		case "malformed":
			style = red
		case "used":
			style = green
		}
		t.standing(style, strings.ReplaceAll(e.Standing, "_", " "), named(e), about(e), e.Problems)
	}
	t.line("")
}

func (t *text) variations(variations []decision.Variation) {
	if len(variations) == 0 {
		return
	}
	t.line("%s", t.style(bold, "Variations"))
	for _, v := range variations {
		style := yellow
		if v.Counts {
			style = green
		}
		t.standing(style, counting(v), setting(v), scope(v.Tenant, v.Control, v.ExpiresAt), v.Problems)
	}
	t.line("")
}

// standing tells in a word how something recorded stands, what it is and is about,
// and what is wrong with it.
func (t *text) standing(style, word, name, about string, problems []string) {
	t.line("  %s %s  %s", t.style(style, fmt.Sprintf("%-12s", word)), t.style("", name), t.style(dim, about))
	for _, problem := range problems {
		t.paragraph(15, "", problem)
	}
}

func named(e decision.Exception) string {
	if e.Address != "" {
		return e.Address
	}
	return e.ID
}

func about(e decision.Exception) string {
	s := scope(e.Tenant, e.Control, e.ExpiresAt)
	if e.Expiring {
		s += ", ends soon"
	}
	if e.Findings > 0 {
		s += ", waives " + words.Count(e.Findings, "finding", "findings")
	}
	return s
}

// scope is what an exception or a variation is for.
func scope(tenant, control string, end *time.Time) string {
	s := "control " + control
	if tenant != "" {
		s = "tenant " + tenant + ", " + s
	}
	if end != nil {
		s += ", until " + words.Instant(*end)
	}
	return s
}

func (t *text) unmatched(policies []decision.PolicyReference) {
	if len(policies) == 0 {
		return
	}
	t.line("%s", t.style(bold, "Policies that matched nothing in this plan"))
	written, builtin := withoutBuiltin(policies)
	for _, p := range written {
		t.line("  %s %q %q  %s", p.Kind, p.Type, p.Name, t.style(dim, p.File))
	}
	if builtin > 0 {
		t.line("  %s", ofBuiltin(builtin))
	}
	t.line("")
}

func (t *text) warnings(warnings []string) {
	for _, warning := range warnings {
		t.paragraph(0, yellow, "Warning: "+warning)
		t.line("")
	}
}

func (t *text) summary(d decision.Decision) {
	s := d.Summary
	parts := []string{}
	for _, part := range []struct {
		n         int
		one, many string
	}{
		{s.Denied, "finding denies", "findings deny"}, {s.Error, "error", "errors"}, {s.Warned, "warning", "warnings"},
		{s.Waived, "waived", "waived"}, {s.Pass, "passed", "passed"},
	} {
		if part.n > 0 {
			parts = append(parts, words.Count(part.n, part.one, part.many))
		}
	}
	if len(parts) == 0 {
		parts = append(parts, "nothing to judge")
	}
	outcome := map[decision.Outcome]string{
		decision.Allow:        t.style(green, "Allowed"),
		decision.Deny:         t.style(red, "Denied"),
		decision.CouldNotTell: t.style(red, "Could not check everything"),
	}[d.Outcome]
	t.line("%s: %s.", outcome, strings.Join(parts, ", "))
	t.line("%s", t.style(dim, fmt.Sprintf("%s by %s and %s of bundle %s, at %s.",
		words.Count(d.Input.Changes, "change", "changes"), words.Count(d.Bundle.Policies, "policy", "policies"), words.Count(d.Bundle.Controls, "control", "controls"),
		short(d.Bundle.Digest), d.Instant.UTC().Format(time.RFC3339))))
}

// short is enough of a digest to compare by eye.
func short(digest string) string {
	_, hex, _ := strings.Cut(digest, ":")
	return hex[:min(len(hex), 12)]
}
