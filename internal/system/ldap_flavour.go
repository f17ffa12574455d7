package system

import (
	"context"
	"time"

	"github.com/go-ldap/ldap/v3"
)

// flavour is what directories do each in their own way.
type flavour interface {
	// names are the attributes that name accounts and groups, unless settings do.
	names() (account, group string)
	// classes are filters for what can be an account, and a group.
	classes() (accounts, groups string)
	// attributes are those that are read of accounts and groups, besides their names.
	attributes() (account, group []string)
	// members are the attributes in which a group may list members: by DN, but for
	// memberUid.
	members() []string
	// primary is what an account and its primary group have in common, "" for none,
	// and a filter that finds the group by it.
	primary(account *ldap.Entry) (key, filter string)
	primaryKey(group *ldap.Entry) string

	// standing is whether an account is suspended, and when its use ends.
	standing(account *ldap.Entry) (suspended bool, ends time.Time, err error)
	// suspend and expire are the changes that make an account so. They apply to the
	// account as it was read, or not at all.
	suspend(account *ldap.Entry, so bool) []ldap.Change
	expire(account *ldap.Entry, at time.Time) ([]ldap.Change, error)
	// lacking says what to do where the directory knows no such attribute.
	lacking() error
}

// capability marks Active Directory in supportedCapabilities of the root DSE
// (MS-ADTS, 3.1.1.3.4.3).
const capability = "1.2.840.113556.1.4.800"

// flavour is what the settings say, or the directory itself.
func (s *session) flavour(ctx context.Context) (flavour, error) {
	name := s.settings.text("flavour")
	if name == "" {
		s.mu.Lock()
		name = s.detected
		s.mu.Unlock()
	}
	if name == "" {
		root, err := s.entry(ctx, query{doing: "asking which directory it is", filter: "(objectClass=*)", attributes: []string{"objectClass", "supportedCapabilities"}})
		if err != nil {
			return nil, err
		}
		switch {
		case root != nil && has(root, "supportedCapabilities", capability):
			name = activeDirectory
		case root != nil && has(root, "objectClass", "OpenLDAProotDSE"):
			name = openLDAP
		default:
			return nil, fail(ErrSettings, "The directory does not say that it is OpenLDAP or Active Directory. Set flavour to the one that it works like: %s or %s.", openLDAP, activeDirectory)
		}
		s.mu.Lock()
		s.detected = name
		s.mu.Unlock()
	}
	if name == activeDirectory {
		return adFlavour{}, nil
	}
	return newOpenLDAPFlavour(s.settings), nil
}

func has(e *ldap.Entry, attribute, value string) bool {
	for _, v := range e.GetEqualFoldAttributeValues(attribute) {
		if fold(v) == fold(value) {
			return true
		}
	}
	return false
}

func change(operation uint, attribute string, values ...string) ldap.Change {
	return ldap.Change{Operation: operation, Modification: ldap.PartialAttribute{Type: attribute, Vals: values}}
}
