package lifecycle

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/notify"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// Reconciler carries out what is due. It is for one run, at one instant.
type Reconciler struct {
	Register register.Register
	Bundle   *bundle.Bundle
	Now      time.Time
	// Open reaches a system. What it returns is closed when its work is done.
	Open func(ctx context.Context, record governance.System) (system.System, error)
	// MaxActions is how many entitlements of a tenant may be given or taken in the
	// run; 0 is a tenth of those that it has, and at least one.
	MaxActions int
	// Only selects what is carried out of what is due; nil is all of it.
	Only func(Action) bool
	// DryRun looks, and carries nothing out.
	DryRun bool
	// Delivery sends the messages of a tenant when its work is done; nil leaves that
	// to others.
	Delivery *notify.Delivery
	// Witness hears how far the work has come; nil: nobody does.
	Witness Witness

	shared map[string]reached // the systems of several tenants, by id
}

// Witness hears how far the work on an action has come. A test may end the work
// there, as a crash would.
type Witness interface {
	Passed(point Point, a Action)
}

// Point is a place between two things that are done.
type Point string

// The points of an action, in their order. Between what is done in the system and
// what is recorded a crash repeats calls that change nothing the second time.
const (
	Begun    Point = "begun"
	Stepped  Point = "stepped"  // after each call of the system
	Recorded Point = "recorded" // with its messages, in one transaction
)

// Result is what was due for one tenant, and what became of it.
type Result struct {
	Tenant    governance.Tenant
	Actions   []Action
	Problems  []Problem
	Warnings  []string // what was left out, and what else is to be known, as full sentences
	Elsewhere bool     // another worker has the tenant
}

// Problem is why something could not be done.
type Problem struct {
	Tenant string `json:"tenant"`
	System string `json:"system,omitempty"`
	Action string `json:"action,omitempty"` // its key
	Text   string `json:"text"`             // full sentences
}

// Run works on the tenant with that slug or id, or for "" on all, by their slugs.
// What could not be done for one is a problem of its own; an error is that the
// register could not be used.
func (r *Reconciler) Run(ctx context.Context, tenant string) (results []Result, err error) {
	tenants, err := r.tenants(ctx, tenant)
	if err != nil {
		return nil, err
	}
	defer r.closeShared()
	for _, t := range tenants {
		if ctx.Err() != nil {
			return results, ctx.Err()
		}
		result, err := r.work(ctx, t)
		if err != nil {
			return results, err
		}
		results = append(results, result)
	}
	return results, nil
}

func (r *Reconciler) tenants(ctx context.Context, tenant string) ([]governance.Tenant, error) {
	if tenant != "" {
		t, err := r.Register.Tenants().Find(ctx, tenant)
		return []governance.Tenant{t}, err
	}
	all, err := r.Register.Tenants().List(ctx, "")
	slices.SortFunc(all, func(a, b governance.Tenant) int { return cmp.Compare(a.Slug, b.Slug) })
	return all, err
}

// work is done on one tenant, by one worker at a time.
func (r *Reconciler) work(ctx context.Context, t governance.Tenant) (result Result, err error) {
	result.Tenant = t
	if !r.DryRun {
		release, claimed, err := r.Register.Claim(ctx, t.ID)
		if err != nil {
			return result, err
		}
		if !claimed {
			result.Elsewhere = true
			return result, nil
		}
		defer release()
	}
	// Nothing that goes wrong here reaches another tenant.
	records := r.Register.Confined(t.ID)
	snapshot, err := records.Snapshot(ctx)
	if err != nil {
		return result, err
	}
	look, err := r.look(ctx, snapshot, t.ID)
	if err != nil {
		return result, err
	}
	defer look.close()
	// Once, for the list and for the warnings.
	signed, unsigned := r.Bundle.Signed(snapshot)
	result.Warnings = unsigned
	result.Actions, err = dueOf(Facts{Records: signed, Bundle: r.Bundle, Observed: look.observed}, r.Now)
	if err == nil {
		result.Actions, err = r.confirmed(ctx, records, look, result.Actions)
	}
	if err != nil {
		result.Problems = append(result.Problems, Problem{Tenant: t.Slug, Text: fmt.Sprintf("What is due cannot be said: %s.", plain(err))})
		return result, nil
	}
	if r.Only != nil {
		result.Actions = slices.DeleteFunc(result.Actions, func(a Action) bool { return !r.Only(a) })
	}
	result.Problems = append(result.Problems, look.problems(t.Slug)...)
	held := false
	if limit := r.limit(snapshot, t); limit >= 0 {
		if n := changing(result.Actions); n > limit {
			held = true
			result.Problems = append(result.Problems, Problem{Tenant: t.Slug, Text: fmt.Sprintf(
				"%d changes of access are due for %s, and at most %d are made in one run: none of them was made. Look at the list; when it is right, run again with --max-actions %d.", n, t.Slug, limit, n)})
		}
	}
	if r.DryRun {
		return result, nil
	}
	w := worker{Reconciler: r, records: records, look: look, result: &result}
	if err := w.carryOut(ctx, held); err != nil {
		return result, err
	}
	if r.Delivery == nil {
		return result, nil
	}
	tried, err := r.Delivery.Run(ctx, records.Messages(), t.ID, r.Now)
	for _, m := range tried {
		if m.Problem != "" {
			result.Problems = append(result.Problems, Problem{Tenant: t.Slug, Action: m.Key, Text: undelivered(m)})
		}
	}
	if errors.Is(err, register.ErrConflict) { // as by nhi notify retry, which claims nothing
		result.Problems = append(result.Problems, Problem{Tenant: t.Slug, Text: fmt.Sprintf("The messages that are left wait for the next run: %s.", plain(err))})
		err = nil
	}
	return result, err
}

