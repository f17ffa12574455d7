// Package defect makes a panic an error. A Go program that panics ends with the
// exit status 2, which is how a check says that a plan is denied.
package defect

import (
	"fmt"
	"runtime"
	"strings"
)

// Error is a panic that was caught.
type Error struct{ where string }

func (e *Error) Error() string {
	return "It ended abruptly. This is a defect of nhi; please report it with these lines:" + e.where
}

// Catch makes a panic of the function that defers it the function's error.
func Catch(err *error) {
	if reason := recover(); reason != nil {
		*err = &Error{where(4)}
	}
}

// Where says where the panic began that the calling function, which is deferred,
// has recovered: a line for each function, the innermost first. The words are the
// same on every machine, and quote no value: what was panicked with may be secret.
func Where() string { return where(4) }

// where leaves out so many of the innermost calls.
func where(skip int) string {
	callers := make([]uintptr, 16)
	frames := runtime.CallersFrames(callers[:runtime.Callers(skip, callers)])
	var b strings.Builder
	for {
		frame, more := frames.Next()
		fmt.Fprintf(&b, "\n%s:%d", frame.Function, frame.Line)
		if !more {
			return b.String()
		}
	}
}
