package notify

import (
	"fmt"
	"strings"
	"time"

	"github.com/mitchellh/go-wordwrap"

	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// lineWidth is that of mail that is read in a terminal.
const lineWidth = 76

// title is what happened in one line, with whose it is.
func (e Event) title() string {
	title := oneLine(e.Data.Title)
	if e.Data.Tenant != "" {
		title = "[" + e.Data.Tenant + "] " + title
	}
	return title
}

// text is the event for people: the sentences, then the facts.
func (e Event) text() string {
	var b strings.Builder
	if text := strings.TrimSpace(e.Data.Text); text != "" {
		fmt.Fprintf(&b, "%s\n\n", wordwrap.WrapString(text, lineWidth))
	}
	fact := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%-12s %s\n", name+":", oneLine(value))
		}
	}
	fact("Tenant", e.Data.Tenant)
	if s := e.Data.Subject; s != nil {
		fact(words.UpperFirst(strings.ReplaceAll(s.Kind, "_", " ")), s.Name)
		if s.Kind != KindChange {
			fact("Record", s.ID)
		}
	}
	fact("System", e.Data.System)
	fact("Account", e.Data.Account)
	fact("Privileges", strings.Join(e.Data.Privileges, ", "))
	fact("Control", e.Data.Control)
	fact("Policies", strings.Join(e.Data.Policies, ", "))
	if !e.Data.DueSince.IsZero() {
		fact("Due since", e.Data.DueSince.UTC().Format(time.RFC3339))
	}
	fact("Time", e.Time.UTC().Format(time.RFC3339))
	fact("Event", e.Key)
	return b.String()
}

// oneLine keeps what somebody named something from being a line of its own.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
