package lifecycle_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/lifecycle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// The world of these tests: one tenant with one identity, whose account is in a
// directory. It began on 1 January, and it is noon on 1 July.
var (
	begin = at("2026-01-01T00:00:00Z")
	noon  = at("2026-07-01T12:00:00Z")
)

func at(text string) time.Time {
	t, err := governance.ParseInstant(text)
	if err != nil {
		panic(err)
	}
	return t
}

func meta(id string) governance.Meta {
	return governance.Meta{ID: id, Revision: 1, CreatedAt: begin, UpdatedAt: begin}
}

// world is facts that a test changes before it asks.
type world struct {
	lifecycle.Facts
	now time.Time
}

func newWorld() *world {
	return &world{
		Facts: lifecycle.Facts{
			Records: governance.Snapshot{
				Tenants:    []governance.Tenant{{Meta: meta("t1"), Slug: "acme", Name: "ACME", ContractStart: begin, Owner: "care@msp.example"}},
				Systems:    []governance.System{{Meta: meta("s1"), TenantID: "t1", Name: "directory", Kind: governance.SystemLDAP}},
				Identities: []governance.Identity{{Meta: meta("i1"), TenantID: "t1", Name: "backup", Kind: governance.ServiceAccount, Owner: "olga@acme.example"}},
			},
			Bundle:   newBundle(),
			Observed: map[string]lifecycle.Observed{"s1": {Observation: system.Observation{Accounts: []system.Account{{Name: "backup"}}}}},
		},
		now: noon,
	}
}

// entitled adds an active entitlement, which the system has.
func (w *world) entitled(id, privilege string, change ...func(*governance.Entitlement)) *world {
	e := governance.Entitlement{
		Meta: meta(id), TenantID: "t1", IdentityID: "i1", SystemID: "s1", Privilege: privilege,
		Justification: "backups", Status: governance.EntitlementActive, Granted: true,
	}
	for _, fn := range change {
		fn(&e)
	}
	w.Records.Entitlements = append(w.Records.Entitlements, e)
	if e.Granted {
		w.has(privilege)
	}
	return w
}

// has makes the system have a privilege of the account.
func (w *world) has(privilege string) {
	seen := w.Observed["s1"]
	seen.Memberships = append(seen.Memberships, system.Membership{Account: "backup", Privilege: privilege})
	slices.SortFunc(seen.Memberships, func(a, b system.Membership) int { return strings.Compare(a.Privilege, b.Privilege) })
	w.Observed["s1"] = seen
}

func (w *world) lost(privilege string) {
	seen := w.Observed["s1"]
	seen.Memberships = slices.DeleteFunc(slices.Clone(seen.Memberships), func(m system.Membership) bool { return m.Privilege == privilege })
	w.Observed["s1"] = seen
}

func (w *world) suspended() {
	seen := w.Observed["s1"]
	seen.Accounts = []system.Account{{Name: "backup", Suspended: true}}
	w.Observed["s1"] = seen
}

// governed adds a control that has an answer to a lapse, and a sink for who is to
// hear of it.
func (w *world) governed(name string, lapse governance.Lapse, action governance.Action, change ...func(*governance.Control)) *world {
	c := governance.Control{Name: name, Policies: []string{string(lapse)}, Action: action, Notify: []string{name + "-sink"}}
	for _, fn := range change {
		fn(&c)
	}
	w.Bundle.Controls = append(w.Bundle.Controls, c)
	w.Bundle.Sinks = append(w.Bundle.Sinks, governance.Sink{Name: name + "-sink", Kind: governance.SinkWebhook})
	return w
}

func (w *world) mail() *world {
	w.Bundle.Sinks = append(w.Bundle.Sinks, governance.Sink{Name: "mail", Kind: governance.SinkMail, Config: map[string]string{}})
	return w
}

