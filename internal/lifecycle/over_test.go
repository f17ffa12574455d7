package lifecycle_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/notify"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// A lapse that was told and is no more is told to be over, once. When it comes
// again it is another matter, so it has a ticket of its own.
func TestLapsesAreOver(t *testing.T) {
	t.Parallel()
	day := 24 * time.Hour
	type step struct {
		after time.Duration
		does  func(h *history) // nothing when nil
		want  []string
	}
	for name, test := range map[string]struct {
		control governance.Control
		steps   []step
	}{
		"a credential that is rotated": {
			governance.Control{Name: "keys", Policies: []string{string(governance.LapseCredential)}, Action: governance.ActionTicket},
			[]step{
				{0, func(h *history) { h.rotates(h.now.Add(-100 * day)) }, []string{"ticket 1"}},
				{day, nil, nil},
				{day, func(h *history) { h.rotates(h.now) }, []string{"over 1"}},
				{day, nil, nil},
				{90 * day, nil, []string{"ticket 2"}},
				{day, func(h *history) { h.rotates(h.now) }, []string{"over 2"}},
			},
		},
		"a credential that is excepted meanwhile": {
			governance.Control{Name: "keys", Policies: []string{string(governance.LapseCredential)}, Action: governance.ActionTicket, Exception: &governance.ExceptionRule{}},
			[]step{
				{0, func(h *history) { h.rotates(h.now.Add(-100 * day)) }, []string{"ticket 1"}},
				{day, (*history).excepts, nil},
				{30 * day, func(h *history) { h.rotates(h.now) }, []string{"over 1"}},
			},
		},
		"an escalation hears that it is over": {
			governance.Control{Name: "keys", Policies: []string{string(governance.LapseCredential)}, Action: governance.ActionTicket, Escalation: &governance.Escalation{After: governance.Period{Days: 7}, To: []string{"soc"}}},
			[]step{
				{0, func(h *history) { h.rotates(h.now.Add(-91 * day)) }, []string{"ticket 1"}},
				{7 * day, nil, []string{"escalate 1 to soc"}},
				{day, func(h *history) { h.rotates(h.now) }, []string{"over 1 to soc", "over 1"}},
			},
		},
		"a credential of an identity that is gone": {
			governance.Control{Name: "keys", Policies: []string{string(governance.LapseCredential)}, Action: governance.ActionWebhook},
			[]step{
				{0, func(h *history) { h.rotates(h.now.Add(-100 * day)) }, []string{"webhook 1"}},
				{0, func(h *history) { h.rotates(time.Time{}) }, []string{"over 1"}},
			},
		},
		"a review that is made": {
			governance.Control{Name: "late", Policies: []string{string(governance.LapseReview)}, Action: governance.ActionTicket},
			[]step{
				{0, func(h *history) { h.schedules(governance.Escalate) }, nil},
				{60 * day, nil, []string{"escalate 1 to register", "ticket 1"}}, // by the schedule, and by the control
				{day, (*history).reviews, []string{"over 1"}},
				{day, nil, nil},
			},
		},
		"a quarantine that a review lifts": {
			governance.Control{Name: "late", Policies: []string{string(governance.LapseReview)}, Action: governance.ActionQuarantine},
			[]step{
				{0, func(h *history) { h.schedules(governance.Escalate) }, nil},
				{60 * day, nil, []string{"quarantine 1", "escalate 2 to register"}},
				{day, nil, nil},
				{day, (*history).reviews, []string{"over 2 to register"}}, // and it is given back
				{0, nil, []string{"over 1"}},
				{90 * day, nil, []string{"quarantine 3", "escalate 4 to register"}},
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHistory(t, size{tenants: 1, entitlements: 1, months: 12, step: time.Hour}, 1)
			test.control.Notify = []string{"tickets"}
			h.bundle.Controls = []governance.Control{test.control}
			h.bundle.Sinks = append(h.bundle.Sinks, governance.Sink{Name: "soc", Kind: governance.SinkWebhook})
			h.schedules("") // nothing
			for i, s := range test.steps {
				h.now = h.now.Add(s.after)
				if s.does != nil {
					s.does(h)
				}
				before := len(h.messages())
				h.reconcile("")
				if diff := cmp.Diff(s.want, h.messages()[before:]); diff != "" && len(s.want)+len(h.messages())-before > 0 {
					t.Errorf("step %d (-want +got):\n%s", i+1, diff)
				}
			}
		})
	}
}

