package system

import (
	"context"
	"errors"

	"github.com/go-ldap/ldap/v3"
)

// view is a session that knows what the directory calls things.
type view struct {
	*session
	flavour
	accountName, groupName string
	users                  string // filter: whatever is an account
	groups                 string // filter: whatever is a group
	selected               string // filter: the groups that are privileges
	effective              bool
}

// view does something with a directory.
func (d *directory) view(ctx context.Context, something func(*view) error) error {
	s, err := d.session(ctx)
	if err != nil {
		return err
	}
	defer s.end()
	f, err := s.flavour(ctx)
	if err != nil {
		return err
	}
	v := &view{session: s, flavour: f, effective: d.settings.text("effective") == "true"}
	account, group := f.names()
	v.accountName, v.groupName = d.settings.or("account_attribute", account), d.settings.or("group_attribute", group)
	v.users, v.groups = f.classes()
	v.selected = allOf(v.groups, d.settings.text("group_filter"))
	return something(v)
}

func (v *view) accountAttributes() []string {
	attributes, _ := v.attributes()
	return append(attributes, v.accountName)
}

func (v *view) groupAttributes() []string {
	_, attributes := v.attributes()
	return append(attributes, v.groupName)
}

// account finds the one account of a name.
func (v *view) account(ctx context.Context, name string) (*ldap.Entry, error) {
	if err := named(name); err != nil {
		return nil, err
	}
	return v.one(ctx, "account", name, query{
		doing: "looking for the account " + name, base: v.settings.within("user_base_dn"), scope: ldap.ScopeWholeSubtree,
		filter: allOf(v.users, equals(v.accountName, name)), attributes: v.accountAttributes(),
	})
}

// group finds the one group of a name, without its members.
func (v *view) group(ctx context.Context, name, among string) (*ldap.Entry, error) {
	if name == "" {
		return nil, fail(ErrNotFound, "No privilege was named. It is the name of a group.")
	}
	return v.one(ctx, "group", name, query{
		doing: "looking for the group " + name, base: v.settings.within("group_base_dn"), scope: ldap.ScopeWholeSubtree,
		filter: allOf(among, equals(v.groupName, name)), attributes: []string{"objectClass", "gidNumber", "objectSid", v.groupName},
	})
}

func (v *view) one(ctx context.Context, what, name string, q query) (*ldap.Entry, error) {
	var found []*ldap.Entry
	err := v.search(ctx, q, func(e *ldap.Entry) error {
		found = append(found, e)
		return nil
	})
	switch {
	case err != nil:
		return nil, err
	case len(found) == 0:
		return nil, fail(ErrNotFound, "There is no %s %q below %s that bind_dn can see. Look at its name, and at the settings of the system.", what, name, q.base)
	case len(found) > 1:
		return nil, ambiguous(what, name, found[0].DN, found[1].DN)
	}
	return found[0], nil
}

func ambiguous(what, name, first, second string) error {
	return fail(ErrSettings, "There are two of the %s %q: %s and %s. Narrow the base DN or the filter, or name by an attribute that is the same for no two.", what, name, first, second)
}

func isGone(err error) bool { return errors.Is(err, ErrNotFound) }

// spelt refuses a name that the directory takes for one that it spells otherwise:
// what is observed would never be equal to what was granted.
func spelt(asked, name string) error {
	if asked != name {
		return fail(ErrNotFound, "There is no %q, but %q, and the two are the same to the directory. Did you mean %q?", asked, name, name)
	}
	return nil
}

// permissive makes a directory that knows it take an addition of what is there,
// and a removal of what is not, for done (MS-ADTS, 3.1.1.3.4.1.8).
var permissive = []ldap.Control{ldap.NewControlString("1.2.840.113556.1.4.1413", false, "")}

// listing is where a group lists an account, and as what.
type listing struct{ attribute, value string }

// listings are all the ways in which a group may list an account.
func (v *view) listings(account *ldap.Entry) []listing {
	var all []listing
	for _, attribute := range v.members() {
		value := account.DN
		if attribute == "memberUid" {
			value = naming(account, "uid")
		}
		if value != "" {
			all = append(all, listing{attribute, value})
		}
	}
	return all
}

