package lifecycle_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/lifecycle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/notify"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// finding is one of a policy that the control of its first letter has.
func finding(policy, address string, verdict decision.Verdict, effect decision.Effect, tenant string) decision.Finding {
	return decision.Finding{
		Policy: decision.PolicyReference{Name: policy}, Controls: []string{policy[:1]}, Address: address, Verdict: verdict, Effect: effect, Tenant: tenant,
		Messages: []decision.Message{{Verdict: verdict, Text: "No."}},
	}
}

// What a recorded decision tells, and what is over by it.
func TestViolations(t *testing.T) {
	t.Parallel()
	denied := func(policy, address string) decision.Finding {
		return finding(policy, address, decision.Fail, decision.Denies, "")
	}
	whole := lifecycle.Judged{Tenant: "tenant-000", Root: "r", Whole: true}
	for name, test := range map[string]struct {
		before, findings []decision.Finding
		judged           lifecycle.Judged
		untold           int
		want             []string
	}{
		"one message for each address and control": {
			nil, []decision.Finding{denied("a1", "x.y"), denied("a2", "x.y"), denied("b1", "x.y"), denied("a1", "x.z")}, whole, 0,
			[]string{
				"tenant-000 ticket x.y by a to tickets: a1: No. a2: No.",
				"tenant-000 ticket x.z by a to tickets: a1: No.",
				"tenant-000 tell x.y by b to soc: b1: No.",
			},
		},
		"found again": {[]decision.Finding{denied("a1", "x.y")}, []decision.Finding{denied("a2", "x.y")}, whole, 0, nil},
		"advice that fails, and what is not decided and denies": {
			nil, []decision.Finding{finding("a1", "x.y", decision.Fail, decision.Warns, ""), finding("a1", "x.z", decision.Undecided, decision.Denies, "")}, whole, 0,
			[]string{"tenant-000 ticket x.y by a to tickets: a1: No.", "tenant-000 ticket x.z by a to tickets: a1: No."},
		},
		"nothing of it": {
			nil, []decision.Finding{
				finding("a1", "x.y", decision.Waived, decision.Allows, ""), finding("a1", "x.y", decision.Pass, decision.Allows, ""),
				finding("a1", "x.y", decision.Undecided, decision.Warns, ""), finding("a1", "x.y", decision.Error, decision.NotKnown, ""), denied("c1", "x.y"), denied("d1", "x.y"),
			}, whole, 0, nil,
		},
		"an escalation alone keeps it in the register": {nil, []decision.Finding{denied("e1", "x.y")}, whole, 0, []string{"tenant-000 tell x.y by e to register: e1: No."}},
		"whose it is": {nil, []decision.Finding{finding("a1", "x.y", decision.Fail, decision.Denies, "tenant-001")}, whole, 0, []string{"tenant-001 ticket x.y by a to tickets: a1: No."}},
		"of nobody": {
			nil, []decision.Finding{denied("a1", "x.y"), denied("c1", "x.y"), finding("a1", "x.y", decision.Fail, decision.Denies, "tenant-999")}, lifecycle.Judged{Root: "r", Whole: true}, 2, nil,
		},
		"over":         {[]decision.Finding{denied("a1", "x.y")}, nil, whole, 0, []string{"tenant-000 over x.y by a to tickets"}},
		"waived":       {[]decision.Finding{denied("a1", "x.y")}, []decision.Finding{finding("a1", "x.y", decision.Waived, decision.Allows, "")}, whole, 0, []string{"tenant-000 over x.y by a to tickets"}},
		"not decided":  {[]decision.Finding{denied("a1", "x.y")}, []decision.Finding{finding("a2", "x.y", decision.Undecided, decision.Warns, "")}, whole, 0, nil},
		"an error":     {[]decision.Finding{denied("a1", "x.y")}, []decision.Finding{finding("a1", "x.y", decision.Error, decision.NotKnown, "")}, whole, 0, nil},
		"a part":       {[]decision.Finding{denied("a1", "x.y")}, nil, lifecycle.Judged{Tenant: "tenant-000", Root: "r"}, 0, nil},
		"what drifted": {[]decision.Finding{denied("a1", "x.y")}, nil, lifecycle.Judged{Tenant: "tenant-000", Root: "r", Whole: true, Drift: true}, 0, nil},
		"another root": {[]decision.Finding{denied("a1", "x.y")}, nil, lifecycle.Judged{Tenant: "tenant-000", Root: "s", Whole: true}, 0, nil},
		"no root":      {[]decision.Finding{denied("a1", "x.y")}, nil, lifecycle.Judged{Tenant: "tenant-000", Whole: true}, 0, nil},
		"another one":  {[]decision.Finding{denied("a1", "x.y")}, nil, lifecycle.Judged{Tenant: "tenant-001", Root: "r", Whole: true}, 0, nil},
		"by policies that its control has no more": {[]decision.Finding{denied("a3", "x.y")}, nil, whole, 0, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := violating(t)
			before := whole
			before.Findings = test.before
			h.records(before)
			told := len(h.violations())
			test.judged.Findings = test.findings
			if untold := h.records(test.judged); untold != test.untold {
				t.Errorf("%d violations were told to nobody, want %d", untold, test.untold)
			}
			if diff := cmp.Diff(test.want, h.violations()[told:]); diff != "" && len(test.want)+len(h.violations())-told > 0 {
				t.Errorf("what was told (-want +got):\n%s", diff)
			}
			h.onceOnly()
		})
	}
}

