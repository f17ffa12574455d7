// Package systemtest is what every kind of system must do: one suite of named
// rules, run on each against a real server.
package systemtest

import (
	"errors"
	"testing"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// Subject is a place on a real server, empty at first and for one rule alone, and
// the kind of system by which the rule reaches it. What the rule sets up and looks
// at goes past the kind, through the functions here.
type Subject struct {
	// Record is a system by which the place is reached, at an address; its settings
	// select every account of the place and no other.
	Record func(address string) governance.System
	// Address is where the server listens, as HOST:PORT.
	Address string
	// Secrets are environment variables, by name. The server refuses other values.
	Secrets map[string]string
	// InMemory is a system that reaches no server, instead of all of the above.
	InMemory system.System

	// AddAccount makes an account that can be used, and returns what the system
	// calls it; AddPrivilege does so for what can be granted.
	AddAccount   func(t *testing.T, name string) string
	AddPrivilege func(t *testing.T, name string) string
	// Members are the accounts that hold a privilege, in any order.
	Members func(t *testing.T, privilege string) []string
	// Usable tells whether an account can be used, as the server has it.
	Usable func(t *testing.T, account string) bool
	// ExpiresAt tells when the use of an account ends, zero for never. It is nil
	// where the kind has no way of saying that.
	ExpiresAt func(t *testing.T, account string) time.Time
	// Finest is the unit in which the kind keeps an instant.
	Finest time.Duration
	// Scope is one that privileges can have, "" where the kind knows none.
	Scope string

	// Fill makes a privilege that so many new accounts hold, faster than one by one.
	Fill func(t *testing.T, privilege string, accounts int)
	// Answers is how often the server may have to answer at most until 10,000
	// accounts are observed.
	Answers int
}

// Run runs the suite. fresh makes a subject for one rule.
func Run(t *testing.T, fresh func(t *testing.T) Subject) {
	for name, rule := range map[string]func(*testing.T, Subject){
		"everything is observed, in order":                 observesAll,
		"the accounts that are asked for are observed":     observesSome,
		"an account that is not there is not observed":     observesNone,
		"an account without a name is never every account": observesNobody,
		"what is changed behind its back is observed":      observesNow,
		"a grant is there, once":                           grants,
		"a grant to what is not there is refused":          grantsNothing,
		"what is revoked is gone, and may be already":      revokes,
		"who is suspended keeps what it holds":             suspends,
		"the system ends the use of an account":            expires,
		"a scope is kept, or refused":                      scopes,
		"names may be of any letters":                      awkwardNames,
		"many use it at once":                              concurrently,
		"who gives up has done nothing":                    cancelled,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rule(t, fresh(t))
		})
	}
	t.Run("a server that is not well", func(t *testing.T) {
		t.Parallel()
		if fresh(t).InMemory != nil {
			t.Skip("this kind reaches no server")
		}
		for name, rule := range map[string]func(*testing.T, Subject){
			"one that is down is unreachable":             down,
			"one that says nothing is unreachable":        silent,
			"a connection that is lost is no observation": lost,
			"wrong secrets are refused and not told":      refused,
			"a secret that is not set is named":           unset,
			"the calls a second are limited":              limited,
			"ten thousand accounts are few answers":       many,
		} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				rule(t, fresh(t))
			})
		}
	})
}

// open opens the system of a subject for the length of a test.
func (s Subject) open(t *testing.T) system.System {
	t.Helper()
	if s.InMemory != nil {
		return s.InMemory
	}
	return s.openAt(t, s.Address, s.Secrets, nil)
}

// openAt opens it at another address, with other secrets and with settings added.
func (s Subject) openAt(t *testing.T, address string, secrets, more map[string]string) system.System {
	t.Helper()
	opened, err := s.tryAt(t, address, secrets, more)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := opened.Close(); err != nil {
			t.Error(err)
		}
	})
	return opened
}

func (s Subject) tryAt(t *testing.T, address string, secrets, more map[string]string) (system.System, error) {
	t.Helper()
	record := s.Record(address)
	for name, value := range more {
		record.Config[name] = value
	}
	if found := system.Validate(record); len(found) > 0 {
		t.Fatal(found)
	}
	return system.Open(t.Context(), record, func(name string) (string, bool) {
		value, set := secrets[name]
		return value, set
	})
}

// wantError checks an error's kind, and that it is told in full sentences.
func wantError(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("the error is %v, want %v", err, want)
		return
	}
	if told, ok := errors.AsType[*system.Error](err); !ok || !isSentences(told.Detail) {
		t.Errorf("the error %q has no detail in full sentences", err)
	}
}

func isSentences(detail string) bool {
	return len(detail) > 20 && detail[len(detail)-1] == '.' && (detail[0] == '"' || detail[0] >= 'A' && detail[0] <= 'Z')
}

func try(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
