package report

import (
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// page is what the template shows.
type page struct {
	decision.Decision
	Security      string
	Style         template.CSS
	Script        template.JS
	Outcome, Mark string
	Verdict       string // what the outcome means
	At, AtWords   string
	Tallies       []tally
	Facets        []facet
	Findings      []pageFinding
	Exceptions    []pageException
	Variations    []pageVariation
	Unmatched     []decision.PolicyReference
	Builtin       string // of those that come with nhi, how many matched nothing
}

// facet is a side of findings that they can be counted and filtered by.
type facet struct {
	Name, Title string
	Values      []facetValue
}

type facetValue struct {
	Key    string // for the page's script; names may hold anything
	Name   string
	Counts []tally
}

type pageFinding struct {
	decision.Finding
	Number        int
	Word, Subject string
	Sentences     []string
	Values        []decision.Value
	Where, Rule   string
	Keys          map[string]string // by the name of the facet
	Undecided     bool
}

type pageException struct {
	decision.Exception
	pageEnd
	Name, Standing, Class string
}

type pageVariation struct {
	decision.Variation
	pageEnd
	Name, Standing, Class string
}

// pageEnd is when something ends, for machines and for people; empty when it does
// not.
type pageEnd struct{ At, Until string }

func newPage(d decision.Decision) page {
	p := page{
		Decision: d, Security: pageSecurity(), Style: template.CSS(pageStyle), Script: template.JS(pageScript),
		Outcome: outcomes[d.Outcome], Verdict: meaning(d),
		Mark:    map[decision.Outcome]string{decision.Allow: "✓", decision.Deny: "✕", decision.CouldNotTell: "!"}[d.Outcome],
		At:      words.Instant(d.Instant),
		AtWords: day(d.Instant),
		Tallies: tallies(d.Summary),
	}
	sides := []struct {
		name, title string
		of          func(decision.Finding) []string
	}{
		{"verdict", "Verdict", func(f decision.Finding) []string { return []string{verdictWord(f)} }},
		{"control", "Control", func(f decision.Finding) []string { return f.Controls }},
		{"tenant", "Tenant", func(f decision.Finding) []string { return []string{f.Tenant} }},
	}
	findings := bySeverity(d.Findings)
	p.Findings = each(findings, newPageFinding)
	for i := range p.Findings {
		p.Findings[i].Number = i + 1
	}
	for _, side := range sides {
		values := counted(findings, side.of)
		if len(values) == 0 {
			continue
		}
		keys := map[string]string{}
		for _, v := range values {
			keys[v.Name] = v.Key
		}
		for i := range p.Findings {
			p.Findings[i].Keys[side.name] = strings.Join(each(side.of(findings[i]), func(name string) string { return keys[name] }), " ")
		}
		p.Facets = append(p.Facets, facet{side.name, side.title, values})
	}
	p.Exceptions = each(d.Exceptions, newPageException)
	p.Variations = each(d.Variations, newPageVariation)
	var builtin int
	if p.Unmatched, builtin = withoutBuiltin(d.Unmatched); builtin > 0 {
		p.Builtin = ofBuiltin(builtin)
	}
	return p
}

// counted lists what findings have on one side, and how many came to what.
func counted(findings []decision.Finding, side func(decision.Finding) []string) []facetValue {
	sums := map[string]map[string]int{}
	for _, f := range findings {
		for _, name := range side(f) {
			if name == "" {
				continue
			}
			if sums[name] == nil {
				sums[name] = map[string]int{}
			}
			sums[name][verdictWord(f)]++
		}
	}
	var values []facetValue
	for i, name := range slices.Sorted(maps.Keys(sums)) {
		v := facetValue{Key: "k" + strconv.Itoa(i), Name: name, Counts: tallies(decision.Summary{})}
		for j := range v.Counts {
			v.Counts[j].N = sums[name][v.Counts[j].Word]
		}
		values = append(values, v)
	}
	return values
}

func newPageFinding(f decision.Finding) pageFinding {
	shown := pageFinding{
		Finding: f, Word: verdictWord(f), Subject: subject(f), Sentences: sentences(f),
		Where: sourceLine(f), Rule: f.Policy.File, Undecided: f.Verdict == decision.Undecided,
		Keys: map[string]string{},
	}
	for _, m := range f.Messages {
		if m.Range != nil && shown.Rule == f.Policy.File {
			shown.Rule = fmt.Sprintf("%s:%d", m.Range.File, m.Range.Start.Line)
		}
		shown.Values = append(shown.Values, m.Values...)
	}
	return shown
}

func newPageException(e decision.Exception) pageException {
	shown := pageException{Exception: e, pageEnd: newPageEnd(e.ExpiresAt), Name: named(e), Standing: strings.ReplaceAll(e.Standing, "_", " "), Class: "warning"}
	switch e.Standing {
	case "used":
		shown.Class = "waived"
	case "malformed":
		shown.Class = "error"
	}
	return shown
}

func newPageVariation(v decision.Variation) pageVariation {
	shown := pageVariation{Variation: v, pageEnd: newPageEnd(v.ExpiresAt), Name: setting(v), Standing: counting(v), Class: "warning"}
	if v.Counts {
		shown.Class = "passed"
	}
	return shown
}

func newPageEnd(end *time.Time) pageEnd {
	if end == nil {
		return pageEnd{}
	}
	return pageEnd{words.Instant(*end), day(*end)}
}

func day(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04 UTC") }

// meaning says what the outcome means to who decides about the change.
func meaning(d decision.Decision) string {
	s := d.Summary
	var b strings.Builder
	switch d.Outcome {
	case decision.Allow:
		b.WriteString("This plan may be applied: it breaks no mandatory policy.")
	case decision.Deny:
		fmt.Fprintf(&b, "This plan may not be applied as it is: %s it. Each is explained below.", words.Count(s.Denied, "finding denies", "findings deny"))
	default:
		b.WriteString("Whether this plan may be applied is not known, because not everything could be checked; until then it may not.")
	}
	if s.Error > 0 {
		fmt.Fprintf(&b, " %s not be checked.", words.Count(s.Error, "thing could", "things could"))
	}
	if s.Waived > 0 {
		fmt.Fprintf(&b, " %s let through by an approved exception.", words.Count(s.Waived, "finding is", "findings are"))
	}
	if s.Warned > 0 {
		fmt.Fprintf(&b, " %s a look.", words.Count(s.Warned, "warning deserves", "warnings deserve"))
	}
	return b.String()
}
