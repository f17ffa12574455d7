package notify_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	cloudevents "github.com/cloudevents/sdk-go/v2/event"
	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/notify"
)

// event has all that an event can have.
func event(key string) notify.Event {
	return notify.Event{
		Key: key, Kind: "quarantine", Time: time.Date(2026, 11, 23, 13, 0, 0, 0, time.FixedZone("", 3600)),
		Data: notify.Data{
			Matter: "acme/nhi_review_overdue/0193", Tenant: "acme",
			Title:   "svc-backup lost admin in directory until somebody reviews it",
			Text:    "Nobody reviewed it in time.\nReview it: nhi review attest.",
			Control: "privileged-access-is-reviewed", Policies: []string{"privileged_access_is_reviewed"}, Lapse: "nhi_review_overdue",
			Subject: &notify.Subject{Kind: "entitlement", ID: "0193", Name: "acme/svc-backup/directory/admin"},
			System:  "directory", Account: "svc-backup", Privileges: []string{"admin"},
			DueSince: time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC),
		},
	}
}

// message is one about an event of its own.
func message(t testing.TB, key, sink string, change func(*notify.Event)) governance.Message {
	t.Helper()
	e := event(key)
	if change != nil {
		change(&e)
	}
	encoded, err := e.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return governance.Message{TenantID: "t", Key: key, Sink: sink, Event: encoded, State: governance.MessagePending}
}

func TestAnEventIsACloudEvent(t *testing.T) {
	t.Parallel()
	schema, err := jsonschema.NewCompiler().Compile("event.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		event notify.Event
		want  string // its envelope
	}{
		"everything": {event("k/1"), "1.0 k/1 /tenants/acme io.github.nhi-governance.quarantine acme/svc-backup/directory/admin 2026-11-23T12:00:00Z application/json"},
		"least": {notify.Event{Key: "k", Kind: "tell", Time: event("").Time, Data: notify.Data{Title: "It ended"}},
			"1.0 k /register io.github.nhi-governance.tell  2026-11-23T12:00:00Z application/json"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			encoded, err := test.event.Encode()
			if err != nil {
				t.Fatal(err)
			}
			var read cloudevents.Event
			if err := json.Unmarshal(encoded, &read); err != nil {
				t.Fatal(err)
			}
			if err := read.Validate(); err != nil {
				t.Error(err)
			}
			got := fmt.Sprint(read.SpecVersion(), " ", read.ID(), " ", read.Source(), " ", read.Type(), " ", read.Subject(), " ", read.Time().Format(time.RFC3339), " ", read.DataContentType())
			if got != test.want {
				t.Errorf("envelope %q, want %q", got, test.want)
			}
			data, err := jsonschema.UnmarshalJSON(strings.NewReader(string(read.Data())))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(data); err != nil {
				t.Error(err)
			}
			back, err := notify.Decode(encoded)
			if err != nil {
				t.Fatal(err)
			}
			again, err := back.Encode()
			if err != nil || string(again) != string(encoded) {
				t.Errorf("%v (-want +got):\n%s", err, cmp.Diff(string(encoded), string(again)))
			}
		})
	}
}

func TestAnEventThatSaysNothingIsRefused(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*notify.Event){
		"key":   func(e *notify.Event) { e.Key = "" },
		"kind":  func(e *notify.Event) { e.Kind = "" },
		"time":  func(e *notify.Event) { e.Time = time.Time{} },
		"title": func(e *notify.Event) { e.Data.Title = "" },
	} {
		e := event("k")
		change(&e)
		if encoded, err := e.Encode(); err == nil {
			t.Errorf("without a %s: %s", name, encoded)
		}
	}
}

func TestDecodeRefusesOtherEvents(t *testing.T) {
	t.Parallel()
	for _, encoded := range []string{``, `[]`, `{}`, `{"specversion":"1.0","type":"com.github.push"}`, `{"specversion":"0.3","type":"io.github.nhi-governance.tell","data":{}}`, `{"specversion":"1.0","type":"io.github.nhi-governance.tell","data":7}`} {
		if e, err := notify.Decode(json.RawMessage(encoded)); err == nil {
			t.Errorf("%s is %+v", encoded, e)
		}
	}
}
