package notify

import (
	"context"
	"fmt"
	"strings"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// tracker is where tickets are. One ticket is about one matter; the first event of
// it opens the ticket, the others comment on it, and the last one closes it.
type tracker interface {
	// find returns the ticket of a matter of a tenant, nil when there is none.
	find(ctx context.Context, tenant, matter string) (*ticket, error)
	// has reports whether the ticket has a comment with an identifier.
	has(ctx context.Context, t *ticket, id string) (bool, error)
	open(ctx context.Context, e Event, matter, id string) (*ticket, error)
	comment(ctx context.Context, t *ticket, e Event, id string) error
	close(ctx context.Context, t *ticket) error
}

// ticket is one issue of a tracker.
type ticket struct {
	key    string // by which the tracker knows it
	url    string // for people
	body   string
	closed bool
}

// tickets delivers to a tracker. What was done is looked for before it is done, so
// that an attempt whose end nobody saw is gone on with where it stopped.
type tickets struct{ tracker }

// Deliver returns the ticket's URL. It is empty for a matter that is over and had
// no ticket.
func (t tickets) Deliver(ctx context.Context, m governance.Message) (string, error) {
	e, err := Decode(m.Event)
	if err != nil {
		return "", &Failure{Text: fmt.Sprintf("Message %s cannot be read: %s.", m.Key, err), Final: true}
	}
	matter, id := identifier(e.Data.Matter), identifier(m.Key)
	found, err := t.find(ctx, e.Data.Tenant, matter)
	switch {
	case err != nil:
		return "", err
	case found == nil && e.Data.Over:
		return "", nil
	case found == nil:
		opened, err := t.open(ctx, e, matter, id)
		if err != nil {
			return "", err
		}
		return opened.url, nil
	}
	known := strings.Contains(found.body, id)
	if !known {
		if known, err = t.has(ctx, found, id); err != nil {
			return "", err
		}
	}
	if !known {
		if err := t.comment(ctx, found, e, id); err != nil {
			return "", err
		}
	}
	if e.Data.Over && !found.closed {
		if err := t.close(ctx, found); err != nil {
			return "", err
		}
	}
	return found.url, nil
}
