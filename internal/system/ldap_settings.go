package system

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/go-ldap/ldap/v3"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// The flavours of directories.
const (
	openLDAP        = "openldap"
	activeDirectory = "active_directory"
)

var ldapKind = kind{
	settings: []Setting{
		{Name: "url", Required: true, check: isLDAPURLs, Doc: "Where the directory is: `ldaps://HOST`, or `ldap://HOST`, which becomes TLS by StartTLS before anything else is said. " +
			"Several, separated by spaces, are tried in order. Referrals are not followed: what other servers hold is not observed."},
		{Name: "base_dn", Required: true, check: isDN, Doc: "Below which entry accounts and groups are, such as `dc=example,dc=org`."},
		{Name: "bind_dn", Required: true, check: isWho, Doc: "As whom to bind: a DN or, in Active Directory, a name such as `svc-nhi@example.org`."},
		{Name: "bind_password_env", Required: true, check: isVariable, Doc: "The environment variable that holds the password of `bind_dn`."},
		{Name: "flavour", check: isOneOf(openLDAP, activeDirectory), Doc: "`openldap` or `active_directory`. Without it, the directory is asked."},
		caFile,
		{Name: "insecure", Default: "false", check: isOneOf("true", "false"), Doc: "`true` leaves `ldap://` without TLS: the password and all else travel for everybody to read."},
		{Name: "user_base_dn", check: isDN, Doc: "Below which entry accounts are, where that is narrower than `base_dn`."},
		{Name: "user_filter", check: isFilter, Doc: "Which entries are accounts, such as `(description=nhi*)`. It decides what is listed; an account that is named is found without it, " +
			"so that one that was suspended stays in reach of a filter that leaves such accounts out."},
		{Name: "account_attribute", check: isAttribute, Doc: "The attribute that names an account, the same for no two: `uid`, and `sAMAccountName` in Active Directory, unless set."},
		{Name: "group_base_dn", check: isDN, Doc: "Below which entry the groups are that are privileges, where that is narrower than `base_dn`."},
		{Name: "group_filter", check: isFilter, Doc: "Which groups are privileges, such as `(cn=app-*)`."},
		{Name: "group_attribute", check: isAttribute, Doc: "The attribute that names a group, the same for no two: `cn`, and `sAMAccountName` in Active Directory, unless set."},
		{Name: "member_attribute", check: isAttribute, Doc: "The attribute of a group that lists the DNs of its members. Without it the group's class says: " +
			"`member`, `uniqueMember` of a `groupOfUniqueNames`, and `memberUid` of a `posixGroup`, which lists names."},
		{Name: "placeholder_member", Default: "cn=nobody", check: isDN, Doc: "What a group has left when its last member goes and its class wants one, as `groupOfNames` does. " +
			"It should be the DN of nobody. It is left in the group when others join."},
		{Name: "effective", Default: "false", check: isOneOf("true", "false"), Doc: "`true` observes what accounts hold through groups in groups, and through their primary group, besides what they are members of. " +
			"A revocation then fails while the account holds the privilege in such a way: only membership itself is granted and revoked."},
		{Name: "suspend_attribute", check: isAttribute, Doc: "OpenLDAP: the attribute of an account that suspends it. Unless set it is `pwdAccountLockedTime`, which the overlay ppolicy heeds " +
			"where the policy of the account has `pwdLockout: TRUE`. Active Directory disables accounts in its own way."},
		{Name: "suspend_value", Doc: "OpenLDAP: the value of `suspend_attribute` that suspends an account."},
		{Name: "resume_value", Doc: "OpenLDAP: the value of `suspend_attribute` that makes it usable again. Without it, the attribute goes."},
		endAccounts,
		{Name: "page_size", Default: "500", check: isCount(1, 10_000), Doc: "How many entries the directory is asked for at a time."},
	},
	rules: ldapRules,
	open:  openDirectory,
}

func ldapRules(s settings) []governance.Problem {
	var found []governance.Problem
	if s.text("insecure") == "true" && strings.Contains(s.text("url"), "ldaps://") {
		found = append(found, problem("insecure is about ldap:// alone; ldaps:// is always TLS. Leave insecure out, or write ldap://."))
	}
	if (s.text("suspend_attribute") == "") != (s.text("suspend_value") == "") {
		found = append(found, problem("suspend_attribute and suspend_value go together: what to set, and to which value."))
	}
	if s.text("resume_value") != "" && s.text("suspend_attribute") == "" {
		found = append(found, problem("resume_value is a value of suspend_attribute, which is not set."))
	}
	if s.text("flavour") == activeDirectory {
		for _, name := range []string{"suspend_attribute", "member_attribute"} {
			if s.text(name) != "" {
				found = append(found, problem("%s is for OpenLDAP: Active Directory has a way of its own. Leave it out.", name))
			}
		}
	}
	return found
}

func isLDAPURLs(value string) string {
	if len(strings.Fields(value)) == 0 {
		return "It is empty."
	}
	for _, text := range strings.Fields(value) {
		at, err := url.Parse(text)
		switch {
		case err != nil || at.Host == "" || at.Scheme != "ldap" && at.Scheme != "ldaps":
			return "It is no URL such as ldaps://dc1.example.org or ldap://127.0.0.1:1389."
		case at.User != nil || at.Path != "" && at.Path != "/" || at.RawQuery != "" || at.Fragment != "":
			return "It has more than a scheme, a host and a port. Who binds is in bind_dn, where to look in base_dn."
		}
	}
	return ""
}

func isDN(value string) string {
	if dn, err := ldap.ParseDN(value); err != nil || len(dn.RDNs) == 0 {
		return "It is no distinguished name such as ou=people,dc=example,dc=org; commas and other special characters in a value are written with a backslash."
	}
	return ""
}

// isWho takes what a directory may accept for a name: Active Directory does more
// than DNs.
func isWho(value string) string {
	if strings.Contains(value, "=") {
		return isDN(value)
	}
	if strings.TrimSpace(value) == "" {
		return "It is empty."
	}
	return ""
}

func isFilter(value string) string {
	if _, err := ldap.CompileFilter(value); err != nil {
		return "It is no LDAP filter such as (description=nhi*), in parentheses."
	}
	return ""
}

var attributeName = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9-]*|[0-9]+(\.[0-9]+)+)$`) // RFC 4512, 1.4: descr or numericoid

func isAttribute(value string) string {
	if !attributeName.MatchString(value) {
		return "It is no name of an attribute, which has letters, digits and hyphens."
	}
	return ""
}

// within is a base DN of its own, or base_dn.
func (s settings) within(name string) string {
	if dn := s.text(name); dn != "" {
		return dn
	}
	return s.text("base_dn")
}

// or is the value of a setting, or what its flavour has for it.
func (s settings) or(name, otherwise string) string {
	if value := s.text(name); value != "" {
		return value
	}
	return otherwise
}

func allOf(filters ...string) string { return operator("&", filters) }

func anyOf(filters ...string) string { return operator("|", filters) }

// operator joins filters, of which empty ones say nothing.
func operator(sign string, filters []string) string {
	var text strings.Builder
	n := 0
	for _, filter := range filters {
		if filter != "" {
			text.WriteString(filter)
			n++
		}
	}
	if n < 2 {
		return text.String()
	}
	return "(" + sign + text.String() + ")"
}

func equals(attribute, value string) string {
	return fmt.Sprintf("(%s=%s)", attribute, ldap.EscapeFilter(value))
}
