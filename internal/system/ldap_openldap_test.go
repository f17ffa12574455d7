package system_test

import (
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/go-ldap/ldap/v3"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system/ldaptest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system/systemtest"
)

// accountPassword is that of every account that a test makes.
const accountPassword = "Account-passw0rd"

// directoryRecord is a system that reaches what is below a DN.
func directoryRecord(s *ldaptest.Server, address, unit string, more map[string]string) governance.System {
	config := map[string]string{
		"url": "ldap://" + address, "ca_file": s.CAFile, "base_dn": unit, "bind_dn": s.BindDN, "bind_password_env": "LDAP_PASSWORD",
	}
	for name, value := range more {
		config[name] = value
	}
	return governance.System{Kind: governance.SystemLDAP, Config: config}
}

// rdn is a DN below another.
func rdn(attribute, value, parent string) string {
	below := ldap.DN{RDNs: []*ldap.RelativeDN{{Attributes: []*ldap.AttributeTypeAndValue{{Type: attribute, Value: value}}}}}
	return below.String() + "," + parent
}

func person(name string) map[string][]string {
	return map[string][]string{"objectClass": {"inetOrgPerson"}, "cn": {name}, "sn": {"service account"}, "uid": {name}, "userPassword": {accountPassword}}
}

func TestOpenLDAP(t *testing.T) {
	t.Parallel()
	server := ldaptest.Slapd(t)
	systemtest.Run(t, func(t *testing.T) systemtest.Subject {
		unit := server.Unit(t)
		account := func(name string) string { return rdn("uid", name, unit) }
		group := func(name string) string { return rdn("cn", name, unit) }
		return systemtest.Subject{
			Record:  func(address string) governance.System { return directoryRecord(server, address, unit, nil) },
			Address: server.Address,
			Secrets: map[string]string{"LDAP_PASSWORD": server.Password},
			AddAccount: func(t *testing.T, name string) string {
				server.Add(t, account(name), person(name))
				return name
			},
			AddPrivilege: func(t *testing.T, name string) string {
				server.Add(t, group(name), map[string][]string{"objectClass": {"groupOfNames"}, "member": {"cn=nobody"}})
				return name
			},
			Members: func(t *testing.T, privilege string) []string {
				var members []string
				for _, dn := range server.Values(t, group(privilege), "member") {
					if dn != "cn=nobody" {
						members = append(members, server.Values(t, dn, "uid")[0])
					}
				}
				return members
			},
			Usable: func(t *testing.T, name string) bool { return server.Binds(t, account(name), accountPassword) },
			ExpiresAt: func(t *testing.T, name string) time.Time {
				values := server.Values(t, account(name), "pwdEndTime")
				if len(values) == 0 {
					return time.Time{}
				}
				at, err := time.Parse("20060102150405Z", values[0])
				if err != nil {
					t.Fatal(err)
				}
				return at
			},
			Finest: time.Second,
			Fill: func(t *testing.T, privilege string, accounts int) {
				fill(t, server, unit, group(privilege), accounts)
			},
			Answers: 60, // pages of 500 accounts, and the groups; what is long comes in pieces
		}
	})
}

// fill makes accounts that are all in a group.
func fill(t testing.TB, server *ldaptest.Server, unit, group string, accounts int) {
	t.Helper()
	var members []string
	server.Do(t, func(c *ldap.Conn) error {
		for i := range accounts {
			name := "svc-" + strconv.Itoa(i)
			add := ldap.NewAddRequest(rdn("uid", name, unit), nil)
			for attribute, values := range person(name) {
				add.Attribute(attribute, values)
			}
			if err := c.Add(add); err != nil {
				return fmt.Errorf("%s: %w", add.DN, err)
			}
			members = append(members, add.DN)
		}
		return nil
	})
	slices.Sort(members)
	server.Modify(t, group, func(m *ldap.ModifyRequest) { m.Add("member", members) })
}
