package governance

import (
	"encoding/json"
	"maps"
	"strings"
	"time"
)

// Message is something that somebody outside is to hear, once: it is recorded in
// the transaction of what it tells of, and delivered after.
type Message struct {
	Meta
	TenantID      string          `json:"tenant_id,omitempty"`
	Key           string          `json:"key"`   // what it tells of, once for each sink: unique with the sink
	Sink          string          `json:"sink"`  // who is told: a sink of the policy bundle, or a mail address, as [Sinks.Route] has it
	Event         json.RawMessage `json:"event"` // CloudEvents 1.0, structured mode
	State         MessageState    `json:"state"`
	Attempts      int64           `json:"attempts"`
	NextAttemptAt time.Time       `json:"next_attempt_at,omitzero"` // of a pending one; zero is at once
	DeliveredAt   time.Time       `json:"delivered_at,omitzero"`
	Reference     string          `json:"reference,omitempty"` // what the receiver calls it, such as the URL of a ticket
	Problem       string          `json:"problem,omitempty"`   // why the last attempt failed, without secrets
}

// MessageState is how far a message has come.
type MessageState string

// The states of a message. What failed was tried as often as its sink says.
const (
	MessagePending   MessageState = "pending"
	MessageDelivered MessageState = "delivered"
	MessageFailed    MessageState = "failed"
)

// Validate returns every broken rule of the record by itself.
func (m Message) Validate() []Problem {
	var p problems
	p.required("key", m.Key)
	p.required("sink", m.Sink)
	if !json.Valid(m.Event) {
		p.add("event", "It must be JSON: an event of CloudEvents 1.0.")
	}
	oneOf(&p, "state", m.State, MessagePending, MessageDelivered, MessageFailed)
	return p
}

// Sink is where messages go: one block of the policy bundle. Secrets in its
// settings are names of environment variables.
type Sink struct {
	Name   string
	Kind   SinkKind
	Config map[string]string
}

// Sinks are the sinks of a policy bundle.
type Sinks []Sink

// Route returns the sink that reaches a recipient: the one of that name, or for a
// mail address the mail sink that has no recipients of its own, sending to that
// address alone.
func (s Sinks) Route(recipient string) (sink Sink, found bool) {
	for _, sink := range s {
		switch {
		case sink.Name == recipient:
			return sink, true
		case sink.Carries() && strings.Contains(recipient, "@"):
			sink.Config = maps.Clone(sink.Config)
			sink.Config["to"] = recipient
			return sink, true
		}
	}
	return Sink{}, false
}

// Carries reports whether the sink sends to whatever mail address it is told.
func (s Sink) Carries() bool { return s.Kind == SinkMail && s.Config["to"] == "" }

// Here is the recipient of what nobody else is to hear: the register keeps it, as
// a message that was delivered by being recorded. No sink has that name.
const Here = "register"

// SinkKind is how a sink is reached.
type SinkKind string

// The kinds of sinks.
const (
	SinkWebhook SinkKind = "webhook" // Standard Webhooks, carrying CloudEvents
	SinkMail    SinkKind = "mail"
	SinkGitHub  SinkKind = "github" // issues
	SinkJira    SinkKind = "jira"   // issues
)
