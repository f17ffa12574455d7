package governance

import (
	"fmt"
	"time"
)

// ParseInstant reads an RFC 3339 instant with its offset and returns it in UTC.
func ParseInstant(text string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339Nano, text)
	if err == nil {
		return t.UTC(), nil
	}
	for _, layout := range []string{time.DateOnly, "2006-01-02T15:04", "2006-01-02T15:04:05", time.DateTime} {
		if _, err := time.Parse(layout, text); err == nil {
			return time.Time{}, fmt.Errorf("%q has no offset from UTC, so it names no instant: write it as RFC 3339, such as 2026-12-31T17:00:00+01:00 or 2026-12-31T16:00:00Z", text)
		}
	}
	return time.Time{}, fmt.Errorf("%q is not an RFC 3339 instant: write it such as 2026-12-31T17:00:00+01:00 or 2026-12-31T16:00:00Z", text)
}
