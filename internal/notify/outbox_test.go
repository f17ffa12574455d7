package notify_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/notify"
)

var errCrash = errors.New("the process was killed")

// outbox keeps messages as the register does, and crashes when it is told to.
type outbox struct {
	messages []governance.Message
	crash    func() bool
}

func newOutbox(messages ...governance.Message) *outbox {
	for i := range messages {
		messages[i].ID, messages[i].Revision = fmt.Sprint(i), 1
	}
	return &outbox{messages: messages, crash: func() bool { return false }}
}

func (o *outbox) InState(_ context.Context, _ string, states ...governance.MessageState) ([]governance.Message, error) {
	return slices.DeleteFunc(slices.Clone(o.messages), func(m governance.Message) bool { return !slices.Contains(states, m.State) }), nil
}

func (o *outbox) Update(_ context.Context, m governance.Message) (governance.Message, error) {
	if o.crash() {
		return m, errCrash
	}
	i := slices.IndexFunc(o.messages, func(kept governance.Message) bool { return kept.ID == m.ID })
	if kept := o.messages[i]; kept.Revision != m.Revision || kept.State != governance.MessagePending {
		return m, fmt.Errorf("message %s was changed meanwhile: %+v", m.ID, kept)
	}
	m.Revision++
	o.messages[i] = m
	return m, nil
}

func (o *outbox) states() []string {
	var all []string
	for _, m := range o.messages {
		all = append(all, fmt.Sprintf("%s %s %d", m.Key, m.State, m.Attempts))
	}
	return all
}

// A message that was delivered right before the process was killed is delivered
// again, under the same identifier, by which the receiver drops it.
func TestACrashBetweenDeliveryAndRecordRepeatsNothing(t *testing.T) {
	t.Parallel()
	r := newReceiver(t, httptest.NewServer)
	kept := newOutbox(message(t, "k", "soc", nil))
	kept.crash = func() bool { return true }
	run := func() ([]governance.Message, error) {
		d := notify.Delivery{Sinks: governance.Sinks{webhookSink(r.URL)}, Options: environment(map[string]string{"SECRET": secret})}
		return d.Run(t.Context(), kept, "t", time.Now())
	}
	if _, err := run(); !errors.Is(err, errCrash) {
		t.Fatal(err)
	}
	kept.crash = func() bool { return false }
	for range 2 { // and the second has nothing left to do
		if _, err := run(); err != nil {
			t.Fatal(err)
		}
	}
	ids := []string{}
	for _, header := range r.requests {
		ids = append(ids, header.Get("webhook-id"))
	}
	if len(ids) != 2 || ids[0] != ids[1] || r.dropped != 1 || len(r.processed) != 1 {
		t.Errorf("ids %v, dropped %d, processed %v; want the same id twice, processed once", ids, r.dropped, r.processed)
	}
	if diff := cmp.Diff([]string{"k delivered 1"}, kept.states()); diff != "" {
		t.Errorf("outbox (-want +got):\n%s", diff)
	}
}

