package governance

// Control is a documented governance objective and everything that policy says
// around it. It is code in a policy bundle, never a record of the register.
type Control struct {
	Name       string
	Objective  string
	Owner      string
	Severity   string
	Frameworks []string // framework:item, such as nist-csf-2.0:PR.AA-05
	Policies   []string // names of the policies that enforce it
	Action     Action
	Notify     []string // who hears of a violation, as [Sinks.Route] has it
	Parameters []Parameter
	Exception  *ExceptionRule // nil: never excepted
	Variation  *ExceptionRule // of parameters; nil: by the rule of exceptions, for any time
	BreakGlass *ExceptionRule // of break-glass access; nil: nothing to say of it
	Escalation *Escalation
}

// Action is what happens on a violation of a control.
type Action string

// The actions.
const (
	ActionBlock      Action = "block"
	ActionTicket     Action = "ticket"
	ActionWebhook    Action = "webhook"
	ActionQuarantine Action = "quarantine"
	ActionRevoke     Action = "revoke"
	ActionRollback   Action = "rollback"
)

// Actions lists every action.
var Actions = []Action{ActionBlock, ActionTicket, ActionWebhook, ActionQuarantine, ActionRevoke, ActionRollback}

// Severities lists the severities of controls, worst first.
var Severities = []string{"critical", "high", "medium", "low"}

// Parameter is a threshold of a control. Its value is a period, a number, or
// any other text; only the first two can have bounds.
type Parameter struct {
	Name    string
	Default string
	Minimum string // empty: no bound
	Maximum string
}

// ExceptionRule says under what conditions something departs from what holds for
// everybody: an exception, a variation, break-glass access.
type ExceptionRule struct {
	Approvers   []string // groups of, or single, principals of allowed_signers
	Approvals   int      // how many distinct approvers must sign; 0: none
	MaxDuration Period   // zero: no maximum
	Evidence    []string // keys that an exception's evidence must have
}

// Sinks lists the kinds of sinks that carry the action out; none where it takes
// no sink.
func (a Action) Sinks() []SinkKind {
	switch a {
	case ActionTicket:
		return []SinkKind{SinkGitHub, SinkJira}
	case ActionWebhook:
		return []SinkKind{SinkWebhook}
	default:
		return nil
	}
}

// Escalation says who hears of a violation that lasts.
type Escalation struct {
	After Period
	To    []string // as [Sinks.Route] has it
}
