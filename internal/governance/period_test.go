package governance_test

import (
	"strings"
	"testing"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

func TestParsePeriod(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		canonical string // of the period
		err       string // a part of the error instead
	}{
		"36h":                {canonical: "PT36H"},
		"14d":                {canonical: "P14D"},
		"12w":                {canonical: "P84D"},
		"P3M":                {canonical: "P3M"},
		"P1Y":                {canonical: "P1Y"},
		"P18M":               {canonical: "P1Y6M"},
		"P2W":                {canonical: "P14D"},
		"P1DT12H":            {canonical: "P1DT12H"},
		"PT90M":              {canonical: "PT1H30M"},
		"PT1S":               {canonical: "PT1S"},
		"":                   {err: "not an ISO 8601 duration"},
		"P":                  {err: "is a period of no length"},
		"0d":                 {err: "is a period of no length"},
		"PT0S":               {err: "is a period of no length"},
		"-P3M":               {err: "negative"},
		"P0.5M":              {err: "fraction"},
		"3 months":           {err: "not an ISO 8601 duration"},
		"1.5d":               {err: "not an ISO 8601 duration"},
		"14D":                {err: "not an ISO 8601 duration"},
		"P2000Y":             {err: "too long"},
		"P99999999999999Y":   {err: "more than a million"},
		"9999999999999999h":  {err: "not an ISO 8601 duration"},
		"PT999999999999999H": {err: "more than a million"},
	}
	for text, test := range tests {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			period, err := governance.ParsePeriod(text)
			if test.err != "" {
				if err == nil || !strings.Contains(err.Error(), test.err) {
					t.Fatalf("ParsePeriod(%q) = %v, error %v; want an error with %q", text, period, err, test.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := period.String(); got != test.canonical {
				t.Errorf("ParsePeriod(%q) = %s, want %s", text, got, test.canonical)
			}
			again, err := governance.ParsePeriod(period.String())
			if err != nil || again != period {
				t.Errorf("the canonical form %s reads as %v, error %v", period, again, err)
			}
		})
	}
}

func FuzzParsePeriod(f *testing.F) {
	for _, seed := range []string{"36h", "14d", "P3M", "P1Y2M3W4DT5H6M7S", "-P1D", "P0.1Y"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		period, err := governance.ParsePeriod(text)
		if err != nil {
			return
		}
		if again, err := governance.ParsePeriod(period.String()); err != nil || again != period {
			t.Errorf("%q: the canonical form %q reads as %v, error %v", text, period, again, err)
		}
		from := at("2026-01-31T10:00:00Z")
		if !period.After(from).After(from) {
			t.Errorf("%q leads from %s to %s", text, from, period.After(from))
		}
	})
}

func TestPeriodAfterIsCalendarArithmetic(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ from, period, want string }{
		"a quarter is not 90 days":                {"2026-11-23T09:00:00Z", "P3M", "2027-02-23T09:00:00Z"},
		"a short month ends on its last day":      {"2026-01-31T09:00:00Z", "P1M", "2026-02-28T09:00:00Z"},
		"a leap year has its day":                 {"2028-01-31T09:00:00Z", "P1M", "2028-02-29T09:00:00Z"},
		"29 February a year on":                   {"2028-02-29T09:00:00Z", "P1Y", "2029-02-28T09:00:00Z"},
		"days follow months":                      {"2026-01-31T09:00:00Z", "P1M1D", "2026-03-01T09:00:00Z"},
		"across the end of a year":                {"2026-12-15T09:00:00Z", "P2M", "2027-02-15T09:00:00Z"},
		"hours":                                   {"2026-12-31T23:00:00Z", "36h", "2027-01-02T11:00:00Z"},
		"an offset is another name of an instant": {"2026-12-31T23:30:00-01:00", "P1M", "2027-02-01T00:30:00Z"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := period(test.period).After(at(test.from)); !got.Equal(at(test.want)) {
				t.Errorf("%s after %s is %s, want %s", test.period, test.from, got.Format(time.RFC3339), test.want)
			}
		})
	}
}

func TestPeriodCompare(t *testing.T) {
	t.Parallel()
	ascending := []string{"PT1S", "36h", "2d", "P28D", "P1M", "P31D", "P3M", "P92D", "P1Y", "P366D"}
	for i, a := range ascending {
		for j, b := range ascending {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if got := period(a).Compare(period(b)); got != want {
				t.Errorf("%s compared with %s is %d, want %d", a, b, got, want)
			}
		}
	}
}

// at and period read what a test wrote itself.
func at(text string) time.Time {
	t, err := governance.ParseInstant(text)
	if err != nil {
		panic(err)
	}
	return t
}

func period(text string) governance.Period {
	p, err := governance.ParsePeriod(text)
	if err != nil {
		panic(err)
	}
	return p
}

func TestParseInstant(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ want, err string }{
		"2026-12-31T17:00:00+01:00":     {want: "2026-12-31T16:00:00Z"},
		"2026-12-31T16:00:00Z":          {want: "2026-12-31T16:00:00Z"},
		"2026-12-31T16:00:00.25Z":       {want: "2026-12-31T16:00:00.25Z"},
		"2026-12-31T16:00:00":           {err: "has no offset"},
		"2026-12-31 16:00:00":           {err: "has no offset"},
		"2026-12-31":                    {err: "has no offset"},
		"31.12.2026":                    {err: "not an RFC 3339 instant"},
		"2026-02-30T00:00:00Z":          {err: "not an RFC 3339 instant"},
		"":                              {err: "not an RFC 3339 instant"},
		"2026-12-31T16:00:00Z and more": {err: "not an RFC 3339 instant"},
	}
	for text, test := range tests {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			got, err := governance.ParseInstant(text)
			switch {
			case test.err != "":
				if err == nil || !strings.Contains(err.Error(), test.err) {
					t.Errorf("got %s and error %v, want an error with %q", got, err, test.err)
				}
			case err != nil:
				t.Error(err)
			case got.Format(time.RFC3339Nano) != test.want:
				t.Errorf("got %s, want %s", got.Format(time.RFC3339Nano), test.want)
			}
		})
	}
}
