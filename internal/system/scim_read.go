package system

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// scimResource is what is read of a user or a group.
type scimResource struct {
	ID          string
	UserName    string
	ExternalID  string
	DisplayName string
	Active      *scimBool
	Members     *[]struct{ Value string } // nil: not said
	Meta        struct{ Version string }
}

// scimBool is a boolean, which some services write as a text.
type scimBool bool

func (b *scimBool) UnmarshalJSON(text []byte) error {
	value, err := strconv.ParseBool(strings.ToLower(strings.Trim(string(text), `"`)))
	*b = scimBool(value)
	return err
}

// called is what an attribute says.
func (r scimResource) called(attribute string) string {
	switch attribute {
	case "userName":
		return r.UserName
	case "externalId":
		return r.ExternalID
	case "displayName":
		return r.DisplayName
	default:
		return r.ID
	}
}

func (r scimResource) suspended() bool { return r.Active != nil && !bool(*r.Active) }

func (r scimResource) has(member string) bool {
	return r.Members != nil && slices.ContainsFunc(*r.Members, func(m struct{ Value string }) bool { return m.Value == member })
}

const (
	users           = "Users"
	groups          = "Groups"
	userAttributes  = "id,userName,externalId,active,meta"
	groupAttributes = "id,displayName,externalId,members,meta"
)

func attributesOf(kind string) string {
	if kind == users {
		return userAttributes
	}
	return groupAttributes
}

// fewAccounts are looked up one by one; for more, all are read.
const fewAccounts = 10

func (s *scim) Observe(ctx context.Context, accounts ...string) (Observation, error) {
	found, err := s.observedUsers(ctx, accounts)
	if err != nil || len(found) == 0 {
		return Observation{}, err
	}
	all, err := s.list(ctx, groups, "")
	if err != nil {
		return Observation{}, err
	}
	called := map[string]string{}
	standing := map[string]Account{}
	for _, user := range found {
		name := user.called(s.account)
		called[user.ID] = name
		// Of users with one name, who can be used counts.
		before, twice := standing[name]
		standing[name] = Account{Name: name, Suspended: user.suspended() && (!twice || before.Suspended)}
	}
	held := map[Membership]bool{}
	for _, group := range all {
		// A service may leave long attributes out of a list, and an empty one anywhere.
		if group.Members == nil {
			if group, err = s.read(ctx, groups, group.ID); err != nil {
				return Observation{}, err
			}
		}
		if group.Members == nil {
			continue
		}
		for _, member := range *group.Members {
			if name, asked := called[member.Value]; asked && group.called(s.privilege) != "" {
				held[Membership{Account: name, Privilege: group.called(s.privilege)}] = true
			}
		}
	}
	var seen Observation
	for _, account := range standing {
		seen.Accounts = append(seen.Accounts, account)
	}
	for m := range held {
		seen.Memberships = append(seen.Memberships, m)
	}
	seen.sort()
	return seen, nil
}

func (s *scim) observedUsers(ctx context.Context, accounts []string) ([]scimResource, error) {
	var found []scimResource
	if len(accounts) > 0 && len(accounts) <= fewAccounts {
		for _, name := range accounts {
			these, err := s.find(ctx, users, s.account, name)
			if err != nil {
				return nil, err
			}
			found = append(found, these...)
		}
		return found, nil
	}
	filter := ""
	if len(accounts) == 0 {
		filter = s.accounts
	}
	all, err := s.list(ctx, users, filter)
	if refusal, ok := errors.AsType[*refusedFilter](err); ok {
		return nil, fail(ErrSettings, "%s refuses the filter that accounts holds%s. Look at its spelling, and at what the service can filter by.", s.place, refusal.words)
	}
	if err != nil {
		return nil, err
	}
	asked := map[string]bool{}
	for _, name := range accounts {
		asked[name] = true
	}
	for _, user := range all {
		if name := user.called(s.account); name != "" && (len(accounts) == 0 || asked[name]) {
			found = append(found, user)
		}
	}
	return found, nil
}

