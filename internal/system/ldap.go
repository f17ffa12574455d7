package system

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/go-ldap/ldap/v3"
)

var _ System = (*directory)(nil)

// directory is a system of kind ldap. An account's memberships are the groups that
// list it; with effective also those that it belongs to by way of others.
type directory struct {
	settings    settings
	calls       *calls
	connections *connections

	mu       sync.Mutex
	detected string // the flavour, once the directory was asked
}

func openDirectory(_ context.Context, s settings, c *calls) (System, error) {
	config, err := trust(s)
	if err != nil {
		return nil, err
	}
	password, err := s.secret("bind_password_env")
	if err != nil {
		return nil, err
	}
	return &directory{settings: s, calls: c, connections: &connections{
		urls: strings.Fields(s.text("url")), insecure: s.text("insecure") == "true", tls: config,
		who: s.text("bind_dn"), password: password, slots: make(chan struct{}, mostConnections),
	}}, nil
}

func (d *directory) Observe(ctx context.Context, accounts ...string) (Observation, error) {
	var o Observation
	err := d.view(ctx, func(v *view) (err error) {
		o, err = v.observe(ctx, accounts)
		return err
	})
	return o, err
}

func (d *directory) Grant(ctx context.Context, m Membership) error {
	if m.Scope != "" {
		return fail(ErrUnsupported, "A directory's groups have no scope, and the entitlement has %q. Leave the scope out.", m.Scope)
	}
	return d.view(ctx, func(v *view) error {
		account, err := v.account(ctx, m.Account)
		if err != nil {
			return err
		}
		group, err := v.group(ctx, m.Privilege, v.selected)
		if err != nil {
			return err
		}
		if err := spelt(m.Account, naming(account, v.accountName)); err != nil {
			return err
		}
		if err := spelt(m.Privilege, naming(group, v.groupName)); err != nil {
			return err
		}
		return v.join(ctx, account, group)
	})
}

func (d *directory) Revoke(ctx context.Context, m Membership) error {
	if m.Scope != "" {
		return fail(ErrUnsupported, "A directory's groups have no scope, and the entitlement has %q. Leave the scope out.", m.Scope)
	}
	return d.view(ctx, func(v *view) error {
		account, err := v.account(ctx, m.Account)
		if isGone(err) {
			return nil
		}
		if err != nil {
			return err
		}
		group, err := v.group(ctx, m.Privilege, v.groups)
		if isGone(err) {
			return nil
		}
		if err != nil {
			return err
		}
		return v.leave(ctx, account, group)
	})
}

func (d *directory) Suspend(ctx context.Context, account string) error {
	return d.suspend(ctx, account, true)
}

func (d *directory) Resume(ctx context.Context, account string) error {
	return d.suspend(ctx, account, false)
}

func (d *directory) suspend(ctx context.Context, account string, so bool) error {
	return d.make(ctx, account,
		func(suspended bool, _ time.Time) bool { return suspended == so },
		func(f flavour, e *ldap.Entry) ([]ldap.Change, error) { return f.suspend(e, so), nil })
}

func (d *directory) Expire(ctx context.Context, account string, at time.Time) error {
	return d.make(ctx, account,
		func(_ bool, ends time.Time) bool {
			// A directory keeps no more than seconds, or 100 ns.
			return ends.IsZero() == at.IsZero() && at.Sub(ends).Abs() < time.Second
		},
		func(f flavour, e *ldap.Entry) ([]ldap.Change, error) { return f.expire(e, at) })
}

// make changes an account until it is so, which it is at the next reading unless
// somebody changed it in between.
func (d *directory) make(ctx context.Context, name string, so func(suspended bool, ends time.Time) bool, changes func(flavour, *ldap.Entry) ([]ldap.Change, error)) error {
	return d.view(ctx, func(v *view) error {
		for range 4 {
			account, err := v.account(ctx, name)
			if err != nil {
				return err
			}
			suspended, ends, err := v.standing(account)
			if err != nil || so(suspended, ends) {
				return err
			}
			wanted, err := changes(v.flavour, account)
			if err != nil {
				return err
			}
			if err := v.change(ctx, account, wanted); err != nil {
				return err
			}
		}
		return fail(ErrFailed, "The directory accepted the change of %s, and does not show it. Look at who else changes the account.", name)
	})
}

func (d *directory) Close() error {
	d.connections.close()
	return nil
}
