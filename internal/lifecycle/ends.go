package lifecycle

import (
	"fmt"
	"slices"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// ends sets when systems that are asked to do so end the use of accounts
// themselves: what ends is then over though nobody runs anything.
func (o *tenancy) ends() {
	for _, a := range o.sorted() {
		steps := o.moveEnd(a)
		if len(steps) == 0 || o.opening(a) {
			continue
		}
		action := o.drifted(a, nil, fmt.Sprintf("Something that it has in %s has no end, and so the account is to have none.", a.system.Name))
		action.Kind, action.Lapse = SetEnd, ""
		if at := steps[0].at; !at.IsZero() {
			action.Why = fmt.Sprintf("The last of what it has in %s ends at %s, and so the account is to end.", a.system.Name, instant(at))
		}
		action.steps = steps
		action.identify()
		o.add(action)
	}
}

// driftedEnd looks for an account whose use its system ended, unasked, and which
// ought to be used. Whatever controls say, that is told and no more: to lift the end
// would make an old password valid again.
func (o *tenancy) driftedEnd(a *account) {
	active := slices.ContainsFunc(a.holdings, func(h *holding) bool { return h.want == governance.EntitlementActive })
	if !active || !a.ended(o.now) {
		return
	}
	found := o.drifted(a, nil, fmt.Sprintf("The system ended the use of the account at %s, and what it holds is active.", instant(a.endsAt)))
	o.find(&found)
	if controls, waived := o.controls(governance.LapseDrift, a.identity.ID); !waived {
		o.answer(controls, found, nil)
	}
}

// moveEnd is what is to be called so that the system ends the use of the account
// when the last of what it holds does: nothing where that is so. Of an account that
// holds nothing the end stays as it is.
func (o *tenancy) moveEnd(a *account) []step {
	if !a.there || a.system.Shared || !system.EndsAccounts(*a.system) {
		return nil
	}
	end, held := o.endOf(a)
	if !held || end.Equal(a.endsAt.Truncate(time.Second)) {
		return nil
	}
	return []step{{verb: expire, membership: a.itself(), at: end}}
}

// ended reports whether a system that nobody asked to has ended the use of the
// account.
func (a *account) ended(now time.Time) bool {
	return !system.EndsAccounts(*a.system) && !a.endsAt.IsZero() && !now.Before(a.endsAt)
}

// endOf is when the last ends of what an account holds, is to hold, or may get back;
// zero for never. Systems keep it to the second.
func (o *tenancy) endOf(a *account) (end time.Time, held bool) {
	never := false
	until := func(at time.Time) {
		held = true
		never = never || at.IsZero()
		end = latest(end, at)
	}
	for _, h := range a.holdings {
		switch h.want {
		case governance.EntitlementActive, governance.EntitlementScheduled, governance.EntitlementQuarantined:
			until(h.end)
		}
	}
	for _, used := range o.activated {
		if used.account == a && used.open {
			until(used.EndsAt)
		}
	}
	if never {
		return time.Time{}, held
	}
	return end.UTC().Truncate(time.Second), held
}

// opening reports whether emergency access is about to be given to the account,
// which moves its end as well.
func (o *tenancy) opening(a *account) bool {
	for _, used := range o.activated {
		if used.account == a && used.open && !used.Granted {
			return true
		}
	}
	return false
}