// reviewed adds a quarterly schedule for every entitlement, due on 1 June, overdue
// on 15 June.
func (w *world) reviewed(action governance.OverdueAction) *world {
	w.Records.ReviewSchedules = append(w.Records.ReviewSchedules, governance.ReviewSchedule{
		Meta: meta("r1"), TenantID: "t1", Name: "quarterly", Subjects: governance.ReviewEntitlements,
		Recurrence: "quarterly", Anchor: at("2026-03-01T00:00:00Z"), Reviewers: []string{"rita@acme.example"}, FallbackReviewers: []string{"fred@acme.example"},
		DueWithin: governance.Period{Days: 14}, OverdueAction: action,
	})
	return w
}

func (w *world) attested(subject string, outcome governance.Outcome, when string, change ...func(*governance.Attestation)) *world {
	a := governance.Attestation{
		Meta:     governance.Meta{ID: "a" + when, Revision: 1, CreatedAt: at(when), UpdatedAt: at(when)},
		TenantID: "t1", SourceID: "r1", SubjectKind: governance.KindEntitlement, SubjectID: subject, DueAt: at("2026-06-01T00:00:00Z"),
		Outcome: outcome, Reviewer: "rita@acme.example", Reason: "looked",
	}
	for _, fn := range change {
		fn(&a)
	}
	a.Signature = rita.signs(approval.AttestationNamespace, approval.OfAttestation(a, "acme"))
	w.Records.Attestations = append(w.Records.Attestations, a)
	return w
}

// told adds the messages that the list asks for, as carrying it out would.
func (w *world) told(t *testing.T) {
	t.Helper()
	for _, a := range w.due(t) {
		for _, sink := range a.To {
			w.Records.Messages = append(w.Records.Messages, governance.Message{Meta: governance.Meta{CreatedAt: w.now}, TenantID: "t1", Key: a.Key, Sink: sink})
		}
	}
}

func (w *world) due(t *testing.T) []lifecycle.Action {
	t.Helper()
	actions, err := lifecycle.Due(w.Facts, w.now)
	if err != nil {
		t.Fatal(err)
	}
	return actions
}

// lines is a list in short: what, of what, since when, by which control, for whom.
func lines(actions []lifecycle.Action) []string {
	var all []string
	for _, a := range actions {
		line := string(a.Kind) + " " + a.Subject
		if !a.DueSince.IsZero() {
			line += " since " + a.DueSince.Format(time.DateOnly)
		}
		if a.Control != "" {
			line += " by " + a.Control
		}
		if len(a.To) > 0 {
			line += " to " + strings.Join(a.To, ", ")
		}
		if a.Unreachable {
			line += " (unreachable)"
		}
		if a.Told {
			line += " (told)"
		}
		all = append(all, line)
	}
	return all
}

func ends(text string) func(*governance.Entitlement) {
	return func(e *governance.Entitlement) { e.ExpiresAt = at(text) }
}

func status(s governance.EntitlementStatus, granted bool) func(*governance.Entitlement) {
	return func(e *governance.Entitlement) { e.Status, e.Granted = s, granted }
}

func escalates(after int, to string) func(*governance.Control) {
	return func(c *governance.Control) {
		c.Escalation = &governance.Escalation{After: governance.Period{Days: after}, To: []string{to}}
	}
}

func excepted(c *governance.Control) { c.Exception = &governance.ExceptionRule{} }

