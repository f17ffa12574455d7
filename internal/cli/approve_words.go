package cli

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
	"unicode"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// describe shows what is approved: a sentence, and then every fact.
func (p *Process) describe(s *subject, b *ballot) {
	fmt.Fprintf(p.Stderr, "%s %s\n\n%s\n\n", words.UpperFirst(b.about), s.where, wrap(s.words(b)))
	p.showFacts(s.facts)
	for _, problem := range b.problems {
		fmt.Fprintln(p.Stderr, wrap(problem))
	}
	b.tellStanding(p.Stderr, "Approvals so far")
	fmt.Fprintln(p.Stderr)
}

// showFacts shows every fact of a canonical form, so that nothing is signed
// unseen.
func (p *Process) showFacts(facts approval.Facts) {
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
}

func exceptionInWords(e governance.Exception, tenant string, b *ballot) string {
	control := b.rules[0].control
	from := "the moment it is recorded"
	if !e.StartsAt.IsZero() {
		from = e.StartsAt.Format(time.RFC3339)
	}
	targets := "what is named under targets"
	if len(e.Targets) == 1 {
		targets = printable(e.Targets[0])
	}
	return fmt.Sprintf("Tenant %s asks not to meet control %s for %s, from %s until %s, which is %s from now. The control: %s",
		printable(tenant), control.Name, targets, from, e.ExpiresAt.Format(time.RFC3339), days(e.ExpiresAt.Sub(b.now)), printable(control.Objective))
}

func variationInWords(v governance.Variation, tenant string, b *ballot) string {
	control := b.rules[0].control
	until := ""
	if !v.ExpiresAt.IsZero() {
		until = fmt.Sprintf(", until %s, which is %s from now", v.ExpiresAt.Format(time.RFC3339), days(v.ExpiresAt.Sub(b.now)))
	}
	standard := ""
	if parameter := control.Parameter(v.Parameter); parameter != nil {
		standard = fmt.Sprintf(", where everybody else has %s", parameter.Default)
	}
	return fmt.Sprintf("Tenant %s asks for %s = %s of control %s%s%s. The control: %s",
		printable(tenant), printable(v.Parameter), printable(v.Value), control.Name, standard, until, printable(control.Objective))
}

func breakGlassInWords(b governance.BreakGlass, tenant, key string) string {
	return fmt.Sprintf("Tenant %s asks that in an emergency the identity of %s be given %s for at most %s at a time, by %s. Each use is reviewed within %s.",
		printable(tenant), printable(key), printable(governance.Privilege{Name: b.Privilege, Scope: b.Scope}.String()), b.MaxDuration, printable(strings.Join(b.Activators, " or ")), b.ReviewWithin)
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

// tellStanding says how many approvals are there of how many, and who else can
// give one: for each control where several ask for approvals.
func (b *ballot) tellStanding(w io.Writer, lead string) {
	for _, r := range b.rules {
		lead := lead
		if len(b.rules) > 1 {
			lead += " by control " + r.control.Name
		}
		fmt.Fprintln(w, wrap(b.standing(lead, r.rule)))
	}
}

func (b *ballot) standing(lead string, rule *governance.ExceptionRule) string {
	counted := rule.Counted(b.request, b.valid)
	text := fmt.Sprintf("%s: %d of %d", lead, len(counted), rule.Approvals)
	if len(counted) > 0 {
		text += ", by " + strings.Join(counted, ", ")
	}
	missing := rule.Approvals - len(counted)
	if missing <= 0 {
		return text + "."
	}
	var others []string
	for _, approver := range rule.Approvers {
		if !slices.Contains(counted, approver) && !b.signers.SamePerson(approver, b.request) {
			others = append(others, approver)
		}
	}
	return fmt.Sprintf("%s. %d more needed, from: %s.", text, missing, strings.Join(others, ", "))
}

// tellCount says what came of a signature, and what is left to do with it.
func (p *Process) tellCount(b *ballot, approver, out string) {
	if slices.Contains(b.valid, approver) {
		fmt.Fprintf(p.Stderr, "%s had approved it already, and counts once.\n", approver)
	} else {
		b.valid = append(b.valid, approver)
		fmt.Fprintf(p.Stderr, "Signed by %s.\n", approver)
	}
	if out == "" {
		out = "FILE"
	}
	b.tellStanding(p.Stderr, "Approvals with this one")
	fmt.Fprintf(p.Stderr, "\nIt counts once it is in the %s's configuration:\n\n  approvals = [file(%q)]\n", b.about, out)
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

// noun is how messages name a kind of record.
func noun(kind governance.Kind) string {
	if kind == governance.KindBreakGlass {
		return "break-glass access"
	}
	return strings.ReplaceAll(string(kind), "_", " ")
}
