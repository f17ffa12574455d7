package governance_test

import (
	"strings"
	"testing"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

func TestRecurrence(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		rule, anchor string
		now          string
		before       string // last due date at or before now; empty: none
		after        string // first due date after now; empty: none
	}{
		"before the anchor the anchor is next":    {"quarterly", "2026-01-15T08:00:00Z", "2025-06-01T00:00:00Z", "", "2026-01-15T08:00:00Z"},
		"at the anchor it is due":                 {"quarterly", "2026-01-15T08:00:00Z", "2026-01-15T08:00:00Z", "2026-01-15T08:00:00Z", "2026-04-15T08:00:00Z"},
		"one second before the anchor":            {"quarterly", "2026-01-15T08:00:00Z", "2026-01-15T07:59:59Z", "", "2026-01-15T08:00:00Z"},
		"years later it still follows the anchor": {"quarterly", "2020-01-31T08:00:00Z", "2026-11-23T00:00:00Z", "2026-10-31T08:00:00Z", "2027-01-31T08:00:00Z"},
		"a short month has its last day":          {"monthly", "2026-01-31T08:00:00Z", "2026-02-10T00:00:00Z", "2026-01-31T08:00:00Z", "2026-02-28T08:00:00Z"},
		"and the day of the anchor comes back":    {"monthly", "2026-01-31T08:00:00Z", "2026-03-01T00:00:00Z", "2026-02-28T08:00:00Z", "2026-03-31T08:00:00Z"},
		"semiannual":                              {"semiannual", "2026-01-01T00:00:00Z", "2026-11-23T00:00:00Z", "2026-07-01T00:00:00Z", "2027-01-01T00:00:00Z"},
		"annual from a leap day":                  {"annual", "2024-02-29T00:00:00Z", "2026-11-23T00:00:00Z", "2026-02-28T00:00:00Z", "2027-02-28T00:00:00Z"},
		"an offset of the anchor is its instant":  {"monthly", "2026-01-01T00:30:00+02:00", "2026-01-20T00:00:00Z", "2025-12-31T22:30:00Z", "2026-01-31T22:30:00Z"},
		"an RRULE":                                {"FREQ=MONTHLY;BYDAY=1MO", "2026-01-05T09:00:00Z", "2026-11-23T00:00:00Z", "2026-11-02T09:00:00Z", "2026-12-07T09:00:00Z"},
		"an RRULE with its prefix":                {"RRULE:FREQ=WEEKLY;INTERVAL=2", "2026-01-05T09:00:00Z", "2026-01-06T00:00:00Z", "2026-01-05T09:00:00Z", "2026-01-19T09:00:00Z"},
		"an RRULE skips what a month lacks":       {"FREQ=MONTHLY", "2026-01-31T09:00:00Z", "2026-02-01T00:00:00Z", "2026-01-31T09:00:00Z", "2026-03-31T09:00:00Z"},
		"a finite RRULE ends":                     {"FREQ=DAILY;COUNT=3", "2026-01-01T09:00:00Z", "2026-02-01T00:00:00Z", "2026-01-03T09:00:00Z", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, err := governance.ParseRecurrence(test.rule, at(test.anchor))
			if err != nil {
				t.Fatal(err)
			}
			if got := format(r.Before(at(test.now))); got != test.before {
				t.Errorf("last due at or before %s: %s, want %s", test.now, got, test.before)
			}
			if got := format(r.After(at(test.now))); got != test.after {
				t.Errorf("next due after %s: %s, want %s", test.now, got, test.after)
			}
		})
	}
}

// Walking from due date to due date visits each once, whatever the anchor.
func TestRecurrenceWalk(t *testing.T) {
	t.Parallel()
	for name, months := range governance.NamedRecurrences {
		for day := range 31 {
			anchor := time.Date(2024, 1, day+1, 12, 0, 0, 0, time.UTC)
			r, err := governance.ParseRecurrence(name, anchor)
			if err != nil {
				t.Fatal(err)
			}
			due := anchor
			for n := 1; n <= 40; n++ {
				next := r.After(due)
				want := time.Date(2024, time.Month(1+n*months), 1, 12, 0, 0, 0, time.UTC)
				if next.Year() != want.Year() || next.Month() != want.Month() {
					t.Fatalf("%s from %s: after %s comes %s", name, anchor, due, next)
				}
				if last := r.Before(next); !last.Equal(next) {
					t.Fatalf("%s from %s: %s is due, and the last due at it is %s", name, anchor, next, last)
				}
				if last := r.Before(next.Add(-time.Second)); !last.Equal(due) {
					t.Fatalf("%s from %s: just before %s the last due is %s, want %s", name, anchor, next, last, due)
				}
				due = next
			}
		}
	}
}

func TestParseRecurrenceRefuses(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"":                    "is not a recurrence",
		"weekly":              "is not a recurrence",
		"FREQ=HOURLY":         "more often than daily",
		"FREQ=DAILY;BYHOUR=1": "the time of day is the anchor's",
		"DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY": "without DTSTART",
		"FREQ=YEARLY;BYEASTER=1":                     "no part of RFC 5545",
		"FREQ=DAILY;INTERVAL=99999999999":            "INTERVAL is from 1 to 1000",
		"FREQ=DAILY;COUNT=-1":                        "COUNT is positive",
		"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30":        "no day within 100 years",
		"FREQ=DAILY;UNTIL=20250101T000000Z":          "no day within 100 years",
		"FREQ=MONTHLY;BYDAY=9XX":                     "is not a recurrence",
	}
	for text, want := range tests {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			_, err := governance.ParseRecurrence(text, at("2026-01-01T00:00:00Z"))
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("got error %v, want one with %q", err, want)
			}
		})
	}
}

func FuzzParseRecurrence(f *testing.F) {
	f.Add("quarterly")
	f.Add("FREQ=MONTHLY;BYDAY=-1FR;COUNT=10")
	f.Add("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")
	f.Add("FREQ=DAILY;INTERVAL=0")
	f.Fuzz(func(t *testing.T, text string) {
		anchor, now := at("2026-01-01T00:00:00Z"), at("2026-11-23T00:00:00Z")
		r, err := governance.ParseRecurrence(text, anchor)
		if err != nil {
			return
		}
		if next := r.After(now); !next.IsZero() && !next.After(now) {
			t.Errorf("%q: after %s comes %s", text, now, next)
		}
		if last := r.Before(now); last.After(now) {
			t.Errorf("%q: before %s was %s", text, now, last)
		}
	})
}

func format(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}
