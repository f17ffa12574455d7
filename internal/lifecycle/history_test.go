package lifecycle_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/lifecycle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// size is how much there is in a history.
type size struct {
	tenants      int
	entitlements int // of all tenants
	months       int
	step         time.Duration // between two runs
	crashes      float64       // how often a run ends at a point of an action
	failing      float64       // how often a call of a system fails
	outages      float64       // how often a system is down during a run
	diligence    float64       // how often somebody makes a review between two runs
}

// history is a register, the world outside, and people who change both while time
// goes by.
type history struct {
	*testing.T
	size
	chance  *rand.Rand
	now     time.Time
	end     time.Time
	kept    register.Register
	bundle  *bundle.Bundle
	world   *outside
	tenants []*customer
	shared  governance.System

	crashed, carriedOut, tampered int
	kinds                         map[lifecycle.Kind]int
	waived                        int
	last                          []lifecycle.Action // of the last run that came to its end
}

// customer is a tenant and what people need to change it.
type customer struct {
	record     governance.Tenant
	own        governance.System
	identities []governance.Identity
	schedule   governance.ReviewSchedule
	glass      governance.BreakGlass
}

func newHistory(t *testing.T, s size, seed uint64) *history {
	t.Helper()
	h := &history{
		T: t, size: s, chance: rand.New(rand.NewPCG(seed, 2)), world: newOutside(seed),
		now: at("2026-01-05T08:00:00Z"), kinds: map[lifecycle.Kind]int{},
		bundle: newBundle(
			governance.Control{Name: "emergencies", Policies: []string{string(governance.LapseBreakGlass)}, BreakGlass: &governance.ExceptionRule{}},
			governance.Control{Name: "reviews", Policies: []string{string(governance.LapseReview)}, Action: governance.ActionTicket, Notify: []string{"tickets"}, Exception: &governance.ExceptionRule{}},
			governance.Control{Name: "truth", Policies: []string{string(governance.LapseDrift)}, Action: governance.ActionRollback, Notify: []string{"tickets"}},
		),
	}
	h.bundle.Sinks = governance.Sinks{{Name: "tickets", Kind: governance.SinkGitHub}}
	h.end = h.now.AddDate(0, s.months, 0)
	kept, err := register.Open(t.Context(), filepath.Join(t.TempDir(), "register.db"), register.Options{Now: func() time.Time { return h.now }, Actor: "test"})
	h.must(err)
	t.Cleanup(func() { h.must(kept.Close()) })
	h.kept = kept
	h.shared, err = kept.Systems().Create(t.Context(), governance.System{Shared: true, Name: "tools", Kind: governance.SystemLDAP})
	h.must(err)
	for i := range s.tenants {
		h.must(kept.Together(t.Context(), "onboarding", func(ctx context.Context, tx register.Records) error {
			c, err := h.onboard(ctx, tx, i, s.entitlements/s.tenants)
			h.tenants = append(h.tenants, c)
			return err
		}))
	}
	return h
}

func (h *history) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// onboard makes a tenant with its systems, identities and entitlements.
func (h *history) onboard(ctx context.Context, tx register.Records, i, entitlements int) (*customer, error) {
	c := &customer{}
	tenant := governance.Tenant{Slug: fmt.Sprintf("tenant-%03d", i), Name: "T", ContractStart: h.now, Owner: "care@msp.example"}
	if i%20 == 7 {
		tenant.ContractEnd, tenant.Offboard = h.soon(h.end.Sub(h.now)), true
	}
	var errs [6]error
	c.record, errs[0] = tx.Tenants().Create(ctx, tenant)
	own := governance.System{TenantID: c.record.ID, Name: "directory", Kind: governance.SystemLDAP}
	if i%2 == 0 {
		own.Config = map[string]string{"end_accounts": "true"}
	}
	c.own, errs[1] = tx.Systems().Create(ctx, own)
	privileged := true
	c.schedule, errs[2] = tx.ReviewSchedules().Create(ctx, governance.ReviewSchedule{
		TenantID: c.record.ID, Name: "quarterly", Subjects: governance.ReviewEntitlements, Selector: governance.ReviewSelector{Privileged: &privileged},
		Recurrence: "quarterly", Anchor: h.now.AddDate(0, 1, i%28), Reviewers: []string{"rita@acme.example"}, DueWithin: governance.Period{Days: 21},
		OverdueAction: []governance.OverdueAction{governance.Quarantine, governance.Revoke, governance.Escalate}[i%3],
	})
	for n := 0; n*5 < entitlements; n++ {
		identity, err := tx.Identities().Create(ctx, governance.Identity{
			TenantID: c.record.ID, Name: fmt.Sprintf("svc-%03d-%04d", i, n), Kind: governance.ServiceAccount, Owner: "olga@acme.example", Purpose: "work", Environment: "production",
		})
		if err != nil {
			return nil, err
		}
		c.identities = append(c.identities, identity)
		h.hire(c, identity)
		if n%5 == 2 {
			if err := h.entitleSet(ctx, tx, c, identity); err != nil {
				return nil, err
			}
		}
		for p := range min(5, entitlements-n*5) {
			if n%5 == 2 && p%2 == 0 {
				continue // the set has them
			}
			if err := h.entitle(ctx, tx, c, identity, n, p); err != nil {
				return nil, err
			}
		}
	}
	c.glass, errs[3] = tx.BreakGlass().Create(ctx, governance.BreakGlass{
		TenantID: c.record.ID, IdentityID: c.identities[0].ID, SystemID: c.own.ID, Privilege: "emergency",
		MaxDuration: governance.Period{Clock: 12 * time.Hour}, ReviewWithin: governance.Period{Days: 3}, Activators: []string{"ann@msp.example"},
		Reason: "outages", RequestedBy: "bob@msp.example", Status: governance.ExceptionActive,
	})
	return c, errors.Join(errs[:]...)
}

