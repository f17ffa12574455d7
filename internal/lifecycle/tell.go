package lifecycle

import (
	"slices"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// add notes that something is due.
func (o *tenancy) add(a Action) {
	a.TenantID, a.Tenant = o.tenant.ID, o.tenant.Slug
	if in := o.systems[a.SystemID]; in != nil {
		a.Unreachable = o.unreachable(in)
		if in.Kind == governance.SystemRecord {
			a.steps = nil // the register is the truth
		}
	}
	o.actions = append(o.actions, a)
}

// controls are those that say what a lapse of a subject leads to, by name. Waived
// says that there are some, and that an exception to each is honoured: then nothing
// comes of the lapse, whoever else would have a say.
func (o *tenancy) controls(lapse governance.Lapse, subjects ...string) (all []*governance.Control, waived bool) {
	for i := range o.Bundle.Controls {
		c := &o.Bundle.Controls[i]
		if !slices.Contains(c.Policies, string(lapse)) {
			continue
		}
		if o.excepted(c, subjects) {
			waived = true
			continue
		}
		all = append(all, c)
	}
	return all, waived && len(all) == 0
}

// excepted reports whether an honoured exception to the control covers one of the
// subjects.
func (o *tenancy) excepted(c *governance.Control, subjects []string) bool {
	return slices.ContainsFunc(subjects, func(id string) bool { return o.waives(c, governance.Target{RecordID: id}) })
}

// waives reports whether an honoured exception to the control covers the target.
func (o *tenancy) waives(c *governance.Control, of governance.Target) bool {
	of.TenantID, of.Controls = o.tenant.ID, []string{c.Name}
	return slices.ContainsFunc(o.honoured, func(e governance.Exception) bool { return e.Covers(of) })
}

// notified are those whom controls name to hear of a lapse that has one answer,
// whatever controls say.
func (o *tenancy) notified(lapse governance.Lapse) []string {
	var all []string
	for _, c := range o.Bundle.Controls {
		if slices.Contains(c.Policies, string(lapse)) {
			all = append(all, c.Notify...)
		}
	}
	return all
}

// tellControls adds what controls ask for: to tell, at once and when it lasts. Where
// there is access to be taken, a control whose answer that is has given it. What no
// control has a say in is told here.
func (o *tenancy) tellControls(controls []*governance.Control, what Action, taken bool) {
	if len(controls) == 0 {
		what.Kind = Tell
		o.tell(what, nil)
		return
	}
	for _, c := range controls {
		what := what
		what.Control, what.Kind = c.Name, telling(c.Action)
		since := what.DueSince
		if !taken || taking(c.Action) == "" {
			if first := o.tell(what, c.Notify); since.IsZero() {
				since = o.firstTold[first]
			}
		}
		o.escalate(c, what, since)
	}
}

// telling is the kind of action by which those are told whom a control names.
func telling(action governance.Action) Kind {
	switch action {
	case governance.ActionTicket:
		return Ticket
	case governance.ActionWebhook:
		return Webhook
	default:
		return Tell
	}
}

// escalate tells of what has lasted for as long as the control says.
func (o *tenancy) escalate(c *governance.Control, what Action, since time.Time) {
	if c.Escalation == nil || since.IsZero() || o.now.Before(c.Escalation.After.After(since)) {
		return
	}
	what.Kind, what.DueSince = Escalate, c.Escalation.After.After(since)
	o.tell(what, c.Escalation.To)
}

// tell adds an action that is nothing but to tell, and returns its key. Everybody
// hears of it once.
func (o *tenancy) tell(a Action, to []string) string {
	a.identify()
	reached := o.reached(to)
	if len(reached) == 0 {
		reached = []string{governance.Here}
	}
	a.To = o.without(a.Key, reached)
	a.Told = len(a.To) == 0
	if !a.Told || a.Lapse == governance.LapseDrift || a.Lapse == governance.LapseCredential && a.Kind != Escalate {
		o.add(a)
	}
	return a.Key
}

// untold are those of the recipients whom a sink reaches and who have not heard of
// it, sorted.
func (o *tenancy) untold(key string, to []string) []string { return o.without(key, o.reached(to)) }

func (o *tenancy) reached(to []string) []string {
	all := slices.DeleteFunc(slices.Clone(to), func(recipient string) bool {
		_, found := o.Bundle.Sinks.Route(recipient)
		return !found
	})
	slices.Sort(all)
	return slices.Compact(all)
}

func (o *tenancy) without(key string, all []string) []string {
	return slices.DeleteFunc(all, func(sink string) bool {
		return o.told[recipient{key, sink}]
	})
}
