package governance_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// governed is a tenant with one of everything that is reviewed, all from the
// beginning of 2026.
func governed() governance.Snapshot {
	made := func(id string) governance.Meta { return governance.Meta{ID: id, CreatedAt: at("2026-01-01T00:00:00Z")} }
	return governance.Snapshot{
		Tenants: []governance.Tenant{{Meta: made("t"), Slug: "acme", Labels: map[string]string{"tier": "gold"}}, {Meta: made("u"), Slug: "globex"}},
		Identities: []governance.Identity{{
			Meta: made("i"), TenantID: "t", Kind: governance.Bot, Environment: "production", Owner: "jane@acme.example",
			Credential: &governance.Credential{IssuedAt: at("2026-01-01T00:00:00Z"), RotateEvery: period("P3M"), ExpiresAt: at("2026-06-01T00:00:00Z")},
		}},
		Entitlements: []governance.Entitlement{
			{Meta: made("e"), TenantID: "t", IdentityID: "i", SystemID: "s", Status: governance.EntitlementActive, ExpiresAt: at("2026-05-20T00:00:00Z")},
			{Meta: made("gone"), TenantID: "t", IdentityID: "i", SystemID: "s", Status: governance.EntitlementRevoked},
		},
		EntitlementSets: []governance.EntitlementSet{{Meta: made("set"), TenantID: "t", IdentityID: "i", SystemID: "s2", Status: governance.EntitlementActive,
			Privileges: []governance.Privilege{{Name: "reader"}, {Name: "admin", Privileged: true}}}},
		BreakGlass: []governance.BreakGlass{{Meta: made("b"), TenantID: "t", IdentityID: "i", SystemID: "s"}},
		Exceptions: []governance.Exception{{Meta: made("x"), TenantID: "t", Status: governance.ExceptionActive, ExpiresAt: at("2026-05-25T00:00:00Z"), RequestedBy: "dave@acme.example"}},
		Variations: []governance.Variation{{Meta: made("v"), TenantID: "t", Status: governance.ExceptionActive, ExpiresAt: at("2026-05-16T00:00:00Z")}},
	}
}

func schedule(change func(*governance.ReviewSchedule)) governance.ReviewSchedule {
	s := governance.ReviewSchedule{
		Meta: governance.Meta{ID: "q"}, TenantID: "t", Name: "quarterly", Subjects: governance.ReviewEntitlements, Recurrence: "quarterly",
		Anchor: at("2026-01-15T09:00:00Z"), Reviewers: []string{"raj@msp.example"}, DueWithin: period("14d"), OverdueAction: governance.Escalate,
	}
	if change != nil {
		change(&s)
	}
	return s
}

