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

// innermost is the cause of an error without what libraries wrapped around it,
// which may hold the whole location.
func innermost(err error) string {
	for {
		switch wrapped := err.(type) { //nolint:errorlint // it walks the chain itself
		case interface{ Unwrap() error }:
			if wrapped.Unwrap() == nil {
				return err.Error()
			}
			err = wrapped.Unwrap()
		case interface{ Unwrap() []error }:
			all := wrapped.Unwrap()
			if len(all) == 0 {
				return err.Error()
			}
			err = all[len(all)-1]
		default:
			return err.Error()
		}
	}
}
