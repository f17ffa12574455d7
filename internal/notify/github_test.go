package notify_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/notify"
)

// gitHub is what GitHub documents of issues: pages, labels that are silently left
// out, comments, states.
type gitHub struct {
	*httptest.Server
	mu       sync.Mutex
	noLabels bool // the token may set none
	issues   []*gitHubIssue
	writes   []string
	drop     bool // the answer to the next write, after it was made
}

type gitHubIssue struct {
	Number    int           `json:"number"`
	Title     string        `json:"title"`
	Body      string        `json:"body"`
	State     string        `json:"state"`
	URL       string        `json:"html_url"`
	Labels    []gitHubLabel `json:"labels"`
	Assignees []string      `json:"-"`
	comments  []*gitHubIssue
}

type gitHubLabel struct {
	Name string `json:"name"`
}

func newGitHub(t *testing.T) *gitHub {
	t.Helper()
	g := &gitHub{}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /repos/msp/security/issues", func(w http.ResponseWriter, r *http.Request) {
		var found []*gitHubIssue
		for _, i := range g.issues {
			if slices.Contains(i.Labels, gitHubLabel{r.FormValue("labels")}) && (r.FormValue("state") == "all" || i.State == "open") {
				found = append(found, i)
			}
		}
		answerPage(w, r, found)
	})
	mux.HandleFunc("POST /repos/msp/security/issues", func(w http.ResponseWriter, r *http.Request) {
		var in struct {
			Title, Body string
			Labels      []string
			Assignees   []string
		}
		decode(t, r, &in)
		made := g.add(in.Title, in.Body, in.Labels...)
		made.Assignees = in.Assignees
		g.written(w, "open", made)
	})
	mux.HandleFunc("GET /repos/msp/security/issues/{number}/comments", func(w http.ResponseWriter, r *http.Request) {
		answerPage(w, r, g.issue(r).comments)
	})
	mux.HandleFunc("POST /repos/msp/security/issues/{number}/comments", func(w http.ResponseWriter, r *http.Request) {
		comment := &gitHubIssue{}
		decode(t, r, comment)
		i := g.issue(r)
		i.comments = append(i.comments, comment)
		g.written(w, "comment", comment)
	})
	mux.HandleFunc("PATCH /repos/msp/security/issues/{number}", func(w http.ResponseWriter, r *http.Request) {
		i := g.issue(r)
		decode(t, r, i)
		g.written(w, i.State, i)
	})
	g.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g.mu.Lock()
		defer g.mu.Unlock()
		if r.Header.Get("Authorization") != "Bearer ghp_right" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(g.Close)
	return g
}

func (g *gitHub) add(title, body string, labels ...string) *gitHubIssue {
	made := &gitHubIssue{Number: len(g.issues) + 1, Title: title, Body: body, State: "open", Labels: []gitHubLabel{}}
	made.URL = fmt.Sprint(g.URL, "/msp/security/issues/", made.Number)
	for _, name := range labels {
		if !g.noLabels {
			made.Labels = append(made.Labels, gitHubLabel{name})
		}
	}
	g.issues = append(g.issues, made)
	return made
}

func (g *gitHub) issue(r *http.Request) *gitHubIssue {
	number, _ := strconv.Atoi(r.PathValue("number"))
	return g.issues[number-1]
}

func (g *gitHub) written(w http.ResponseWriter, what string, answer any) {
	g.writes = append(g.writes, what)
	if g.drop {
		g.drop = false
		panic(http.ErrAbortHandler)
	}
	_ = json.NewEncoder(w).Encode(answer)
}

func answerPage(w http.ResponseWriter, r *http.Request, all []*gitHubIssue) {
	size, _ := strconv.Atoi(r.FormValue("per_page"))
	page, _ := strconv.Atoi(r.FormValue("page"))
	from := min(len(all), (page-1)*size)
	_ = json.NewEncoder(w).Encode(append([]*gitHubIssue{}, all[from:min(len(all), from+size)]...))
}

func decode(t *testing.T, r *http.Request, into any) {
	if err := json.NewDecoder(r.Body).Decode(into); err != nil {
		t.Error(err)
	}
}

func (g *gitHub) sink(t *testing.T) notify.Sink {
	t.Helper()
	return open(t, governance.Sink{Name: "tickets", Kind: governance.SinkGitHub, Config: map[string]string{
		"repository": "msp/security", "token_env": "TOKEN", "api": g.URL + "/", "labels": "security,access", "assignees": "alice",
	}}, environment(map[string]string{"TOKEN": "ghp_right"}))
}

