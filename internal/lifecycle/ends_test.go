package lifecycle_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/lifecycle"
)

// A system that is asked to ends the use of an account with the last of what it has
// there, and says nothing of an account that has nothing.
func TestEnds(t *testing.T) {
	t.Parallel()
	until := func(text string) func(*governance.Entitlement) {
		instant := at(text)
		return func(e *governance.Entitlement) { e.ExpiresAt = instant }
	}
	status := func(s governance.EntitlementStatus) func(*governance.Entitlement) {
		return func(e *governance.Entitlement) { e.Status, e.Granted = s, s == governance.EntitlementActive }
	}
	const august, september = "2026-08-01T00:00:00Z", "2026-09-01T00:00:00Z"
	is := func(at string) string {
		return "The last of what it has in directory ends at " + at + ", and so the account is to end."
	}
	const never = "Something that it has in directory has no end, and so the account is to have none."
	tests := map[string]struct {
		ends string // as the system has it
		held func(w *world)
		want string // why it is set, "" where it is not
	}{
		"the end of one":     {"", func(w *world) { w.entitled("e1", "reader", until(august)) }, is(august)},
		"the latest of two":  {"", func(w *world) { w.entitled("e1", "reader", until(september)).entitled("e2", "writer", until(august)) }, is(september)},
		"it is so already":   {august, func(w *world) { w.entitled("e1", "reader", until(august)) }, ""},
		"somebody moved it":  {september, func(w *world) { w.entitled("e1", "reader", until(august)) }, is(august)},
		"one without an end": {august, func(w *world) { w.entitled("e1", "reader", until(august)).entitled("e2", "writer") }, never},
		"none, and none set": {"", func(w *world) { w.entitled("e1", "reader") }, ""},
		"what is over does not count": {"", func(w *world) {
			w.entitled("e1", "reader", until(august)).entitled("e2", "writer", status(governance.EntitlementRevoked))
		}, is(august)},
		"what is quarantined may come back": {august, func(w *world) {
			w.entitled("e1", "reader", until(august)).entitled("e2", "writer", until(september), status(governance.EntitlementQuarantined))
		}, is(september)},
		"what has not begun": {august, func(w *world) {
			w.entitled("e1", "reader", until(august)).entitled("e2", "writer", until(september), status(governance.EntitlementScheduled), func(e *governance.Entitlement) { e.StartsAt = noon.AddDate(0, 0, 1) })
		}, is(september)},
		"nothing is held":            {august, func(w *world) { w.entitled("e1", "reader", status(governance.EntitlementRevoked)) }, ""},
		"the system is not asked to": {"", func(w *world) { w.entitled("e1", "reader", until(august)); w.Records.Systems[0].Config = nil }, ""},
		"a shared system":            {"", func(w *world) { w.entitled("e1", "reader", until(august)); w.Records.Systems[0].Shared = true }, ""},
		"the account is not there":   {"", func(w *world) { w.entitled("e1", "reader", until(august)); w.Observed["s1"] = lifecycle.Observed{} }, ""},
		"the system does not answer": {"", func(w *world) {
			w.entitled("e1", "reader", until(august))
			w.Observed["s1"] = lifecycle.Observed{Unreachable: true}
		}, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld()
			w.Records.Systems[0].Config = map[string]string{"end_accounts": "true"}
			if test.ends != "" {
				w.Observed["s1"].Accounts[0].ExpiresAt = at(test.ends)
			}
			test.held(w)
			due, err := lifecycle.Due(w.Facts, w.now)
			if err != nil {
				t.Fatal(err)
			}
			var got string
			for _, a := range due {
				if a.Kind == lifecycle.SetEnd {
					got += a.Why
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("why the end is set (-want +got):\n%s", diff)
			}
		})
	}
}

// An account that its system ended while it holds something is of no use: that is
// drift, which is told, also where a control rolls drift back.
func TestEndedAccount(t *testing.T) {
	t.Parallel()
	rollback := governance.Control{Name: "truth", Policies: []string{string(governance.LapseDrift)}, Action: governance.ActionRollback}
	tests := map[string]struct {
		ends     string
		controls []governance.Control
		want     []lifecycle.Kind
	}{
		"it ended":                     {"2026-07-01T12:00:00Z", nil, []lifecycle.Kind{lifecycle.Tell}},
		"it ended, and is rolled back": {"2026-07-01T12:00:00Z", []governance.Control{rollback}, []lifecycle.Kind{lifecycle.Tell}},
		"it ends later":                {"2026-07-01T12:00:01Z", []governance.Control{rollback}, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld().entitled("e1", "reader")
			w.Bundle = newBundle(test.controls...)
			w.Observed["s1"].Accounts[0].ExpiresAt = at(test.ends)
			due, err := lifecycle.Due(w.Facts, w.now)
			if err != nil {
				t.Fatal(err)
			}
			var got []lifecycle.Kind
			for _, a := range due {
				got = append(got, a.Kind)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("what is due (-want +got):\n%s", diff)
			}
		})
	}
}
