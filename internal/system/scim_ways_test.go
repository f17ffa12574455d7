package system_test

import (
	"bytes"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// way answers requests in a service's own way, or leaves them.
type way = func(w http.ResponseWriter, r *asked) bool

func isList(r *asked, kind string) bool {
	return r.Method == http.MethodGet && strings.HasSuffix(r.URL.Path, "/"+kind)
}

func isPatch(r *asked) bool { return r.Method == http.MethodPatch }

// times takes a way so often.
func times(n int, take way) way {
	return func(w http.ResponseWriter, r *asked) bool {
		if n == 0 || !take(w, r) {
			return false
		}
		n--
		return true
	}
}

func status(of func(*asked) bool, code int, headers ...string) way {
	return func(w http.ResponseWriter, r *asked) bool {
		if !of(r) {
			return false
		}
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		problemOf(w, code, "The words of the service.")
		return true
	}
}

var (
	alphaReads = system.Membership{Account: "svc-alpha", Privilege: "readers"}
	alphaAlone = system.Observation{Accounts: []system.Account{{Name: "svc-alpha"}}, Memberships: []system.Membership{alphaReads}}
)

// Services list in their own ways. Whatever they do, the observation is whole or
// there is none.
func TestSCIMLists(t *testing.T) {
	t.Parallel()
	anything := func(*asked) bool { return true }
	body := func(of func(*asked) bool, text string) way {
		return func(w http.ResponseWriter, r *asked) bool {
			if of(r) {
				_, _ = io.WriteString(w, text)
			}
			return of(r)
		}
	}
	usersList := func(r *asked) bool { return isList(r, "Users") }
	for name, test := range map[string]struct {
		ways  []way
		want  error // nil: all of it
		words string
	}{
		"by the standard": {},
		"pages of one": {ways: []way{func(_ http.ResponseWriter, r *asked) bool {
			query := r.URL.Query()
			query.Set("count", "1")
			r.URL.RawQuery = query.Encode()
			return false
		}}},
		"without members": {ways: []way{func(w http.ResponseWriter, r *asked) bool {
			if isList(r, "Groups") {
				_, _ = io.WriteString(w, `{"totalResults":2,"Resources":[{"id":"g?1","displayName":"readers"},{"id":"g2","displayName":"writers"}]}`)
			}
			return isList(r, "Groups")
		}}},
		"a number that changes meanwhile": {ways: []way{
			times(1, body(usersList, `{"totalResults":4,"Resources":[{"id":"u2","userName":"svc-bravo"}]}`)),
		}},
		"the first page again and again": {[]way{body(usersList, `{"totalResults":3,"Resources":[{"id":"u2","userName":"svc-bravo"}]}`)}, system.ErrFailed, "whole"},
		"fewer than it says":             {[]way{body(usersList, `{"totalResults":3,"Resources":[]}`)}, system.ErrFailed, "whole"},
		"more than it says":              {[]way{body(usersList, `{"totalResults":1,"Resources":[{"id":"1"},{"id":"2"}]}`)}, system.ErrFailed, "whole"},
		"no number at all":               {[]way{body(usersList, `{"Resources":[]}`)}, system.ErrFailed, "how many"},
		"without ids":                    {[]way{body(usersList, `{"totalResults":1,"Resources":[{"userName":"svc-alpha"}]}`)}, system.ErrFailed, "whole"},
		"a page for people":              {[]way{body(usersList, `<html>Log in</html>`)}, system.ErrFailed, "no SCIM"},
		"an answer without an end": {[]way{func(w http.ResponseWriter, r *asked) bool {
			_, _ = io.Copy(w, io.LimitReader(endless{}, 70<<20))
			return true
		}}, system.ErrFailed, "page_size"},
		"not found":            {[]way{status(usersList, http.StatusNotFound)}, system.ErrFailed, "404"},
		"not for this client":  {[]way{status(anything, http.StatusForbidden)}, system.ErrDenied, "The words of the service"},
		"out of order":         {[]way{status(anything, http.StatusInternalServerError)}, system.ErrUnreachable, "500"},
		"out of order a while": {ways: []way{times(2, status(anything, http.StatusBadGateway))}},
		"slowing down":         {ways: []way{times(1, status(anything, http.StatusTooManyRequests, "Retry-After", "1"))}},
		"slowing down to a halt": {
			[]way{status(anything, http.StatusTooManyRequests, "Retry-After", "3600")}, system.ErrUnreachable, "fewer requests",
		},
		"busy until a date": {ways: []way{times(1, status(anything, http.StatusServiceUnavailable,
			"Date", "Tue, 24 Nov 2026 08:00:00 GMT", "Retry-After", "Tue, 24 Nov 2026 08:00:01 GMT"))}},
		"no groups for now": {[]way{status(func(r *asked) bool { return isList(r, "Groups") }, http.StatusServiceUnavailable, "Retry-After", "60")}, system.ErrUnreachable, "503"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDirectory(t)
			d.ways = test.ways
			got, err := d.open(t, nil).Observe(t.Context())
			want := system.Observation{
				Accounts:    []system.Account{{Name: "svc-alpha"}, {Name: "svc-bravo"}, {Name: "svc-charlie"}},
				Memberships: []system.Membership{alphaReads, {Account: "svc-bravo", Privilege: "readers"}},
			}
			if test.want != nil {
				want = system.Observation{}
				wantDetail(t, err, test.want, test.words)
			} else if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return copy(p, bytes.Repeat([]byte{' '}, len(p))), nil }

// What services are known to do with a PATCH.
func TestSCIMChanges(t *testing.T) {
	t.Parallel()
	noPathFilter := func(w http.ResponseWriter, r *asked) bool {
		return status(func(r *asked) bool { return isPatch(r) && strings.Contains(r.operations[0].Path, "[") }, http.StatusBadRequest)(w, r)
	}
	byValue := func(d *directory) way {
		return func(w http.ResponseWriter, r *asked) bool {
			if !isPatch(r) || r.operations[0].Op != "remove" || r.operations[0].Path != "members" {
				return false
			}
			var values []struct{ Value string }
			if err := json.Unmarshal(r.operations[0].Value, &values); err != nil {
				panic(err)
			}
			d.groups[0].members = slices.DeleteFunc(d.groups[0].members, func(id string) bool { return id == values[0].Value })
			w.WriteHeader(http.StatusNoContent)
			return true
		}
	}
	grant := func(in system.System, t *testing.T) error {
		return in.Grant(t.Context(), system.Membership{Account: "svc-charlie", Privilege: "readers"})
	}
	revoke := func(in system.System, t *testing.T) error { return in.Revoke(t.Context(), alphaReads) }
	suspend := func(in system.System, t *testing.T) error { return in.Suspend(t.Context(), "svc-alpha") }
	everybody := []string{"u/1", "u2", "nested-group"}
	for name, test := range map[string]struct {
		change      func(system.System, *testing.T) error
		ways        func(d *directory) []way
		want        error
		words       string
		wantMembers []string
		wantActive  any // of svc-alpha; nil: true
		wantPatches int
	}{
		"a grant":              {change: grant, wantMembers: append(slices.Clone(everybody), "u3"), wantPatches: 1},
		"a revocation":         {change: revoke, wantMembers: everybody[1:], wantPatches: 1},
		"a suspension":         {change: suspend, wantMembers: everybody, wantActive: false, wantPatches: 1},
		"what is so is let be": {change: func(in system.System, t *testing.T) error { return in.Grant(t.Context(), alphaReads) }, wantMembers: everybody},
		"what is gone is gone": {change: func(in system.System, t *testing.T) error {
			return in.Revoke(t.Context(), system.Membership{Account: "svc-charlie", Privilege: "readers"})
		}, wantMembers: everybody},
		"who is up is let be":   {change: func(in system.System, t *testing.T) error { return in.Resume(t.Context(), "svc-alpha") }, wantMembers: everybody},
		"a version of others'":  {change: grant, ways: func(d *directory) []way { return []way{times(2, overtaken(d))} }, wantMembers: append(slices.Clone(everybody), "u3"), wantPatches: 3},
		"a version that is due": {change: grant, ways: func(d *directory) []way { return []way{demanding(d)} }, wantMembers: append(slices.Clone(everybody), "u3"), wantPatches: 2},
		"others without an end": {change: grant, ways: func(d *directory) []way { return []way{overtaken(d)} }, want: system.ErrFailed, words: "412", wantMembers: everybody, wantPatches: 4},
		"no filter in a path":   {change: revoke, ways: func(d *directory) []way { return []way{noPathFilter, byValue(d)} }, wantMembers: everybody[1:], wantPatches: 2},
		"all members for one":   {change: revoke, ways: func(*directory) []way { return []way{noPathFilter} }, want: system.ErrFailed, words: "put back", wantMembers: everybody[1:], wantPatches: 3},
		"no removal at all": {change: revoke, ways: func(*directory) []way { return []way{status(isPatch, http.StatusNotImplemented)} },
			want: system.ErrFailed, words: "501", wantMembers: everybody, wantPatches: 2},
		"a member that was there": {change: grant, ways: func(d *directory) []way {
			return []way{times(1, func(w http.ResponseWriter, r *asked) bool {
				if isPatch(r) {
					d.groups[0].members = append(d.groups[0].members, "u3")
				}
				return status(isPatch, http.StatusConflict)(w, r)
			})}
		}, wantMembers: append(slices.Clone(everybody), "u3"), wantPatches: 1},
		"done that is not": {change: grant, ways: func(*directory) []way { return []way{status(isPatch, http.StatusOK)} },
			want: system.ErrFailed, words: "it is not so", wantMembers: everybody, wantPatches: 4},
		"active without a path": {change: suspend, ways: func(*directory) []way {
			return []way{status(func(r *asked) bool { return isPatch(r) && r.operations[0].Path == "active" }, http.StatusBadRequest)}
		}, wantMembers: everybody, wantActive: false, wantPatches: 2},
		"active as a text": {change: suspend, ways: func(d *directory) []way {
			d.users[0].active = "False"
			return nil
		}, wantMembers: everybody, wantActive: "False"},
		"a group that goes": {change: revoke, ways: func(d *directory) []way {
			return []way{func(w http.ResponseWriter, r *asked) bool {
				if isPatch(r) {
					d.groups = d.groups[1:]
				}
				return status(isPatch, http.StatusNotFound)(w, r)
			}}
		}, wantPatches: 1},
		"a name of others' letters": {change: func(in system.System, t *testing.T) error {
			return in.Grant(t.Context(), system.Membership{Account: "SVC-charlie", Privilege: "readers"})
		}, want: system.ErrNotFound, words: "upper and lower case", wantMembers: everybody},
		"a name of two": {change: grant, ways: func(d *directory) []way {
			d.groups[1].name = "readers"
			return nil
		}, want: system.ErrFailed, words: "privilege_attribute", wantMembers: everybody},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDirectory(t)
			if test.ways != nil {
				d.ways = test.ways(d)
			}
			before := d.groups[0]
			err := test.change(d.open(t, nil), t)
			if test.want == nil && err != nil {
				t.Error(err)
			}
			if test.want != nil {
				wantDetail(t, err, test.want, test.words)
			}
			d.mu.Lock()
			defer d.mu.Unlock()
			if test.wantMembers != nil && !slices.Equal(before.members, test.wantMembers) {
				t.Errorf("the members are %q, want %q", before.members, test.wantMembers)
			}
			if test.wantActive == nil {
				test.wantActive = true
			}
			if d.users[0].active != test.wantActive {
				t.Errorf("active is %v, want %v", d.users[0].active, test.wantActive)
			}
			patches := slices.DeleteFunc(slices.Clone(d.requests), func(r string) bool { return !strings.HasPrefix(r, "PATCH ") })
			if len(patches) != test.wantPatches {
				t.Errorf("patched %d times, want %d:\n%s", len(patches), test.wantPatches, strings.Join(patches, "\n"))
			}
		})
	}
}

// overtaken has somebody else change a group right before every PATCH.
func overtaken(d *directory) way {
	return func(w http.ResponseWriter, r *asked) bool {
		if !isPatch(r) {
			return false
		}
		d.groups[0].version++
		if r.Header.Get("If-Match") == d.groups[0].tag() {
			panic("it knows the version before it is")
		}
		problemOf(w, http.StatusPreconditionFailed, "It was changed.")
		return true
	}
}

// demanding tells no version in a list, and changes nothing without one.
func demanding(d *directory) way {
	return func(w http.ResponseWriter, r *asked) bool {
		if isList(r, "Groups") {
			reply(w, map[string]any{"totalResults": 1, "Resources": []map[string]any{{"id": "g?1", "displayName": "readers"}}})
			return true
		}
		return isPatch(r) && r.Header.Get("If-Match") != d.groups[0].tag() && status(isPatch, http.StatusPreconditionRequired)(w, r)
	}
}

func TestSCIMAccountsByFilter(t *testing.T) {
	t.Parallel()
	d := newDirectory(t)
	got, err := d.open(t, map[string]string{"accounts": `userName eq "svc-alpha"`}).Observe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(alphaAlone, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	_, err = d.open(t, map[string]string{"accounts": `userName is svc`}).Observe(t.Context())
	wantDetail(t, err, system.ErrSettings, "accounts", "The filter is not understood")
}

func TestSCIMLogins(t *testing.T) {
	t.Parallel()
	basic := map[string]string{"token_env": "", "username": "nhi", "password_env": "PASSWORD"}
	only := func(header string) way {
		return func(w http.ResponseWriter, r *asked) bool {
			if got := r.Header.Get("Authorization"); got != header {
				problemOf(w, http.StatusUnauthorized, "No "+got+" here.")
				return true
			}
			return false
		}
	}
	t.Run("a bearer token", func(t *testing.T) {
		t.Parallel()
		d := newDirectory(t)
		d.ways = []way{only("Bearer secret of TOKEN")}
		observation(t, d.open(t, nil))
	})
	t.Run("a password", func(t *testing.T) {
		t.Parallel()
		d := newDirectory(t)
		d.ways = []way{only("Basic bmhpOnNlY3JldCBvZiBQQVNTV09SRA==")}
		observation(t, d.open(t, basic))
	})
	t.Run("a service that repeats a secret", func(t *testing.T) {
		t.Parallel()
		d := newDirectory(t)
		d.ways = []way{only("nothing")}
		for _, login := range []map[string]string{nil, basic} {
			_, err := d.open(t, login).Observe(t.Context())
			wantDetail(t, err, system.ErrDenied, "…")
			if err != nil && (strings.Contains(err.Error(), "secret of") || strings.Contains(err.Error(), "bmhpOn")) {
				t.Errorf("the error tells the secret: %v", err)
			}
		}
	})
	t.Run("a redirect is not followed", func(t *testing.T) {
		t.Parallel()
		elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { t.Errorf("somebody else was asked for %s", r.URL) }))
		defer elsewhere.Close()
		d := newDirectory(t)
		d.ways = []way{status(func(*asked) bool { return true }, http.StatusTemporaryRedirect, "Location", elsewhere.URL)}
		_, err := d.open(t, nil).Observe(t.Context())
		wantDetail(t, err, system.ErrFailed, "redirect")
	})
}

