package governance

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/sosodev/duration"
)

// Period is a length of time as people write it. Months and days are calendar
// units: adding P3M to 31 January gives 30 April, and a day keeps its hour.
type Period struct {
	Months int
	Days   int
	Clock  time.Duration // hours, minutes and seconds
}

var shortPeriod = regexp.MustCompile(`^([0-9]{1,6})(h|d|w)$`)

// The longest period of each unit: far beyond any use, and far from overflow.
const (
	longestMonths = 1000 * 12
	longestDays   = 1000 * 366
	longestClock  = 1_000_000 * time.Hour
)

// ParsePeriod reads 36h, 14d, 12w, or an ISO 8601 duration of whole units such
// as P3M or P1DT12H. It refuses zero and negative lengths and fractions.
func ParsePeriod(text string) (Period, error) {
	p, err := parsePeriod(text)
	if err != nil {
		return Period{}, fmt.Errorf("%q is not a period: %w; write hours, days or weeks as 36h, 14d, 12w, or an ISO 8601 duration such as P3M", text, err)
	}
	if p.IsZero() {
		return Period{}, fmt.Errorf("%q is a period of no length: give one that is longer than zero", text)
	}
	if p.Months > longestMonths || p.Days > longestDays || p.Clock > longestClock {
		return Period{}, fmt.Errorf("%q is too long: a period has at most 1000 years, 366000 days and 1000000 hours", text)
	}
	return p, nil
}

func parsePeriod(text string) (Period, error) {
	if m := shortPeriod.FindStringSubmatch(text); m != nil {
		n, err := strconv.Atoi(m[1])
		if err != nil {
			return Period{}, err
		}
		switch m[2] {
		case "h":
			return Period{Clock: time.Duration(n) * time.Hour}, nil
		case "d":
			return Period{Days: n}, nil
		default:
			return Period{Days: 7 * n}, nil
		}
	}
	d, err := duration.Parse(text)
	if err != nil {
		return Period{}, errors.New("not an ISO 8601 duration")
	}
	if d.Negative {
		return Period{}, errors.New("it is negative")
	}
	for _, unit := range []float64{d.Years, d.Months, d.Weeks, d.Days, d.Hours, d.Minutes, d.Seconds} {
		if unit != math.Trunc(unit) {
			return Period{}, errors.New("it has a fraction")
		}
		if unit > 1_000_000 {
			return Period{}, errors.New("it has more than a million of a unit")
		}
	}
	return Period{
		Months: int(d.Years)*12 + int(d.Months),
		Days:   int(d.Weeks)*7 + int(d.Days),
		Clock:  time.Duration(d.Hours)*time.Hour + time.Duration(d.Minutes)*time.Minute + time.Duration(d.Seconds)*time.Second,
	}, nil
}

// IsZero reports whether the period has no length.
func (p Period) IsZero() bool { return p == Period{} }

// After returns the instant one period after t. A month that is too short ends
// on its last day.
func (p Period) After(t time.Time) time.Time {
	return addMonths(t.UTC(), p.Months).AddDate(0, 0, p.Days).Add(p.Clock)
}

// addMonths is calendar arithmetic that stays in the month it leads to, where
// time.AddDate would overflow 31 January + P1M into March.
func addMonths(t time.Time, months int) time.Time {
	first := time.Date(t.Year(), t.Month()+time.Month(months), 1, t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), t.Location())
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), last)-1)
}

// Compare orders two periods by their usual length, a month being the twelfth
// part of a mean year. It orders bounds; whether an instant is within a period
// of another is asked with [Period.After], which is exact.
func (p Period) Compare(other Period) int {
	return cmp.Compare(p.seconds(), other.seconds())
}

func (p Period) seconds() float64 {
	const day = 24 * 60 * 60
	return float64(p.Months)*365.2425/12*day + float64(p.Days)*day + p.Clock.Seconds()
}

// String returns the canonical spelling, an ISO 8601 duration, or "" for no
// period.
func (p Period) String() string {
	if p.IsZero() {
		return ""
	}
	var b strings.Builder
	b.WriteByte('P')
	unit := func(n int, letter byte) {
		if n != 0 {
			b.WriteString(strconv.Itoa(n))
			b.WriteByte(letter)
		}
	}
	unit(p.Months/12, 'Y')
	unit(p.Months%12, 'M')
	unit(p.Days, 'D')
	if p.Clock != 0 {
		b.WriteByte('T')
		unit(int(p.Clock/time.Hour), 'H')
		unit(int(p.Clock%time.Hour/time.Minute), 'M')
		unit(int(p.Clock%time.Minute/time.Second), 'S')
	}
	return b.String()
}

// MarshalText writes the canonical spelling.
func (p Period) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads any spelling, and "" as no period.
func (p *Period) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*p = Period{}
		return nil
	}
	parsed, err := ParsePeriod(string(text))
	if err != nil {
		return err
	}
	*p = parsed
	return nil
}
