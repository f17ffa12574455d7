package system

import (
	"time"

	ber "github.com/go-asn1-ber/asn1-ber"
	"github.com/go-ldap/ldap/v3"
)

// The attributes of draft-behera-ldap-password-policy-10, 5.3, that the overlay
// ppolicy heeds at each bind. An account that is locked at that instant is locked
// for good.
const (
	lockedTime  = "pwdAccountLockedTime"
	lockedValue = "000001010000Z"
	endTime     = "pwdEndTime"
)

type openLDAPFlavour struct {
	attribute, suspended, resumed string
	member                        string
}

func newOpenLDAPFlavour(s settings) openLDAPFlavour {
	return openLDAPFlavour{s.or("suspend_attribute", lockedTime), s.or("suspend_value", lockedValue), s.text("resume_value"), s.text("member_attribute")}
}

func (openLDAPFlavour) names() (account, group string) { return "uid", "cn" }

func (f openLDAPFlavour) classes() (accounts, groups string) {
	groups = "(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=posixGroup))"
	if f.member != "" {
		groups = "(objectClass=*)"
	}
	return "(objectClass=*)", groups
}

func (f openLDAPFlavour) attributes() (account, group []string) {
	return []string{"uid", "gidNumber", f.attribute, endTime}, append([]string{"objectClass", "gidNumber"}, f.members()...)
}

func (f openLDAPFlavour) members() []string {
	if f.member != "" {
		return []string{f.member}
	}
	return []string{"member", "uniqueMember", "memberUid"}
}

func (openLDAPFlavour) primary(account *ldap.Entry) (key, filter string) {
	number := account.GetEqualFoldAttributeValue("gidNumber")
	if number == "" {
		return "", ""
	}
	return number, allOf("(objectClass=posixGroup)", equals("gidNumber", number))
}

func (openLDAPFlavour) primaryKey(group *ldap.Entry) string {
	return group.GetEqualFoldAttributeValue("gidNumber")
}

func (f openLDAPFlavour) standing(account *ldap.Entry) (suspended bool, ends time.Time, err error) {
	if text := account.GetEqualFoldAttributeValue(endTime); text != "" {
		if ends, err = ber.ParseGeneralizedTime([]byte(text)); err != nil {
			return false, time.Time{}, fail(ErrFailed, "The %s of %s is no time: %q. Look at the account.", endTime, account.DN, text)
		}
	}
	return has(account, f.attribute, f.suspended), ends.UTC(), nil
}

func (f openLDAPFlavour) suspend(_ *ldap.Entry, so bool) []ldap.Change {
	switch {
	case so:
		return []ldap.Change{change(ldap.ReplaceAttribute, f.attribute, f.suspended)}
	case f.resumed != "":
		return []ldap.Change{change(ldap.ReplaceAttribute, f.attribute, f.resumed)}
	}
	return []ldap.Change{change(ldap.DeleteAttribute, f.attribute, f.suspended)}
}

func (openLDAPFlavour) expire(_ *ldap.Entry, at time.Time) ([]ldap.Change, error) {
	if at.IsZero() {
		return []ldap.Change{change(ldap.ReplaceAttribute, endTime)}, nil
	}
	if at.UTC().Year() > 9999 {
		return nil, fail(ErrUnsupported, "%s has four digits for a year. Set an earlier end, or none.", endTime)
	}
	return []ldap.Change{change(ldap.ReplaceAttribute, endTime, at.UTC().Format("20060102150405Z"))}, nil
}

func (f openLDAPFlavour) lacking() error {
	return fail(ErrUnsupported, "The directory does not have %s or %s for this account. Load the overlay ppolicy (OpenLDAP 2.5 or later for %s), "+
		"or set suspend_attribute and suspend_value to what suspends an account here.", f.attribute, endTime, endTime)
}