// find returns the users or groups with a name, as it is spelt. Not every service
// understands every filter, and one that finds nobody may not have understood the
// name: then all are read.
func (s *scim) find(ctx context.Context, kind, attribute, name string) ([]scimResource, error) {
	if name == "" {
		return nil, nil
	}
	other := func(r scimResource) bool { return r.called(attribute) != name }
	some, err := s.list(ctx, kind, attribute+" eq "+filterText(name))
	if some = slices.DeleteFunc(some, other); err == nil && len(some) > 0 {
		return some, nil
	}
	if err != nil && !errors.As(err, new(*refusedFilter)) {
		return nil, err
	}
	all, err := s.list(ctx, kind, "")
	return slices.DeleteFunc(all, other), err
}

// filterText is a text within a filter, which is one of JSON (RFC 7644 section
// 3.4.2.2).
func filterText(text string) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(text) // of a string, into memory
	return strings.TrimSuffix(b.String(), "\n")
}

// read returns one user or group with all of its attributes that matter, or none
// where it is gone.
func (s *scim) read(ctx context.Context, kind, id string) (scimResource, error) {
	a, err := s.ask(ctx, question{method: http.MethodGet, path: []string{kind, id}, query: url.Values{"attributes": {attributesOf(kind)}}})
	switch {
	case err != nil || a.is(http.StatusNotFound):
		return scimResource{}, err
	case !a.done():
		return scimResource{}, s.refused(a)
	}
	r, err := s.parsed(a)
	if r.Meta.Version == "" {
		r.Meta.Version = a.version
	}
	return r, err
}

func (s *scim) parsed(a answer) (scimResource, error) {
	var r scimResource
	if err := json.Unmarshal(a.body, &r); err != nil {
		return r, s.garbled(err)
	}
	return r, nil
}

func (s *scim) garbled(err error) error {
	return fail(ErrFailed, "%s answers with what is no SCIM: %s. Look at the url, which may be that of a page for people.", s.place, innermost(err))
}

// refusedFilter is a filter that a service does not understand.
type refusedFilter struct{ words string }

func (*refusedFilter) Error() string { return "the filter was refused" }

const (
	// A list that others change while its pages are read is read so often at most.
	readings = 3
	// longestList is more than any directory has: a list that goes on is none.
	longestList = 1_000_000
)

// list reads the users or groups that a filter selects, all of them for "".
func (s *scim) list(ctx context.Context, kind, filter string) ([]scimResource, error) {
	for range readings {
		all, whole, err := s.pages(ctx, kind, filter)
		if err != nil || whole {
			return all, err
		}
	}
	return nil, fail(ErrFailed, "%s does not list its %s whole: other ones come in its pages than it says there are. Try again when nobody changes them; a larger page_size needs fewer pages.", s.place, kind)
}

// pages reads a list page by page (RFC 7644 section 3.4.2.4). It is whole when
// every page told the same number, and so many came and no one twice.
func (s *scim) pages(ctx context.Context, kind, filter string) (all []scimResource, whole bool, err error) {
	known := map[string]bool{}
	total := -1
	for {
		query := url.Values{"attributes": {attributesOf(kind)}, "startIndex": {strconv.Itoa(len(all) + 1)}, "count": {strconv.Itoa(s.page)}}
		if filter != "" {
			query.Set("filter", filter)
		}
		a, err := s.ask(ctx, question{method: http.MethodGet, path: []string{kind}, query: query})
		switch {
		case err != nil:
			return nil, false, err
		case filter != "" && a.is(http.StatusBadRequest, http.StatusNotImplemented):
			return nil, false, &refusedFilter{a.words}
		case !a.done():
			return nil, false, s.refused(a)
		}
		var page struct {
			TotalResults *int
			Resources    []scimResource
		}
		if err := json.Unmarshal(a.body, &page); err != nil {
			return nil, false, s.garbled(err)
		}
		if page.TotalResults == nil {
			return nil, false, fail(ErrFailed, "%s does not say how many %s it has, as RFC 7644 asks it to: its answer may be no list at all. Look at the url.", s.place, kind)
		}
		if total >= 0 && *page.TotalResults != total {
			return nil, false, nil
		}
		total = *page.TotalResults
		for _, r := range page.Resources {
			if r.ID == "" || known[r.ID] {
				return nil, false, nil
			}
			known[r.ID] = true
		}
		all = append(all, page.Resources...)
		if len(page.Resources) == 0 || len(all) >= min(total, longestList) {
			return all, len(all) == total, nil
		}
	}
}