func TestSCIMOAuth(t *testing.T) {
	t.Parallel()
	given, refuse := 0, http.StatusOK
	tokens := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		client, secret, _ := r.BasicAuth()
		if client != "nhi" || secret != "secret+of+CLIENT_SECRET" || r.FormValue("grant_type") != "client_credentials" || r.FormValue("scope") != "users groups" {
			t.Errorf("%q asks with %q for %q", client, secret, r.Form)
		}
		w.Header().Set("Content-Type", "application/json")
		if w.WriteHeader(refuse); refuse != http.StatusOK {
			fmt.Fprintf(w, `{"error":"invalid_client","error_description":"no %s"}`, secret)
			return
		}
		given++
		fmt.Fprintf(w, `{"access_token":"given-%d","token_type":"bearer","expires_in":3600}`, given)
	}))
	defer tokens.Close()
	d := newDirectory(t)
	valid := "Bearer given-1"
	d.ways = []way{func(w http.ResponseWriter, r *asked) bool {
		if got := r.Header.Get("Authorization"); got != valid {
			problemOf(w, http.StatusUnauthorized, "No "+got+" here.")
			return true
		}
		return false
	}}
	in := d.open(t, map[string]string{
		"token_env": "", "client_id": "nhi", "client_secret_env": "CLIENT_SECRET", "token_url": tokens.URL + "/token", "oauth_scopes": "users groups",
	})
	observation(t, in)
	observation(t, in)
	if given != 1 {
		t.Errorf("%d tokens were got, want one for both", given)
	}
	valid = "Bearer given-2" // the first was withdrawn
	observation(t, in)
	valid = "Bearer nobody's"
	_, err := in.Observe(t.Context())
	wantDetail(t, err, system.ErrDenied, "…")
	if given != 3 || strings.Contains(fmt.Sprint(err), "given-") {
		t.Errorf("after %d tokens: %v", given, err)
	}
	refuse = http.StatusUnauthorized
	_, err = in.Observe(t.Context())
	wantDetail(t, err, system.ErrDenied, "invalid_client", "client_id")
	if strings.Contains(fmt.Sprint(err), "secret+of") {
		t.Errorf("the error tells the secret: %v", err)
	}
	refuse = http.StatusServiceUnavailable
	_, err = in.Observe(t.Context())
	wantDetail(t, err, system.ErrUnreachable, "token_url", "503")
}

