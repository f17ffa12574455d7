package system

import (
	"errors"
	"strings"
	"unicode"

	"github.com/go-ldap/ldap/v3"
)

// resultOf is the result code of an error that a directory answered with, and what
// it said. There is none where the connection failed.
func resultOf(err error) (code uint16, said string, answered bool) {
	result, ok := errors.AsType[*ldap.Error](err)
	if !ok || result.ResultCode >= ldap.ErrorNetwork {
		return 0, "", false
	}
	said = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return -1
	}, result.Err.Error())
	const most = 200
	if runes := []rune(said); len(runes) > most {
		said = string(runes[:most]) + "…"
	}
	return result.ResultCode, strings.TrimRight(strings.TrimSpace(said), "."), true
}

// answeredWith tells a result code of which the caller knows what it means.
func answeredWith(err error, codes ...uint16) bool { return ldap.IsErrorAnyOf(err, codes...) }

// refusal is an answer that is not success, in words. What was being done begins
// the sentence, as in "reading the accounts".
func refusal(err error, doing string) error {
	code, said, _ := resultOf(err)
	meaning := ldap.LDAPResultCodeMap[code]
	if said != "" {
		meaning += ": " + said
	}
	switch code {
	case ldap.LDAPResultBusy, ldap.LDAPResultUnavailable, ldap.LDAPResultServerDown:
		return inPassing(fail(ErrUnreachable, "When %s, the directory answered that it cannot now (%s). Try again later.", doing, meaning), 0)
	case ldap.LDAPResultTimeLimitExceeded, ldap.LDAPResultTimeout:
		return fail(ErrUnreachable, "When %s, the directory took longer than it allows itself (%s). Index what the filters ask for, or raise its limit.", doing, meaning)
	case ldap.LDAPResultSizeLimitExceeded, ldap.LDAPResultAdminLimitExceeded:
		return fail(ErrDenied, "When %s, the directory stopped at a limit (%s), so that not all was read. Raise its limit of paged results for bind_dn.", doing, meaning)
	case ldap.LDAPResultReferral:
		return fail(ErrSettings, "When %s, the directory referred to another server. Referrals are not followed: put the server that holds base_dn into url.", doing)
	case ldap.LDAPResultNoSuchObject:
		return fail(ErrSettings, "When %s, the directory said that the entry is not there (%s). Look at base_dn, user_base_dn and group_base_dn, and at what bind_dn may see.", doing, meaning)
	case ldap.LDAPResultInvalidDNSyntax, ldap.LDAPResultFilterError, ldap.LDAPResultInappropriateMatching:
		return fail(ErrSettings, "When %s, the directory did not understand a DN or a filter (%s). Look at the settings of the system.", doing, meaning)
	case ldap.LDAPResultStrongAuthRequired, ldap.LDAPResultConfidentialityRequired:
		return fail(ErrDenied, "When %s, the directory refused to do so without TLS (%s). Write ldaps://, or leave insecure out.", doing, meaning)
	case ldap.LDAPResultInvalidCredentials, ldap.LDAPResultInsufficientAccessRights, ldap.LDAPResultUnwillingToPerform,
		ldap.LDAPResultAuthMethodNotSupported, ldap.LDAPResultInappropriateAuthentication, ldap.LDAPResultConstraintViolation, ldap.LDAPResultAuthorizationDenied:
		return fail(ErrDenied, "When %s, the directory refused (%s). Look at what bind_dn may do.", doing, meaning)
	}
	return fail(ErrFailed, "When %s, the directory answered %s.", doing, meaning)
}
