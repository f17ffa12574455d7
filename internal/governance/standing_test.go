package governance_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

var control = governance.Control{
	Name: "privileged-access-ends",
	Exception: &governance.ExceptionRule{
		Approvers:   []string{"alice@msp.example", "bob@msp.example", "carol@msp.example"},
		Approvals:   2,
		MaxDuration: period("90d"),
		Evidence:    []string{"ticket"},
	},
}

func exception() governance.Exception {
	return governance.Exception{
		TenantID:    "acme",
		Control:     "privileged-access-ends",
		Targets:     []string{"nhi_entitlement.admin"},
		Category:    governance.Waiver,
		Reason:      "The vendor migrates in January.",
		Evidence:    map[string]string{"ticket": "SEC-1"},
		RequestedBy: "dave@acme.example",
		StartsAt:    at("2026-11-01T00:00:00Z"),
		ExpiresAt:   at("2026-12-01T00:00:00Z"),
	}
}

func TestStand(t *testing.T) {
	t.Parallel()
	both := []string{"alice@msp.example", "bob@msp.example"}
	tests := map[string]struct {
		change  func(*governance.Exception)
		control func(governance.Control) *governance.Control
		signers []string
		now     string
		status  governance.ExceptionStatus
		defect  governance.Defect
		problem string // a part of one of the problems
	}{
		"before its start": {
			signers: both, now: "2026-10-31T23:59:59Z", status: governance.ExceptionScheduled,
		},
		"at its start": {
			signers: both, now: "2026-11-01T00:00:00Z", status: governance.ExceptionActive,
		},
		"just before its end": {
			signers: both, now: "2026-11-30T23:59:59Z", status: governance.ExceptionActive,
		},
		"at its end, which is exclusive": {
			signers: both, now: "2026-12-01T00:00:00Z", status: governance.ExceptionExpired,
		},
		"revoked": {
			change:  func(e *governance.Exception) { e.RevokedAt = at("2026-11-10T00:00:00Z") },
			signers: both, now: "2026-11-10T00:00:00Z", status: governance.ExceptionRevoked,
		},
		"one approval of two": {
			signers: both[:1], now: "2026-11-10T00:00:00Z",
			status: governance.ExceptionPending, defect: governance.NotApproved, problem: "1 of 2 approvals",
		},
		"the same approver twice": {
			signers: []string{"alice@msp.example", "alice@msp.example"}, now: "2026-11-10T00:00:00Z",
			status: governance.ExceptionPending, defect: governance.NotApproved, problem: "1 of 2 approvals",
		},
		"somebody who is no approver": {
			signers: []string{"alice@msp.example", "mallory@msp.example"}, now: "2026-11-10T00:00:00Z",
			status: governance.ExceptionPending, defect: governance.NotApproved, problem: "1 of 2 approvals",
		},
		"the requester approves": {
			change:  func(e *governance.Exception) { e.RequestedBy = "bob@msp.example" },
			signers: both, now: "2026-11-10T00:00:00Z",
			status: governance.ExceptionPending, defect: governance.NotApproved, problem: "1 of 2 approvals",
		},
		"no approvals asked for": {
			control: func(c governance.Control) *governance.Control {
				rule := *c.Exception
				rule.Approvals = 0
				c.Exception = &rule
				return &c
			},
			now: "2026-11-10T00:00:00Z", status: governance.ExceptionActive,
		},
		"exactly as long as allowed": {
			change:  func(e *governance.Exception) { e.ExpiresAt = at("2027-01-30T00:00:00Z") },
			signers: both, now: "2026-11-10T00:00:00Z", status: governance.ExceptionActive,
		},
		"a second longer than allowed": {
			change:  func(e *governance.Exception) { e.ExpiresAt = at("2027-01-30T00:00:01Z") },
			signers: both, now: "2026-11-10T00:00:00Z",
			status: governance.ExceptionActive, defect: governance.OverLong, problem: "allows at most P90D",
		},
		"without a start its creation counts": {
			change: func(e *governance.Exception) {
				e.StartsAt, e.CreatedAt = time.Time{}, at("2026-08-01T00:00:00Z")
			},
			signers: both, now: "2026-11-10T00:00:00Z",
			status: governance.ExceptionActive, defect: governance.OverLong, problem: "from 2026-08-01T00:00:00Z",
		},
		"evidence missing": {
			change:  func(e *governance.Exception) { e.Evidence = map[string]string{"ticket": " "} },
			signers: both, now: "2026-11-10T00:00:00Z",
			status: governance.ExceptionActive, defect: governance.Malformed, problem: `evidence "ticket"`,
		},
		"a rule of data integrity broken": {
			change:  func(e *governance.Exception) { e.Targets = []string{"*"} },
			signers: both, now: "2026-11-10T00:00:00Z",
			status: governance.ExceptionActive, defect: governance.Malformed, problem: "names nothing in particular",
		},
		"a control that is not in the bundle": {
			control: func(governance.Control) *governance.Control { return nil },
			signers: both, now: "2026-11-10T00:00:00Z",
			status: governance.ExceptionPending, defect: governance.Malformed, problem: "no control",
		},
		"a control that is never excepted": {
			control: func(c governance.Control) *governance.Control { c.Exception = nil; return &c },
			signers: both, now: "2026-11-10T00:00:00Z",
			status: governance.ExceptionPending, defect: governance.Malformed, problem: "cannot be excepted",
		},
		"the gravest defect is named": {
			change: func(e *governance.Exception) {
				e.ExpiresAt = at("2029-01-01T00:00:00Z")
				e.Evidence = nil
			},
			now:    "2026-11-10T00:00:00Z",
			status: governance.ExceptionPending, defect: governance.Malformed, problem: "allows at most P90D",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e, c := exception(), &control
			if test.change != nil {
				test.change(&e)
			}
			if test.control != nil {
				c = test.control(control)
			}
			standing := e.Stand(c, test.signers, at(test.now))
			if standing.Status != test.status || standing.Defect != test.defect {
				t.Errorf("status %q, defect %q; want %q and %q; problems: %v",
					standing.Status, standing.Defect, test.status, test.defect, standing.Problems)
			}
			if (len(standing.Problems) == 0) != (test.problem == "") ||
				!slices.ContainsFunc(standing.Problems, func(p string) bool { return strings.Contains(p, test.problem) }) && test.problem != "" {
				t.Errorf("problems %q, want one with %q", standing.Problems, test.problem)
			}
			if want := test.status == governance.ExceptionActive && test.defect == governance.NoDefect; standing.Honoured() != want {
				t.Errorf("honoured: %t, want %t", standing.Honoured(), want)
			}
		})
	}
}