// Under crashes before and after delivery, answers that are lost, and receivers in
// trouble, every message arrives, none is processed twice, and those of one matter
// arrive in order.
func TestNothingIsLostAndNothingIsTwice(t *testing.T) {
	t.Parallel()
	for seed := range uint64(40) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			random, crashing := rand.New(rand.NewPCG(seed, 0)), rand.New(rand.NewPCG(seed, 1))
			r := newReceiver(t, httptest.NewServer)
			var order []string // of first arrivals
			trouble := 0.4
			r.answer = func(w http.ResponseWriter, request *http.Request) bool {
				id := request.Header.Get("webhook-id")
				switch chance := random.Float64(); {
				case chance < trouble/3:
					w.WriteHeader([]int{400, 429, 500, 503}[random.IntN(4)])
					return true
				case chance < trouble*2/3: // processed, and nobody hears of it
					if r.processed[id] == 0 {
						order = append(order, id)
						r.processed[id]++
					}
					panic(http.ErrAbortHandler)
				case chance < trouble:
					panic(http.ErrAbortHandler)
				}
				if r.processed[id] == 0 {
					order = append(order, id)
				}
				return false
			}
			var messages []governance.Message
			for i := range 30 {
				messages = append(messages, message(t, fmt.Sprint("message ", i), []string{"soc", "runbook"}[i%2], func(e *notify.Event) { e.Data.Matter = fmt.Sprint("matter ", i%4) }))
			}
			kept := newOutbox(messages...)
			kept.crash = func() bool { return crashing.Float64() < trouble/2 }
			runbook := webhookSink(r.URL)
			runbook.Name = "runbook"
			now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
			pending := func(m governance.Message) bool { return m.State == governance.MessagePending }
			for runs := 0; slices.ContainsFunc(kept.messages, pending); runs++ {
				if runs > 2000 {
					t.Fatalf("not done after %d runs: %v", runs, kept.states())
				}
				d := notify.Delivery{Sinks: governance.Sinks{webhookSink(r.URL), runbook}, Options: environment(map[string]string{"SECRET": secret})}
				before := r.count()
				tried, err := d.Run(t.Context(), kept, "t", now)
				if err != nil && !errors.Is(err, errCrash) {
					t.Fatal(err)
				}
				if made := r.count() - before; made > len(tried)+1 {
					t.Fatalf("%d requests for %d messages", made, len(tried))
				}
				now = now.Add(5 * time.Minute)
				if runs > 200 {
					r.mu.Lock()
					trouble = 0 // or bad luck alone would use up the attempts
					r.mu.Unlock()
				}
			}
			r.mu.Lock() // a request whose answer is lost may still be at its end
			defer r.mu.Unlock()
			for _, m := range kept.messages {
				if m.State == governance.MessageFailed && m.Attempts != 10 {
					t.Errorf("message %s was given up after %d attempts", m.Key, m.Attempts)
				}
			}
			for id, times := range r.processed {
				if times != 1 {
					t.Errorf("%s was processed %d times", id, times)
				}
			}
			arrived := map[string]int{}
			for i, id := range order {
				arrived[id] = i
			}
			last := map[string]int{}
			for i, m := range kept.messages {
				at, here := arrived[webhookID(t, m)]
				if m.State == governance.MessageDelivered && !here {
					t.Errorf("message %s is recorded as delivered and did not arrive", m.Key)
				}
				matter := fmt.Sprint(i%2, i%4)
				if before, ok := last[matter]; ok && here && at < before {
					t.Errorf("message %s overtook an earlier one of its matter", m.Key)
				}
				if here {
					last[matter] = at
				}
			}
		})
	}
}

