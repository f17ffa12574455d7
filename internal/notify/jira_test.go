package notify_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/notify"
)

// jira is what Jira documents of issues: search by label, comments in pages,
// transitions by the workflow.
type jira struct {
	*httptest.Server
	mu     sync.Mutex
	issues []*jiraIssue
	writes []string
	drop   bool
	paths  map[string]bool
	auth   map[string]bool
}

type jiraIssue struct {
	Project, Type, Summary, Description, Status string
	Labels, Comments                            []string
}

var jql = regexp.MustCompile(`^project = "SEC" AND labels = "([^"]+)" ORDER BY created ASC$`)

func newJira(t *testing.T) *jira {
	t.Helper()
	j := &jira{paths: map[string]bool{}, auth: map[string]bool{}}
	mux := http.NewServeMux()
	search := func(w http.ResponseWriter, r *http.Request) {
		j.paths[r.URL.Path] = true
		var in struct{ JQL string }
		decode(t, r, &in)
		label := jql.FindStringSubmatch(in.JQL)[1]
		found := []any{}
		for i, issue := range j.issues {
			if slices.Contains(issue.Labels, label) {
				found = append(found, map[string]any{"key": fmt.Sprint("SEC-", i), "fields": map[string]any{
					"description": issue.Description, "status": map[string]any{"statusCategory": map[string]string{"key": issue.Status}}}})
			}
		}
		answer(w, map[string]any{"issues": found})
	}
	mux.HandleFunc("POST /rest/api/2/search", search)
	mux.HandleFunc("POST /rest/api/2/search/jql", search)
	mux.HandleFunc("POST /rest/api/2/issue", func(w http.ResponseWriter, r *http.Request) {
		var in struct {
			Fields struct {
				Project              struct{ Key string }
				IssueType            struct{ Name string }
				Summary, Description string
				Labels               []string
			}
		}
		decode(t, r, &in)
		f := in.Fields
		j.issues = append(j.issues, &jiraIssue{Project: f.Project.Key, Type: f.IssueType.Name, Summary: f.Summary, Description: f.Description, Labels: f.Labels, Status: "new"})
		j.written(w, "open", map[string]string{"key": fmt.Sprint("SEC-", len(j.issues)-1)})
	})
	mux.HandleFunc("GET /rest/api/2/issue/{key}/comment", func(w http.ResponseWriter, r *http.Request) {
		all := j.issue(r).Comments
		from, _ := strconv.Atoi(r.FormValue("startAt"))
		from = min(from, len(all))
		page := []any{}
		for _, body := range all[from:min(len(all), from+50)] { // never more than the server likes
			page = append(page, map[string]string{"body": body})
		}
		answer(w, map[string]any{"comments": page, "total": len(all)})
	})
	mux.HandleFunc("POST /rest/api/2/issue/{key}/comment", func(w http.ResponseWriter, r *http.Request) {
		var in struct{ Body string }
		decode(t, r, &in)
		i := j.issue(r)
		i.Comments = append(i.Comments, in.Body)
		j.written(w, "comment", map[string]string{})
	})
	mux.HandleFunc("GET /rest/api/2/issue/{key}/transitions", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, map[string]any{"transitions": []any{
			map[string]any{"id": "11", "name": "Start", "to": map[string]string{"name": "In Progress"}},
			map[string]any{"id": "31", "name": "Finish", "to": map[string]string{"name": "Done"}},
		}})
	})
	mux.HandleFunc("POST /rest/api/2/issue/{key}/transitions", func(w http.ResponseWriter, r *http.Request) {
		var in struct{ Transition struct{ ID string } }
		decode(t, r, &in)
		if in.Transition.ID != "31" {
			t.Errorf("transition %s", in.Transition.ID)
		}
		j.issue(r).Status = "done"
		j.written(w, "done", nil)
	})
	j.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		j.mu.Lock()
		defer j.mu.Unlock()
		j.auth[r.Header.Get("Authorization")] = true
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(j.Close)
	return j
}

func (j *jira) issue(r *http.Request) *jiraIssue {
	number, _ := strconv.Atoi(strings.TrimPrefix(r.PathValue("key"), "SEC-"))
	return j.issues[number]
}

func (j *jira) written(w http.ResponseWriter, what string, with any) {
	j.writes = append(j.writes, what)
	if j.drop {
		j.drop = false
		panic(http.ErrAbortHandler)
	}
	if with == nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	answer(w, with)
}

func answer(w http.ResponseWriter, with any) { _ = json.NewEncoder(w).Encode(with) }

func (j *jira) sink(t *testing.T, more map[string]string) notify.Sink {
	t.Helper()
	config := map[string]string{"url": j.URL, "project": "SEC", "token_env": "TOKEN"}
	for name, value := range more {
		config[name] = value
	}
	return open(t, governance.Sink{Name: "tickets", Kind: governance.SinkJira, Config: config}, environment(map[string]string{"TOKEN": "right"}))
}

func TestJiraHasOneIssueForAMatter(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		config     map[string]string
		path, auth string
	}{
		"data center": {nil, "/rest/api/2/search", "Bearer right"},
		"cloud":       {map[string]string{"user": "nhi@msp.example", "issue_type": "Incident", "done": "finish"}, "/rest/api/2/search/jql", "Basic bmhpQG1zcC5leGFtcGxlOnJpZ2h0"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			j := newJira(t)
			j.issues = append(j.issues, &jiraIssue{Labels: []string{"nhi", "nhi-other"}})
			first := true
			reference := story(t, func() notify.Sink { return j.sink(t, test.config) }, func() {
				if !first && len(j.issues[1].Comments) == 0 { // more than a page of what people say
					j.issues[1].Comments = slices.Repeat([]string{"Looking into it"}, 70)
				}
				first, j.drop = false, true
			})
			if diff := cmp.Diff([]string{"open", "comment", "comment", "done"}, j.writes); diff != "" {
				t.Errorf("writes (-want +got):\n%s", diff)
			}
			i := j.issues[1]
			if len(j.issues) != 2 || reference != j.URL+"/browse/SEC-1" || i.Status != "done" || len(i.Comments) != 72 {
				t.Errorf("reference %s, issue %+v", reference, i)
			}
			wantType := test.config["issue_type"]
			if wantType == "" {
				wantType = "Task"
			}
			if i.Project != "SEC" || i.Type != wantType || i.Summary != "[acme] svc-backup lost admin in directory until somebody reviews it" || !strings.Contains(i.Description, "{noformat}\nNobody reviewed it in time.\n") {
				t.Errorf("issue %+v", i)
			}
			if !j.paths[test.path] || len(j.paths) != 1 || !j.auth[test.auth] || len(j.auth) != 1 {
				t.Errorf("paths %v, authorization %v", j.paths, j.auth)
			}
		})
	}
}

func TestJiraNamesTheTransitionsThereAre(t *testing.T) {
	t.Parallel()
	j := newJira(t)
	sink := j.sink(t, map[string]string{"done": "Resolved"})
	for i, over := range []bool{false, true} {
		_, err := sink.Deliver(t.Context(), message(t, fmt.Sprint(i), "tickets", func(e *notify.Event) { e.Data.Over = over }))
		if want := `no transition "Resolved" of SEC-0; there are: Start, Finish.`; over && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("error %v lacks %q", err, want)
		}
	}
}