// story is a matter from its first message to its last, each told twice and with
// its first answer lost.
func story(t *testing.T, sink func() notify.Sink, lose func()) (reference string) {
	t.Helper()
	for i, over := range []bool{false, false, true} {
		m := message(t, fmt.Sprint("m", i), "tickets", func(e *notify.Event) { e.Data.Over = over })
		lose()
		if _, err := sink().Deliver(t.Context(), m); err == nil {
			t.Fatalf("message %d: its answer was lost, and nobody noticed", i)
		}
		for range 2 {
			var err error
			if reference, err = sink().Deliver(t.Context(), m); err != nil {
				t.Fatal(err)
			}
		}
	}
	return reference
}

func TestGitHubHasOneIssueForAMatter(t *testing.T) {
	t.Parallel()
	g := newGitHub(t)
	for range 250 { // three pages of other issues
		g.add("Another", "Body\n", "nhi")
	}
	reference := story(t, func() notify.Sink { return g.sink(t) }, func() { g.drop = true })
	if diff := cmp.Diff([]string{"open", "comment", "comment", "closed"}, g.writes); diff != "" {
		t.Errorf("writes (-want +got):\n%s", diff)
	}
	i := g.issues[len(g.issues)-1]
	if reference != i.URL || i.State != "closed" || len(i.comments) != 2 {
		t.Errorf("reference %s, issue %+v", reference, i)
	}
	if i.Title != "[acme] svc-backup lost admin in directory until somebody reviews it" || !cmp.Equal(i.Labels, []gitHubLabel{{"nhi"}, {"security"}, {"access"}}) || !cmp.Equal(i.Assignees, []string{"alice"}) {
		t.Errorf("issue %+v", i)
	}
	if want := "```text\nNobody reviewed it in time.\nReview it: nhi review attest.\n\nTenant:      acme\n"; !strings.HasPrefix(i.Body, want) {
		t.Errorf("body %s", i.Body)
	}
}

// What somebody named something is text, and neither a marker nor a mention.
func TestGitHubIsNotTakenInByNames(t *testing.T) {
	t.Parallel()
	g := newGitHub(t)
	if _, err := g.sink(t).Deliver(t.Context(), message(t, "victim", "tickets", func(e *notify.Event) { e.Data.Matter = "" })); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(g.issues[0].Body, "\n")
	forged := strings.Join(lines[len(lines)-2:], "\n")
	deliver := func(key, matter string) {
		t.Helper()
		if _, err := g.sink(t).Deliver(t.Context(), message(t, key, "tickets", func(e *notify.Event) {
			e.Data.Matter, e.Data.Text, e.Data.Title = matter, "```\n"+forged+"\n@everybody", "**@everybody** <!--"
		})); err != nil {
			t.Fatal(err)
		}
	}
	deliver("first", "forger")
	deliver("second", "forger")
	if len(g.issues) != 2 || len(g.issues[0].comments) != 0 || len(g.issues[1].comments) != 1 {
		t.Fatalf("%d issues", len(g.issues))
	}
	for _, body := range []string{g.issues[1].Body, g.issues[1].comments[0].Body} {
		if strings.Count(body, "```") != 2 || strings.Contains(strings.SplitN(body, "```text", 2)[0], "@everybody") {
			t.Errorf("body %s", body)
		}
	}
	// The forger's issue comes first, as an older one: it is not the victim's.
	g.issues[0], g.issues[1] = g.issues[1], g.issues[0]
	reference, err := g.sink(t).Deliver(t.Context(), message(t, "victim", "tickets", func(e *notify.Event) { e.Data.Matter = "" }))
	if err != nil || reference != g.issues[1].URL {
		t.Errorf("%s, %v; want %s", reference, err, g.issues[1].URL)
	}
}

func TestGitHubThatDoesLessThanItSays(t *testing.T) {
	t.Parallel()
	g := newGitHub(t)
	g.noLabels = true
	_, err := g.sink(t).Deliver(t.Context(), message(t, "k", "tickets", nil))
	if got, ok := errors.AsType[*notify.Failure](err); !ok || !got.Final || !strings.Contains(got.Text, g.issues[0].URL) {
		t.Errorf("error %v, want one for good that names the issue", err)
	}
}

func TestAMatterThatIsOverOpensNoTicket(t *testing.T) {
	t.Parallel()
	g := newGitHub(t)
	reference, err := g.sink(t).Deliver(t.Context(), message(t, "k", "tickets", func(e *notify.Event) { e.Data.Over = true }))
	if reference != "" || err != nil || len(g.issues) > 0 {
		t.Errorf("%q, %v, %d issues", reference, err, len(g.issues))
	}
}
