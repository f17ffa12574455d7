package check

import (
	"maps"
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

// tenantOf finds whom a change belongs to: one of our records to the tenant that
// it names; anything else to the tenant that was given for the configuration,
// else to the one registered tenant whose selectors match. When several match,
// it belongs to none: an exception of the wrong tenant must not cover it.
func (r *records) tenantOf(ch change.Change) *tenant {
	if governs(ch) {
		if rec := r.planned[ch.Address]; rec != nil && rec.tenant != nil {
			return rec.tenant
		}
	}
	if r.given != nil {
		return r.given
	}
	var found *tenant
	var attrs cty.Value
	for _, t := range r.selecting {
		if attrs == cty.NilVal {
			attrs = selectorValues(ch)
		}
		if selects(t.Selectors, ch, attrs) {
			if found != nil {
				return nil
			}
			found = r.tenants[t.ID]
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

func selects(s governance.Selectors, ch change.Change, attrs cty.Value) bool {
	if slices.ContainsFunc(s.Addresses, func(glob string) bool {
		return governance.MatchAddress(glob, ch.Address) || ch.Module != "" && governance.MatchAddress(glob, ch.Module)
	}) {
		return true
	}
	for _, name := range tagNames {
		tags, ok := attribute(attrs, name)
		if !ok || !tags.Type().IsObjectType() {
			continue
		}
		for _, key := range slices.Sorted(maps.Keys(s.Tags)) {
			if got, ok := attribute(tags, key); ok && got.Type() == cty.String && got.AsString() == s.Tags[key] {
				return true
			}
		}
	}
	for _, account := range s.Accounts {
		for _, name := range accountNames {
			if got, _ := text(attrs, name); got == account {
				return true
			}
		}
		for _, name := range []string{"arn", "id"} {
			if got, _ := text(attrs, name); namesAccount(got, account) {
				return true
			}
		}
	}
	return false
}

// namesAccount looks for an account as a whole part of an ARN or of a path such
// as /subscriptions/ID/resourceGroups/….
func namesAccount(id, account string) bool {
	return slices.Contains(strings.FieldsFunc(id, func(r rune) bool { return r == ':' || r == '/' }), account)
}
