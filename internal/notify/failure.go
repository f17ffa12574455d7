package notify

import (
	"errors"
	"time"
)

// Failure is why a message was not delivered.
type Failure struct {
	Text  string        // full sentences for people, without secrets
	Final bool          // no other attempt would fare better
	Down  bool          // other messages would fare no better now
	After time.Duration // until the receiver wants the next attempt, if it says so
}

func (f *Failure) Error() string { return f.Text }

// failureOf makes a failure of any error.
func failureOf(err error) *Failure {
	if failure, ok := errors.AsType[*Failure](err); ok {
		return failure
	}
	return &Failure{Text: err.Error()}
}
