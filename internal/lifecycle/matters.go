package lifecycle

import (
	"bytes"
	"maps"
	"slices"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/notify"
)

// A drift has no date in any record. What was told of it says that it is known, and
// when that is no more, so that another one is told again.

// matter is a drift that was told.
type matter struct {
	times int // how often it went away
	open  bool
	ended string // the key of the message that said so
	last  notify.Data
	sinks []string // that heard of it since it came
}

// repairs end the drift that they tell of.
var repairs = []Kind{TakeBack, GiveBack, Suspend, Resume}

// driftMatters are the drifts that were told, by matter.
func (o *tenancy) driftMatters() map[string]*matter {
	all := map[string]*matter{}
	for _, m := range o.Records.Messages { // in the order in which they were recorded
		if m.TenantID != o.tenant.ID || !bytes.Contains(m.Event, []byte(governance.LapseDrift)) {
			continue
		}
		event, err := notify.Decode(m.Event)
		if err != nil || event.Data.Lapse != string(governance.LapseDrift) {
			continue // nobody wrote it here, and nothing follows from it
		}
		one := all[event.Data.Matter]
		if one == nil {
			one = &matter{}
			all[event.Data.Matter] = one
		}
		switch {
		case m.Key == one.ended: // the same, for another sink
		case event.Data.Over || slices.Contains(repairs, Kind(event.Kind)):
			one.open, one.sinks, one.ended = false, nil, m.Key
			one.times++
		default:
			one.open, one.last = true, event.Data
			if !slices.Contains(one.sinks, m.Sink) {
				one.sinks = append(one.sinks, m.Sink)
			}
		}
	}
	return all
}

// foundDrifted notes a drift that there is, and returns who has a say in it.
func (o *tenancy) foundDrifted(found *Action, subjects ...string) (controls []*governance.Control, waived bool) {
	of := found.matter()
	o.drifting[of] = true
	if known := o.matters[of]; known != nil {
		found.time = known.times
	}
	return o.controls(governance.LapseDrift, subjects...)
}

// driftedBack tells those who heard of a drift that it is no more.
func (o *tenancy) driftedBack() {
	for _, of := range slices.Sorted(maps.Keys(o.matters)) {
		known := o.matters[of]
		if !known.open || o.drifting[of] || known.last.Subject == nil {
			continue
		}
		a := Action{
			Kind: Over, Lapse: governance.LapseDrift, Control: known.last.Control, Why: "The system and the register agree again.",
			SubjectKind: governance.Kind(known.last.Subject.Kind), SubjectID: known.last.Subject.ID, Subject: known.last.Subject.Name,
			Account: known.last.Account, Privileges: known.last.Privileges, System: known.last.System,
			apart: of, about: of, time: known.times,
		}
		if !o.known(a) {
			continue // the system did not answer
		}
		a.identify()
		a.To = slices.Sorted(slices.Values(known.sinks))
		o.add(a)
	}
}

// known reports whether it is known what the account of a drift has, which is so
// too when no record is about it any more.
func (o *tenancy) known(drift Action) bool {
	for at, a := range o.accounts {
		if at.account == drift.Account && a.system.Name == drift.System && !a.seen {
			return false
		}
	}
	return true
}
