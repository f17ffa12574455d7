package system_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system/systemtest"
)

// scimToken begins the tokens that the server takes; each is for a place of its own.
const scimToken = "t0ken-of-the-directory-"

// scimmy is a SCIM server that is not of this project, by npm's scimmy.
type scimmy struct {
	address  string
	subjects atomic.Int64
}

// newSCIMMY starts the server. It is installed by .ci/setup; without it tests are
// skipped, and fail where CI is true.
func newSCIMMY(t *testing.T) *scimmy {
	t.Helper()
	const folder = "testdata/npm"
	_, err := os.Stat(folder + "/node_modules/scimmy-routers")
	if err == nil {
		_, err = exec.LookPath("node")
	}
	if err != nil && os.Getenv("CI") == "true" {
		t.Fatal(err)
	}
	if err != nil {
		t.Skipf("%v: .ci/setup installs the SCIM server", err)
	}
	cmd := exec.Command("node", "server.mjs")
	cmd.Dir = folder
	cmd.Env = append(os.Environ(), "TOKEN_PREFIX="+scimToken)
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe() // its end ends the server, also when this process is killed
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = stdin.Close()
		_ = cmd.Wait()
	})
	port, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return &scimmy{address: "127.0.0.1:" + strings.TrimSpace(port)}
}

// scimPlace is what one token finds.
type scimPlace struct{ address, token string }

// setUp goes the server's own way, which is no SCIM.
func (p scimPlace) setUp(t *testing.T, method, kind string, body, into any) {
	t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(t.Context(), method, "http://"+p.address+"/setup/"+kind, bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+p.token)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(into); err != nil {
		t.Fatalf("%s: %v", response.Status, err)
	}
}

func (p scimPlace) add(t *testing.T, kind string, resources ...map[string]any) (ids []string) {
	t.Helper()
	p.setUp(t, http.MethodPost, kind, resources, &ids)
	return ids
}

type scimThing struct {
	ID, UserName, DisplayName string
	Active                    bool
	Members                   []map[string]string
}

func (p scimPlace) all(t *testing.T, kind string) (things []scimThing) {
	t.Helper()
	p.setUp(t, http.MethodGet, kind, nil, &things)
	return things
}

func (s *scimmy) subject(*testing.T) systemtest.Subject {
	place := scimPlace{s.address, fmt.Sprintf("%s%d", scimToken, s.subjects.Add(1))}
	return systemtest.Subject{
		Record: func(address string) governance.System {
			return governance.System{Kind: governance.SystemSCIM, Config: map[string]string{"url": "http://" + address + "/scim", "token_env": "DIRECTORY_TOKEN"}}
		},
		Address: s.address,
		Secrets: map[string]string{"DIRECTORY_TOKEN": place.token},
		AddAccount: func(t *testing.T, name string) string {
			place.add(t, "User", map[string]any{"userName": name})
			return name
		},
		AddPrivilege: func(t *testing.T, name string) string {
			place.add(t, "Group", map[string]any{"displayName": name})
			return name
		},
		Members: func(t *testing.T, privilege string) []string {
			names := map[string]string{}
			for _, user := range place.all(t, "User") {
				names[user.ID] = user.UserName
			}
			var members []string
			for _, group := range place.all(t, "Group") {
				if group.DisplayName == privilege {
					for _, m := range group.Members {
						members = append(members, names[m["value"]])
					}
				}
			}
			return members
		},
		Usable: func(t *testing.T, account string) bool {
			return slices.ContainsFunc(place.all(t, "User"), func(u scimThing) bool { return u.UserName == account && u.Active })
		},
		Fill: func(t *testing.T, privilege string, accounts int) {
			var users []map[string]any
			for i := range accounts {
				users = append(users, map[string]any{"userName": fmt.Sprintf("svc-%d", i)})
			}
			var members []map[string]string
			for _, id := range place.add(t, "User", users...) {
				members = append(members, map[string]string{"value": id})
			}
			place.add(t, "Group", map[string]any{"displayName": privilege, "members": members})
		},
		Answers: 102, // a hundred pages of users, and one of groups, at first empty
	}
}

func TestSCIM(t *testing.T) {
	t.Parallel()
	systemtest.Run(t, newSCIMMY(t).subject)
}
