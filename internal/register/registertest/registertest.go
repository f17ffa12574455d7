// Package registertest is what every engine of the register must do: one suite
// of named rules, run on each.
package registertest

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// Open opens one register; every call opens the same one.
type Open func(options register.Options) (register.Register, error)

// Run runs the suite. fresh makes an empty register of its own for each rule.
func Run(t *testing.T, fresh func(t *testing.T) Open) {
	for name, rule := range map[string]func(*testing.T, Open){
		"what is written is read":                           roundTrip,
		"what is not set stays so":                          unset,
		"sets are sorted and instants are UTC":              normalised,
		"any text is kept":                                  hostileText,
		"ids sort by creation":                              sortedIDs,
		"revisions and instants":                            metadata,
		"an instant finer than a microsecond is refused":    fineInstant,
		"a record that breaks a rule is refused":            brokenRules,
		"one privilege is declared by one record":           oneTruth,
		"keys are unique":                                   uniqueKeys,
		"a slug never changes":                              slugStays,
		"a record stays in its tenant":                      tenantStays,
		"references lead to records of the tenant":          references,
		"the tenant of an entitlement is its identity's":    entitlementTenant,
		"since when something is quarantined":               quarantinedSince,
		"a stale change is refused":                         staleChange,
		"what was signed stays as it was":                   signedStays,
		"what is not there":                                 notFound,
		"what is in use stays":                              inUse,
		"one activation is open at a time":                  oneActivation,
		"history outlives what it is about":                 history,
		"what is written together is written or not":        inOneTransaction,
		"what is written together has one reason":           oneReason,
		"a worker claims a tenant":                          claims,
		"a worker claims only what it reaches":              confinedClaims,
		"offboarding takes a tenant's records and no other": offboarding,
		"natural keys":                                      naturalKeys,
		"a key of several records is ambiguous":             ambiguousKeys,
		"a near miss is suggested":                          suggestions,
		"listings are by tenant and sorted by id":           listings,
		"confinement refuses every other tenant":            confinedOut,
		"confinement allows the one tenant":                 confinedIn,
		"confinement shows shared systems and keeps them":   confinedShared,
		"messages are found by state":                       messagesByState,
		"confinement hides messages of no tenant":           confinedMessages,
		"confinement allows to create the tenant":           confinedCreate,
		"read-only reads and does not write":                readOnly,
		"of concurrent changes one wins":                    concurrentChange,
		"of concurrent twins one is created":                concurrentTwins,
		"concurrent writers all succeed":                    concurrentWriters,
		"every write is logged":                             everyWriteLogged,
		"the log says who and why":                          whoAndWhy,
		"a refused write is not logged":                     refusedNotLogged,
		"other things are logged too":                       otherEntries,
		"decisions are logged for their tenants":            decisions,
		"the log holds":                                     logHolds,
		"every entry is proven":                             everyEntryProven,
		"confinement reaches into the log":                  confinedLog,
		"who writes together fails apart":                   failApart,
		"concurrent writers are logged in one order":        concurrentLog,
		"a snapshot is one moment":                          oneMoment,
		"a snapshot has every record":                       wholeSnapshot,
		"an interrupted write leaves nothing":               interrupted,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rule(t, fresh(t))
		})
	}
}

// opened opens a register for the length of a test.
func opened(t *testing.T, open Open, options register.Options) register.Register {
	t.Helper()
	if options.Now == nil {
		options.Now = func() time.Time { return time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC) }
	}
	r := must(open(options))(t)
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

// must returns the value of a call that is to succeed.
func must[T any](value T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

// wantError fails the test unless the error is the one wanted, with a detail.
func wantError(t *testing.T, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: got %v, want %v", what, err, want)
		return
	}
	var full *register.Error
	if !errors.As(err, &full) || full.Detail == "" {
		t.Errorf("%s: %v has no detail", what, err)
	}
}

// wantInvalid fails the test unless exactly the attributes are complained of.
func wantInvalid(t *testing.T, what string, err error, attributes ...string) {
	t.Helper()
	var invalid *register.InvalidError
	if !errors.As(err, &invalid) {
		t.Errorf("%s: got %v, want an InvalidError", what, err)
		return
	}
	var got []string
	for _, p := range invalid.Problems {
		got = append(got, p.Attribute)
	}
	slices.Sort(got)
	slices.Sort(attributes)
	if !slices.Equal(got, attributes) {
		t.Errorf("%s: got problems with %v, want with %v: %v", what, got, attributes, err)
	}
}
