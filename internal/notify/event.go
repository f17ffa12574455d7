package notify

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// TypePrefix begins the types of all events. It is the reverse of the domain that
// belongs to the project.
const TypePrefix = "io.github.nhi-governance."

// Schema is where the JSON schema of an event's data is published.
const Schema = "https://raw.githubusercontent.com/nhi-governance/terraform-provider-nhi/main/internal/notify/event.schema.json"

// Event is one thing that happened, or that is to be done.
type Event struct {
	Key  string    // of the message; the same for the same thing, however often it is found
	Kind string    // what happened, in one word of letters and underscores: the end of the type
	Time time.Time // when it did
	Data Data
}

// Data is what an event tells. Programs read the parts, people title and text.
type Data struct {
	FormatVersion string `json:"format_version"` // set by Encode
	// Matter is what one or several events are about, until one says that it is
	// over: they share a ticket. It is the key where an event stands alone.
	Matter     string    `json:"matter"`
	Over       bool      `json:"over"`
	Tenant     string    `json:"tenant,omitempty"` // its slug; absent for what is of no tenant
	Title      string    `json:"title"`            // one line
	Text       string    `json:"text"`             // full sentences: what, why, what to do
	Control    string    `json:"control,omitempty"`
	Policies   []string  `json:"policies,omitempty"` // that a plan violates, by name
	Lapse      string    `json:"lapse,omitempty"`
	Subject    *Subject  `json:"subject,omitempty"`
	System     string    `json:"system,omitempty"`
	Account    string    `json:"account,omitempty"`
	Privileges []string  `json:"privileges,omitempty"`
	DueSince   time.Time `json:"due_since,omitzero"`
}

// Subject is the record that an event is about, or what a plan changes.
type Subject struct {
	Kind string `json:"kind"` // of a record, or [KindChange]
	ID   string `json:"id"`   // of a change its address
	Name string `json:"name"` // its natural key; of a change its address, and in what plans
}

// KindChange is the kind of a subject that is no record but something that a plan
// changes.
const KindChange = "change"

const formatVersion = "1.0"

// envelope is CloudEvents 1.0 in structured mode. It is written here because the
// project's own library for Go would bring a logger, a second JSON and HTTP
// clients for these nine members.
type envelope struct {
	SpecVersion     string          `json:"specversion"`
	ID              string          `json:"id"`
	Source          string          `json:"source"`
	Type            string          `json:"type"`
	Subject         string          `json:"subject,omitempty"`
	Time            time.Time       `json:"time"`
	DataContentType string          `json:"datacontenttype"`
	DataSchema      string          `json:"dataschema"`
	Data            json.RawMessage `json:"data"`
}

// Encode is the event as CloudEvents 1.0 has it, in structured mode. The same
// event has the same bytes.
func (e Event) Encode() (json.RawMessage, error) {
	if e.Key == "" || e.Kind == "" || e.Time.IsZero() || e.Data.Title == "" {
		return nil, fmt.Errorf("an event has a key, a kind, a time and a title, and this one is %+v", e)
	}
	e.Data.FormatVersion = formatVersion
	if e.Data.Matter == "" {
		e.Data.Matter = e.Key
	}
	data, err := json.Marshal(e.Data)
	if err != nil {
		return nil, fmt.Errorf("event %s: %w", e.Key, err)
	}
	source := "/register"
	if e.Data.Tenant != "" {
		source = "/tenants/" + e.Data.Tenant
	}
	subject := ""
	if e.Data.Subject != nil {
		subject = e.Data.Subject.Name
	}
	return json.Marshal(envelope{
		SpecVersion: "1.0", ID: e.Key, Source: source, Type: TypePrefix + e.Kind, Subject: subject, Time: e.Time.UTC(),
		DataContentType: "application/json", DataSchema: Schema, Data: data,
	})
}

// Decode reads an event that Encode wrote.
func Decode(encoded json.RawMessage) (Event, error) {
	var e envelope
	if err := json.Unmarshal(encoded, &e); err != nil {
		return Event{}, fmt.Errorf("the event is not of CloudEvents: %w", err)
	}
	kind, ours := strings.CutPrefix(e.Type, TypePrefix)
	if !ours || e.SpecVersion != "1.0" {
		return Event{}, fmt.Errorf("the event has the type %q and the version %q of CloudEvents; %s… of 1.0 are understood", e.Type, e.SpecVersion, TypePrefix)
	}
	var data Data
	if err := json.Unmarshal(e.Data, &data); err != nil {
		return Event{}, fmt.Errorf("the event's data are not of its schema: %w", err)
	}
	return Event{Key: e.ID, Kind: kind, Time: e.Time, Data: data}, nil
}

// identifier makes of a key, which may be any text, what fits every header and
// marker: letters and digits without a full stop, which would be part of what
// Standard Webhooks sign.
func identifier(key string) string {
	hash := sha256.Sum256([]byte(key))
	return hex.EncodeToString(hash[:16])
}
