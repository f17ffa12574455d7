package lifecycle

import (
	"bytes"
	"maps"
	"slices"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/notify"
)

// matter is something that lasts and was told, from the first message to the one
// that says that it is over. What is over and comes again is another matter, with a
// ticket of its own.
type matter struct {
	kind  Kind      // of what was last told
	since time.Time // when it was first told
	over  bool
	last  notify.Data
	sinks []string // that heard of it
}

// lasting are the lapses that go on until somebody does something about them. The
// others have happened when they are told.
var lasting = []governance.Lapse{governance.LapseReview, governance.LapseCredential, governance.LapseDrift}

// tells are the kinds of actions that leave what they tell of as it is, and
// quarantine, which is itself what lasts.
var tells = []Kind{Ticket, Webhook, Tell, Escalate, Quarantine}

// repairs end the drift that they tell of.
var repairs = []Kind{TakeBack, GiveBack, Suspend, Resume}

// readMatters reads the matters from the messages of the tenant.
func (o *tenancy) readMatters() {
	o.matters, o.found = map[string]*matter{}, map[string]bool{}
	for _, m := range o.Records.Messages { // in the order in which they were recorded
		if m.TenantID != o.tenant.ID || !bytes.Contains(m.Event, []byte(`"lapse"`)) && !bytes.Contains(m.Event, []byte(`"policies"`)) {
			continue
		}
		event, err := notify.Decode(m.Event)
		if err != nil || !ofChange(event.Data) && !slices.Contains(lasting, governance.Lapse(event.Data.Lapse)) {
			continue // nobody wrote it here, or nothing follows from it
		}
		// Who was suspended for what they have too much has it nevertheless.
		goesOn := Kind(event.Kind) == Suspend && len(event.Data.Privileges) > 0
		repaired := event.Data.Lapse == string(governance.LapseDrift) && slices.Contains(repairs, Kind(event.Kind)) && !goesOn
		if !event.Data.Over && !repaired && !goesOn && !slices.Contains(tells, Kind(event.Kind)) {
			continue
		}
		one := o.matters[event.Data.Matter]
		if one == nil {
			one = &matter{since: m.CreatedAt}
			o.matters[event.Data.Matter] = one
		}
		if event.Data.Over || repaired {
			one.over = true
			continue
		}
		one.kind, one.last = Kind(event.Kind), event.Data
		if !slices.Contains(one.sinks, m.Sink) {
			one.sinks = append(one.sinks, m.Sink)
		}
	}
}

// ofChange reports whether a message is about a violation.
func ofChange(d notify.Data) bool {
	return d.Subject != nil && d.Subject.Kind == notify.KindChange
}

// find notes that the matter of an action goes on, or has come again.
func (o *tenancy) find(a *Action) {
	o.count(a)
	o.found[a.matter()] = true
}

// count gives the action the matter that is not over.
func (o *tenancy) count(a *Action) {
	for known := o.matters[a.matter()]; known != nil && known.over; known = o.matters[a.matter()] {
		a.time++
	}
}

// over tells those who heard of something that the records say it is no more: what
// a run mends is over in the next one.
func (o *tenancy) over() {
	for _, of := range slices.Sorted(maps.Keys(o.matters)) {
		known := o.matters[of]
		if known.over || o.found[of] || known.last.Subject == nil || ofChange(known.last) || !o.known(known.last) {
			continue // that of a violation is known when a plan is checked
		}
		why := ends[governance.Lapse(known.last.Lapse)]
		if o.offboarded && known.last.Lapse == string(governance.LapseReview) {
			why = "The contract has ended, and nobody is asked for it any more."
		}
		if known.kind == Quarantine {
			if o.quarantined(known.last.Subject.ID) {
				continue
			}
			why = "It is in quarantine no more."
		}
		o.end(of, known, why)
	}
}

// ends say what it is that is over.
var ends = map[governance.Lapse]string{
	governance.LapseReview:     "No review of it is late any more: it was made, or handed over, the next one is due in its place, or there is nothing left to review.",
	governance.LapseCredential: "Its credential is not overdue any more.",
	governance.LapseDrift:      "The system and the register agree again.",
}

// end tells those who heard of a matter that it is over.
func (o *tenancy) end(of string, known *matter, why string) {
	a := Action{
		Kind: Over, Lapse: governance.Lapse(known.last.Lapse), Control: known.last.Control, Why: why,
		SubjectKind: governance.Kind(known.last.Subject.Kind), SubjectID: known.last.Subject.ID, Subject: known.last.Subject.Name,
		Account: known.last.Account, Privileges: known.last.Privileges, System: known.last.System, Policies: known.last.Policies,
		apart: of, about: of,
	}
	o.tell(a, known.sinks)
}

// quarantined reports whether a record is in quarantine.
func (o *tenancy) quarantined(id string) bool {
	return slices.ContainsFunc(o.about[id], func(h *holding) bool { return h.status == governance.EntitlementQuarantined })
}

// known reports whether it is known what the account that a matter is about has,
// which is so too when no record is about it any more, and of what is about none.
func (o *tenancy) known(about notify.Data) bool {
	for at, a := range o.accounts {
		if at.account == about.Account && a.system.Name == about.System && !a.seen && a.system.Kind != governance.SystemRecord {
			return false
		}
	}
	return true
}