func TestSCIMCertificates(t *testing.T) {
	t.Parallel()
	plain := newDirectory(t)
	secure := httptest.NewTLSServer(plain)
	defer secure.Close()
	file := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: secure.Certificate().Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	observation(t, plain.open(t, map[string]string{"url": secure.URL + "/v2/", "ca_file": file}))
	_, err := plain.open(t, map[string]string{"url": secure.URL + "/v2"}).Observe(t.Context())
	wantDetail(t, err, system.ErrUnreachable, "no trusted connection", "ca_file")
	for name, content := range map[string]string{"empty.pem": "", "missing.pem": "-"} {
		file := filepath.Join(t.TempDir(), name)
		if content == "" {
			if err := os.WriteFile(file, nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		_, err := system.Open(t.Context(), governance.System{Kind: governance.SystemSCIM, Config: map[string]string{"url": secure.URL, "token_env": "TOKEN", "ca_file": file}},
			func(string) (string, bool) { return "secret", true })
		wantDetail(t, err, system.ErrSettings, "ca_file")
	}
}

func TestSCIMSettings(t *testing.T) {
	t.Parallel()
	token := func(url string) map[string]string { return map[string]string{"url": url, "token_env": "TOKEN"} }
	const url = "https://directory.example/v2"
	for name, test := range map[string]struct {
		config map[string]string
		want   string
	}{
		"a service":                {token(url), ""},
		"loopback":                 {token("http://127.0.0.1:8080/v2"), ""},
		"over http":                {token("http://directory.example/v2"), "anybody on the way"},
		"with a password":          {token("https://nhi:hunter2@directory.example/v2"), "Take them out"},
		"with a query":             {token(url + "?key=hunter2"), "without a query"},
		"no URL":                   {token("directory.example"), "no URL such as"},
		"no login":                 {map[string]string{"url": url}, "one way to log in"},
		"two logins":               {map[string]string{"url": url, "token_env": "T", "username": "nhi", "password_env": "P"}, "one way to log in"},
		"half a login":             {map[string]string{"url": url, "username": "nhi"}, "also needs password_env"},
		"half of OAuth":            {map[string]string{"url": url, "client_id": "nhi"}, "also needs client_secret_env and token_url"},
		"a secret for a variable":  {map[string]string{"url": url, "token_env": "hunter2!"}, "no name of an environment variable"},
		"a page of nothing":        {map[string]string{"url": url, "token_env": "T", "page_size": "0"}, "from 1 to 10000"},
		"an attribute of no one's": {map[string]string{"url": url, "token_env": "T", "account_attribute": "nickName"}, "none of userName, externalId, id"},
		"a near miss":              {map[string]string{"url": url, "token_env": "T", "pagesize": "5"}, `Did you mean "page_size"?`},
		"a far miss":               {map[string]string{"url": url, "token_env": "T", "colour": "red"}, "It has url, token_env"},
		"no url":                   {map[string]string{"token_env": "T"}, "needs url"},
		"a rate of nothing":        {map[string]string{"url": url, "token_env": "T", "rate_limit": "-1"}, "calls a second"},
		"no time":                  {map[string]string{"url": url, "token_env": "T", "timeout": "0s"}, "no duration"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			record := governance.System{Kind: governance.SystemSCIM, Config: test.config}
			found := system.Validate(record)
			switch {
			case test.want == "" && len(found) > 0:
				t.Error(found)
			case test.want != "" && (len(found) != 1 || !strings.Contains(found[0].Detail, test.want) || strings.Contains(found[0].Detail, "hunter2")):
				t.Errorf("%v, want one that says %q", found, test.want)
			}
			if test.want != "" {
				_, err := system.Open(t.Context(), record, nil)
				wantDetail(t, err, system.ErrSettings, test.want)
			}
		})
	}
}

func TestSCIMExpires(t *testing.T) {
	t.Parallel()
	wantDetail(t, newDirectory(t).open(t, nil).Expire(t.Context(), "svc-alpha", time.Now()), system.ErrUnsupported, "when it is due")
}