// undelivered says that a message did not arrive.
func undelivered(m governance.Message) string {
	then := "It is given up."
	if m.State == governance.MessagePending {
		then = fmt.Sprintf("It is tried again from %s on.", instant(m.NextAttemptAt))
	}
	return fmt.Sprintf("A message to %s was not delivered. %s %s", m.Sink, m.Problem, then)
}

// limit is how many entitlements of a tenant may be given or taken, -1 for any
// number: of a customer who left, and of whom it was said before that this is so,
// everything is to go.
func (r *Reconciler) limit(records governance.Snapshot, t governance.Tenant) int {
	if t.Offboard && !t.ContractEnd.IsZero() && !r.Now.Before(t.ContractEnd) {
		return -1
	}
	if r.MaxActions > 0 {
		return r.MaxActions
	}
	held := 0
	for _, e := range records.Entitlements {
		if e.Status != governance.EntitlementExpired && e.Status != governance.EntitlementRevoked {
			held++
		}
	}
	for _, e := range records.EntitlementSets {
		if e.Status != governance.EntitlementExpired && e.Status != governance.EntitlementRevoked {
			held++
		}
	}
	return max(1, (held+9)/10)
}

// changing counts the changes of access that can be made.
func changing(actions []Action) int {
	n := 0
	for _, a := range actions {
		if a.ChangesAccess() && !a.Unreachable && len(a.steps)+len(a.writes) > 0 {
			n++
		}
	}
	return n
}

// worker carries out the actions of one tenant.
type worker struct {
	*Reconciler
	records register.Register
	look    *look
	result  *Result
}

func (w *worker) carryOut(ctx context.Context, held bool) error {
	for _, a := range w.result.Actions {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		switch {
		case a.Told || a.Unreachable || held && a.ChangesAccess():
			continue
		case a.Kind == ReportOffboard && len(w.result.Problems) > 0:
			continue // there is something left
		}
		problem, err := w.do(ctx, a)
		if err != nil {
			return err
		}
		if problem != "" {
			w.result.Problems = append(w.result.Problems, Problem{Tenant: a.Tenant, System: a.System, Action: a.Key, Text: problem})
		}
	}
	return nil
}

// do carries out one action: first in the system, then in the register.
func (w *worker) do(ctx context.Context, a Action) (problem string, err error) {
	w.pass(Begun, a)
	for _, s := range a.steps {
		if problem := w.look.step(ctx, a.SystemID, s); problem != "" {
			return problem, nil
		}
		w.pass(Stepped, a)
	}
	// What the system has is recorded, also when somebody is about to stop the run.
	err = w.records.Together(context.WithoutCancel(ctx), a.Why, func(ctx context.Context, tx register.Records) error {
		return w.record(ctx, tx, a)
	})
	if errors.Is(err, register.ErrNotFound) {
		w.undo(context.WithoutCancel(ctx), a)
	}
	_, invalid := errors.AsType[*register.InvalidError](err)
	switch {
	case errors.Is(err, register.ErrConflict), errors.Is(err, register.ErrNotFound), errors.Is(err, register.ErrExists), invalid:
		return fmt.Sprintf("It could not be recorded, and the next run looks again: %s.", plain(err)), nil
	case err != nil:
		return "", err
	}
	w.pass(Recorded, a)
	return "", nil
}

// undo takes from the system what an action gave for a record that somebody has
// deleted since: nobody is to have what none says.
func (w *worker) undo(ctx context.Context, a Action) {
	if !errors.Is(recorded(ctx, w.records, a), register.ErrNotFound) {
		return // another record of the same key says it, or nobody knows
	}
	for _, s := range a.steps {
		if s.verb != grant {
			continue
		}
		back := step{verb: revoke, membership: s.membership}
		if problem := w.look.step(ctx, a.SystemID, back); problem != "" {
			w.result.Problems = append(w.result.Problems, Problem{Tenant: a.Tenant, System: a.System, Action: a.Key, Text: "Its record is gone. " + problem})
		}
	}
}

// recorded fails when an action is about access that no record says any more.
func recorded(ctx context.Context, in register.Records, a Action) (err error) {
	switch a.SubjectKind {
	case governance.KindEntitlement:
		_, err = in.Entitlements().Find(ctx, a.Subject)
	case governance.KindEntitlementSet:
		_, err = in.EntitlementSets().Find(ctx, a.Subject)
	}
	return err
}

// record writes what an action changes, and what is to be said of it.
func (w *worker) record(ctx context.Context, tx register.Records, a Action) error {
	for _, c := range a.writes {
		if err := c.write(ctx, tx); err != nil {
			return err
		}
	}
	if len(a.writes) == 0 && len(a.steps) > 0 {
		if err := recorded(ctx, tx, a); err != nil {
			return err
		}
		// No record changes, and the log is to have it nevertheless.
		entry := register.Entry{TenantID: a.TenantID, Kind: "action", ID: a.SubjectID, Action: register.Action(a.Kind)}
		if err := tx.Log().Append(ctx, entry); err != nil {
			return err
		}
	}
	return a.tell(ctx, tx, w.Now)
}

func (w *worker) pass(point Point, a Action) {
	if w.Witness != nil {
		w.Witness.Passed(point, a)
	}
}