// violating is a history of two tenants, with controls that have something to say of
// violations: a wants a ticket, b is for a sink, c for nobody, d and e for nobody at
// once; of d there is none.
func violating(t *testing.T) *history {
	t.Helper()
	h := newHistory(t, size{tenants: 2, entitlements: 2, months: 12, step: time.Hour}, 1)
	escalation := &governance.Escalation{After: governance.Period{Days: 7}, To: []string{"soc"}}
	h.bundle.Controls = []governance.Control{
		{Name: "a", Policies: []string{"a1", "a2"}, Action: governance.ActionTicket, Notify: []string{"tickets"}, Escalation: escalation, Exception: &governance.ExceptionRule{}},
		{Name: "b", Policies: []string{"b1"}, Action: governance.ActionBlock, Notify: []string{"soc"}},
		{Name: "c", Policies: []string{"c1"}, Action: governance.ActionBlock},
		{Name: "e", Policies: []string{"e1"}, Action: governance.ActionBlock, Escalation: escalation},
	}
	h.bundle.Sinks = append(h.bundle.Sinks, governance.Sink{Name: "soc", Kind: governance.SinkWebhook})
	return h
}

// records records what is to be said of a decision.
func (h *history) records(j lifecycle.Judged) (untold int) {
	h.Helper()
	h.must(h.kept.Together(h.Context(), "", func(ctx context.Context, tx register.Records) (err error) {
		untold, err = lifecycle.RecordViolations(ctx, tx, h.bundle, j, h.now)
		return err
	}))
	return untold
}

// violations are what was told of violations.
func (h *history) violations() (all []string) {
	h.Helper()
	messages, err := h.kept.Messages().List(h.Context(), "")
	h.must(err)
	for _, m := range messages {
		event, err := notify.Decode(m.Event)
		h.must(err)
		d := event.Data
		if d.Subject == nil || d.Subject.Kind != notify.KindChange {
			continue
		}
		line := fmt.Sprintf("%s %s %s by %s to %s", d.Tenant, event.Kind, d.Subject.ID, d.Control, m.Sink)
		if said, _, ok := strings.Cut(d.Text, " Mend"); ok && event.Kind != "escalate" {
			line += ": " + said
		}
		all = append(all, line)
	}
	return all
}

// What lasts is escalated once, until it is over or an exception covers the address.
// The same address of another tenant is a matter, and has a ticket, of its own.
func TestViolationsLast(t *testing.T) {
	t.Parallel()
	h := violating(t)
	judged := lifecycle.Judged{Root: "r", Whole: true}
	for _, address := range []string{"x.lasts", "x.mended", "x.excepted"} {
		judged.Findings = append(judged.Findings, finding("a1", address, decision.Fail, decision.Denies, "tenant-000"))
	}
	judged.Findings = append(judged.Findings, finding("a1", "x.lasts", decision.Fail, decision.Denies, "tenant-001"))
	h.records(judged)
	h.now = h.now.AddDate(0, 0, 6)
	h.calm()
	mended := lifecycle.Judged{Root: "r", Whole: true, Decision: decision.Decision{Findings: append(judged.Findings[:1:1], judged.Findings[2:]...)}}
	h.records(mended)
	_, err := h.kept.Exceptions().Create(h.Context(), governance.Exception{
		TenantID: h.tenants[0].record.ID, Control: "a", Targets: []string{"x.exc*"}, Category: governance.Waiver,
		Reason: "migration", RequestedBy: "olga@acme.example", ExpiresAt: h.now.AddDate(0, 0, 10), Status: governance.ExceptionPending,
	})
	h.must(err)
	told := len(h.violations())
	h.calm()
	if got := h.violations()[told:]; len(got) > 0 {
		t.Errorf("told before its time: %v", got)
	}
	h.now = h.now.AddDate(0, 0, 1)
	h.calm()
	want := []string{"tenant-000 escalate x.lasts by a to soc", "tenant-001 escalate x.lasts by a to soc"}
	if diff := cmp.Diff(want, h.violations()[told:]); diff != "" {
		t.Errorf("after a week (-want +got):\n%s", diff)
	}
	h.now = h.now.AddDate(0, 0, 9)
	h.calm()
	if diff := cmp.Diff(append(want, "tenant-000 escalate x.excepted by a to soc"), h.violations()[told:]); diff != "" {
		t.Errorf("when the exception has ended (-want +got):\n%s", diff)
	}
	messages, err := h.kept.Messages().List(h.Context(), "")
	h.must(err)
	matters := map[string]string{} // the tenant
	for _, m := range messages {
		event, err := notify.Decode(m.Event)
		h.must(err)
		if of := matters[event.Data.Matter]; of != "" && of != m.TenantID {
			t.Errorf("two tenants share the matter of %s", event.Data.Title)
		}
		matters[event.Data.Matter] = m.TenantID
	}
	h.onceOnly()
}