func TestReviewsAreOfWhatIsSelected(t *testing.T) {
	t.Parallel()
	privileged, ordinary := true, false
	tests := map[string]struct {
		change func(*governance.ReviewSchedule)
		want   []string
	}{
		"everything":        {nil, []string{"e", "set"}},
		"kind":              {func(s *governance.ReviewSchedule) { s.Selector.Kinds = []governance.IdentityKind{governance.Bot} }, []string{"e", "set"}},
		"other kind":        {func(s *governance.ReviewSchedule) { s.Selector.Kinds = []governance.IdentityKind{governance.APIKey} }, nil},
		"environment":       {func(s *governance.ReviewSchedule) { s.Selector.Environments = []string{"test", "production"} }, []string{"e", "set"}},
		"other environment": {func(s *governance.ReviewSchedule) { s.Selector.Environments = []string{"test"} }, nil},
		"system":            {func(s *governance.ReviewSchedule) { s.Selector.SystemIDs = []string{"s2"} }, []string{"set"}},
		"privileged":        {func(s *governance.ReviewSchedule) { s.Selector.Privileged = &privileged }, []string{"set"}},
		"not privileged":    {func(s *governance.ReviewSchedule) { s.Selector.Privileged = &ordinary }, []string{"e"}},
		"labels":            {func(s *governance.ReviewSchedule) { s.Selector.Labels = map[string]string{"tier": "gold"} }, []string{"e", "set"}},
		"other labels":      {func(s *governance.ReviewSchedule) { s.Selector.Labels = map[string]string{"tier": "gold", "x": "y"} }, nil},
		"all must match": {func(s *governance.ReviewSchedule) {
			s.Selector.SystemIDs, s.Selector.Privileged = []string{"s2"}, &ordinary
		}, nil},
		"other tenant": {func(s *governance.ReviewSchedule) { s.TenantID = "u" }, nil},
		"identities":   {func(s *governance.ReviewSchedule) { s.Subjects = governance.ReviewIdentities }, []string{"i"}},
		"exceptions":   {func(s *governance.ReviewSchedule) { s.Subjects = governance.ReviewExceptions }, []string{"x"}},
		"no such exception": {func(s *governance.ReviewSchedule) {
			s.Subjects, s.Selector.Environments = governance.ReviewExceptions, []string{"production"}
		}, nil},
		"break-glass":  {func(s *governance.ReviewSchedule) { s.Subjects = governance.ReviewBreakGlass }, []string{"b"}},
		"named itself": {func(s *governance.ReviewSchedule) { s.ID, s.Selector.Environments = "named", []string{"test"} }, []string{"e"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			snapshot := governed()
			snapshot.Entitlements[0].ReviewScheduleID = "named"
			snapshot.ReviewSchedules = []governance.ReviewSchedule{schedule(test.change)}
			reviews, err := snapshot.Reviews(at("2026-01-10T00:00:00Z"), nil)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, r := range reviews {
				got = append(got, r.SubjectID)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestReviewsInTime(t *testing.T) {
	t.Parallel()
	tests := map[string][]string{
		"2026-01-15T08:59:59Z": {"2026-01-15 upcoming"},
		"2026-01-15T09:00:00Z": {"2026-01-15 due", "2026-04-15 upcoming"},
		"2026-01-29T08:59:59Z": {"2026-01-15 due", "2026-04-15 upcoming"},
		"2026-01-29T09:00:00Z": {"2026-01-15 overdue", "2026-04-15 upcoming"},
		"2026-04-15T09:00:00Z": {"2026-04-15 due", "2026-07-15 upcoming"},
	}
	for now, want := range tests {
		snapshot := governed()
		snapshot.EntitlementSets = nil
		snapshot.Entitlements[0].ExpiresAt = at("2036-01-01T00:00:00Z")
		snapshot.ReviewSchedules = []governance.ReviewSchedule{schedule(nil)}
		reviews, err := snapshot.Reviews(at(now), nil)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range reviews {
			got = append(got, fmt.Sprintf("%s %s", r.DueAt.Format("2006-01-02"), r.State))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("at %s (-want +got):\n%s", now, diff)
		}
	}

	// What was recorded after a date is not reviewed for it, and what ended not at all.
	snapshot := governed()
	snapshot.EntitlementSets = nil
	snapshot.Entitlements[0].CreatedAt = at("2026-01-20T00:00:00Z")
	snapshot.ReviewSchedules = []governance.ReviewSchedule{schedule(nil)}
	if reviews, err := snapshot.Reviews(at("2026-02-01T00:00:00Z"), nil); err != nil || len(reviews) != 1 || reviews[0].State != governance.ReviewUpcoming {
		t.Errorf("recorded later: got %+v, %v, want one that is upcoming", reviews, err)
	}
	if reviews, err := snapshot.Reviews(at("2026-05-20T00:00:00Z"), nil); err != nil || len(reviews) != 0 {
		t.Errorf("ended: got %+v, %v, want none", reviews, err)
	}
}

func TestNobodyReviewsWhatTheyOwn(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ reviewers, fallback, want []string }{
		"somebody else":   {[]string{"raj@msp.example"}, []string{"kim@msp.example"}, []string{"raj@msp.example"}},
		"one of two":      {[]string{"jane@acme.example", "raj@msp.example"}, nil, []string{"raj@msp.example"}},
		"the owner alone": {[]string{"jane@acme.example"}, []string{"kim@msp.example", "jane@acme.example"}, []string{"kim@msp.example"}},
		"nobody is left":  {[]string{"jane@acme.example"}, nil, nil},
	} {
		snapshot := governed()
		snapshot.ReviewSchedules = []governance.ReviewSchedule{schedule(func(s *governance.ReviewSchedule) { s.Reviewers, s.FallbackReviewers = test.reviewers, test.fallback })}
		reviews, err := snapshot.Reviews(at("2026-01-10T00:00:00Z"), nil)
		if err != nil || len(reviews) == 0 {
			t.Fatal(reviews, err)
		}
		if diff := cmp.Diff(test.want, reviews[0].Reviewers); diff != "" && len(test.want)+len(reviews[0].Reviewers) > 0 {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestPostures(t *testing.T) {
	t.Parallel()
	snapshot := governed()
	snapshot.ReviewSchedules = []governance.ReviewSchedule{schedule(nil)}
	acme := governance.Posture{
		TenantID: "t", Slug: "acme", Identities: 1, Entitlements: 2, Owned: []string{"i"}, Reviewed: []string{"e", "set"}, Excepted: []string{"x"},
	}
	tests := map[string]struct {
		now  string
		want func(*governance.Posture)
	}{
		"at first":            {"2026-01-02T00:00:00Z", func(*governance.Posture) {}},
		"reviews are overdue": {"2026-02-01T00:00:00Z", func(p *governance.Posture) { p.Overdue = []string{"e", "set"} }},
		"and the credential":  {"2026-04-01T00:00:00Z", func(p *governance.Posture) { p.Overdue = []string{"e", "i", "set"} }},
		"just before soon":    {"2026-05-01T23:59:59Z", func(p *governance.Posture) { p.Overdue = []string{"e", "i", "set"} }},
		"soon":                {"2026-05-02T00:00:00Z", func(p *governance.Posture) { p.Overdue, p.Expiring = []string{"e", "i", "set"}, []string{"v"} }},
		"all soon": {"2026-05-18T00:00:00Z", func(p *governance.Posture) {
			p.Overdue, p.Expiring = []string{"e", "i", "set"}, []string{"e", "i", "x"}
		}},
		"what ended is no more": {"2026-06-01T00:00:00Z", func(p *governance.Posture) {
			p.Entitlements, p.Reviewed, p.Overdue, p.Excepted = 1, []string{"set"}, []string{"i", "set"}, nil
		}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want := acme
			test.want(&want)
			got, err := snapshot.Postures(at(test.now), period("14d"))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]governance.Posture{want, {TenantID: "u", Slug: "globex"}}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