// messages are what was told about lapses: what, of which matter, counted from 1,
// and to whom but tickets.
func (h *history) messages() (all []string) {
	h.Helper()
	messages, err := h.kept.Messages().List(h.Context(), "")
	h.must(err)
	matters := map[string]int{}
	for _, m := range messages {
		event, err := notify.Decode(m.Event)
		h.must(err)
		if event.Data.Lapse == "" {
			continue
		}
		if matters[event.Data.Matter] == 0 {
			matters[event.Data.Matter] = len(matters) + 1
		}
		line := fmt.Sprintf("%s %d", event.Kind, matters[event.Data.Matter])
		if m.Sink != "tickets" {
			line += " to " + m.Sink
		}
		all = append(all, line)
	}
	return all
}

// rotates gives the first identity a credential of an instant, to be rotated every
// 90 days; for the zero instant none.
func (h *history) rotates(issued time.Time) {
	h.Helper()
	identity, err := h.kept.Identities().Get(h.Context(), h.tenants[0].identities[0].ID)
	h.must(err)
	identity.Credential = nil
	if !issued.IsZero() {
		identity.Credential = &governance.Credential{Location: "vault://x", IssuedAt: issued, RotateEvery: governance.Period{Days: 90}}
	}
	_, err = h.kept.Identities().Update(h.Context(), identity)
	h.must(err)
}

// excepts waives the control for what the first identity does for 10 days.
func (h *history) excepts() {
	h.Helper()
	_, err := h.kept.Exceptions().Create(h.Context(), governance.Exception{
		TenantID: h.tenants[0].record.ID, Control: h.bundle.Controls[0].Name, Targets: []string{h.tenants[0].identities[0].ID}, Category: governance.Waiver,
		Reason: "migration", RequestedBy: "olga@acme.example", ExpiresAt: h.now.AddDate(0, 0, 10), Status: governance.ExceptionPending,
	})
	h.must(err)
}

// schedules makes the tenant's entitlements be reviewed in 10 days and each quarter
// after, or for no action only in years.
func (h *history) schedules(action governance.OverdueAction) {
	h.Helper()
	schedule, err := h.kept.ReviewSchedules().Get(h.Context(), h.tenants[0].schedule.ID)
	h.must(err)
	schedule.Anchor, schedule.OverdueAction = h.now.AddDate(20, 0, 0), governance.Escalate
	if action != "" {
		schedule.Anchor, schedule.OverdueAction = h.now.AddDate(0, 0, 10), action
	}
	_, err = h.kept.ReviewSchedules().Update(h.Context(), schedule)
	h.must(err)
}

// reviews makes every review that is due, and keeps what is reviewed.
func (h *history) reviews() {
	h.Helper()
	s, err := h.kept.Snapshot(h.Context())
	h.must(err)
	reviews, err := s.Reviews(h.now, h.bundle.Controls)
	h.must(err)
	h.must(h.kept.Together(h.Context(), "reviews", func(ctx context.Context, tx register.Records) error {
		for _, r := range reviews {
			if r.State != governance.ReviewDue && r.State != governance.ReviewOverdue {
				continue
			}
			if err := h.keep(ctx, tx, r); err != nil {
				return err
			}
		}
		return nil
	}))
}

// An account that was suspended for what it has too much is told of once, and is over
// when it has that no more.
func TestSuspendedForDrift(t *testing.T) {
	t.Parallel()
	h := newHistory(t, size{tenants: 1, entitlements: 1, months: 12, step: time.Hour}, 1)
	h.bundle.Controls[2].Action = governance.ActionQuarantine // of drift
	h.schedules("")
	h.calm()
	c := h.tenants[0]
	account := c.identities[0].Name
	admin := system.Membership{Account: account, Privilege: "admin"}
	h.world.of(c.own.ID).account(account)[admin] = true
	for range 3 {
		h.now = h.now.Add(time.Hour)
		h.reconcile("")
	}
	delete(h.world.of(c.own.ID).has[account], admin)
	h.now = h.now.Add(time.Hour)
	h.reconcile("")
	if diff := cmp.Diff([]string{"quarantine 1", "suspend 2", "over 2"}, h.messages()); diff != "" {
		t.Errorf("what was told (-want +got):\n%s", diff)
	}
}
