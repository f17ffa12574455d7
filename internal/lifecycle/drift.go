package lifecycle

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// drift compares what systems have with what the register says that they have. A
// record that is about to change anyway does not drift. Without a word of a control
// drift is told, and nothing is done about it.
func (o *tenancy) drift() {
	for _, h := range o.holdings {
		o.settle(h)
	}
	for _, a := range o.sorted() {
		if !a.seen {
			continue
		}
		for _, h := range a.holdings {
			o.driftedAway(h)
		}
		o.driftedIn(a)
		o.driftedUse(a)
		o.driftedEnd(a)
	}
}

// sorted are the accounts by system and name.
func (o *tenancy) sorted() []*account {
	all := make([]*account, 0, len(o.accounts))
	for _, a := range o.accounts {
		all = append(all, a)
	}
	slices.SortFunc(all, func(a, b *account) int {
		return cmp.Or(strings.Compare(a.system.ID, b.system.ID), strings.Compare(a.identity.ID, b.identity.ID))
	})
	return all
}

// driftedAway looks for what the system ought to have, and does not.
func (o *tenancy) driftedAway(h *holding) {
	if !h.granted || h.want != governance.EntitlementActive {
		return
	}
	missing := slices.DeleteFunc(slices.Clone(h.left), func(p governance.Privilege) bool {
		return h.account.has[h.memberships([]governance.Privilege{p})[0]]
	})
	if len(missing) == 0 {
		return
	}
	found := o.drifted(h.account, missing, fmt.Sprintf("The register says that %s has it, and the system does not.", h.identity.Account()))
	found.SubjectKind, found.SubjectID, found.Subject = h.kind, h.meta.ID, h.key(o.tenant.Slug)
	o.find(&found)
	controls, waived := o.controls(governance.LapseDrift, h.meta.ID, h.identity.ID)
	if waived {
		return
	}
	o.blameByControls(h, governance.LapseDrift, controls, h.meta.UpdatedAt, found.Why)
	back := append(o.resume(h.account), h.account.give(h.memberships(missing))...)
	o.answer(controls, found, map[governance.Action]remedy{
		governance.ActionRollback:   {GiveBack, back},
		governance.ActionQuarantine: {}, // by the reason above
		governance.ActionRevoke:     {},
	})
}

// extra is what the system has of an account, and ought not to.
func (o *tenancy) extra(a *account) []governance.Privilege {
	known := map[system.Membership]bool{}
	for _, h := range a.holdings {
		// What was granted, and what is about to change, is known.
		if h.granted || h.want != h.status || h.want == governance.EntitlementActive {
			for _, m := range h.memberships(h.privileges) {
				known[m] = true
			}
		}
	}
	for _, used := range o.activated {
		if used.account == a && (used.Granted || used.open) {
			known[used.gives] = true
		}
	}
	var extra []governance.Privilege
	for m := range a.has {
		if !known[m] {
			extra = append(extra, governance.Privilege{Name: m.Privilege, Scope: m.Scope})
		}
	}
	slices.SortFunc(extra, func(p, q governance.Privilege) int { return strings.Compare(p.String(), q.String()) })
	return extra
}

// driftedIn looks for what the system has, and ought not to.
func (o *tenancy) driftedIn(a *account) {
	extra := o.extra(a)
	if len(extra) == 0 || slices.ContainsFunc(a.holdings, (*holding).onlyWhatRemains) {
		return // or a review has said what is to become of it
	}
	found := o.drifted(a, extra, fmt.Sprintf("The system says that %s has it, and the register does not.", a.identity.Account()))
	o.find(&found)
	controls, waived := o.controls(governance.LapseDrift, a.identity.ID)
	if waived {
		return
	}
	if a.system.Shared {
		// The account may be another tenant's as well, and what it has there theirs.
		o.answer(controls, found, nil)
		return
	}
	takeBack := remedy{TakeBack, a.take(a.memberships(extra))}
	remedies := map[governance.Action]remedy{governance.ActionRollback: takeBack, governance.ActionRevoke: takeBack}
	remedies[governance.ActionQuarantine] = remedy{kind: Suspend}
	if !a.suspended {
		remedies[governance.ActionQuarantine] = remedy{Suspend, []step{{verb: suspend, membership: a.itself()}}}
	}
	for _, c := range controls {
		if c.Action != governance.ActionQuarantine {
			continue
		}
		for _, h := range a.holdings {
			if h.status == governance.EntitlementActive {
				h.blame(cause{Quarantine, governance.LapseDrift, a.identity.UpdatedAt, found.Why, c.Name, c.Notify})
			}
		}
	}
	o.answer(controls, found, remedies)
}

