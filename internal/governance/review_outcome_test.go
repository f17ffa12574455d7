package governance_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// due is the review of the entitlement e that came due on 15 January.
var due = at("2026-01-15T09:00:00Z")

func TestReviewsKnowTheirOutcome(t *testing.T) {
	t.Parallel()
	made := func(source, subject string, at time.Time) governance.Attestation {
		return governance.Attestation{TenantID: "t", SourceID: source, SubjectID: subject, DueAt: at, Outcome: governance.OutcomeKeep, Reviewer: "raj@msp.example"}
	}
	for name, test := range map[string]struct {
		attestation governance.Attestation
		want        governance.ReviewState
	}{
		"made":                 {made("q", "e", due), governance.ReviewMade},
		"in another zone":      {made("q", "e", due.In(time.FixedZone("", 3600))), governance.ReviewMade},
		"of another subject":   {made("q", "set", due), governance.ReviewOverdue},
		"of another schedule":  {made("p", "e", due), governance.ReviewOverdue},
		"of the date before":   {made("q", "e", due.AddDate(0, -3, 0)), governance.ReviewOverdue},
		"a microsecond beside": {made("q", "e", due.Add(time.Microsecond)), governance.ReviewOverdue},
	} {
		snapshot := governed()
		snapshot.ReviewSchedules = []governance.ReviewSchedule{schedule(nil)}
		snapshot.Attestations = []governance.Attestation{test.attestation}
		r := reviewOf(t, snapshot, "e", due, "2026-03-01T00:00:00Z")
		if r.State != test.want || (r.Attestation != nil) != (test.want == governance.ReviewMade) {
			t.Errorf("%s: got %s with %v, want %s", name, r.State, r.Attestation, test.want)
		}
		if next := reviewOf(t, snapshot, "e", at("2026-04-15T09:00:00Z"), "2026-03-01T00:00:00Z"); next.State != governance.ReviewUpcoming {
			t.Errorf("%s: the next one is %s", name, next.State)
		}
	}
}

// reviewOf is the review of a subject that is due at an instant.
func reviewOf(t *testing.T, s governance.Snapshot, subject string, due time.Time, now string, controls ...governance.Control) governance.Review {
	t.Helper()
	reviews, err := s.Reviews(at(now), controls)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range reviews {
		if r.SubjectID == subject && r.DueAt.Equal(due) {
			return r
		}
	}
	t.Fatalf("no review of %s at %s among %+v", subject, due, reviews)
	return governance.Review{}
}

func TestReviewsAreHandedOver(t *testing.T) {
	t.Parallel()
	hand := func(from, to string) governance.Delegation {
		return governance.Delegation{TenantID: "t", SourceID: "q", SubjectID: "e", DueAt: due, From: from, To: to}
	}
	for name, test := range map[string]struct {
		delegations []governance.Delegation
		want        string
	}{
		"to nobody":                   {nil, "kim raj"},
		"to somebody":                 {[]governance.Delegation{hand("raj", "lee")}, "kim lee"},
		"to the other reviewer":       {[]governance.Delegation{hand("raj", "kim")}, "kim"},
		"on and on":                   {[]governance.Delegation{hand("raj", "lee"), hand("lee", "mia")}, "kim mia"},
		"and back":                    {[]governance.Delegation{hand("raj", "lee"), hand("lee", "raj")}, "kim raj"},
		"by who is no reviewer":       {[]governance.Delegation{hand("lee", "mia")}, "kim raj"},
		"to the owner, who may not":   {[]governance.Delegation{hand("raj", "jane@acme.example")}, "kim"},
		"before it was one's to hand": {[]governance.Delegation{hand("lee", "mia"), hand("raj", "lee")}, "kim lee"},
	} {
		snapshot := governed()
		snapshot.ReviewSchedules = []governance.ReviewSchedule{schedule(func(s *governance.ReviewSchedule) { s.Reviewers = []string{"kim", "raj"} })}
		snapshot.Delegations = test.delegations
		now := "2026-02-01T00:00:00Z"
		if got := strings.Join(reviewOf(t, snapshot, "e", due, now).Reviewers, " "); got != test.want {
			t.Errorf("%s: got %q, want %q", name, got, test.want)
		}
		if got := strings.Join(reviewOf(t, snapshot, "set", due, now).Reviewers, " "); got != "kim raj" {
			t.Errorf("%s: of another subject: got %q", name, got)
		}
	}
}

