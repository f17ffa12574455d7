package system_test

import (
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/go-ldap/ldap/v3"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system/ldaptest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system/systemtest"
)

// adName is a sAMAccountName, which is short and of few letters, and the same for
// no two in a domain.
func adName() string { return "t" + strconv.FormatInt(adNames.Add(1), 10) }

var adNames atomic.Int64

// adPassword is a password as unicodePwd takes it (MS-ADTS, 3.1.1.3.1.5).
func adPassword(text string) string {
	var encoded []byte
	for _, unit := range utf16.Encode([]rune(`"` + text + `"`)) {
		encoded = append(encoded, byte(unit), byte(unit>>8))
	}
	return string(encoded)
}

// adEntry is a DN of a name of any letters: Samba reads fewer of them as they are
// than RFC 4514 has it.
func adEntry(name, parent string) string {
	var escaped strings.Builder
	for _, b := range []byte(name) {
		fmt.Fprintf(&escaped, `\%02x`, b)
	}
	return "cn=" + escaped.String() + "," + parent
}

func adUser(name string) map[string][]string {
	return map[string][]string{"objectClass": {"user"}, "sAMAccountName": {name}, "userAccountControl": {"512"}, "unicodePwd": {adPassword(accountPassword)}}
}

func adGroup(name string, members ...string) map[string][]string {
	group := map[string][]string{"objectClass": {"group"}, "sAMAccountName": {name}}
	if len(members) > 0 {
		group["member"] = members
	}
	return group
}

func TestActiveDirectory(t *testing.T) {
	t.Parallel()
	server := ldaptest.Samba(t)
	systemtest.Run(t, func(t *testing.T) systemtest.Subject {
		unit := server.Unit(t)
		entry := func(name string) string { return adEntry(name, unit) }
		return systemtest.Subject{
			Record: func(address string) governance.System {
				return directoryRecord(server, address, unit, map[string]string{"account_attribute": "cn", "group_attribute": "cn"})
			},
			Address: server.Address,
			Secrets: map[string]string{"LDAP_PASSWORD": server.Password},
			AddAccount: func(t *testing.T, name string) string {
				server.Add(t, entry(name), adUser(adName()))
				return name
			},
			AddPrivilege: func(t *testing.T, name string) string {
				server.Add(t, entry(name), adGroup(adName()))
				return name
			},
			Members: func(t *testing.T, privilege string) []string {
				var members []string
				for _, dn := range server.Values(t, entry(privilege), "member") {
					members = append(members, server.Values(t, dn, "cn")[0])
				}
				return members
			},
			Usable: func(t *testing.T, name string) bool { return server.Binds(t, entry(name), accountPassword) },
			ExpiresAt: func(t *testing.T, name string) time.Time {
				ticks, err := strconv.ParseInt(server.Values(t, entry(name), "accountExpires")[0], 10, 64)
				if err != nil {
					t.Fatal(err)
				}
				if ticks == 0 || ticks == 1<<63-1 {
					return time.Time{}
				}
				return time.Date(1601, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(ticks/1e7/2) * time.Second).Add(time.Duration(ticks/1e7-ticks/1e7/2) * time.Second)
			},
			Finest: time.Second,
			Fill: func(t *testing.T, privilege string, accounts int) {
				var members []string
				server.Do(t, func(c *ldap.Conn) error {
					for range accounts {
						name := adName()
						add := ldap.NewAddRequest(entry(name), nil)
						add.Attribute("objectClass", []string{"user"})
						add.Attribute("sAMAccountName", []string{name})
						if err := c.Add(add); err != nil {
							return fmt.Errorf("%s: %w", name, err)
						}
						members = append(members, add.DN)
					}
					return nil
				})
				server.Modify(t, entry(privilege), func(m *ldap.ModifyRequest) { m.Add("member", members) })
			},
			Answers: 120, // pages of 500 accounts, and ranges of 1,500 members
		}
	})
}
