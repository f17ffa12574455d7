// Package scimtest gives tests a SCIM server that is not of this project, by npm's
// scimmy. What a test does in a place of its own is no other test's.
//
// .ci/setup installs the server. Without it, tests are skipped, and fail where CI
// is true.
package scimtest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
)

// tokens begin with this; what follows is a place of its own.
const tokens = "t0ken-of-the-directory-"

// Server is a running SCIM server.
type Server struct {
	Address string // HOST:PORT; SCIM is below /scim

	places atomic.Int64
}

// Start starts the server for the length of a test, from the folder with its
// program.
func Start(t testing.TB, folder string) *Server {
	t.Helper()
	_, err := os.Stat(filepath.Join(folder, "node_modules", "scimmy-routers"))
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
	cmd.Env = append(os.Environ(), "TOKEN_PREFIX="+tokens)
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
	return &Server{Address: "127.0.0.1:" + strings.TrimSpace(port)}
}

// Place is what one token finds: empty at first.
type Place struct {
	Token string

	server *Server
}

// Place makes a place.
func (s *Server) Place() Place {
	return Place{fmt.Sprintf("%s%d", tokens, s.places.Add(1)), s}
}

// setUp goes the server's own way, which is no SCIM.
func (p Place) setUp(t testing.TB, method, kind string, body, into any) {
	t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(t.Context(), method, "http://"+p.server.Address+"/setup/"+kind, bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+p.Token)
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

func (p Place) add(t testing.TB, kind string, resources ...map[string]any) (ids []string) {
	t.Helper()
	p.setUp(t, http.MethodPost, kind, resources, &ids)
	return ids
}

type resource struct {
	ID, UserName, DisplayName string
	Active                    bool
	Members                   []map[string]string
}

func (p Place) all(t testing.TB, kind string) (resources []resource) {
	t.Helper()
	p.setUp(t, http.MethodGet, kind, nil, &resources)
	return resources
}

// AddUsers adds users that can be used, and returns their ids.
func (p Place) AddUsers(t testing.TB, names ...string) (ids []string) {
	t.Helper()
	users := make([]map[string]any, len(names))
	for i, name := range names {
		users[i] = map[string]any{"userName": name}
	}
	return p.add(t, "User", users...)
}

// AddGroup adds a group whose members have ids.
func (p Place) AddGroup(t testing.TB, name string, ids ...string) {
	t.Helper()
	members := make([]map[string]string, len(ids))
	for i, id := range ids {
		members[i] = map[string]string{"value": id}
	}
	p.add(t, "Group", map[string]any{"displayName": name, "members": members})
}

// Members are the names of the users in a group.
func (p Place) Members(t testing.TB, group string) (members []string) {
	t.Helper()
	names := map[string]string{}
	for _, user := range p.all(t, "User") {
		names[user.ID] = user.UserName
	}
	for _, g := range p.all(t, "Group") {
		if g.DisplayName == group {
			for _, m := range g.Members {
				members = append(members, names[m["value"]])
			}
		}
	}
	return members
}

// Active tells whether a user can be used.
func (p Place) Active(t testing.TB, name string) bool {
	t.Helper()
	return slices.ContainsFunc(p.all(t, "User"), func(u resource) bool { return u.UserName == name && u.Active })
}
