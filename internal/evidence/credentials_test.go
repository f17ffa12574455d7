package evidence_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/evidence"
	"github.com/nhi-governance/terraform-provider-nhi/internal/evidence/evidencetest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// quarter writes what identities and exceptions of one tenant came to.
type quarter struct{ *evidencetest.Log }

// key records the identity with a credential of an instant, which is to be rotated
// every month and expires at another, if at all.
func (q quarter) key(at, name, issued, expires string) {
	c := &governance.Credential{Location: "vault://acme/" + name, RotateEvery: governance.Period{Months: 1}}
	if issued != "" {
		c.IssuedAt = evidencetest.At(issued)
	}
	if expires != "" {
		c.ExpiresAt = evidencetest.At(expires)
	}
	q.Write(at, "ops", governance.KindIdentity, "i", governance.Identity{Meta: governance.Meta{ID: "i"}, TenantID: "t", Name: name, Credential: c})
}

// waive records an exception for the identity, which alice approves at an instant.
func (q quarter) waive(t *testing.T, id, begin, approved, end string) {
	e := governance.Exception{
		Meta: governance.Meta{ID: id, CreatedAt: evidencetest.At(begin)}, TenantID: "t", Control: "keys", Targets: []string{"i"}, Category: governance.Waiver,
		Reason: "The vendor's release is late.", RequestedBy: "dave@acme.example", StartsAt: evidencetest.At(begin), ExpiresAt: evidencetest.At(end), Status: governance.ExceptionPending,
	}
	q.Write(begin, "dave@acme.example", governance.KindException, id, e)
	e.Approvals = []string{evidencetest.Sign(t, "alice@msp.example", approval.OfException(e, "acme"))}
	q.Write(approved, "alice@msp.example", governance.KindException, id, e)
}

