package system_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// directory is a SCIM service in memory that has what scimmy has not: versions, and
// the ways of services that are known not to be quite of the standard. It knows as
// much of SCIM as those tests need.
type directory struct {
	*httptest.Server

	users, groups []*entry

	// ways are told of every request; one that answers it ends its way.
	ways []func(w http.ResponseWriter, r *asked) bool

	mu       sync.Mutex
	requests []string
}

// entry is a user or a group.
type entry struct {
	id      string
	name    string
	active  any
	members []string
	version int
}

// asked is a request whose body was read.
type asked struct {
	*http.Request
	operations []operation
}

type operation struct {
	Op, Path string
	Value    json.RawMessage
}

func newDirectory(t *testing.T) *directory {
	t.Helper()
	d := &directory{
		users:  []*entry{{id: "u/1", name: "svc-alpha", active: true}, {id: "u2", name: "svc-bravo", active: true}, {id: "u3", name: "svc-charlie", active: true}},
		groups: []*entry{{id: "g?1", name: "readers", members: []string{"u/1", "u2", "nested-group"}}, {id: "g2", name: "writers"}},
	}
	d.Server = httptest.NewServer(d)
	t.Cleanup(d.Close)
	return d
}

// open opens the directory with settings added, or the login replaced.
func (d *directory) open(t *testing.T, more map[string]string) system.System {
	t.Helper()
	// Long enough for a machine with much to do, and shorter than a service asks to wait.
	config := map[string]string{"url": d.URL + "/v2", "token_env": "TOKEN", "timeout": "50s"}
	for name, value := range more {
		config[name] = value
	}
	in, err := system.Open(t.Context(), governance.System{Kind: governance.SystemSCIM, Config: config}, func(name string) (string, bool) { return "secret of " + name, true })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = in.Close() })
	return in
}

func (d *directory) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	defer d.mu.Unlock()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(err)
	}
	d.requests = append(d.requests, fmt.Sprintf("%s %s %s %s", r.Method, r.URL.EscapedPath(), r.Header.Get("If-Match"), body))
	a := &asked{Request: r}
	if len(body) > 0 {
		var patch struct {
			Schemas    []string
			Operations []operation
		}
		if err := json.Unmarshal(body, &patch); err != nil || !slices.Equal(patch.Schemas, []string{"urn:ietf:params:scim:api:messages:2.0:PatchOp"}) {
			problemOf(w, http.StatusBadRequest, "invalidSyntax")
			return
		}
		a.operations = patch.Operations
	}
	for _, way := range d.ways {
		if way(w, a) {
			return
		}
	}
	path := strings.Split(strings.TrimPrefix(r.URL.EscapedPath(), "/v2/"), "/")
	all, kind := d.users, "userName"
	if path[0] == "Groups" {
		all, kind = d.groups, "displayName"
	}
	if len(path) == 1 {
		list(w, r, all, kind)
		return
	}
	i := slices.IndexFunc(all, func(e *entry) bool { return pathEscaped(e.id) == path[1] })
	if i < 0 {
		problemOf(w, http.StatusNotFound, "There is no such resource.")
		return
	}
	e := all[i]
	if r.Method == http.MethodPatch {
		for _, o := range a.operations {
			if status := e.change(o); status != 0 {
				problemOf(w, status, "The operation is not understood.")
				return
			}
		}
		e.version++
		w.WriteHeader(http.StatusNoContent)
		return
	}
	w.Header().Set("ETag", e.tag())
	reply(w, e.resource(kind))
}

func pathEscaped(id string) string { return strings.NewReplacer("/", "%2F", "?", "%3F").Replace(id) }

func (e *entry) tag() string { return fmt.Sprintf(`W/"%d"`, e.version) }

func (e *entry) resource(kind string) map[string]any {
	r := map[string]any{"id": e.id, kind: e.name, "meta": map[string]any{"version": e.tag()}}
	if kind == "userName" {
		r["active"] = e.active
		return r
	}
	members := []map[string]string{}
	for _, id := range e.members {
		members = append(members, map[string]string{"value": id})
	}
	r["members"] = members
	return r
}

var (
	equals     = regexp.MustCompile(`^(?:userName|displayName|id) eq (".*")$`)
	valuePath  = regexp.MustCompile(`^members\[value eq "(.*)"\]$`)
	activeOnly = regexp.MustCompile(`^(?:\{"active":)?(true|false)\}?$`)
)

func list(w http.ResponseWriter, r *http.Request, all []*entry, kind string) {
	var found []map[string]any
	for _, e := range all {
		if filter := r.URL.Query().Get("filter"); filter != "" {
			var name string
			if m := equals.FindStringSubmatch(filter); m == nil || json.Unmarshal([]byte(m[1]), &name) != nil {
				problemOf(w, http.StatusBadRequest, "The filter is not understood.")
				return
			}
			if !strings.EqualFold(e.name, name) {
				continue
			}
		}
		found = append(found, e.resource(kind))
	}
	start, _ := strconv.Atoi(r.URL.Query().Get("startIndex"))
	count, _ := strconv.Atoi(r.URL.Query().Get("count"))
	total := len(found)
	found = found[min(max(start-1, 0), total):]
	reply(w, map[string]any{"totalResults": total, "Resources": found[:min(count, len(found))]})
}

// change carries out an operation, or says by which status it is refused.
func (e *entry) change(o operation) int {
	var values []struct{ Value string }
	switch m := valuePath.FindStringSubmatch(o.Path); {
	case o.Op == "add" && o.Path == "members" && json.Unmarshal(o.Value, &values) == nil:
		for _, v := range values {
			e.members = append(e.members, v.Value)
		}
	case o.Op == "remove" && m != nil:
		e.members = slices.DeleteFunc(e.members, func(id string) bool { return id == m[1] })
	case o.Op == "remove" && o.Path == "members": // to the letter of the standard
		e.members = nil
	case o.Op == "replace" && (o.Path == "active" || o.Path == "") && activeOnly.Match(o.Value):
		e.active = activeOnly.FindStringSubmatch(string(o.Value))[1] == "true"
	default:
		return http.StatusBadRequest
	}
	return 0
}

func reply(w http.ResponseWriter, body any) {
	w.Header().Set("Content-Type", "application/scim+json")
	if err := json.NewEncoder(w).Encode(body); err != nil {
		panic(err)
	}
}

func problemOf(w http.ResponseWriter, status int, detail string) {
	w.WriteHeader(status)
	reply(w, map[string]any{"schemas": []string{"urn:ietf:params:scim:api:messages:2.0:Error"}, "status": strconv.Itoa(status), "detail": detail})
}