// hire makes the accounts of an identity.
func (h *history) hire(c *customer, identity governance.Identity) {
	for _, id := range []string{c.own.ID, h.shared.ID} {
		h.world.of(id).account(identity.Name)
	}
}

// entitleSet records what every fifth identity has in its tenant's own system.
func (h *history) entitleSet(ctx context.Context, tx register.Records, c *customer, identity governance.Identity) error {
	_, err := tx.EntitlementSets().Create(ctx, governance.EntitlementSet{
		TenantID: c.record.ID, IdentityID: identity.ID, SystemID: c.own.ID, Justification: "work", Status: governance.EntitlementActive,
		Privileges: []governance.Privilege{{Name: "role-0", Privileged: true}, {Name: "role-2"}, {Name: "role-4"}},
	})
	return err
}

// entitle records one privilege: some end, some begin later, and one in fifteen is
// privileged.
func (h *history) entitle(ctx context.Context, tx register.Records, c *customer, identity governance.Identity, n, p int) error {
	in := []string{c.own.ID, h.shared.ID}[p%2]
	e := governance.Entitlement{
		TenantID: c.record.ID, IdentityID: identity.ID, SystemID: in, Privilege: fmt.Sprintf("role-%d", p), Privileged: p == 0 && n%3 == 0,
		Justification: "work", Status: governance.EntitlementActive,
	}
	switch h.chance.IntN(4) {
	case 0:
		e.ExpiresAt = h.soon(h.end.Sub(h.now))
	case 1:
		e.StartsAt, e.Status = h.soon(h.end.Sub(h.now)/2), governance.EntitlementScheduled
	}
	_, err := tx.Entitlements().Create(ctx, e)
	return err
}

// soon is an instant within a time from now.
func (h *history) soon(within time.Duration) time.Time {
	return h.now.Add(time.Hour + time.Duration(h.chance.Int64N(int64(within)))).Truncate(time.Second)
}

// errCrash is the end of a process, at a point of an action.
var errCrash = errors.New("crash")

// Passed ends the run now and then.
func (h *history) Passed(point lifecycle.Point, a lifecycle.Action) {
	if point == lifecycle.Recorded {
		h.carriedOut++
		h.kinds[a.Kind]++
	}
	if h.crashes > 0 && h.chance.Float64() < h.crashes {
		panic(errCrash)
	}
}

// reconcile runs once, and reports whether it came to its end.
func (h *history) reconcile(tenant string) (results []lifecycle.Result, ended bool) {
	defer func() {
		switch crash := recover(); crash {
		case nil:
		case errCrash:
			h.crashed++
		default:
			panic(crash)
		}
	}()
	r := lifecycle.Reconciler{Register: h.kept, Bundle: h.bundle, Now: h.now, Open: h.world.open, MaxActions: 1 << 30, Witness: h}
	results, err := r.Run(h.Context(), tenant)
	h.must(err)
	return results, true
}

// week lets time go by, with everything that people do meanwhile and everything
// that goes wrong.
func (h *history) week() {
	h.now = h.now.Add(h.step/2 + time.Duration(h.chance.Int64N(int64(h.step)))).Truncate(time.Second)
	for _, c := range h.tenants {
		h.people(c)
	}
	h.world.failing = h.failing
	for _, d := range h.world.systems {
		d.down = h.outages > 0 && h.chance.Float64() < h.outages
	}
	for { // cron starts it again
		if results, ended := h.reconcile(""); ended {
			h.last = nil
			for _, r := range results {
				h.last = append(h.last, r.Actions...)
			}
			return
		}
	}
}

// calm runs as often as it takes with nothing going wrong any more.
func (h *history) calm() []lifecycle.Result {
	h.world.failing, h.crashes = 0, 0
	for _, d := range h.world.systems {
		d.down = false
	}
	_, _ = h.reconcile("")
	_, _ = h.reconcile("") // tells what is over by the first
	results, _ := h.reconcile("")
	return results
}