func TestDue(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		world *world
		want  []string
	}{
		"nothing": {newWorld().entitled("e1", "reader"), nil},
		"an end that has come": {
			newWorld().entitled("e1", "reader", ends("2026-06-30T00:00:00Z")),
			[]string{"expire acme/backup/directory/reader since 2026-06-30"},
		},
		"an end that somebody is to hear of": {
			newWorld().entitled("e1", "reader", ends("2026-06-30T00:00:00Z")).governed("ends", governance.LapseAccess, governance.ActionTicket),
			[]string{"expire acme/backup/directory/reader since 2026-06-30 to ends-sink"},
		},
		"an end that was recorded and not carried out": {
			newWorld().entitled("e1", "reader", ends("2026-06-30T00:00:00Z"), status(governance.EntitlementExpired, true)),
			[]string{"expire acme/backup/directory/reader since 2026-01-01"},
		},
		"an end to come": {newWorld().entitled("e1", "reader", ends("2026-07-01T12:00:01Z")), nil},
		"a start that has come": {
			newWorld().entitled("e1", "reader", status(governance.EntitlementScheduled, false), func(e *governance.Entitlement) { e.StartsAt = at("2026-07-01T00:00:00Z") }),
			[]string{"grant acme/backup/directory/reader since 2026-07-01"},
		},
		"a start that was put off": {
			newWorld().entitled("e1", "reader", func(e *governance.Entitlement) { e.StartsAt = at("2026-08-01T00:00:00Z") }),
			[]string{"postpone acme/backup/directory/reader since 2026-01-01"},
		},
		"active and never granted": {
			newWorld().entitled("e1", "reader", status(governance.EntitlementActive, false)),
			[]string{"grant acme/backup/directory/reader since 2026-01-01"},
		},
		"revoked and still granted": {
			newWorld().entitled("e1", "reader", status(governance.EntitlementRevoked, true)),
			[]string{"revoke acme/backup/directory/reader since 2026-01-01"},
		},
		"a review that is overdue is escalated": {
			newWorld().entitled("e1", "reader").reviewed(governance.Escalate).mail(),
			[]string{"ask acme/quarterly since 2026-06-01 to rita@acme.example", "escalate acme/quarterly since 2026-06-15 to fred@acme.example"},
		},
		"a review that is overdue quarantines": {
			newWorld().entitled("e1", "reader").reviewed(governance.Quarantine),
			[]string{"quarantine acme/backup/directory/reader since 2026-06-15", "ask acme/quarterly since 2026-06-01 to register"},
		},
		"a review that is overdue revokes": {
			newWorld().entitled("e1", "reader").reviewed(governance.Revoke),
			[]string{"revoke acme/backup/directory/reader since 2026-06-15", "ask acme/quarterly since 2026-06-01 to register"},
		},
		"the harsher of schedule and control": {
			newWorld().entitled("e1", "reader").reviewed(governance.Quarantine).governed("strict", governance.LapseReview, governance.ActionRevoke).governed("soft", governance.LapseReview, governance.ActionTicket),
			[]string{
				"revoke acme/backup/directory/reader since 2026-06-15 by strict to strict-sink",
				"ask acme/quarterly since 2026-06-01 to register",
				"ticket acme/quarterly since 2026-06-15 by soft to soft-sink",
			},
		},
		"an escalation when its time has come": {
			newWorld().entitled("e1", "reader").reviewed(governance.Escalate).governed("soft", governance.LapseReview, governance.ActionWebhook, escalates(7, "soft-sink")),
			[]string{
				"ask acme/quarterly since 2026-06-01 to register",
				"escalate acme/quarterly since 2026-06-15 to register",
				"escalate acme/quarterly since 2026-06-22 by soft to soft-sink",
				"webhook acme/quarterly since 2026-06-15 by soft to soft-sink",
			},
		},
		"a review that was made": {
			newWorld().entitled("e1", "reader").reviewed(governance.Revoke).attested("e1", governance.OutcomeKeep, "2026-06-10T00:00:00Z"), nil,
		},
		"a review that somebody else signed": {
			func() *world {
				w := newWorld().entitled("e1", "reader").reviewed(governance.Quarantine).attested("e1", governance.OutcomeKeep, "2026-06-10T00:00:00Z")
				w.Records.Attestations[0].Signature = ann.signs(approval.AttestationNamespace, approval.OfAttestation(w.Records.Attestations[0], "acme"))
				return w
			}(),
			[]string{"quarantine acme/backup/directory/reader since 2026-06-15", "ask acme/quarterly since 2026-06-01 to register"},
		},
		"a review that revokes": {
			newWorld().entitled("e1", "reader").reviewed(governance.Escalate).attested("e1", governance.OutcomeRevoke, "2026-06-10T00:00:00Z"),
			[]string{"revoke acme/backup/directory/reader since 2026-06-10"},
		},
		"a review that keeps what is quarantined": {
			newWorld().entitled("e1", "reader", status(governance.EntitlementQuarantined, false)).reviewed(governance.Quarantine).attested("e1", governance.OutcomeKeep, "2026-06-20T00:00:00Z"),
			[]string{"restore acme/backup/directory/reader since 2026-06-20"},
		},
		"a review of before the quarantine": {
			newWorld().entitled("e1", "reader", status(governance.EntitlementQuarantined, false), func(e *governance.Entitlement) { e.UpdatedAt = at("2026-06-21T00:00:00Z") }).
				reviewed(governance.Quarantine).attested("e1", governance.OutcomeKeep, "2026-06-20T00:00:00Z"),
			[]string{"tell acme/backup to register"},
		},
		"a review of the quarantine, and something was written after": {
			newWorld().entitled("e1", "reader", status(governance.EntitlementQuarantined, false), func(e *governance.Entitlement) {
				e.QuarantinedAt, e.UpdatedAt = at("2026-06-20T00:00:00Z"), at("2026-06-21T00:00:00Z")
			}).reviewed(governance.Quarantine).attested("e1", governance.OutcomeKeep, "2026-06-20T00:00:00Z"),
			[]string{"restore acme/backup/directory/reader since 2026-06-20"},
		},
		"a review of just before the quarantine": {
			newWorld().entitled("e1", "reader", status(governance.EntitlementQuarantined, false), func(e *governance.Entitlement) {
				e.QuarantinedAt, e.UpdatedAt = at("2026-06-21T00:00:00Z"), at("2026-06-22T00:00:00Z")
			}).reviewed(governance.Quarantine).attested("e1", governance.OutcomeKeep, "2026-06-20T23:59:59Z"),
			[]string{"tell acme/backup to register"},
		},
		"a review that ends it earlier": {
			newWorld().entitled("e1", "reader").reviewed(governance.Escalate).attested("e1", governance.OutcomeReduce, "2026-06-10T00:00:00Z", func(a *governance.Attestation) { a.ExpiresAt = at("2026-12-01T00:00:00Z") }),
			[]string{"reduce acme/backup/directory/reader since 2026-06-10"},
		},
		"a review that ends it before it begins": {
			newWorld().entitled("e1", "reader", status(governance.EntitlementScheduled, false), func(e *governance.Entitlement) { e.StartsAt = at("2026-12-01T00:00:00Z") }).
				reviewed(governance.Escalate).attested("e1", governance.OutcomeReduce, "2026-06-10T00:00:00Z", func(a *governance.Attestation) { a.ExpiresAt = at("2026-11-01T00:00:00Z") }),
			[]string{"revoke acme/backup/directory/reader since 2026-06-10"},
		},
		"a review that leaves nothing of it": {
			newWorld().entitled("e1", "reader").reviewed(governance.Escalate).attested("e1", governance.OutcomeReduce, "2026-06-10T00:00:00Z", func(a *governance.Attestation) { a.Remaining = []string{"other"} }),
			[]string{"revoke acme/backup/directory/reader since 2026-06-10"},
		},
		"a review that leaves a part of a set": {
			set().attested("set1", governance.OutcomeReduce, "2026-06-10T00:00:00Z", remains("reader")),
			[]string{"reduce acme/backup/directory since 2026-06-10"},
		},
		"a part of a set that is recorded as gone, and is not": {
			func() *world {
				w := set().attested("set1", governance.OutcomeReduce, "2026-06-10T00:00:00Z", remains("reader"))
				w.Records.EntitlementSets[0].Privileges = w.Records.EntitlementSets[0].Privileges[:1]
				return w
			}(),
			[]string{"reduce acme/backup/directory since 2026-06-10"},
		},
		"a contract that has ended": {
			func() *world {
				w := newWorld().entitled("e1", "reader").reviewed(governance.Escalate).mail()
				w.Records.Tenants[0].ContractEnd = at("2026-06-30T00:00:00Z")
				return w
			}(),
			[]string{"revoke acme/backup/directory/reader since 2026-06-30", "report_offboarding acme since 2026-06-30 to care@msp.example"},
		},
		"a credential past its rotation": {
			old(newWorld().entitled("e1", "reader")),
			[]string{"tell acme/backup since 2026-04-01 to register"},
		},
		"a credential that a control revokes for": {
			old(newWorld().entitled("e1", "reader")).governed("keys", governance.LapseCredential, governance.ActionRevoke),
			[]string{"revoke acme/backup/directory/reader since 2026-04-01 by keys to keys-sink"},
		},
		"a credential that an exception covers": {
			exception(old(newWorld().entitled("e1", "reader")).governed("keys", governance.LapseCredential, governance.ActionRevoke, excepted), "keys", "i1", "2026-12-31T00:00:00Z"), nil,
		},
		"a credential that an exception covered": {
			exception(old(newWorld().entitled("e1", "reader")).governed("keys", governance.LapseCredential, governance.ActionRevoke, excepted), "keys", "i1", "2026-07-01T12:00:00Z"),
			[]string{
				"revoke acme/backup/directory/reader since 2026-04-01 by keys to keys-sink",
				"end_exception acme/keys since 2026-07-01 by keys",
			},
		},
		"a system that does not answer": {
			func() *world {
				w := newWorld().entitled("e1", "reader", ends("2026-06-30T00:00:00Z")).entitled("e2", "writer")
				w.Observed["s1"] = lifecycle.Observed{Unreachable: true}
				return w
			}(),
			[]string{"expire acme/backup/directory/reader since 2026-06-30 (unreachable)"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, lines(test.world.due(t))); diff != "" {
				t.Errorf("what is due (-want +got):\n%s", diff)
			}
		})
	}
}

