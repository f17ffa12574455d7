package governance

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/teambition/rrule-go"
)

// Recurrence gives the due dates of a review schedule, computed from the anchor
// and never from "now + interval": a late review does not move the next one.
type Recurrence struct {
	anchor time.Time
	months int          // of a named recurrence
	rule   *rrule.RRule // of an RFC 5545 rule
}

// NamedRecurrences maps the names of calendar recurrences to their months.
var NamedRecurrences = map[string]int{"monthly": 1, "quarterly": 3, "semiannual": 6, "annual": 12}

// ParseRecurrence reads monthly, quarterly, semiannual, annual, or an RFC 5545
// RRULE without DTSTART (the anchor is its start). A named recurrence from a
// day that a month lacks falls on that month's last day; an RRULE skips it, as
// RFC 5545 section 3.3.10 says. A rule may recur at most daily.
func ParseRecurrence(text string, anchor time.Time) (Recurrence, error) {
	if months, ok := NamedRecurrences[text]; ok {
		return Recurrence{anchor: anchor.UTC(), months: months}, nil
	}
	rule, err := parseRule(text, anchor.UTC())
	if err != nil {
		return Recurrence{}, fmt.Errorf("%q is not a recurrence: %w; write monthly, quarterly, semiannual, annual, or an RFC 5545 rule such as FREQ=MONTHLY;BYMONTHDAY=1", text, err)
	}
	return Recurrence{anchor: anchor.UTC(), rule: rule}, nil
}

func parseRule(text string, anchor time.Time) (*rrule.RRule, error) {
	text = strings.TrimPrefix(text, "RRULE:")
	if strings.Contains(strings.ToUpper(text), "DTSTART") || strings.ContainsAny(text, "\r\n") {
		return nil, errors.New("the anchor is its start, so it is one line without DTSTART")
	}
	option, err := rrule.StrToROption(text)
	if err != nil {
		return nil, err
	}
	if option.Freq > rrule.DAILY {
		return nil, errors.New("it recurs more often than daily")
	}
	if len(option.Byhour)+len(option.Byminute)+len(option.Bysecond) > 0 {
		return nil, errors.New("the time of day is the anchor's, so BYHOUR, BYMINUTE and BYSECOND have no place in it")
	}
	if len(option.Byeaster) > 0 {
		return nil, errors.New("BYEASTER is no part of RFC 5545")
	}
	if option.Interval < 0 || option.Interval > maxInterval || option.Count < 0 {
		return nil, fmt.Errorf("INTERVAL is from 1 to %d, and COUNT is positive", maxInterval)
	}
	option.Dtstart = anchor
	if end := anchor.AddDate(horizon, 0, 0); option.Until.IsZero() || option.Until.After(end) {
		option.Until = end
	}
	rule, err := rrule.NewRRule(*option)
	if err != nil {
		return nil, err
	}
	if rule.After(anchor, true).IsZero() {
		return nil, fmt.Errorf("no day within %d years of the anchor fits it", horizon)
	}
	return rule, nil
}

// A rule is followed for horizon years from its anchor: one whose days never
// come would be searched for ever.
const (
	horizon     = 100
	maxInterval = 1000
)

// After returns the first due date strictly after an instant, or the zero time
// when a finite rule has no more.
func (r Recurrence) After(t time.Time) time.Time {
	if r.rule != nil {
		return r.rule.After(t, false).UTC()
	}
	if r.anchor.After(t) {
		return r.anchor
	}
	n := r.stepsUntil(t)
	for !addMonths(r.anchor, n*r.months).After(t) {
		n++
	}
	return addMonths(r.anchor, n*r.months)
}

// Before returns the last due date at or before an instant, or the zero time
// when the anchor is still ahead.
func (r Recurrence) Before(t time.Time) time.Time {
	if r.anchor.After(t) {
		return time.Time{}
	}
	if r.rule != nil {
		return r.rule.Before(t, true).UTC()
	}
	n := r.stepsUntil(t)
	for !addMonths(r.anchor, (n+1)*r.months).After(t) {
		n++
	}
	return addMonths(r.anchor, n*r.months)
}

// stepsUntil is a number of whole recurrences that surely lie at or before t.
func (r Recurrence) stepsUntil(t time.Time) int {
	t = t.UTC()
	months := (t.Year()-r.anchor.Year())*12 + int(t.Month()) - int(r.anchor.Month()) - 1
	return max(0, months/r.months)
}

// manyDates are enough to see how close two due dates come: monthly ones for four
// years, with their shortest February.
const manyDates = 48

// overtaken returns a due date whose review may take until the next one has come,
// which is then asked for instead, and that next one; zero times when there is none.
func (r Recurrence) overtaken(within Period) (due, next time.Time) {
	dates := r.dates()
	due = dates()
	for range manyDates {
		next = dates()
		switch {
		case next.IsZero():
			return time.Time{}, time.Time{}
		case !within.After(due).Before(next):
			return due, next
		}
		due = next
	}
	return time.Time{}, time.Time{}
}

// dates gives one due date after the other from the first, then zero times.
func (r Recurrence) dates() func() time.Time {
	if r.rule != nil {
		all := r.rule.Iterator()
		return func() time.Time {
			due, _ := all()
			return due.UTC()
		}
	}
	n := -1
	return func() time.Time {
		n++
		return addMonths(r.anchor, n*r.months)
	}
}

// NextDue returns the first due date of the schedule after an instant.
func (s ReviewSchedule) NextDue(after time.Time) (time.Time, error) {
	recurrence, err := ParseRecurrence(s.Recurrence, s.Anchor)
	if err != nil {
		return time.Time{}, err
	}
	return recurrence.After(after), nil
}
