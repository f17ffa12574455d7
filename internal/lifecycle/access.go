package lifecycle

import (
	"fmt"
	"slices"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// access adds what is to become of everything that is held: the gravest reason
// decides, and without one time does.
func (o *tenancy) access() {
	for _, h := range o.holdings {
		o.settle(h)
	}
	for _, h := range o.holdings {
		if action, due := o.carryOut(h); due {
			o.add(action)
		}
	}
}

// settle decides where what is held is to stand.
func (o *tenancy) settle(h *holding) {
	byTime := h.byTime(h.status, o.now)
	if byTime == governance.EntitlementExpired && h.status != governance.EntitlementExpired {
		h.blame(cause{
			kind: Expire, lapse: governance.LapseAccess, since: h.end,
			why:    fmt.Sprintf("It ended at %s.", instant(h.end)),
			notify: o.notified(governance.LapseAccess),
		})
	}
	ended := h.status == governance.EntitlementRevoked || h.status == governance.EntitlementExpired && byTime == governance.EntitlementExpired
	switch {
	case ended:
		h.want = h.status
	case h.verdict.kind != "":
		h.want = h.verdict.status()
	case h.lifted != nil:
		h.want = h.byTime(governance.EntitlementActive, o.now)
	default:
		h.want = byTime
	}
}

// carryOut is the action that makes of a record what it is to be, and in the
// system what the record then says.
func (o *tenancy) carryOut(h *holding) (Action, bool) {
	granted := h.want == governance.EntitlementActive
	if h.status == h.want && h.granted == granted && !h.reduced() {
		return o.takeRest(h)
	}
	c := o.reason(h, granted)
	a := Action{
		Kind: c.kind, Lapse: c.lapse, Control: c.control, Why: c.why, DueSince: c.since,
		SubjectKind: h.kind, SubjectID: h.meta.ID, Subject: h.key(o.tenant.Slug),
		Account: h.identity.Account(), SystemID: h.system.ID, System: h.system.Name,
		writes: []change{h.become(h.want, granted)},
	}
	switch {
	case c.kind == Reduce:
		a.Privileges = texts(h.gone())
		a.steps = h.account.take(h.memberships(h.gone()))
	case granted:
		a.Privileges = texts(h.left)
		// What a review left out may be there already, by whoever gave it.
		a.steps = slices.Concat(h.account.take(h.memberships(h.gone())), o.resume(h.account), h.account.give(h.memberships(h.left)))
	default:
		a.Privileges = texts(h.privileges)
		a.steps = append(h.account.take(h.memberships(h.privileges)), o.suspend(h.account)...)
	}
	if a.Kind == Quarantine {
		o.find(&a)
	}
	a.identify()
	a.To = o.untold(a.Key, c.notify)
	return a, true
}

// takeRest takes what a set has beside what a reviewer said stays, where the record
// says already that nothing else does.
func (o *tenancy) takeRest(h *holding) (Action, bool) {
	if !h.onlyWhatRemains() {
		return Action{}, false
	}
	rest := o.extra(h.account)
	a := Action{
		Kind: Reduce, Why: decided(h.reducing), DueSince: h.reducing.CreatedAt,
		SubjectKind: h.kind, SubjectID: h.meta.ID, Subject: h.key(o.tenant.Slug),
		Account: h.identity.Account(), SystemID: h.system.ID, System: h.system.Name,
		Privileges: texts(rest), steps: h.account.take(h.memberships(rest)),
	}
	a.identify()
	return a, len(rest) > 0
}

// reason is why a record is to change, and how.
func (o *tenancy) reason(h *holding, granted bool) cause {
	switch {
	case h.verdict.kind != "" && h.want == h.verdict.status() && h.status != h.want:
		return h.verdict
	case h.want == h.status && granted == h.granted: // so a review left less than is recorded
		return cause{kind: Reduce, since: h.reducing.CreatedAt, why: decided(h.reducing)}
	case h.status == governance.EntitlementQuarantined && h.lifted != nil && h.want != h.status:
		return cause{kind: Restore, since: h.lifted.CreatedAt, why: decided(h.lifted)}
	case granted && h.status == governance.EntitlementActive:
		return cause{kind: Grant, since: h.meta.UpdatedAt, why: "It is active, and was not given yet."}
	case granted:
		return cause{kind: Grant, since: latest(h.startsAt, h.meta.CreatedAt), why: fmt.Sprintf("It began at %s.", instant(latest(h.startsAt, h.meta.CreatedAt)))}
	case h.want == governance.EntitlementScheduled:
		return cause{kind: Postpone, since: h.meta.UpdatedAt, why: fmt.Sprintf("It begins at %s, and not before.", instant(h.startsAt))}
	default:
		kinds := map[governance.EntitlementStatus]Kind{governance.EntitlementExpired: Expire, governance.EntitlementQuarantined: Quarantine, governance.EntitlementRevoked: Revoke}
		return cause{kind: kinds[h.want], since: h.meta.UpdatedAt, why: fmt.Sprintf("It is %s, and was not taken away yet.", h.want)}
	}
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// suspend makes an account unusable of which nothing is active any more, and
// something may come back; and every account of a tenant who has left.
func (o *tenancy) suspend(a *account) []step {
	if !a.there || a.suspended || !o.unusable(a) {
		return nil
	}
	return []step{{verb: suspend, membership: a.itself()}}
}

// unusable reports whether an account is to be suspended.
func (o *tenancy) unusable(a *account) bool {
	if o.offboarded {
		return true
	}
	quarantined := false
	for _, h := range a.holdings {
		if h.want == governance.EntitlementActive {
			return false
		}
		quarantined = quarantined || h.want == governance.EntitlementQuarantined
	}
	return quarantined && !o.broken(a)
}

// resume makes an account usable again that is about to be given something.
func (o *tenancy) resume(a *account) []step {
	if !a.suspended {
		return nil
	}
	return []step{{verb: resume, membership: a.itself()}}
}
