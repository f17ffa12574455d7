package notify

import (
	"context"
	"fmt"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// Outbox is where messages wait, and where what became of them is recorded. Who
// delivers holds the claim on the tenant.
type Outbox interface {
	// InState returns the messages of a tenant that are in one of the states, oldest
	// first.
	InState(ctx context.Context, tenantID string, states ...governance.MessageState) ([]governance.Message, error)
	// Update records what became of a message that nobody else has changed.
	Update(ctx context.Context, m governance.Message) (governance.Message, error)
}

// Delivery opens the sinks of a policy bundle, each once and when it is first
// needed. It is for one run, by one goroutine.
type Delivery struct {
	Sinks   governance.Sinks
	Options Options
	opened  map[string]opened
}

type opened struct {
	sink Sink
	err  error
}

// Run delivers what is due at an instant of a tenant, or for "" of all that can be
// seen, and returns every message that was tried as it then is. Each is tried once.
// A message waits for an earlier one about the same matter to the same recipient, so
// that nothing closes what is not open yet, and for the next run while its sink is
// down.
//
// A message that is delivered and whose Update fails is delivered again by the next
// run, under the same identifier: receivers drop it. An error of Run is one of the
// outbox; that a message was not delivered is in the message.
func (d *Delivery) Run(ctx context.Context, outbox Outbox, tenantID string, now time.Time) ([]governance.Message, error) {
	messages, err := outbox.InState(ctx, tenantID, governance.MessagePending)
	if err != nil {
		return nil, err
	}
	var tried []governance.Message
	down := map[string]bool{}       // by the sink's name, which many addresses share
	waiting := map[[2]string]bool{} // recipient and matter
	for _, m := range messages {
		matter := [2]string{m.Sink, matterOf(m)}
		s, reached := d.Sinks.Route(m.Sink)
		if now.Before(m.NextAttemptAt) || down[s.Name] || waiting[matter] {
			waiting[matter] = true
			continue
		}
		reference, failure := "", unreached(m)
		if reached {
			reference, failure = d.deliver(ctx, s, m)
		}
		if ctx.Err() != nil && failure != nil {
			return tried, ctx.Err() // somebody stopped it: no attempt that counts
		}
		settled, err := outbox.Update(ctx, settle(m, reference, failure, now))
		if err != nil {
			return tried, fmt.Errorf("record what became of message %s: %w", m.Key, err)
		}
		tried = append(tried, settled)
		if failure != nil {
			down[s.Name] = reached && failure.Down
			waiting[matter] = settled.State == governance.MessagePending
		}
	}
	return tried, nil
}

func unreached(m governance.Message) *Failure {
	return &Failure{Text: fmt.Sprintf("The policies have no sink that reaches %q. Declare it, or run with the policies that do.", m.Sink)}
}

// deliver makes one attempt.
func (d *Delivery) deliver(ctx context.Context, s governance.Sink, m governance.Message) (string, *Failure) {
	open, known := d.opened[m.Sink]
	if !known {
		open.sink, open.err = Open(s, d.Options)
		if d.opened == nil {
			d.opened = map[string]opened{}
		}
		d.opened[m.Sink] = open
	}
	if open.err != nil {
		return "", failureOf(open.err)
	}
	reference, err := open.sink.Deliver(ctx, m)
	if err != nil {
		return "", failureOf(err)
	}
	return reference, nil
}

// settle is the message after an attempt.
func settle(m governance.Message, reference string, failure *Failure, now time.Time) governance.Message {
	m.Attempts++
	m.NextAttemptAt, m.Problem = time.Time{}, ""
	if failure == nil {
		m.State, m.Reference, m.DeliveredAt = governance.MessageDelivered, reference, now
		return m
	}
	m.Problem = failure.Text
	wait, again := delay(m)
	if failure.Final || !again {
		m.State = governance.MessageFailed
		return m
	}
	m.NextAttemptAt = now.Add(max(wait, failure.After)).Truncate(time.Second)
	return m
}

// matterOf is what a message is about; one that cannot be read is about itself.
func matterOf(m governance.Message) string {
	e, err := Decode(m.Event)
	if err != nil {
		return m.Key
	}
	return e.Data.Matter
}
