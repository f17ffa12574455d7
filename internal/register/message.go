package register

import (
	"context"
	"fmt"
	"strings"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// A message about no tenant is for who sees all of them.
var messages = kind[governance.Message]{
	naming:  naming{governance.KindMessage, "messages r LEFT JOIN tenants t ON t.id = r.tenant_id", "coalesce(t.slug, '" + governance.SharedSlug + "') || '/' || r.sink || '/' || r.message_key"},
	table:   "messages",
	tenant:  "tenant_id",
	history: true,
	meta:    func(m *governance.Message) *governance.Meta { return &m.Meta },
	owner:   func(m *governance.Message) string { return m.TenantID },
	unique:  []string{"tenant_id", "message_key", "sink"},
	place:   func(s *governance.Snapshot) *[]governance.Message { return &s.Messages },
	fields: func(m *governance.Message) []field {
		return []field{
			optional("tenant_id", &m.TenantID),
			plain("message_key", &m.Key),
			plain("sink", &m.Sink),
			document("event", &m.Event),
			plain("state", &m.State),
			plain("attempts", &m.Attempts),
			instant("next_attempt_at", &m.NextAttemptAt),
			instant("delivered_at", &m.DeliveredAt),
			plain("reference", &m.Reference),
			plain("problem", &m.Problem),
		}
	},
}

func (s *store) Messages() Messages {
	return outbox{collection[governance.Message]{s, messages}}
}

type outbox struct{ collection[governance.Message] }

func (o outbox) InState(ctx context.Context, tenantID string, states ...governance.MessageState) (found []governance.Message, err error) {
	err = o.store.read(ctx, func(tx *transaction) error {
		where, args, err := o.kind.whose(tx, tenantID)
		if err != nil {
			return err
		}
		marks := make([]string, len(states))
		for i, state := range states {
			args = append(args, string(state))
			marks[i] = fmt.Sprintf("$%d", len(args))
		}
		found, err = o.kind.records(ctx, tx, where+" AND state IN ("+strings.Join(marks, ", ")+")", args...)
		return err
	})
	return found, err
}