// driftedUse looks for an account that can be used and ought not to, or cannot be
// used and ought to.
func (o *tenancy) driftedUse(a *account) {
	if !a.there || slices.ContainsFunc(a.holdings, func(h *holding) bool { return h.status != h.want }) {
		return
	}
	active := slices.ContainsFunc(a.holdings, func(h *holding) bool { return h.want == governance.EntitlementActive && h.granted })
	unusable := o.unusable(a)
	switch {
	case o.offboarded && !a.suspended:
		action := o.drifted(a, nil, fmt.Sprintf("The contract of %s ended at %s.", o.tenant.Slug, instant(o.tenant.ContractEnd)))
		action.Kind, action.Lapse, action.DueSince = Suspend, governance.LapseContract, o.tenant.ContractEnd
		action.steps = []step{{verb: suspend, membership: a.itself()}}
		action.identify()
		o.add(action)
	case unusable && !a.suspended:
		o.misused(a, "The account can be used, and nothing that it holds is active.", Suspend, step{verb: suspend, membership: a.itself()})
	case !unusable && active && a.suspended:
		o.misused(a, "The account cannot be used, and what it holds is active.", Resume, step{verb: resume, membership: a.itself()})
	}
}

func (o *tenancy) misused(a *account, why string, kind Kind, repair step) {
	found := o.drifted(a, nil, why)
	o.find(&found)
	controls, waived := o.controls(governance.LapseDrift, a.identity.ID)
	if waived {
		return
	}
	remedies := map[governance.Action]remedy{governance.ActionRollback: {kind, []step{repair}}}
	if kind == Suspend {
		remedies[governance.ActionQuarantine] = remedies[governance.ActionRollback]
	}
	o.answer(controls, found, remedies)
}

// remedy is what an action of a control comes to for one drift; of no kind when it
// is seen to elsewhere, and without a step when it was done before.
type remedy struct {
	kind  Kind
	steps []step
}

// answer does what controls say about a drift, and tells of it where that is
// nothing more.
func (o *tenancy) answer(controls []*governance.Control, found Action, remedies map[governance.Action]remedy) {
	var tells []*governance.Control
	for _, c := range controls {
		r, acts := remedies[c.Action]
		switch {
		case !acts:
			tells = append(tells, c)
		case r.kind != "" && len(r.steps) == 0:
			a := found
			a.Kind, a.Control = r.kind, c.Name
			o.escalate(c, a, o.firstTold[o.tell(a, c.Notify)])
		case r.kind != "":
			a := found
			a.Kind, a.Control, a.steps = r.kind, c.Name, r.steps
			a.identify()
			a.To = o.untold(a.Key, c.Notify)
			o.add(a)
		}
	}
	if len(tells) > 0 || len(controls) == 0 {
		o.tellControls(tells, found, false)
	}
}

// drifted is what is said of a drift of the account, whatever is done about it.
func (o *tenancy) drifted(a *account, privileges []governance.Privilege, why string) Action {
	return Action{
		Lapse: governance.LapseDrift, Why: why,
		SubjectKind: governance.KindIdentity, SubjectID: a.identity.ID, Subject: o.tenant.Slug + "/" + a.identity.Name,
		Account: a.identity.Account(), Privileges: texts(privileges), SystemID: a.system.ID, System: a.system.Name,
		apart: strings.Join(append([]string{why}, texts(privileges)...), "\x00"),
	}
}
