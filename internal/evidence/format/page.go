package format

import (
	"encoding/hex"
	"html/template"
	"strings"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/evidence"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// page is what the template shows.
type page struct {
	evidence.Evidence
	Digest      string
	Security    string
	Style       template.CSS
	Tone        string // of the header: how much is missing
	Verdict     string
	Proof       string
	Tallies     []tally
	Missing     []missing
	MoreMissing int
	Frameworks  []pageFramework
	Controls    []pageControl
	Decisions   list[evidence.Decision]
	Actions     list[evidence.Action]
}

type tally struct {
	N           int
	Name        string
	Note, Class string
}

// missing is a gap, and of which control.
type missing struct {
	evidence.Gap
	Control string
}

type pageFramework struct {
	Title, Anchor string
	Items         []pageItem
}

type pageItem struct {
	evidence.Item
	Anchor string
	Rows   []pageControl
}

// pageControl is a control with what it refers to.
type pageControl struct {
	evidence.Control
	Reviewed  string // how many of its reviews were made in time
	Broken    list[evidence.Violation]
	Excepted  list[evidence.Exception]
	Varied    list[evidence.Variation]
	Emergency list[evidence.BreakGlass]
	Used      list[evidence.Activation]
	Due       list[evidence.Review]
}

// list is as much of something as people read.
type list[T any] struct {
	Shown []T
	More  int // left out
}

// How many rows of a table people read, and how many entries in a sentence.
const (
	enough = 200
	few    = 20
)

func some[T any](all []T) list[T] { return first(all, enough) }

func first[T any](all []T, n int) list[T] {
	n = min(n, len(all))
	return list[T]{all[:n], len(all) - n}
}

// named are those of a list whose ids are given.
func named[T any](all []T, ids []string, id func(T) string) list[T] {
	wanted := map[string]bool{}
	for _, id := range ids {
		wanted[id] = true
	}
	var found []T
	for _, one := range all {
		if wanted[id(one)] {
			found = append(found, one)
		}
	}
	return some(found)
}

func newPage(p evidence.Package) page {
	e := p.Evidence
	shown := page{
		Evidence: e, Digest: p.Digest, Security: security(), Style: template.CSS(pageStyle),
		Verdict: verdict(e), Proof: "each entry, by RFC 6962", Tallies: tallies(e.Summary),
		Decisions: some(e.Decisions), Actions: some(e.Actions),
	}
	switch {
	case e.Summary.Empty():
		shown.Tone = "nothing"
	case e.Log.Unproven != "":
		shown.Tone = "unproven"
	case e.Summary.Gaps > 0:
		shown.Tone = "gaps"
	}
	switch {
	case e.Log.Unproven != "":
		shown.Proof = "none"
	case e.Log.Checkpoint == "":
		shown.Proof += ", against a log that nobody signed"
	default:
		shown.Proof += ", against a signed checkpoint"
	}
	for _, gap := range e.Gaps {
		shown.Missing = append(shown.Missing, missing{Gap: gap})
	}
	byName := map[string]pageControl{}
	for _, c := range e.Controls {
		for _, gap := range c.Gaps {
			shown.Missing = append(shown.Missing, missing{gap, c.Name})
		}
		byName[c.Name] = newPageControl(e, c)
		shown.Controls = append(shown.Controls, byName[c.Name])
	}
	fewer := some(shown.Missing)
	shown.Missing, shown.MoreMissing = fewer.Shown, fewer.More
	for _, framework := range e.Frameworks {
		f := pageFramework{Title: title(framework.Name), Anchor: anchor("f", framework.Name)}
		for _, item := range framework.Items {
			i := pageItem{Item: item, Anchor: anchor("i", framework.Name+":"+item.ID)}
			for _, name := range item.Controls {
				i.Rows = append(i.Rows, byName[name])
			}
			f.Items = append(f.Items, i)
		}
		shown.Frameworks = append(shown.Frameworks, f)
	}
	return shown
}

func newPageControl(e evidence.Evidence, c evidence.Control) pageControl {
	return pageControl{
		Control: c, Reviewed: fraction(e, c), Broken: some(c.Violations),
		Excepted:  named(e.Exceptions, c.Exceptions, func(x evidence.Exception) string { return x.ID }),
		Varied:    named(e.Variations, c.Variations, func(v evidence.Variation) string { return v.ID }),
		Emergency: named(e.BreakGlass, c.BreakGlass, func(b evidence.BreakGlass) string { return b.ID }),
		Used:      named(e.Activations, c.Activations, func(a evidence.Activation) string { return a.ID }),
		Due:       named(e.Reviews, c.Reviews, func(r evidence.Review) string { return r.ID }),
	}
}

func tallies(s evidence.Summary) []tally {
	tone := func(n int, class string) string {
		if n == 0 {
			return ""
		}
		return class
	}
	return []tally{
		{s.Decisions, "decisions", words.Count(s.Denied, "denied", "denied"), ""},
		{s.Violations, "violations refused", "", ""},
		{s.Exceptions, "exceptions", "", ""},
		{s.Variations, "variations", "", ""},
		{s.Activations, "uses of break-glass", "", ""},
		{s.ReviewsDue, "reviews due", words.Count(s.ReviewsInTime, "in time", "in time"), ""},
		{s.ReviewsMissing, "reviews that nobody made", "", tone(s.ReviewsMissing, "bad")},
		{s.Gaps, "gaps", "", tone(s.Gaps, "warning")},
	}
}

var pageFunctions = template.FuncMap{
	"anchor":  anchor,
	"count":   words.Count,
	"day":     func(t time.Time) string { return t.UTC().Format("2 January 2006") },
	"few":     func(entries []int64) list[int64] { return first(entries, few) },
	"instant": words.Instant,
	"list":    func(names []string) string { return strings.Join(names, ", ") },
	"moment":  func(t time.Time) string { return t.UTC().Format("2 Jan 2006, 15:04 UTC") },
	"noun":    evidence.Noun,
	"short":   func(digest string) string { return digest[:min(len(digest), len("sha256:")+12)] },
}

// anchor is the fragment of a name, whatever characters it has.
func anchor(kind, name string) string { return kind + "-" + hex.EncodeToString([]byte(name)) }
