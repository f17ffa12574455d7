package notify

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// github keeps tickets as issues. Five calls of its interface are made here; the
// library for all of it is a hundred times their size.
type github struct {
	api       *api
	path      string // of the repository
	labels    []string
	assignees []string
	// issues are those with the label of nhi, by matter, as they were when the sink
	// was first asked for the tenant: until then another worker may have had it. A
	// list is exact at once, where a search lags behind.
	issues map[string]*ticket
	tenant string
}

// label is on every issue that nhi opens.
const label = "nhi"

// pageSize is the most that GitHub gives at once.
const pageSize = 100

func openGitHub(s governance.Sink, o Options) (Sink, error) {
	token, err := o.secret(s, "token_env")
	if err != nil {
		return nil, err
	}
	return tickets{&github{
		api: &api{
			client: client(o),
			base:   strings.TrimSuffix(cmp.Or(s.Config["api"], "https://api.github.com"), "/"),
			who:    fmt.Sprintf("GitHub, sink %q,", s.Name),
			header: http.Header{"Authorization": {"Bearer " + token}, "Accept": {"application/vnd.github+json"}, "X-Github-Api-Version": {"2022-11-28"}},
			clock:  o.Clock,
		},
		path:      "/repos/" + s.Config["repository"] + "/issues",
		labels:    append([]string{label}, list(s.Config["labels"])...),
		assignees: list(s.Config["assignees"]),
	}}, nil
}

// issue is what is read of GitHub's.
type issue struct {
	Number int     `json:"number"`
	URL    string  `json:"html_url"`
	Body   string  `json:"body"`
	State  string  `json:"state"`
	Labels []named `json:"labels"`
}

type named struct {
	Name string `json:"name"`
}

func (i issue) ticket() *ticket {
	return &ticket{key: strconv.Itoa(i.Number), url: i.URL, body: i.Body, closed: i.State == "closed"}
}

func (g *github) find(ctx context.Context, tenant, matter string) (*ticket, error) {
	if g.issues == nil || g.tenant != tenant {
		all, err := pages[issue](ctx, g.api, g.path+"?state=all&sort=created&direction=asc&labels="+url.QueryEscape(label))
		if err != nil {
			return nil, err
		}
		g.issues, g.tenant = map[string]*ticket{}, tenant
		for _, i := range all {
			if of, found := marked(i.Body, "matter"); found && g.issues[of] == nil { // the first one has the comments
				g.issues[of] = i.ticket()
			}
		}
	}
	return g.issues[matter], nil
}

func (g *github) has(ctx context.Context, t *ticket, id string) (bool, error) {
	comments, err := pages[issue](ctx, g.api, g.path+"/"+t.key+"/comments?")
	return slices.ContainsFunc(comments, func(c issue) bool {
		of, _ := marked(c.Body, "message")
		return of == id
	}), err
}

func (g *github) open(ctx context.Context, e Event, matter, id string) (*ticket, error) {
	in := map[string]any{"title": e.title(), "body": markdown(e) + marker("message", id) + marker("matter", matter), "labels": g.labels}
	if len(g.assignees) > 0 {
		in["assignees"] = g.assignees
	}
	var made issue
	if err := g.api.call(ctx, http.MethodPost, g.path, in, &made); err != nil {
		return nil, err
	}
	// GitHub leaves labels out without a word where the token may not set them, and
	// nhi would not find the issue again.
	if !slices.Contains(made.Labels, named{label}) {
		return nil, &Failure{Final: true, Text: fmt.Sprintf("%s opened %s without the label %q, by which nhi finds it again. Give the token write access to the repository's issues, and set the label by hand.", g.api.who, made.URL, label)}
	}
	g.issues[matter] = made.ticket()
	return g.issues[matter], nil
}

func (g *github) comment(ctx context.Context, t *ticket, e Event, id string) error {
	return g.api.call(ctx, http.MethodPost, g.path+"/"+t.key+"/comments", map[string]string{"body": "**" + escape(e.title()) + "**\n\n" + markdown(e) + marker("message", id)}, nil)
}

func (g *github) close(ctx context.Context, t *ticket) error {
	err := g.api.call(ctx, http.MethodPatch, g.path+"/"+t.key, map[string]string{"state": "closed", "state_reason": "completed"}, nil)
	t.closed = t.closed || err == nil
	return err
}

// pages reads a list of GitHub's to its end.
func pages[T any](ctx context.Context, a *api, path string) ([]T, error) {
	var all []T
	for page := 1; ; page++ {
		var some []T
		if err := a.call(ctx, http.MethodGet, fmt.Sprintf("%s&per_page=%d&page=%d", path, pageSize, page), nil, &some); err != nil {
			return nil, err
		}
		all = append(all, some...)
		if len(some) < pageSize {
			return all, nil
		}
	}
}

// markdown is the event as it is, in a block: what somebody named something is
// neither formatted, nor a mention, nor a marker.
func markdown(e Event) string {
	return "```text\n" + strings.NewReplacer("```", "'''", "<!--", "<! --").Replace(e.text()) + "```\n"
}

// marker is a line that nobody sees.
func marker(of, id string) string { return "\n<!-- nhi " + of + " " + id + " -->" }

// marked returns the identifier of the last marker of what it is of: what stands
// before may be quoted.
func marked(body, of string) (id string, found bool) {
	i := strings.LastIndex(body, strings.TrimSuffix(marker(of, ""), " -->"))
	if i < 0 {
		return "", false
	}
	id, _, found = strings.Cut(body[i+len("\n<!-- nhi ")+len(of)+1:], " ")
	return id, found
}

// escape keeps a title from being formatted, and from mentioning anybody.
func escape(title string) string {
	return strings.NewReplacer("\\", "\\\\", "*", "\\*", "_", "\\_", "`", "'", "<", "&lt;", "@", "@\u200b", "[", "\\[", "]", "\\]").Replace(title)
}
