package system

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/go-ldap/ldap/v3"
)

// few accounts are looked for by name, and their groups by who is in them; for
// more it is less work to read everything, in some pages.
const few = 8

// observed is an account as it was read.
type observed struct {
	Account
	entry *ldap.Entry
	key   string // of its DN
}

func (v *view) observe(ctx context.Context, names []string) (Observation, error) {
	wanted := map[string]string{} // as it was asked for, by the name as directories compare it
	for _, name := range names {
		if name != "" {
			wanted[fold(name)] = name
		}
	}
	if len(names) > 0 && len(wanted) == 0 {
		return Observation{}, nil
	}
	accounts, err := v.accounts(ctx, wanted)
	if err != nil {
		return Observation{}, err
	}
	var held map[string][]string
	if len(wanted) > 0 && len(wanted) <= few {
		held, err = v.heldBy(ctx, accounts)
	} else {
		held, err = v.heldByAll(ctx, accounts)
	}
	if err != nil {
		return Observation{}, err
	}
	var o Observation
	for _, account := range accounts {
		o.Accounts = append(o.Accounts, account.Account)
		for _, privilege := range held[account.key] {
			o.Memberships = append(o.Memberships, Membership{Account: account.Name, Privilege: privilege})
		}
	}
	o.sort()
	return o, nil
}

// accounts reads the accounts that are wanted, or all that the settings select.
func (v *view) accounts(ctx context.Context, wanted map[string]string) ([]observed, error) {
	var filter string
	switch {
	case len(wanted) == 0:
		filter = allOf(v.users, present(v.accountName), v.settings.text("user_filter"))
	case len(wanted) > few:
		filter = allOf(v.users, present(v.accountName))
	default:
		var names []string
		for _, name := range slices.Sorted(maps.Values(wanted)) {
			names = append(names, equals(v.accountName, name))
		}
		filter = allOf(v.users, anyOf(names...))
	}
	var accounts []observed
	read := map[string]string{} // the DN that has a name
	err := v.search(ctx, query{
		doing: "reading the accounts", base: v.settings.within("user_base_dn"), scope: ldap.ScopeWholeSubtree, filter: filter, attributes: v.accountAttributes(),
	}, func(e *ldap.Entry) error {
		name := naming(e, v.accountName)
		folded := fold(name)
		if len(wanted) > 0 {
			asked, found := wanted[folded]
			if !found {
				return nil
			}
			name = asked
		}
		if other, taken := read[folded]; taken {
			return ambiguous("account", name, other, e.DN)
		}
		read[folded] = e.DN
		suspended, ends, err := v.standing(e)
		if err != nil {
			return err
		}
		accounts = append(accounts, observed{Account{Name: name, Suspended: suspended, ExpiresAt: ends}, e, dnKey(e.DN)})
		return nil
	})
	return accounts, err
}

func present(attribute string) string { return "(" + attribute + "=*)" }

// heldBy asks for the groups of each account: those that list it, and with
// effective those that list such a group, and so on.
func (v *view) heldBy(ctx context.Context, accounts []observed) (map[string][]string, error) {
	held := map[string][]string{}
	for _, account := range accounts {
		reached := []string{v.holding(account.entry)}
		if v.effective {
			above, err := v.above(ctx, account.entry)
			if err != nil {
				return nil, err
			}
			for group := range slices.Chunk(slices.Collect(maps.Values(above)), 50) {
				reached = append(reached, v.listingAny(group))
			}
		}
		names := newPrivileges()
		for _, filter := range reached {
			err := v.search(ctx, query{
				doing: "reading the groups of " + account.entry.DN, base: v.settings.within("group_base_dn"), scope: ldap.ScopeWholeSubtree,
				filter: allOf(v.selected, present(v.groupName), filter), attributes: []string{v.groupName},
			}, func(e *ldap.Entry) error { return names.add(e.DN, naming(e, v.groupName)) })
			if err != nil {
				return nil, err
			}
		}
		held[account.key] = slices.Collect(maps.Values(names.byKey))
	}
	return held, nil
}

// holding is a filter for the groups that an account is in, by their own lists or,
// with effective, as its primary group.
func (v *view) holding(account *ldap.Entry) string {
	var lists []string
	for _, l := range v.listings(account) {
		lists = append(lists, equals(l.attribute, l.value))
	}
	if v.effective {
		_, primary := v.primary(account)
		lists = append(lists, primary)
	}
	return anyOf(lists...)
}

// listingAny is a filter for the groups that list any of some DNs.
func (v *view) listingAny(dns []string) string {
	var lists []string
	for _, dn := range dns {
		for _, attribute := range v.members() {
			if attribute != "memberUid" {
				lists = append(lists, equals(attribute, dn))
			}
		}
	}
	return anyOf(lists...)
}

// above are all groups that an account is in, directly or through others, by the
// keys of their DNs: whatever they are, for one that is no privilege may be the
// way to one.
func (v *view) above(ctx context.Context, account *ldap.Entry) (map[string]string, error) {
	reached := map[string]string{}
	for next := []string{v.holding(account)}; len(next) > 0; {
		var found []string
		for _, filter := range next {
			err := v.search(ctx, query{
				doing: "reading the groups above " + account.DN, base: v.settings.text("base_dn"), scope: ldap.ScopeWholeSubtree,
				filter: allOf(v.groups, filter), attributes: []string{"1.1"},
			}, func(e *ldap.Entry) error {
				if key := dnKey(e.DN); reached[key] == "" {
					reached[key] = e.DN
					found = append(found, e.DN)
				}
				return nil
			})
			if err != nil {
				return nil, err
			}
		}
		next = nil
		for some := range slices.Chunk(found, 50) {
			next = append(next, v.listingAny(some))
		}
	}
	return reached, nil
}

// otherwise refuses to call a privilege revoked that the account holds in another
// way than as a member.
func (v *view) otherwise(ctx context.Context, account, group *ldap.Entry) error {
	if key, _ := v.primary(account); key != "" && key == v.primaryKey(group) {
		return fail(ErrDenied, "%s is the primary group of %s, which cannot be revoked. Give the account another primary group first.", group.DN, account.DN)
	}
	above, err := v.above(ctx, account)
	if err != nil || above[dnKey(group.DN)] == "" {
		return err
	}
	var through []string
	for _, dn := range slices.Sorted(maps.Values(above)) {
		for _, attribute := range v.members() {
			if there, err := v.lists(ctx, group.DN, listing{attribute, dn}); err != nil {
				return err
			} else if there {
				through = append(through, dn)
			}
		}
	}
	return fail(ErrDenied, "%s holds %s through %s. Take it out of there, or take that out of the group.", account.DN, group.DN, strings.Join(through, " and "))
}