func TestUsesOfBreakGlassAreReviewed(t *testing.T) {
	t.Parallel()
	control := governance.Control{Name: "emergencies", BreakGlass: &governance.ExceptionRule{Approvers: []string{"ann", "dave", "jane@acme.example", "lee", "sam"}}}
	scheduled := func(action governance.OverdueAction, change func(*governance.ReviewSchedule)) governance.ReviewSchedule {
		return schedule(func(s *governance.ReviewSchedule) {
			s.ID, s.Subjects, s.OverdueAction, s.Reviewers, s.Evidence = "b-"+string(action), governance.ReviewBreakGlass, action, []string{"lee", "raj"}, []string{"log"}
			if change != nil {
				change(s)
			}
		})
	}
	ends := at("2026-02-01T12:00:00Z")
	for name, test := range map[string]struct {
		now       string
		schedules []governance.ReviewSchedule
		change    func(*governance.Activation)
		want      string // state, reviewers, action, evidence; "" for no review
	}{
		"while it lasts":       {now: "2026-02-01T11:59:59Z"},
		"when it has ended":    {now: "2026-02-01T12:00:00Z", want: "due [ann dave] escalate []"},
		"overdue":              {now: "2026-02-04T12:00:00Z", want: "overdue [ann dave] escalate []"},
		"by who reviews it":    {"2026-02-01T12:00:00Z", []governance.ReviewSchedule{scheduled(governance.Revoke, nil)}, nil, "due [raj] revoke [log]"},
		"by both":              {"2026-02-01T12:00:00Z", []governance.ReviewSchedule{scheduled(governance.Quarantine, nil), scheduled(governance.Escalate, func(s *governance.ReviewSchedule) { s.Reviewers = []string{"mia"} })}, nil, "due [mia raj] quarantine [log]"},
		"not of another":       {"2026-02-01T12:00:00Z", []governance.ReviewSchedule{scheduled(governance.Revoke, func(s *governance.ReviewSchedule) { s.TenantID = "u" })}, nil, "due [ann dave] escalate []"},
		"not selected":         {"2026-02-01T12:00:00Z", []governance.ReviewSchedule{scheduled(governance.Revoke, func(s *governance.ReviewSchedule) { s.Selector.Environments = []string{"test"} })}, nil, "due [ann dave] escalate []"},
		"of what has gone":     {now: "2026-02-01T12:00:00Z", change: func(a *governance.Activation) { a.BreakGlassID = "other" }},
		"by another activator": {now: "2026-02-01T12:00:00Z", change: func(a *governance.Activation) { a.Activator = "ann" }, want: "due [dave lee] escalate []"},
	} {
		snapshot := governed()
		snapshot.BreakGlass[0].RequestedBy, snapshot.BreakGlass[0].ReviewWithin = "sam", period("P3D")
		activation := governance.Activation{Meta: governance.Meta{ID: "a"}, TenantID: "t", BreakGlassID: "b", Activator: "lee", StartsAt: at("2026-02-01T10:00:00Z"), EndsAt: ends}
		if test.change != nil {
			test.change(&activation)
		}
		snapshot.Activations, snapshot.ReviewSchedules = []governance.Activation{activation}, test.schedules
		reviews, err := snapshot.Reviews(at(test.now), []governance.Control{{Name: "other"}, control})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, r := range reviews {
			if r.SourceKind == governance.KindActivation {
				got += fmt.Sprint(r.State, " ", r.Reviewers, " ", r.OverdueAction, " ", r.Evidence)
			}
		}
		if got != test.want {
			t.Errorf("%s: got %q, want %q", name, got, test.want)
		}
	}

	// What ended early is due then; what a review revoked is asked about no more.
	snapshot := governed()
	snapshot.Activations = []governance.Activation{{Meta: governance.Meta{ID: "a"}, TenantID: "t", BreakGlassID: "b", Activator: "lee",
		StartsAt: at("2026-02-01T10:00:00Z"), EndsAt: ends, EndedAt: at("2026-02-01T11:00:00Z")}}
	reviewOf(t, snapshot, "b", at("2026-02-01T11:00:00Z"), "2026-02-01T11:00:00Z", control)
	snapshot.BreakGlass[0].RevokedAt = at("2026-02-02T00:00:00Z")
	snapshot.ReviewSchedules = []governance.ReviewSchedule{scheduled(governance.Revoke, nil)}
	reviews, err := snapshot.Reviews(at("2026-02-03T00:00:00Z"), nil)
	if err != nil || len(reviews) != 1 || reviews[0].SourceID != "a" {
		t.Errorf("revoked: got %+v, %v, want the review of its use alone", reviews, err)
	}
}

func TestReviewID(t *testing.T) {
	t.Parallel()
	base := governance.ReviewID("0190b5a0-0000-7000-8000-000000000001", "0190b5a0-0000-7000-8000-000000000002", due)
	if want := "6hc5e-cevty"; base != want {
		t.Errorf("got %s, want %s: ids of reviews are known to people and stay", base, want)
	}
	if other := governance.ReviewID("0190b5a0-0000-7000-8000-000000000001", "0190b5a0-0000-7000-8000-000000000002", due.In(time.FixedZone("", -3600))); other != base {
		t.Errorf("the zone makes a difference: %s, %s", base, other)
	}
	seen := map[string]bool{base: true}
	for _, id := range []string{governance.ReviewID("a", "bc", due), governance.ReviewID("ab", "c", due), governance.ReviewID("ab", "c", due.AddDate(0, 3, 0))} {
		if seen[id] {
			t.Errorf("two reviews are %s", id)
		}
		seen[id] = true
	}
}

func TestRevokedBreakGlassDoesNotStand(t *testing.T) {
	t.Parallel()
	b := governance.BreakGlass{
		TenantID: "t", IdentityID: "i", SystemID: "s", Privilege: "admin", Reason: "r", RequestedBy: "sam",
		MaxDuration: period("PT1H"), ReviewWithin: period("P1D"), Activators: []string{"lee"},
	}
	controls := []governance.Control{{Name: "emergencies", BreakGlass: &governance.ExceptionRule{Approvers: []string{"ann"}, Approvals: 1}}}
	if standing := b.Stand(controls, []string{"ann"}); !standing.Honoured() {
		t.Fatalf("got %+v", standing)
	}
	b.RevokedAt = at("2026-02-02T00:00:00Z")
	if diff := cmp.Diff(governance.Standing{Status: governance.ExceptionRevoked}, b.Stand(controls, []string{"ann"})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