// set is a world with a set of two privileges.
func set() *world {
	w := newWorld().reviewed(governance.Escalate)
	w.Records.EntitlementSets = []governance.EntitlementSet{{
		Meta: meta("set1"), TenantID: "t1", IdentityID: "i1", SystemID: "s1", Privileges: []governance.Privilege{{Name: "reader"}, {Name: "writer"}},
		Justification: "backups", Status: governance.EntitlementActive, Granted: true,
	}}
	w.has("reader")
	w.has("writer")
	return w
}

func remains(privilege string) func(*governance.Attestation) {
	return func(a *governance.Attestation) {
		a.SubjectKind, a.Remaining = governance.KindEntitlementSet, []string{privilege}
	}
}

// old makes the identity's credential be overdue since 1 April.
func old(w *world) *world {
	w.Records.Identities[0].Credential = &governance.Credential{Location: "vault://x", IssuedAt: begin, RotateEvery: governance.Period{Months: 3}}
	return w
}

func exception(w *world, control, target, end string) *world {
	w.Records.Exceptions = append(w.Records.Exceptions, governance.Exception{
		Meta: meta("x1"), TenantID: "t1", Control: control, Targets: []string{target}, Category: governance.Waiver, Reason: "migration",
		RequestedBy: "olga@acme.example", ExpiresAt: at(end), Status: governance.ExceptionActive,
	})
	return w
}

