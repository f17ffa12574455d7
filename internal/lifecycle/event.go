package lifecycle

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/notify"
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
			Control: a.Control, Lapse: string(a.Lapse), Subject: &notify.Subject{Kind: string(a.SubjectKind), ID: a.SubjectID, Name: a.Subject},
			System: a.System, Account: a.Account, Privileges: a.Privileges, DueSince: a.DueSince,
		},
	}.Encode()
}
