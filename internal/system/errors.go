package system

import "fmt"

// Error is anything that went wrong with a system. The summary is one of the Err…
// values and holds nothing of the user's; the detail says what, why and what to
// do, in full sentences. What a library said is not kept beside it: that may hold
// a whole request, and a secret with it.
type Error struct {
	Summary error
	Detail  string
}

func (e *Error) Error() string { return e.Summary.Error() + ": " + e.Detail }

// Unwrap lets errors.Is find the summary.
func (e *Error) Unwrap() error { return e.Summary }

func fail(summary error, format string, args ...any) error {
	return &Error{summary, fmt.Sprintf(format, args...)}
}