// people do what they do: they review, or do not; they break glass, ask for
// exceptions, entitle, and change what they should not.
func (h *history) people(c *customer) {
	ctx := h.Context()
	records := h.kept.Confined(c.record.ID)
	snapshot, err := records.Snapshot(ctx)
	h.must(err)
	reviews, err := snapshot.Reviews(h.now, h.bundle.Controls)
	h.must(err)
	h.must(h.kept.Confined(c.record.ID).Together(ctx, "people", func(ctx context.Context, tx register.Records) error {
		for _, r := range reviews {
			if (r.State == governance.ReviewDue || r.State == governance.ReviewOverdue) && h.chance.Float64() < h.diligence {
				if err := h.attest(ctx, tx, c, r); err != nil {
					return err
				}
			}
		}
		if h.chance.IntN(4) == 0 {
			if err := h.breakGlass(ctx, tx, c, snapshot); err != nil {
				return err
			}
		}
		if h.chance.IntN(4) == 0 {
			return h.except(ctx, tx, c, snapshot)
		}
		return nil
	}))
	if h.chance.IntN(3) == 0 {
		h.tamper(c)
	}
}

func (h *history) attest(ctx context.Context, tx register.Records, c *customer, r governance.Review) error {
	a := kept(r)
	switch h.chance.IntN(8) {
	case 0:
		if r.SubjectKind == governance.KindEntitlement {
			a.Outcome = governance.OutcomeRevoke
		}
	case 1:
		if r.SubjectKind == governance.KindEntitlementSet {
			a.Outcome, a.Remaining = governance.OutcomeReduce, []string{"role-2"}
		}
		if r.SubjectKind == governance.KindEntitlement {
			a.Outcome, a.ExpiresAt = governance.OutcomeReduce, h.soon(90*24*time.Hour)
		}
	}
	return sign(ctx, tx, a, c.record.Slug)
}

// keep makes a review of the first tenant.
func (h *history) keep(ctx context.Context, tx register.Records, r governance.Review) error {
	return sign(ctx, tx, kept(r), h.tenants[0].record.Slug)
}

// kept is the outcome of a review that leaves everything as it is.
func kept(r governance.Review) governance.Attestation {
	return governance.Attestation{
		TenantID: r.TenantID, SourceID: r.SourceID, SubjectKind: r.SubjectKind, SubjectID: r.SubjectID, DueAt: r.DueAt,
		Outcome: governance.OutcomeKeep, Reviewer: "rita@acme.example", Reason: "looked",
	}
}

func sign(ctx context.Context, tx register.Records, a governance.Attestation, tenant string) error {
	a.Signature = rita.signs(approval.AttestationNamespace, approval.OfAttestation(a, tenant))
	_, err := tx.Attestations().Create(ctx, a)
	return err
}

func (h *history) breakGlass(ctx context.Context, tx register.Records, c *customer, s governance.Snapshot) error {
	if slices.ContainsFunc(s.Activations, func(a governance.Activation) bool { return a.EndedAt.IsZero() }) {
		return nil
	}
	a := governance.Activation{
		TenantID: c.record.ID, BreakGlassID: c.glass.ID, Activator: "ann@msp.example", Reason: "an outage",
		StartsAt: h.now, EndsAt: h.now.Add(time.Hour + time.Duration(h.chance.IntN(10))*time.Hour),
	}
	a.Signature = ann.signs(approval.ActivationNamespace, approval.OfActivation(a, c.record.Slug))
	_, err := tx.Activations().Create(ctx, a)
	return err
}

// except asks that reviews of an entitlement may be late.
func (h *history) except(ctx context.Context, tx register.Records, c *customer, s governance.Snapshot) error {
	if len(s.Entitlements) == 0 {
		return nil
	}
	of := s.Entitlements
	if privileged := slices.DeleteFunc(slices.Clone(of), func(e governance.Entitlement) bool { return !e.Privileged }); len(privileged) > 0 {
		of = privileged
	}
	e := of[h.chance.IntN(len(of))]
	start := h.soon(30 * 24 * time.Hour)
	_, err := tx.Exceptions().Create(ctx, governance.Exception{
		TenantID: c.record.ID, Control: "reviews", Targets: []string{e.ID}, Category: governance.Waiver, Reason: "holidays", RequestedBy: "olga@acme.example",
		StartsAt: start, ExpiresAt: start.AddDate(0, 1, h.chance.IntN(20)), Status: governance.ExceptionPending,
	})
	return err
}

// tamper changes a system behind everybody's back.
func (h *history) tamper(c *customer) {
	identity := c.identities[h.chance.IntN(len(c.identities))]
	d := h.world.of(c.own.ID)
	d.ends[identity.Name] = h.soon(90 * 24 * time.Hour)
	m := system.Membership{Account: identity.Name, Privilege: fmt.Sprintf("role-%d", 2*h.chance.IntN(3))}
	if d.account(identity.Name)[m] {
		delete(d.has[identity.Name], m)
	} else {
		d.has[identity.Name][m] = true
	}
	h.tampered++
}
