package check

import (
	"cmp"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// tagNames are the attributes in which providers keep tags and labels.
var tagNames = []string{"tags", "tags_all", "labels", "terraform_labels", "effective_labels"}

// accountNames are attributes that hold an account, a subscription or a project.
var accountNames = []string{"account_id", "subscription_id", "project", "project_id"}

var selectorNames = change.NamesOf(append(append([]string{"arn", "id"}, tagNames...), accountNames...)...)

// selectors finds the tenants that select a change, by what they select and not
// tenant by tenant: there may be thousands of both.
type selectors struct {
	tags     map[string]map[string][]*tenant // key → value
	accounts map[string][]*tenant
	globs    []addressGlob
}

type addressGlob struct {
	glob   string
	tenant *tenant
}

func (s *selectors) add(t *tenant, by governance.Selectors) {
	if s.tags == nil {
		s.tags, s.accounts = map[string]map[string][]*tenant{}, map[string][]*tenant{}
	}
	for key, value := range by.Tags {
		if s.tags[key] == nil {
			s.tags[key] = map[string][]*tenant{}
		}
		s.tags[key][value] = append(s.tags[key][value], t)
	}
	for _, account := range by.Accounts {
		s.accounts[account] = append(s.accounts[account], t)
	}
	for _, glob := range by.Addresses {
		s.globs = append(s.globs, addressGlob{glob, t})
	}
}

func (s *selectors) empty() bool { return len(s.tags)+len(s.accounts)+len(s.globs) == 0 }

// match returns the tenants that select the change, each once, by id.
func (s *selectors) match(ch change.Change) []*tenant {
	if s.empty() {
		return nil
	}
	var found []*tenant
	for _, g := range s.globs {
		if governance.MatchAddress(g.glob, ch.Address) || ch.Module != "" && governance.MatchAddress(g.glob, ch.Module) {
			found = append(found, g.tenant)
		}
	}
	if len(s.tags)+len(s.accounts) > 0 {
		attrs := selectorValues(ch)
		found = append(append(found, s.tagged(attrs)...), s.inAccount(attrs)...)
	}
	slices.SortFunc(found, func(a, b *tenant) int { return cmp.Compare(a.ID, b.ID) })
	return slices.Compact(found)
}

func (s *selectors) tagged(attrs cty.Value) (found []*tenant) {
	for _, name := range tagNames {
		tags, ok := attribute(attrs, name)
		if !ok || !tags.Type().IsObjectType() {
			continue
		}
		for key, byValue := range s.tags {
			if got, ok := attribute(tags, key); ok && got.Type() == cty.String {
				found = append(found, byValue[got.AsString()]...)
			}
		}
	}
	return found
}

// inAccount looks for an account in an attribute of its own, and as a whole part
// of an ARN or of a path such as /subscriptions/ID/resourceGroups/….
func (s *selectors) inAccount(attrs cty.Value) (found []*tenant) {
	for _, name := range accountNames {
		got, _ := text(attrs, name)
		found = append(found, s.accounts[got]...)
	}
	for _, name := range []string{"arn", "id"} {
		got, _ := text(attrs, name)
		for part := range strings.FieldsFuncSeq(got, func(r rune) bool { return r == ':' || r == '/' }) {
			found = append(found, s.accounts[part]...)
		}
	}
	return found
}

// selectorValues decodes what selectors look at. What cannot be decoded selects
// nothing here, and is an error where a policy reads it.
func selectorValues(ch change.Change) cty.Value {
	side := ch.After
	if absent(side) {
		side = ch.Before
	}
	value, err := side.Value(selectorNames)
	if err != nil {
		return cty.EmptyObjectVal
	}
	value, _ = value.UnmarkDeep()
	return value
}
