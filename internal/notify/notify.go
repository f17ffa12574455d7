// Package notify tells people and programs outside what happened: events as
// CloudEvents, and the sinks that deliver them. What is to be told, and whether,
// is not its business.
package notify

import (
	"context"
	"crypto/tls"
	"fmt"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// Sink delivers messages to one place. To deliver a message again is safe: what a
// receiver has already is found by the message's key, or carries an identifier of
// its own by which the receiver drops it. It is for use by one goroutine.
type Sink interface {
	// Deliver returns what the receiver calls the message, such as the URL of a
	// ticket, where it says so. An error is a [*Failure].
	Deliver(ctx context.Context, m governance.Message) (reference string, err error)
}

// Options are what a sink needs of the machine.
type Options struct {
	Getenv func(name string) (value string, set bool) // where secrets are
	Clock  func() time.Time                           // the machine's: receivers hold it against their own
	TLS    *tls.Config                                // nil: the system's authorities
}

// Timeout is for one attempt, as the specification of Standard Webhooks has it.
const Timeout = 20 * time.Second

// Open makes a sink ready. It reaches for nothing but the environment: that a
// receiver does not answer is said by Deliver.
func Open(s governance.Sink, o Options) (Sink, error) {
	open := map[governance.SinkKind]func(governance.Sink, Options) (Sink, error){
		governance.SinkWebhook: openWebhook,
		governance.SinkMail:    openMail,
		governance.SinkGitHub:  openGitHub,
		governance.SinkJira:    openJira,
	}[s.Kind]
	if open == nil {
		return nil, &Failure{Text: fmt.Sprintf("Sink %q has the kind %q, which this nhi does not know.", s.Name, s.Kind)}
	}
	return open(s, o)
}

// secret reads what a setting names.
func (o Options) secret(s governance.Sink, setting string) (string, error) {
	name := s.Config[setting]
	if value, _ := o.Getenv(name); value != "" {
		return value, nil
	}
	return "", &Failure{Text: fmt.Sprintf("The environment variable %s is not set. Sink %q names it in %s: set it where nhi runs.", name, s.Name, setting), Down: true}
}
