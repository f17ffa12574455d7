package lifecycle

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// activated is one use of break-glass access that may give, or has given, something.
type activated struct {
	*governance.Activation
	access  *governance.BreakGlass
	account *account
	called  string // the access, by its natural key
	gives   system.Membership
	open    bool // it is to give access now
}

// activate reads the tenant's uses of break-glass access.
func (o *tenancy) activate() {
	accesses := byID(o.Records.BreakGlass, func(b governance.BreakGlass) string { return b.ID })
	for i := range o.Records.Activations {
		a := &o.Records.Activations[i]
		access := accesses[a.BreakGlassID]
		if a.TenantID != o.tenant.ID || access == nil {
			continue
		}
		identity, in := o.identities[access.IdentityID], o.systems[access.SystemID]
		if identity == nil || in == nil {
			continue
		}
		privilege := governance.Privilege{Name: access.Privilege, Scope: access.Scope}
		o.activated = append(o.activated, activated{
			Activation: a, access: access, account: o.account(identity, in),
			called: strings.Join([]string{o.tenant.Slug, identity.Name, in.Name, privilege.String()}, "/"),
			gives:  system.Membership{Account: identity.Account(), Privilege: access.Privilege, Scope: access.Scope},
			open:   !o.offboarded && a.OpenAt(o.now) && o.allowed(a, access),
		})
	}
}

// allowed reports whether a use was within what was approved, by whom it was and
// for how long. It is judged as of its start: what was right then stays so while
// it lasts.
func (o *tenancy) allowed(a *governance.Activation, access *governance.BreakGlass) bool {
	activates := func(person string) bool { return o.Bundle.ActivationSigners.SamePerson(a.Activator, person) }
	return slices.ContainsFunc(access.Activators, activates) && o.Bundle.Activated(*a, o.tenant.Slug) == nil &&
		!a.EndsAt.After(access.MaxDuration.After(a.StartsAt)) &&
		o.Bundle.StandBreakGlass(*access, o.tenant.Slug, a.StartsAt).Honoured()
}

// broken reports whether emergency access is to be had by the account.
func (o *tenancy) broken(of *account) bool {
	return slices.ContainsFunc(o.activated, func(a activated) bool { return a.account == of && a.open })
}

// breakGlass opens and closes emergency access, and takes it from whom a review
// said it.
func (o *tenancy) breakGlass() {
	for _, a := range o.activated {
		action := Action{
			Lapse: governance.LapseBreakGlass, SubjectKind: governance.KindActivation, SubjectID: a.ID, Subject: a.called,
			Account: a.gives.Account, Privileges: []string{governance.Privilege{Name: a.gives.Privilege, Scope: a.gives.Scope}.String()},
			SystemID: a.account.system.ID, System: a.account.system.Name,
		}
		switch {
		case a.open && !a.Granted:
			o.openBreakGlass(a, action)
		case !a.open && (a.Granted || a.EndedAt.IsZero() && !o.now.Before(a.EndsAt)):
			o.closeBreakGlass(a, action)
		}
		if controls, _ := o.controls(governance.LapseBreakGlass, a.access.ID); len(controls) > 0 && !o.now.Before(a.StartsAt) {
			action.DueSince = a.StartsAt
			action.Why = fmt.Sprintf("%s opened it until %s: %s.", a.Activator, instant(a.EndsAt), strings.TrimSuffix(a.Reason, "."))
			o.tellControls(controls, action, false)
		}
	}
	o.disarm()
}

func (o *tenancy) openBreakGlass(a activated, action Action) {
	record := *a.Activation
	record.Granted = true
	action.Kind, action.DueSince = OpenBreakGlass, a.StartsAt
	action.Why = fmt.Sprintf("%s opened it until %s.", a.Activator, instant(a.EndsAt))
	action.steps = slices.Concat(o.moveEnd(a.account), o.resume(a.account), a.account.give([]system.Membership{a.gives}))
	action.writes = []change{update[governance.Activation]{register.Records.Activations, record}}
	action.identify()
	o.add(action)
}

func (o *tenancy) closeBreakGlass(a activated, action Action) {
	record := *a.Activation
	record.Granted = false
	action.Kind, action.DueSince = CloseBreakGlass, a.End()
	action.Why = fmt.Sprintf("It ended at %s.", instant(a.End()))
	if o.now.Before(a.End()) {
		action.DueSince = a.StartsAt
		action.Why = "It is open, and nothing that was approved allows that."
	}
	if record.EndedAt.IsZero() {
		record.EndedAt, record.EndedBy = earliest(o.now, record.EndsAt), "nhi"
	}
	// A run that was stopped may have given it and not recorded that. What a shared
	// system has and nobody recorded may be another tenant's.
	if (a.Granted || !a.account.system.Shared) && !o.stillGiven(a) {
		action.steps = append(a.account.take([]system.Membership{a.gives}), o.suspend(a.account)...)
	}
	action.writes = []change{update[governance.Activation]{register.Records.Activations, record}}
	action.identify()
	o.add(action)
}

// stillGiven reports whether another use gives the same.
func (o *tenancy) stillGiven(by activated) bool {
	return slices.ContainsFunc(o.activated, func(a activated) bool { return a.open && a.account == by.account && a.gives == by.gives })
}

// disarm revokes break-glass access that a review revoked, or that nobody reviewed
// in time where that leads to it. There is no less: it gives nothing that could be
// quarantined.
func (o *tenancy) disarm() {
	for i := range o.Records.BreakGlass {
		access := &o.Records.BreakGlass[i]
		if access.TenantID != o.tenant.ID || !access.RevokedAt.IsZero() {
			continue
		}
		c := o.against(governance.KindBreakGlass, access.ID, access.CreatedAt)
		if c.kind == "" {
			continue
		}
		record := *access
		record.RevokedAt, record.Status = o.now, governance.ExceptionRevoked
		action := Action{
			Kind: Disarm, Lapse: c.lapse, Control: c.control, Why: c.why, DueSince: c.since,
			SubjectKind: governance.KindBreakGlass, SubjectID: access.ID, Subject: o.nameOf(access),
			writes: []change{update[governance.BreakGlass]{register.Records.BreakGlass, record}},
		}
		action.identify()
		action.To = o.untold(action.Key, c.notify)
		o.add(action)
	}
}

func (o *tenancy) nameOf(b *governance.BreakGlass) string {
	parts := []string{o.tenant.Slug}
	if identity := o.identities[b.IdentityID]; identity != nil {
		parts = append(parts, identity.Name)
	}
	if in := o.systems[b.SystemID]; in != nil {
		parts = append(parts, in.Name)
	}
	return strings.Join(append(parts, governance.Privilege{Name: b.Privilege, Scope: b.Scope}.String()), "/")
}
