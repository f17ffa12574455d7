package lifecycle

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// Action is one thing that is due.
type Action struct {
	// Key is the digest of what makes it this action and no other: two runs that
	// find the same thing due call it the same.
	Key         string           `json:"key"`
	Kind        Kind             `json:"kind"`
	Lapse       governance.Lapse `json:"lapse,omitempty"` // what brought it about, where that has a name
	TenantID    string           `json:"tenant_id"`
	Tenant      string           `json:"tenant"` // its slug
	SubjectKind governance.Kind  `json:"subject_kind"`
	SubjectID   string           `json:"subject_id"`
	Subject     string           `json:"subject"`              // its natural key
	Account     string           `json:"account,omitempty"`    // in the system
	Privileges  []string         `json:"privileges,omitempty"` // of the account, as [governance.Privilege.String] writes them
	SystemID    string           `json:"system_id,omitempty"`
	System      string           `json:"system,omitempty"`   // its name
	Control     string           `json:"control,omitempty"`  // that asks for it
	Policies    []string         `json:"policies,omitempty"` // that a plan violates, by name
	Reviews     []string         `json:"reviews,omitempty"`  // ids of those that are asked for, or late
	Why         string           `json:"why"`                // one sentence
	DueSince    time.Time        `json:"due_since,omitzero"`
	To          []string         `json:"to,omitempty"` // who is to hear of it: sinks, mail addresses, or [governance.Here]
	// Unreachable says that the system did not answer: nothing is known of what it
	// has, and nothing is done.
	Unreachable bool `json:"unreachable,omitempty"`
	// Told says that everybody has heard of what goes on nevertheless, and that
	// there is nothing more to do about it.
	Told bool `json:"told,omitempty"`

	apart  string   // what else makes it another action
	time   int      // how often the matter was over before
	about  string   // the matter, where it is another action's
	steps  []step   // in the system, in this order; each may be repeated
	writes []change // in the register, with the messages, in one transaction
}

// Kind is what is to be done.
type Kind string

// The kinds of actions, in the order in which those of a tenant are carried out:
// access is taken before it is given, and told of when it is known.
const (
	CloseBreakGlass Kind = "close_break_glass" // the window of an activation is over
	Revoke          Kind = "revoke"            // for good
	Expire          Kind = "expire"            // its end has come
	Quarantine      Kind = "quarantine"        // until a review lifts it
	Postpone        Kind = "postpone"          // its start has not come
	Reduce          Kind = "reduce"            // to what a review left
	TakeBack        Kind = "take_back"         // from the system, what the register does not know
	Suspend         Kind = "suspend"           // the account
	EndException    Kind = "end_exception"
	EndVariation    Kind = "end_variation"
	BeginException  Kind = "begin_exception"
	Disarm          Kind = "disarm"    // break-glass access loses its approvals
	SetEnd          Kind = "set_end"   // of the account, by the system itself
	Resume          Kind = "resume"    // the account
	GiveBack        Kind = "give_back" // to the system, what the register says it has
	Restore         Kind = "restore"   // from quarantine
	Grant           Kind = "grant"
	OpenBreakGlass  Kind = "open_break_glass"
	Ask             Kind = "ask" // for a review
	Remind          Kind = "remind"
	Escalate        Kind = "escalate"
	Ticket          Kind = "ticket"
	Webhook         Kind = "webhook"
	Tell            Kind = "tell"
	Over            Kind = "over"               // what was told is no more
	ReportOffboard  Kind = "report_offboarding" // when nothing is left to take
)

var order = []Kind{
	CloseBreakGlass, Revoke, Expire, Quarantine, Postpone, Reduce, TakeBack, Suspend,
	EndException, EndVariation, BeginException, Disarm,
	SetEnd, Resume, GiveBack, Restore, Grant, OpenBreakGlass,
	Ask, Remind, Escalate, Ticket, Webhook, Tell, Over, ReportOffboard,
}

// Kinds lists every kind of action, in the order in which those of a tenant are
// carried out.
func Kinds() []Kind { return slices.Clone(order) }

// ChangesAccess reports whether the action gives or takes an entitlement. What
// people decide one by one, as break-glass access, is none of those that a limit
// counts.
func (a Action) ChangesAccess() bool {
	switch a.Kind {
	case Revoke, Expire, Quarantine, Postpone, Reduce, TakeBack, Suspend, Resume, GiveBack, Restore, Grant:
		return true
	default:
		return false
	}
}

// step is one call of a system.
type step struct {
	verb       verb
	membership system.Membership // of which suspend, resume and expire use the account
	at         time.Time         // of expire
}

type verb string

const (
	grant   verb = "grant"
	revoke  verb = "revoke"
	suspend verb = "suspend"
	resume  verb = "resume"
	expire  verb = "end"
)

// identify gives the action its key. What is in it never changes as long as the
// same thing is due; the rest of it may.
func (a *Action) identify() {
	parts := []string{
		string(a.Kind), string(a.Lapse), string(a.SubjectKind), a.SubjectID, a.SystemID, a.Account, a.Control, instant(a.DueSince), a.apart, strconv.Itoa(a.time),
	}
	a.Key = digest(parts...)
}

// matter is what several actions are about, such as to ask, to remind and to
// escalate.
func (a Action) matter() string {
	if a.about != "" {
		return a.about
	}
	return digest(string(a.Lapse), string(a.SubjectKind), a.SubjectID, a.SystemID, a.Account, a.apart, strconv.Itoa(a.time))
}

func digest(parts ...string) string {
	hash := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(hash[:16])
}

func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// compare is the one order of actions.
func compare(a, b Action) int {
	return cmp.Or(
		cmp.Compare(a.Tenant, b.Tenant),
		cmp.Compare(slices.Index(order, a.Kind), slices.Index(order, b.Kind)),
		a.DueSince.Compare(b.DueSince),
		cmp.Compare(a.Subject, b.Subject),
		cmp.Compare(a.SubjectID, b.SubjectID),
		cmp.Compare(a.Control, b.Control),
		cmp.Compare(a.Key, b.Key),
	)
}