// drifts is a world in which the system lost what the register says, and has what
// it does not.
func drifts() *world {
	w := newWorld().entitled("e1", "reader")
	w.lost("reader")
	w.has("admin")
	return w
}

func TestDrift(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		world *world
		want  []string
	}{
		"told":     {drifts(), []string{"tell acme/backup to register", "tell acme/backup/directory/reader to register"}},
		"a ticket": {drifts().governed("truth", governance.LapseDrift, governance.ActionTicket), []string{"ticket acme/backup by truth to truth-sink", "ticket acme/backup/directory/reader by truth to truth-sink"}},
		"a rollback": {
			drifts().governed("truth", governance.LapseDrift, governance.ActionRollback),
			[]string{"take_back acme/backup by truth to truth-sink", "give_back acme/backup/directory/reader by truth to truth-sink"},
		},
		"revoked": {
			drifts().governed("truth", governance.LapseDrift, governance.ActionRevoke),
			[]string{"revoke acme/backup/directory/reader since 2026-01-01 by truth to truth-sink", "take_back acme/backup by truth to truth-sink"},
		},
		"quarantined": {
			drifts().governed("truth", governance.LapseDrift, governance.ActionQuarantine),
			[]string{"quarantine acme/backup/directory/reader since 2026-01-01 by truth to truth-sink", "suspend acme/backup by truth to truth-sink"},
		},
		"excepted": {exception(drifts().governed("truth", governance.LapseDrift, governance.ActionRollback, excepted), "truth", "i1", "2026-12-31T00:00:00Z"), nil},
		"in a shared system what is too much is told alone": {
			func() *world {
				w := drifts().governed("truth", governance.LapseDrift, governance.ActionRollback)
				w.Records.Systems[0].TenantID, w.Records.Systems[0].Shared = "", true
				return w
			}(),
			[]string{"give_back acme/backup/directory/reader by truth to truth-sink", "tell acme/backup by truth to truth-sink"},
		},
		"an account that cannot be used": {
			func() *world { w := newWorld().entitled("e1", "reader"); w.suspended(); return w }(),
			[]string{"tell acme/backup to register"},
		},
		"what ended is back": {
			func() *world {
				w := newWorld().entitled("e1", "reader", status(governance.EntitlementRevoked, false))
				w.has("reader")
				return w
			}(),
			[]string{"tell acme/backup to register"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, lines(test.world.due(t))); diff != "" {
				t.Errorf("what is due (-want +got):\n%s", diff)
			}
		})
	}
}

