package lifecycle

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/notify"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// titles begin the one line of a message.
var titles = map[Kind]string{
	Revoke: "Revoked", Expire: "Expired", Quarantine: "Quarantined", TakeBack: "Taken back", Suspend: "Account suspended",
	EndException: "Exception ended", EndVariation: "Variation ended", BeginException: "Exception begins", Disarm: "Break-glass access revoked",
	SetEnd: "End of the account set", Resume: "Account resumed", GiveBack: "Given back", Ask: "Please review", Remind: "Please review, half of the time is over",
	Escalate: "Escalated", Ticket: "To be seen to", Webhook: "To be seen to", Tell: "Found", Over: "Over", ReportOffboard: "Offboarded",
}

// event is what others hear of the action.
func (a Action) event(now time.Time) (json.RawMessage, error) {
	title := titles[a.Kind]
	if title == "" {
		title = string(a.Kind)
	}
	text := []string{a.Why}
	if a.SubjectKind == notify.KindChange && a.Kind != Over {
		if a.Kind != Escalate {
			title = "Violation of " + a.Control
		}
		text = append(text, "Mend the configuration, or ask for an exception to the control.")
	}
	if len(a.Privileges) > 0 {
		text = append(text, fmt.Sprintf("Account %s in %s: %s.", a.Account, a.System, strings.Join(a.Privileges, ", ")))
	}
	if len(a.Reviews) > 0 {
		text = append(text, fmt.Sprintf("Show them with nhi review show, and decide with nhi review attest: %s.", strings.Join(a.Reviews, ", ")))
	}
	return notify.Event{
		Key: a.Key, Kind: string(a.Kind), Time: now,
		Data: notify.Data{
			Matter: a.matter(), Over: a.Kind == Over, Tenant: a.Tenant, Title: title + ": " + a.Subject, Text: strings.Join(text, " "),
			Control: a.Control, Policies: a.Policies, Lapse: string(a.Lapse), Subject: &notify.Subject{Kind: string(a.SubjectKind), ID: a.SubjectID, Name: a.Subject},
			System: a.System, Account: a.Account, Privileges: a.Privileges, DueSince: a.DueSince,
		},
	}.Encode()
}

// tell records a message for everybody who is to hear of the action.
func (a Action) tell(ctx context.Context, tx register.Records, now time.Time) error {
	if len(a.To) == 0 {
		return nil
	}
	event, err := a.event(now)
	if err != nil {
		return err
	}
	for _, sink := range a.To {
		m := governance.Message{TenantID: a.TenantID, Key: a.Key, Sink: sink, Event: event, State: governance.MessagePending, NextAttemptAt: now}
		if sink == governance.Here {
			m.State, m.NextAttemptAt, m.DeliveredAt = governance.MessageDelivered, time.Time{}, now
		}
		if _, err := tx.Messages().Create(ctx, m); err != nil {
			return err
		}
	}
	return nil
}
