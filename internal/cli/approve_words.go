package cli

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
	"unicode"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
)

// describe shows what is approved: a sentence, and then every fact of the
// canonical form, so that nothing is signed unseen.
func (p *Process) describe(s *subject, b *ballot) {
	facts := approval.OfException(s.exception, s.tenant)
	fmt.Fprintf(p.Stderr, "Exception %s\n\n%s\n\n", s.where, wrap(inWords(s, b)))
	table := tabwriter.NewWriter(p.Stderr, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "  tenant\t%s\n", printable(facts.Tenant))
	for _, name := range slices.Sorted(maps.Keys(facts.Attributes)) {
		for _, line := range lines(facts.Attributes[name]) {
			fmt.Fprintf(table, "  %s\t%s\n", name, line)
			name = ""
		}
	}
	table.Flush()
	fmt.Fprintln(p.Stderr)
	for _, problem := range b.problems {
		fmt.Fprintln(p.Stderr, wrap(problem))
	}
	fmt.Fprintf(p.Stderr, "%s\n\n", wrap(b.standing("Approvals so far")))
}

func inWords(s *subject, b *ballot) string {
	e := s.exception
	from := "the moment it is recorded"
	if !e.StartsAt.IsZero() {
		from = e.StartsAt.Format(time.RFC3339)
	}
	targets := "what is named under targets"
	if len(e.Targets) == 1 {
		targets = printable(e.Targets[0])
	}
	return fmt.Sprintf("Tenant %s asks not to meet control %s for %s, from %s until %s, which is %s from now. The control: %s",
		printable(s.tenant), b.control.Name, targets, from, e.ExpiresAt.Format(time.RFC3339), days(e.ExpiresAt.Sub(b.now)), printable(b.control.Objective))
}

func days(d time.Duration) string {
	switch n := int(d.Hours() / 24); n {
	case 0:
		return "less than a day"
	case 1:
		return "1 day"
	default:
		return fmt.Sprintf("%d days", n)
	}
}

// standing says how many approvals are there of how many, and who else can give
// one.
func (b *ballot) standing(lead string) string {
	rule := b.control.Exception
	text := fmt.Sprintf("%s: %d of %d", lead, len(b.counted), rule.Approvals)
	if len(b.counted) > 0 {
		text += ", by " + strings.Join(b.counted, ", ")
	}
	missing := rule.Approvals - len(b.counted)
	if missing <= 0 {
		return text + "."
	}
	var others []string
	for _, approver := range rule.Approvers {
		if !slices.Contains(b.counted, approver) && !b.signers.SamePerson(approver, b.request) {
			others = append(others, approver)
		}
	}
	return fmt.Sprintf("%s. %d more needed, from: %s.", text, missing, strings.Join(others, ", "))
}

// tellCount says what came of a signature, and what is left to do with it.
func (p *Process) tellCount(b *ballot, approver, out string) {
	if slices.Contains(b.counted, approver) {
		fmt.Fprintf(p.Stderr, "%s had approved it already, and counts once.\n", approver)
	} else {
		b.counted = append(b.counted, approver)
		slices.Sort(b.counted)
		fmt.Fprintf(p.Stderr, "Signed by %s.\n", approver)
	}
	if out == "" {
		out = "FILE"
	}
	fmt.Fprintf(p.Stderr, "%s\n\nIt counts once it is in the exception's configuration:\n\n  approvals = [file(%q)]\n", wrap(b.standing("Approvals with this one")), out)
}

func lines(value approval.Value) []string {
	var shown []string
	switch value := value.(type) {
	case approval.Text:
		if value != "" {
			shown = []string{printable(string(value))}
		}
	case approval.Set:
		for _, element := range value {
			shown = append(shown, printable(element))
		}
	case approval.Map:
		for _, key := range slices.Sorted(maps.Keys(value)) {
			shown = append(shown, printable(key)+" = "+printable(value[key]))
		}
	}
	return shown
}

// printable quotes text with anything in it that a terminal would act upon or
// hide, such as escapes and marks that turn the direction of writing.
func printable(text string) string {
	if strings.IndexFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) >= 0 {
		return strconv.Quote(text)
	}
	return text
}
