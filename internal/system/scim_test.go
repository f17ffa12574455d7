package system_test

import (
	"fmt"
	"testing"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system/scimtest"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system/systemtest"
)

func TestSCIM(t *testing.T) {
	t.Parallel()
	server := scimtest.Start(t, "testdata/npm")
	systemtest.Run(t, func(*testing.T) systemtest.Subject {
		place := server.Place()
		return systemtest.Subject{
			Record: func(address string) governance.System {
				return governance.System{Kind: governance.SystemSCIM, Config: map[string]string{"url": "http://" + address + "/scim", "token_env": "DIRECTORY_TOKEN"}}
			},
			Address: server.Address,
			Secrets: map[string]string{"DIRECTORY_TOKEN": place.Token},
			AddAccount: func(t *testing.T, name string) string {
				place.AddUsers(t, name)
				return name
			},
			AddPrivilege: func(t *testing.T, name string) string {
				place.AddGroup(t, name)
				return name
			},
			Members: func(t *testing.T, privilege string) []string { return place.Members(t, privilege) },
			Usable:  func(t *testing.T, account string) bool { return place.Active(t, account) },
			Fill: func(t *testing.T, privilege string, accounts int) {
				names := make([]string, accounts)
				for i := range names {
					names[i] = fmt.Sprintf("svc-%d", i)
				}
				place.AddGroup(t, privilege, place.AddUsers(t, names...)...)
			},
			Answers: 102, // a hundred pages of users, and one of groups, at first empty
		}
	})
}