// join makes an account a member of a group, in the way of the group's class.
func (v *view) join(ctx context.Context, account, group *ldap.Entry) error {
	attribute := v.members()[0]
	if len(v.members()) > 1 {
		switch {
		case has(group, "objectClass", "groupOfNames"):
		case has(group, "objectClass", "groupOfUniqueNames"):
			attribute = "uniqueMember"
		case has(group, "objectClass", "posixGroup"):
			attribute = "memberUid"
		}
	}
	for _, l := range v.listings(account) {
		if l.attribute != attribute {
			continue
		}
		request := ldap.NewModifyRequest(group.DN, permissive)
		request.Add(l.attribute, []string{l.value})
		doing := "adding " + account.DN + " to " + group.DN
		err := v.do(ctx, doing, func(c *ldap.Conn) error {
			if err := c.Modify(request); !answeredWith(err, ldap.LDAPResultAttributeOrValueExists, ldap.LDAPResultEntryAlreadyExists) {
				return err
			}
			return nil
		})
		if err != nil {
			return err
		}
		if there, err := v.lists(ctx, group.DN, l); err != nil || there {
			return err
		}
		return fail(ErrFailed, "The directory accepted %s, and does not show it. Look at who else changes the group.", doing)
	}
	return fail(ErrSettings, "%s lists its members by uid, and %s has none. Give the account a uid, or the entitlement another group.", group.DN, account.DN)
}

func (v *view) lists(ctx context.Context, group string, l listing) (bool, error) {
	e, err := v.entry(ctx, query{doing: "reading " + group, base: group, filter: equals(l.attribute, l.value), attributes: []string{"1.1"}})
	return e != nil, err
}

// leave takes an account out of a group, however it is listed there.
func (v *view) leave(ctx context.Context, account, group *ldap.Entry) error {
	for _, l := range v.listings(account) {
		there, err := v.lists(ctx, group.DN, l)
		if err != nil {
			return err
		}
		if !there {
			continue
		}
		if err := v.remove(ctx, group.DN, l); err != nil {
			return err
		}
		if there, err = v.lists(ctx, group.DN, l); err != nil {
			return err
		}
		if there {
			return fail(ErrFailed, "The directory accepted the removal of %s from %s, and does not show it. Look at who else changes the group.", account.DN, group.DN)
		}
	}
	if v.effective {
		return v.otherwise(ctx, account, group)
	}
	return nil
}

// remove removes one value. A group that has to have a member keeps the
// placeholder, in one change with the removal (RFC 4519, 3.5).
func (v *view) remove(ctx context.Context, group string, l listing) error {
	last := false
	removal := change(ldap.DeleteAttribute, l.attribute, l.value)
	doing := "removing " + l.value + " from " + group
	err := v.do(ctx, doing, func(c *ldap.Conn) error {
		err := c.Modify(&ldap.ModifyRequest{DN: group, Changes: []ldap.Change{removal}, Controls: permissive})
		switch last = answeredWith(err, ldap.LDAPResultObjectClassViolation); {
		case last, answeredWith(err, ldap.LDAPResultNoSuchAttribute, ldap.LDAPResultNoSuchObject):
			return nil
		}
		return err
	})
	if err != nil || !last {
		return err
	}
	placeholder := change(ldap.AddAttribute, l.attribute, v.settings.text("placeholder_member"))
	return v.do(ctx, doing, func(c *ldap.Conn) error {
		return c.Modify(&ldap.ModifyRequest{DN: group, Changes: []ldap.Change{placeholder, removal}, Controls: permissive})
	})
}

// change changes an account. That somebody else changed it meanwhile is left to
// the next reading.
func (v *view) change(ctx context.Context, account *ldap.Entry, changes []ldap.Change) error {
	return v.do(ctx, "changing "+account.DN, func(c *ldap.Conn) error {
		err := c.Modify(&ldap.ModifyRequest{DN: account.DN, Changes: changes})
		switch {
		case answeredWith(err, ldap.LDAPResultNoSuchAttribute, ldap.LDAPResultAttributeOrValueExists):
			return nil
		case answeredWith(err, ldap.LDAPResultUndefinedAttributeType, ldap.LDAPResultObjectClassViolation):
			return v.lacking()
		}
		return err
	})
}
