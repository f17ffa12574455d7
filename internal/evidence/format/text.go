package format

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/mitchellh/go-wordwrap"

	"github.com/nhi-governance/terraform-provider-nhi/internal/evidence"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// textWidth is where sentences wrap, whatever the terminal.
const textWidth = 92

// Text writes what there is at a glance: each item of each framework with what
// there is to show for it, and every gap.
func Text(w io.Writer, p evidence.Package) error {
	t := text{bufio.NewWriter(w)}
	e := p.Evidence
	t.line("Evidence for %s (%s), from %s to %s", e.Tenant.Name, e.Tenant.Slug, words.Instant(e.Period.From), words.Instant(e.Period.To))
	t.line("%s", verdict(e))
	for _, framework := range e.Frameworks {
		t.line("")
		t.line("%s", title(framework.Name))
		for _, item := range framework.Items {
			t.line("  %-14s %s", item.ID, strings.Join(item.Controls, ", "))
		}
	}
	t.line("")
	t.line("%-28s %9s %10s %10s %11s  %s", "Control", "decisions", "violations", "exceptions", "reviews", "gaps")
	for _, c := range e.Controls {
		t.line("%-28s %9d %10d %10d %11s  %s", c.Name, len(c.Decisions), len(c.Violations), len(c.Exceptions), fraction(e, c), mark(len(c.Gaps)))
	}
	t.gaps("", e.Gaps)
	for _, c := range e.Controls {
		t.gaps(c.Name, c.Gaps)
	}
	t.line("")
	s := e.Summary
	t.line("%s: %d allowed, %d denied, %d not checked. %s. %s, %d missing. %s.",
		words.Count(s.Decisions, "decision", "decisions"), s.Allowed, s.Denied, s.NotChecked, words.Count(s.Exceptions, "exception", "exceptions"),
		words.Count(s.ReviewsDue, "review was due", "reviews were due"), s.ReviewsMissing, words.Count(s.Gaps, "gap", "gaps"))
	t.line("%s", proven(e.Log))
	t.line("%s", p.Digest)
	return t.w.Flush()
}

type text struct{ w *bufio.Writer }

// line writes a line without what could command a terminal.
func (t text) line(format string, args ...any) {
	clean := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' {
			return unicode.ReplacementChar
		}
		return r
	}, fmt.Sprintf(format, args...))
	fmt.Fprintln(t.w, strings.TrimRight(clean, " "))
}

func (t text) gaps(of string, gaps []evidence.Gap) {
	for i, gap := range gaps {
		if i == 0 {
			t.line("")
			if of != "" {
				t.line("%s", of)
			}
		}
		t.line("  - %s", strings.ReplaceAll(wordwrap.WrapString(gap.Text, textWidth-4), "\n", "\n    "))
	}
}

// fraction is how many of a control's reviews were made in time.
func fraction(e evidence.Evidence, c evidence.Control) string {
	if len(c.Reviews) == 0 {
		return "-"
	}
	made := 0
	of := map[string]bool{}
	for _, id := range c.Reviews {
		of[id] = true
	}
	for _, r := range e.Reviews {
		if of[r.ID] && r.State == evidence.InTime {
			made++
		}
	}
	return fmt.Sprintf("%d of %d", made, len(c.Reviews))
}

func mark(gaps int) string {
	if gaps == 0 {
		return "-"
	}
	return fmt.Sprint(gaps)
}
