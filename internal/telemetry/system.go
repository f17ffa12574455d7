package telemetry

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/attribute"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// System tells of every call of a system.
func System(s system.System, of governance.System) system.System {
	return &traced{System: s, attributes: []attribute.KeyValue{
		attribute.String("nhi.system.kind", string(of.Kind)), attribute.String("nhi.system.name", of.Name),
	}}
}

type traced struct {
	system.System
	attributes []attribute.KeyValue
}

func (t *traced) span(ctx context.Context, operation string, more ...attribute.KeyValue) (context.Context, func(error)) {
	return Span(ctx, "system."+operation, append(more, t.attributes...)...)
}

func about(account string) attribute.KeyValue { return attribute.String("nhi.system.account", account) }

func (t *traced) Observe(ctx context.Context, accounts ...string) (observed system.Observation, err error) {
	ctx, end := t.span(ctx, "observe", attribute.Int("nhi.system.accounts.asked", len(accounts)))
	defer func() { end(err) }()
	return t.System.Observe(ctx, accounts...)
}

func (t *traced) Grant(ctx context.Context, m system.Membership) (err error) {
	ctx, end := t.span(ctx, "grant", about(m.Account))
	defer func() { end(err) }()
	return t.System.Grant(ctx, m)
}

func (t *traced) Revoke(ctx context.Context, m system.Membership) (err error) {
	ctx, end := t.span(ctx, "revoke", about(m.Account))
	defer func() { end(err) }()
	return t.System.Revoke(ctx, m)
}

func (t *traced) Suspend(ctx context.Context, account string) (err error) {
	ctx, end := t.span(ctx, "suspend", about(account))
	defer func() { end(err) }()
	return t.System.Suspend(ctx, account)
}

func (t *traced) Resume(ctx context.Context, account string) (err error) {
	ctx, end := t.span(ctx, "resume", about(account))
	defer func() { end(err) }()
	return t.System.Resume(ctx, account)
}

func (t *traced) Expire(ctx context.Context, account string, at time.Time) (err error) {
	ctx, end := t.span(ctx, "expire", about(account))
	defer func() { end(err) }()
	return t.System.Expire(ctx, account, at)
}