// A credential that was past its rotation, or had expired, is a gap for the part of
// the period in which the log says so.
func TestOverdueCredentials(t *testing.T) {
	t.Parallel()
	keys := evidence.Control{
		Name: "keys", Policies: []evidence.Policy{{Name: string(governance.LapseCredential)}}, Action: governance.ActionTicket,
		ExceptionRule: &evidence.Rule{Approvers: []string{"alice@msp.example"}, Approvals: 1, MaxDuration: governance.Period{Days: 90}},
	}
	tests := map[string]struct {
		write    func(*testing.T, quarter)
		controls []evidence.Control
		want     []string // gaps, without those of another kind
	}{
		"rotated in time": {
			func(_ *testing.T, q quarter) {
				q.key("2026-01-02", "svc", "2026-01-02", "")
				q.key("2026-02-01", "svc", "2026-02-01", "")
				q.key("2026-03-01", "svc", "2026-03-01", "")
			}, []evidence.Control{keys}, nil,
		},
		"rotated late, in a period that began before": {
			func(_ *testing.T, q quarter) {
				q.key("2025-11-01", "svc", "2025-11-01", "")
				q.key("2026-02-01", "svc", "2026-02-01", "")
				q.key("2026-02-20", "svc", "2026-02-20", "")
				q.key("2026-03-10", "svc", "2026-03-10", "")
			}, []evidence.Control{keys},
			[]string{"keys credential_late The credential of identity svc was to be rotated by 2025-12-01T00:00:00Z, and no newer one was recorded until 2026-02-01T00:00:00Z."},
		},
		"rotated before the period": {
			func(_ *testing.T, q quarter) {
				q.key("2025-11-01", "svc", "2025-11-01", "")
				q.key("2025-12-20", "svc", "2025-12-20", "2026-05-01")
				q.key("2026-01-15", "svc", "", "2026-05-01")
			}, []evidence.Control{keys}, nil,
		},
		"never rotated, and renamed meanwhile": {
			func(_ *testing.T, q quarter) {
				q.key("2026-01-02", "svc", "2026-01-02", "")
				q.key("2026-03-02", "service", "2026-01-02", "")
			}, []evidence.Control{keys},
			[]string{"keys credential_overdue The credential of identity svc was to be rotated by 2026-02-02T00:00:00Z, and no newer one was recorded by the end of the period."},
		},
		"expired, and its rotation was later": {
			func(_ *testing.T, q quarter) { q.key("2026-01-20", "svc", "2026-01-20", "2026-02-01") }, []evidence.Control{keys},
			[]string{"keys credential_overdue The credential of identity svc expired at 2026-02-01T00:00:00Z, and no newer one was recorded by the end of the period."},
		},
		"expires when the period ends": {
			func(_ *testing.T, q quarter) { q.key("2026-01-20", "svc", "", "2026-04-01") }, []evidence.Control{keys}, nil,
		},
		"deleted while it was overdue": {
			func(_ *testing.T, q quarter) {
				q.key("2026-01-02", "svc", "", "2026-02-02")
				q.Delete("2026-03-02", "ops", governance.KindIdentity, "i")
			}, []evidence.Control{keys},
			[]string{"keys credential_late The credential of identity svc expired at 2026-02-02T00:00:00Z, and no newer one was recorded before the identity was deleted at 2026-03-02T00:00:00Z."},
		},
		"deleted, and recorded again": {
			func(_ *testing.T, q quarter) {
				q.key("2026-01-02", "svc", "", "2026-02-02")
				q.Delete("2026-01-12", "ops", governance.KindIdentity, "i")
				q.key("2026-02-22", "svc", "", "2026-02-02")
			}, []evidence.Control{keys},
			[]string{"keys credential_overdue The credential of identity svc expired at 2026-02-02T00:00:00Z, and no newer one was recorded by the end of the period."},
		},
		"overdue until the tenant left": {
			func(_ *testing.T, q quarter) {
				q.key("2026-01-02", "svc", "", "2026-02-02")
				q.Write("2026-03-01", "ops", governance.KindTenant, "t", governance.Tenant{Meta: governance.Meta{ID: "t"}, Slug: "acme", ContractEnd: evidencetest.At("2026-03-05")})
			}, []evidence.Control{keys},
			[]string{"keys credential_late The credential of identity svc expired at 2026-02-02T00:00:00Z, and no newer one was recorded before the tenant's contract ended at 2026-03-05T00:00:00Z."},
		},
		"overdue after the tenant left": {
			func(_ *testing.T, q quarter) {
				q.key("2026-01-02", "svc", "", "2026-03-05")
				q.Write("2026-03-01", "ops", governance.KindTenant, "t", governance.Tenant{Meta: governance.Meta{ID: "t"}, Slug: "acme", ContractEnd: evidencetest.At("2026-03-05")})
			}, []evidence.Control{keys}, nil,
		},
		"no control has a say": {
			func(_ *testing.T, q quarter) { q.key("2026-01-20", "svc", "", "2026-02-01") }, []evidence.Control{{Name: "other", Policies: []evidence.Policy{{Name: "p"}}}},
			[]string{"- credential_overdue The credential of identity svc expired at 2026-02-01T00:00:00Z, and no newer one was recorded by the end of the period."},
		},
		"excepted all the time, by two": {
			func(t *testing.T, q quarter) {
				q.key("2026-01-02", "svc", "", "2026-02-02")
				q.waive(t, "later", "2026-02-20", "2026-02-20", "2026-03-20")
				q.waive(t, "first", "2026-01-20", "2026-02-01", "2026-02-20")
				q.key("2026-03-10", "svc", "", "2027-01-01")
			}, []evidence.Control{keys}, nil,
		},
		"excepted, approved too late": {
			func(t *testing.T, q quarter) {
				q.key("2026-01-02", "svc", "", "2026-02-02")
				q.waive(t, "x", "2026-01-20", "2026-02-03", "2026-03-20")
				q.key("2026-03-10", "svc", "", "2027-01-01")
			}, []evidence.Control{keys},
			[]string{"keys credential_late The credential of identity svc expired at 2026-02-02T00:00:00Z, and no newer one was recorded until 2026-03-10T00:00:00Z."},
		},
		"excepted, not to the end": {
			func(t *testing.T, q quarter) {
				q.key("2026-01-02", "svc", "", "2026-02-02")
				q.waive(t, "x", "2026-01-20", "2026-01-20", "2026-03-09")
				q.key("2026-03-10", "svc", "", "2027-01-01")
			}, []evidence.Control{keys},
			[]string{"keys credential_late The credential of identity svc expired at 2026-02-02T00:00:00Z, and no newer one was recorded until 2026-03-10T00:00:00Z."},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := evidencetest.New(t, "t")
			l.Write("2025-06-01", "ops", governance.KindTenant, "t", governance.Tenant{Meta: governance.Meta{ID: "t"}, Slug: "acme"})
			test.write(t, quarter{l})
			e := derive(t, evidence.Source{
				TenantID: "t", Period: evidence.Period{From: evidencetest.At("2026-01-01"), To: evidencetest.At("2026-04-01")},
				Controls: test.controls, Signers: evidencetest.Signer(t, "alice@msp.example"), Log: l.Proven(),
			})
			var got []string
			for _, gap := range gapsOf(e) {
				if _, rest, _ := strings.Cut(gap, " "); strings.HasPrefix(rest, "credential_") {
					got = append(got, gap)
				} else if strings.HasPrefix(rest, string(evidence.NoDecision)) && strings.HasPrefix(gap, "keys ") {
					t.Errorf("no decision could name the control: %s", gap)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if problems := seal(t, evidence.Source{TenantID: e.Tenant.ID, Period: e.Period, Controls: test.controls, Signers: e.Signers, Log: e.Log}).Verify(evidence.Trust{}); len(problems) > 0 {
				t.Errorf("it does not hold: %q", problems)
			}
		})
	}
}