// webhookID is the identifier under which a message goes out.
func webhookID(t *testing.T, m governance.Message) string {
	t.Helper()
	r := newReceiver(t, httptest.NewServer)
	if _, err := open(t, webhookSink(r.URL), environment(map[string]string{"SECRET": secret})).Deliver(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	return r.requests[0].Get("webhook-id")
}

func TestRunTriesOnScheduleAndGivesUp(t *testing.T) {
	t.Parallel()
	r := newReceiver(t, httptest.NewServer)
	status := 500
	r.answer = func(w http.ResponseWriter, _ *http.Request) bool { w.WriteHeader(status); return true }
	kept := newOutbox(message(t, "k", "soc", nil))
	start := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	now := start
	// The example of the specification, each with up to a tenth more.
	want := []time.Duration{5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour, 10 * time.Hour, 14 * time.Hour, 20 * time.Hour, 24 * time.Hour}
	run := func() {
		t.Helper()
		d := notify.Delivery{Sinks: governance.Sinks{webhookSink(r.URL)}, Options: environment(map[string]string{"SECRET": secret})}
		if _, err := d.Run(t.Context(), kept, "t", now); err != nil {
			t.Fatal(err)
		}
	}
	for i, wait := range want {
		run()
		m := kept.messages[0]
		got := m.NextAttemptAt.Sub(now)
		if m.State != governance.MessagePending || got < wait || got > wait+wait/10 || !strings.Contains(m.Problem, "500") {
			t.Fatalf("after attempt %d: %+v, next in %s; want %s and up to a tenth more", i+1, m, got, wait)
		}
		now = m.NextAttemptAt.Add(-time.Second)
		run() // too early
		if len(r.requests) != i+1 {
			t.Fatalf("%d requests after %d attempts", len(r.requests), i+1)
		}
		now = m.NextAttemptAt
	}
	run()
	if m := kept.messages[0]; m.State != governance.MessageFailed || m.Attempts != 10 || !m.NextAttemptAt.IsZero() {
		t.Errorf("at the end: %+v", m)
	}
	if d := now.Sub(start); d < 75*time.Hour || d > 84*time.Hour {
		t.Errorf("given up after %s", d)
	}
}

func TestRunWaitsForASinkInTrouble(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	later := func(status int, after string) func(http.ResponseWriter, *http.Request) bool {
		return func(w http.ResponseWriter, _ *http.Request) bool {
			w.Header().Set("Retry-After", after)
			w.WriteHeader(status)
			return true
		}
	}
	tests := map[string]struct {
		answer func(http.ResponseWriter, *http.Request) bool
		want   []string
		next   time.Duration // of the first message, at least
	}{
		"limit":    {later(429, "600"), []string{"a pending 1", "b pending 0", "c failed 10", "d pending 1"}, 10 * time.Minute},
		"gone":     {later(410, ""), []string{"a failed 1", "b failed 1", "c failed 10", "d pending 1"}, 0},
		"this one": {later(400, ""), []string{"a pending 1", "b pending 1", "c failed 10", "d pending 1"}, 0},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newReceiver(t, httptest.NewServer)
			r.answer = test.answer
			alone := func(e *notify.Event) { e.Data.Matter = "" }
			failed := message(t, "c", "soc", alone)
			failed.State, failed.Attempts = governance.MessageFailed, 10
			kept := newOutbox(message(t, "a", "soc", alone), message(t, "b", "soc", alone), failed, message(t, "d", "nobody", alone))
			d := notify.Delivery{Sinks: governance.Sinks{webhookSink(r.URL)}, Options: environment(map[string]string{"SECRET": secret})}
			if _, err := d.Run(t.Context(), kept, "t", now); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, kept.states()); diff != "" {
				t.Errorf("outbox (-want +got):\n%s", diff)
			}
			if got := kept.messages[0].NextAttemptAt; test.next > 0 && got.Before(now.Add(test.next)) {
				t.Errorf("next attempt %s, before %s has passed", got, test.next)
			}
			if want := `no sink that reaches "nobody"`; !strings.Contains(kept.messages[3].Problem, want) {
				t.Errorf("problem %q lacks %q", kept.messages[3].Problem, want)
			}
		})
	}
}

func TestRunThatIsStoppedCountsNoAttempt(t *testing.T) {
	t.Parallel()
	r := newReceiver(t, httptest.NewServer)
	ctx, stop := context.WithCancel(t.Context())
	r.answer = func(http.ResponseWriter, *http.Request) bool { stop(); panic(http.ErrAbortHandler) }
	kept := newOutbox(message(t, "k", "soc", nil))
	d := notify.Delivery{Sinks: governance.Sinks{webhookSink(r.URL)}, Options: environment(map[string]string{"SECRET": secret})}
	if _, err := d.Run(ctx, kept, "t", time.Now()); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if diff := cmp.Diff([]string{"k pending 0"}, kept.states()); diff != "" {
		t.Errorf("outbox (-want +got):\n%s", diff)
	}
}
