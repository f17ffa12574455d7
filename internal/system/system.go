// Package system reaches where access really lives: directories and databases.
// It observes what accounts hold, grants, revokes and suspends; why, and whether,
// is not its business, and it knows no register.
package system

import (
	"context"
	"errors"
	"time"
)

// Membership is one privilege that one account holds.
type Membership struct {
	Account   string // as the system names it
	Privilege string // a group or a role, as the system names it
	Scope     string // where the system divides privileges further, else ""
}

// Account is an account of a system.
type Account struct {
	Name      string
	Suspended bool      // it holds what it holds, and can use none of it
	ExpiresAt time.Time // zero: never
}

// Observation is what a system has, of the accounts that were asked for. Accounts
// are sorted by name, memberships by account, privilege and scope. An account that
// was asked for and is not among them is not there.
type Observation struct {
	Accounts    []Account
	Memberships []Membership
}

// System is one place where access lives. It is safe for use by many goroutines.
// Whatever changes it is idempotent: what is so already is success, so that a
// caller who was stopped can do it again. No error has a secret in it.
type System interface {
	// Observe returns what the named accounts have, or for none every account that
	// the system's settings select. It reads in pages, and everything or nothing:
	// with an error there is no observation. What an account has by way of a
	// privilege that it holds is not listed.
	Observe(ctx context.Context, accounts ...string) (Observation, error)
	// Grant gives a privilege, and returns once the system says that it is given.
	Grant(ctx context.Context, m Membership) error
	// Revoke takes a privilege away. That the account or the privilege is gone
	// altogether is success.
	Revoke(ctx context.Context, m Membership) error
	// Suspend makes an account unusable without taking from it what it holds, and
	// Resume lifts that.
	Suspend(ctx context.Context, account string) error
	Resume(ctx context.Context, account string) error
	// Expire sets when the system itself ends the use of an account; a zero time is
	// never.
	Expire(ctx context.Context, account string, at time.Time) error
	Close() error
}

// What can go wrong with a system; match with [errors.Is]. The text of an error is
// full sentences for people: what, why, what to do.
var (
	// ErrUnreachable is a system that did not answer, or not in time. It says
	// nothing about what the system has.
	ErrUnreachable = errors.New("the system cannot be reached")
	// ErrDenied is a system that refuses the credentials, or what was asked.
	ErrDenied = errors.New("the system refuses")
	// ErrSettings is a record of a system whose settings do not fit its kind.
	ErrSettings = errors.New("the system's settings do not fit")
	// ErrNotFound is an account or a privilege that the system does not have.
	ErrNotFound = errors.New("the system does not have it")
	// ErrUnsupported is what a kind of system has no way of doing.
	ErrUnsupported = errors.New("this kind of system cannot do that")
	// ErrFailed is a system that answered, and not as it should have.
	ErrFailed = errors.New("the system failed")
)
