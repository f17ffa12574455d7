package system

import (
	"context"

	"github.com/go-ldap/ldap/v3"
)

// privileges are the names of the groups that the settings select.
type privileges struct {
	byKey map[string]string // by the key of the DN
	dns   map[string]string // by the name as directories compare it
}

func newPrivileges() privileges {
	return privileges{map[string]string{}, map[string]string{}}
}

func (p privileges) add(dn, name string) error {
	if other, taken := p.dns[fold(name)]; taken && dnKey(other) != dnKey(dn) {
		return ambiguous("group", name, other, dn)
	}
	p.byKey[dnKey(dn)], p.dns[fold(name)] = name, dn
	return nil
}

// members is who is in which group, by the keys of DNs.
type members struct {
	uids      map[string]string   // the key of an account by its uid, as memberUid has it
	groups    map[string][]string // the groups that list an account or a group
	primaries map[string]string   // the group by what it has in common with the accounts whose primary group it is
}

// heldByAll reads all groups once, whoever their members are.
func (v *view) heldByAll(ctx context.Context, accounts []observed) (map[string][]string, error) {
	m := members{map[string]string{}, map[string][]string{}, map[string]string{}}
	for _, account := range accounts {
		if uid := naming(account.entry, "uid"); uid != "" {
			m.uids[uid] = account.key
		}
	}
	names := newPrivileges()
	selected := query{
		doing: "reading the groups", base: v.settings.within("group_base_dn"), scope: ldap.ScopeWholeSubtree,
		filter: allOf(v.selected, present(v.groupName)), attributes: v.groupAttributes(),
	}
	if v.effective {
		// A group that is no privilege may be the way to one.
		every := query{doing: "reading the groups in groups", base: v.settings.text("base_dn"), scope: ldap.ScopeWholeSubtree, filter: v.groups, attributes: selected.attributes}
		if err := v.read(ctx, every, m, func(*ldap.Entry) error { return nil }); err != nil {
			return nil, err
		}
		selected.attributes = []string{v.groupName}
	}
	err := v.read(ctx, selected, m, func(e *ldap.Entry) error { return names.add(e.DN, naming(e, v.groupName)) })
	if err != nil {
		return nil, err
	}
	held := make(map[string][]string, len(accounts))
	for _, account := range accounts {
		of := m.groups[account.key]
		if primary, _ := v.primary(account.entry); v.effective && m.primaries[primary] != "" {
			of = append([]string{m.primaries[primary]}, of...)
		}
		for group := range m.reach(of, v.effective) {
			if name, isPrivilege := names.byKey[group]; isPrivilege {
				held[account.key] = append(held[account.key], name)
			}
		}
	}
	return held, nil
}

// read reads groups and who is in them.
func (v *view) read(ctx context.Context, q query, into members, each func(*ldap.Entry) error) error {
	var long []*ldap.Entry // of which there are more members to be read, once the pages are through
	err := v.search(ctx, q, func(e *ldap.Entry) error {
		if err := each(e); err != nil {
			return err
		}
		if key := v.primaryKey(e); key != "" {
			into.primaries[key] = dnKey(e.DN)
		}
		for _, attribute := range v.members() {
			if _, whole, err := rangeOf(e, attribute, 0); err != nil {
				return err
			} else if !whole {
				long = append(long, e)
				return nil
			}
		}
		return v.list(ctx, e, into)
	})
	if err != nil {
		return err
	}
	for _, e := range long {
		if err := v.list(ctx, e, into); err != nil {
			return err
		}
	}
	return nil
}

func (v *view) list(ctx context.Context, group *ldap.Entry, into members) error {
	key := dnKey(group.DN)
	for _, attribute := range v.members() {
		values, err := v.values(ctx, group, attribute)
		if err != nil {
			return err
		}
		for _, value := range values {
			member := into.uids[value]
			if attribute != "memberUid" {
				member = dnKey(withoutUID(value))
			}
			if member != "" {
				into.groups[member] = append(into.groups[member], key)
			}
		}
	}
	return nil
}

// reach is some groups and, with through, those that they are in, and so on. Groups
// may be in each other in a circle.
func (m members) reach(groups []string, through bool) map[string]bool {
	reached := map[string]bool{}
	for next := groups; len(next) > 0; {
		var above []string
		for _, group := range next {
			if !reached[group] {
				reached[group] = true
				if through {
					above = append(above, m.groups[group]...)
				}
			}
		}
		next = above
	}
	return reached
}
