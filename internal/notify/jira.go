package notify

import (
	"cmp"
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// jira keeps tickets as issues of Jira. With a user it is Jira Cloud, where the
// token is an API token; without one it is Jira Data Center, where it is a
// personal access token. Version 2 of the interface takes plain text.
type jira struct {
	api       *api
	project   string
	issueType string
	done      string // the name of the transition, or of the status that it leads to
	search    string // its path
}

func openJira(s governance.Sink, o Options) (Sink, error) {
	token, err := o.secret(s, "token_env")
	if err != nil {
		return nil, err
	}
	j := &jira{
		project: s.Config["project"], issueType: cmp.Or(s.Config["issue_type"], "Task"), done: cmp.Or(s.Config["done"], "Done"), search: "/rest/api/2/search",
		api: &api{client: client(o), base: strings.TrimSuffix(s.Config["url"], "/"), who: fmt.Sprintf("Jira, sink %q,", s.Name), clock: o.Clock},
	}
	authorization := "Bearer " + token
	if user := s.Config["user"]; user != "" {
		authorization = "Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+token))
		j.search += "/jql"
	}
	j.api.header = http.Header{"Authorization": {authorization}, "Accept": {"application/json"}}
	return tickets{j}, nil
}

// find asks for the label of the matter. Labels of Jira are free, and need nobody
// to make them.
func (j *jira) find(ctx context.Context, _, matter string) (*ticket, error) {
	var out struct {
		Issues []struct {
			Key    string `json:"key"`
			Fields struct {
				Description string `json:"description"`
				Status      struct {
					Category struct {
						Key string `json:"key"`
					} `json:"statusCategory"`
				} `json:"status"`
			} `json:"fields"`
		} `json:"issues"`
	}
	in := map[string]any{
		"jql":        fmt.Sprintf(`project = "%s" AND labels = "%s" ORDER BY created ASC`, j.project, jiraLabel(matter)),
		"fields":     []string{"description", "status"},
		"maxResults": 1,
	}
	if err := j.api.call(ctx, http.MethodPost, j.search, in, &out); err != nil || len(out.Issues) == 0 {
		return nil, err
	}
	found := out.Issues[0]
	t := j.ticket(found.Key)
	t.body, t.closed = found.Fields.Description, found.Fields.Status.Category.Key == "done"
	return t, nil
}

func (j *jira) ticket(key string) *ticket {
	return &ticket{key: key, url: j.api.base + "/browse/" + key}
}

func (j *jira) has(ctx context.Context, t *ticket, id string) (bool, error) {
	for from := 0; ; {
		var out struct {
			Comments []struct {
				Body string `json:"body"`
			} `json:"comments"`
			Total int `json:"total"`
		}
		if err := j.api.call(ctx, http.MethodGet, fmt.Sprintf("/rest/api/2/issue/%s/comment?startAt=%d&maxResults=100", t.key, from), nil, &out); err != nil {
			return false, err
		}
		for _, c := range out.Comments {
			if strings.Contains(c.Body, jiraLabel(id)) {
				return true, nil
			}
		}
		from += len(out.Comments) // which may be fewer than were asked for
		if from >= out.Total || len(out.Comments) == 0 {
			return false, nil
		}
	}
}

func (j *jira) open(ctx context.Context, e Event, matter, id string) (*ticket, error) {
	in := map[string]any{"fields": map[string]any{
		"project":     map[string]string{"key": j.project},
		"issuetype":   map[string]string{"name": j.issueType},
		"summary":     e.title(),
		"description": preformatted(e, id),
		"labels":      []string{label, jiraLabel(matter)},
	}}
	var made struct {
		Key string `json:"key"`
	}
	if err := j.api.call(ctx, http.MethodPost, "/rest/api/2/issue", in, &made); err != nil {
		return nil, err
	}
	return j.ticket(made.Key), nil
}

func (j *jira) comment(ctx context.Context, t *ticket, e Event, id string) error {
	return j.api.call(ctx, http.MethodPost, "/rest/api/2/issue/"+t.key+"/comment", map[string]string{"body": preformatted(e, id)}, nil)
}

// close makes the transition that is named, or the one to the status of that name.
func (j *jira) close(ctx context.Context, t *ticket) error {
	path := "/rest/api/2/issue/" + t.key + "/transitions"
	var out struct {
		Transitions []struct {
			ID   string `json:"id"`
			Name string `json:"name"`
			To   struct {
				Name string `json:"name"`
			} `json:"to"`
		} `json:"transitions"`
	}
	if err := j.api.call(ctx, http.MethodGet, path, nil, &out); err != nil {
		return err
	}
	var names []string
	for _, transition := range out.Transitions {
		if strings.EqualFold(transition.Name, j.done) || strings.EqualFold(transition.To.Name, j.done) {
			return j.api.call(ctx, http.MethodPost, path, map[string]any{"transition": map[string]string{"id": transition.ID}}, nil)
		}
		names = append(names, transition.Name)
	}
	return &Failure{Text: fmt.Sprintf("%s has no transition %q of %s; there are: %s. Name one of them in the sink's done.", j.api.who, j.done, t.key, strings.Join(names, ", "))}
}

// jiraLabel is a label, which has no spaces, and the marker of a comment.
func jiraLabel(id string) string { return "nhi-" + id }

// preformatted is the event as it is, in a block of Jira's notation, and its marker.
func preformatted(e Event, id string) string {
	return fmt.Sprintf("%s\n{noformat}\n%s{noformat}\n{color:#999999}%s{color}",
		strings.NewReplacer("{", "(", "}", ")", "[", "(", "]", ")", "!", "\\!").Replace(e.title()), strings.ReplaceAll(e.text(), "{noformat}", "(noformat)"), jiraLabel(id))
}