// What was told is not due again, and drift is in the list for as long as it
// lasts.
func TestToldOnce(t *testing.T) {
	t.Parallel()
	w := drifts().reviewed(governance.Escalate).mail()
	w.now = at("2026-06-02T00:00:00Z")
	w.told(t)
	if diff := cmp.Diff([]string{"tell acme/backup (told)", "tell acme/backup/directory/reader (told)"}, lines(w.due(t))); diff != "" {
		t.Errorf("after everybody was told (-want +got):\n%s", diff)
	}
	w.now = at("2026-06-08T00:00:00Z")
	if diff := cmp.Diff("remind acme/quarterly since 2026-06-08 to rita@acme.example", lines(w.due(t))[0]); diff != "" {
		t.Errorf("half-way (-want +got):\n%s", diff)
	}
	w.told(t)
	if got := lines(w.due(t)); len(got) != 2 {
		t.Errorf("after the reminder: %v", got)
	}
}

// A drift that was told and is no more is told to be over, and another one like it
// is told again.
func TestDriftIsOver(t *testing.T) {
	t.Parallel()
	h := newHistory(t, size{tenants: 1, entitlements: 5, months: 1, step: time.Hour}, 3)
	h.bundle.Controls[2].Action = governance.ActionTicket
	h.calm()
	c := h.tenants[0]
	d := h.world.of(c.own.ID)
	admin := system.Membership{Account: c.identities[0].Name, Privilege: "admin"}
	var told []string
	for _, there := range []bool{true, true, false, false, true, false} {
		delete(d.has[admin.Account], admin)
		if there {
			d.has[admin.Account][admin] = true
		}
		h.now = h.now.Add(time.Minute)
		results, _ := h.reconcile("")
		told = append(told, strings.Join(lines(results[0].Actions), "; "))
	}
	subject := " tenant-000/" + admin.Account + " by truth"
	want := []string{"ticket" + subject + " to tickets", "ticket" + subject + " (told)", "over" + subject + " to tickets", "", "ticket" + subject + " to tickets", "over" + subject + " to tickets"}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("what was told (-want +got):\n%s", diff)
	}
	h.onceOnly()
}

// The order of records says nothing, and neither does that of what systems list.
func TestOrderFree(t *testing.T) {
	t.Parallel()
	w := newWorld()
	for i := range 20 {
		w.entitled(fmt.Sprintf("e%02d", i), fmt.Sprintf("p%02d", i), ends("2026-06-30T00:00:00Z"))
	}
	want := lines(w.due(t))
	slices.Reverse(w.Records.Entitlements)
	if diff := cmp.Diff(want, lines(w.due(t))); diff != "" {
		t.Errorf("in another order (-want +got):\n%s", diff)
	}
}
