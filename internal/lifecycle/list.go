package lifecycle

import (
	"slices"
	"time"
)

// FormatVersion is that of a list's JSON, which list.schema.json describes. A new
// minor version adds members.
const FormatVersion = "1.0"

// List is what was due at an instant, in the form in which machines read it.
type List struct {
	FormatVersion string    `json:"format_version"`
	At            time.Time `json:"at"`
	Actions       []Action  `json:"actions"`
	Problems      []Problem `json:"problems"` // what could not be done, and why
	Warnings      []string  `json:"warnings"`
	Elsewhere     []string  `json:"elsewhere"` // slugs of tenants that another worker has
}

// NewList puts the results of a run together.
func NewList(results []Result, at time.Time) List {
	l := List{FormatVersion: FormatVersion, At: at.UTC(), Actions: []Action{}, Problems: []Problem{}, Warnings: []string{}, Elsewhere: []string{}}
	for _, r := range results {
		l.Actions = append(l.Actions, r.Actions...)
		l.Problems = append(l.Problems, r.Problems...)
		for _, warning := range r.Warnings {
			if !slices.Contains(l.Warnings, warning) { // as of all tenants alike
				l.Warnings = append(l.Warnings, warning)
			}
		}
		if r.Elsewhere {
			l.Elsewhere = append(l.Elsewhere, r.Tenant.Slug)
		}
	}
	return l
}

// Due counts the actions that are still to be carried out, or were.
func (l List) Due() int {
	n := 0
	for _, a := range l.Actions {
		if !a.Told {
			n++
		}
	}
	return n
}