func TestCovers(t *testing.T) {
	t.Parallel()
	matching := governance.Target{
		TenantID: "acme", Controls: []string{"other", "privileged-access-ends"}, Address: "nhi_entitlement.admin",
	}
	tests := map[string]struct {
		targets []string
		change  func(*governance.Target)
		want    bool
	}{
		"tenant, control and address match": {want: true},
		"another tenant":                    {change: func(x *governance.Target) { x.TenantID = "globex" }},
		"no tenant":                         {change: func(x *governance.Target) { x.TenantID = "" }},
		"another control":                   {change: func(x *governance.Target) { x.Controls = []string{"other"} }},
		"no control":                        {change: func(x *governance.Target) { x.Controls = nil }},
		"another address":                   {change: func(x *governance.Target) { x.Address = "nhi_entitlement.admins" }},
		"a glob":                            {targets: []string{"nhi_*.admin"}, want: true},
		"a record id":                       {targets: []string{"0192"}, change: func(x *governance.Target) { x.RecordID = "0192" }, want: true},
		"an empty record id is none":        {targets: []string{""}, change: func(x *governance.Target) { x.Address = "" }},
		"a record id is no glob":            {targets: []string{"01*"}, change: func(x *governance.Target) { x.RecordID = "0192" }},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e, target := exception(), matching
			if test.targets != nil {
				e.Targets = test.targets
			}
			if test.change != nil {
				test.change(&target)
			}
			if got := e.Covers(target); got != test.want {
				t.Errorf("%v covers %+v: %t, want %t", e.Targets, target, got, test.want)
			}
		})
	}
}

func TestMatchAddress(t *testing.T) {
	t.Parallel()
	tests := []struct {
		glob, address string
		want          bool
	}{
		{"aws_iam_user.a", "aws_iam_user.a", true},
		{"aws_iam_user.a", "module.x.aws_iam_user.a", false},
		{"aws_iam_user.*", "aws_iam_user.a", true},
		{"aws_iam_user.*", "aws_iam_user.", true},
		{"*.aws_iam_user.a", "aws_iam_user.a", false},
		{`module.p["deploy"].*`, `module.p["deploy"].aws_iam_role.this`, true},
		{`module.p["deploy"].*`, `module.p["report"].aws_iam_role.this`, false},
		{"module.p*.aws_iam_role.*", `module.p["deploy"].aws_iam_role.this`, true},
		{"aws_iam_user.b[0]", "aws_iam_user.b[0]", true},
		{"aws_iam_user.b[0]", "aws_iam_user.b0", false},
		{"aws_iam_user.b[*]", "aws_iam_user.b[17]", true},
		{"a*a", "a", false},
		{"a*a", "aa", true},
		{"a*b*c", "a-b-b-c", true},
		{"a*b*c", "a-c", false},
		{"a?", "ab", false},
	}
	for _, test := range tests {
		if got := governance.MatchAddress(test.glob, test.address); got != test.want {
			t.Errorf("%s matches %s: %t, want %t", test.glob, test.address, got, test.want)
		}
	}
}

func TestEntitlementStatusAt(t *testing.T) {
	t.Parallel()
	statuses := func(e governance.Entitlement) []governance.EntitlementStatus {
		e.StartsAt, e.ExpiresAt = at("2026-11-01T00:00:00Z"), at("2026-12-01T00:00:00Z")
		var all []governance.EntitlementStatus
		for _, now := range []string{"2026-10-31T23:59:59Z", "2026-11-01T00:00:00Z", "2026-11-30T23:59:59Z", "2026-12-01T00:00:00Z"} {
			all = append(all, e.StatusAt(at(now)))
		}
		return all
	}
	const (
		scheduled, active, expired = governance.EntitlementScheduled, governance.EntitlementActive, governance.EntitlementExpired
		quarantined, revoked       = governance.EntitlementQuarantined, governance.EntitlementRevoked
	)
	tests := map[governance.EntitlementStatus][]governance.EntitlementStatus{
		"":          {scheduled, active, active, expired},
		active:      {scheduled, active, active, expired},
		expired:     {scheduled, active, active, expired}, // its end was moved: time alone decides
		quarantined: {quarantined, quarantined, quarantined, expired},
		revoked:     {revoked, revoked, revoked, revoked},
	}
	for last, want := range tests {
		if diff := cmp.Diff(want, statuses(governance.Entitlement{Status: last})); diff != "" {
			t.Errorf("last %q (-want +got):\n%s", last, diff)
		}
	}
	if got := (governance.Entitlement{}).StatusAt(at("2026-01-01T00:00:00Z")); got != active {
		t.Errorf("without a window it is %s, want active", got)
	}
}
