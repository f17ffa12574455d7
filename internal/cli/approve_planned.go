package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/check"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// planned is what a plan says of exceptions and of whose they are.
type planned struct {
	exceptions map[string]cty.Value // after the plan, by address; null: removed
	slugs      map[string]string    // of tenants, by id
	tenants    map[string]string    // slugs of tenants, by address
	authored   func(change.Origin) ([]string, bool)
}

func readPlanned(of check.Plan) (*planned, error) {
	p := &planned{map[string]cty.Value{}, map[string]string{}, map[string]string{}, of.Authored}
	for c, err := range of.Changes() {
		if err != nil {
			return nil, err
		}
		if c.Drift || c.Deposed != "" || c.Mode != change.Managed {
			continue
		}
		switch c.Type {
		case "nhi_exception":
			if p.exceptions[c.Address], err = c.After.Value(change.AllNames); err != nil {
				return nil, err
			}
		case "nhi_tenant":
			if err := p.addTenant(c); err != nil {
				return nil, err
			}
		}
	}
	return p, nil
}

func (p *planned) addTenant(c change.Change) error {
	value, err := c.After.Value(change.NamesOf("id", "slug"))
	if err != nil || value.IsNull() {
		return err
	}
	var a attributes
	slug := a.text(value, "slug")
	if slug == "" {
		return nil
	}
	p.tenants[c.Address] = slug
	if id := a.text(value, "id"); id != "" {
		p.slugs[id] = slug
	}
	return nil
}

// tenant returns the slug of the tenant with the id, or for one that has no id
// yet, of the only tenant that the exception's configuration refers to.
func (p *planned) tenant(address, id string) (slug string, ok bool) {
	if id != "" {
		slug, ok = p.slugs[id]
		return slug, ok
	}
	references, _ := p.authored(change.Origin{Address: address, Attribute: "tenant"})
	if len(references) != 1 {
		return "", false
	}
	slug, ok = p.tenants[strings.TrimSuffix(references[0], ".id")]
	return slug, ok
}

// exception reads the exception at an address. Everything that an approver
// approves must be known and may be shown; only the tenant may be unknown, which
// leaves TenantID empty.
func (p *planned) exception(address string) (governance.Exception, error) {
	value, ok := p.exceptions[address]
	switch {
	case !ok && len(p.exceptions) == 0:
		return governance.Exception{}, problemf("No such exception", "The plan has no nhi_exception at all, so none with the address %q.", address)
	case !ok:
		return governance.Exception{}, problemf("No such exception", "The plan has no nhi_exception with the address %q. It has: %s.", address, strings.Join(slices.Sorted(maps.Keys(p.exceptions)), ", "))
	case value.IsNull():
		return governance.Exception{}, problemf("Cannot be approved", "The plan removes %s, so there is nothing to approve.", address)
	}
	var a attributes
	exception := governance.Exception{
		Control:     a.text(value, "control"),
		Targets:     a.set(value, "targets"),
		Category:    governance.Category(a.text(value, "category")),
		Reason:      a.text(value, "reason"),
		Mitigation:  a.text(value, "mitigation"),
		Evidence:    a.dictionary(value, "evidence"),
		RequestedBy: a.text(value, "requested_by"),
		StartsAt:    a.instant(value, "starts_at"),
		ExpiresAt:   a.instant(value, "expires_at"),
	}
	switch {
	case len(a.secret) > 0:
		return exception, problemf("Cannot be approved", "%s has sensitive values in %s. Nobody approves what they may not read: take the secret out of the exception.", address, strings.Join(a.secret, ", "))
	case len(a.malformed) > 0:
		return exception, problemf("Cannot be approved", "In %s, %s is not what nhi_exception has there. Make the plan again, with the provider of this version.", address, strings.Join(a.malformed, ", "))
	case len(a.unknown) > 0:
		return exception, problemf("Cannot be approved", "Before the plan is applied it is not known what these are in %s: %s. Apply it, which leaves the exception pending, and approve the recorded one: nhi approve TENANT/%s", address, strings.Join(a.unknown, ", "), orElse(exception.Control, "CONTROL"))
	}
	// What an approver does not approve may be unknown, or malformed.
	var rest attributes
	exception.TenantID = rest.text(value, "tenant")
	exception.ID = rest.text(value, "id")
	exception.Approvals = rest.set(value, "approvals")
	exception.CreatedAt = rest.instant(value, "created_at")
	exception.RevokedAt = rest.instant(value, "revoked_at")
	return exception, nil
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// attributes reads the attributes of a planned record and notes those that it
// cannot read. Plan JSON has no schema: a set is a tuple, a map an object.
type attributes struct{ unknown, secret, malformed []string }

// known returns the attribute when there is something to read in it.
func (a *attributes) known(object cty.Value, name string) (cty.Value, bool) {
	if object.IsMarked() {
		a.secret = append(a.secret, name)
		return cty.NilVal, false
	}
	if !object.Type().HasAttribute(name) {
		return cty.NilVal, false
	}
	value := object.GetAttr(name)
	if !value.IsWhollyKnown() {
		a.unknown = append(a.unknown, name)
		return cty.NilVal, false
	}
	if value.ContainsMarked() {
		a.secret = append(a.secret, name)
		return cty.NilVal, false
	}
	return value, !value.IsNull()
}

func (a *attributes) text(object cty.Value, name string) string {
	value, ok := a.known(object, name)
	if !ok {
		return ""
	}
	return a.string(value, name)
}

func (a *attributes) string(value cty.Value, name string) string {
	if value.IsNull() || value.Type() != cty.String {
		a.malformed = append(a.malformed, name)
		return ""
	}
	return value.AsString()
}

func (a *attributes) set(object cty.Value, name string) []string {
	value, ok := a.known(object, name)
	if !ok {
		return nil
	}
	if !value.Type().IsTupleType() {
		a.malformed = append(a.malformed, name)
		return nil
	}
	var elements []string
	for _, element := range value.Elements() {
		elements = append(elements, a.string(element, name))
	}
	slices.Sort(elements)
	return slices.Compact(elements)
}

func (a *attributes) dictionary(object cty.Value, name string) map[string]string {
	value, ok := a.known(object, name)
	if !ok {
		return nil
	}
	if !value.Type().IsObjectType() {
		a.malformed = append(a.malformed, name)
		return nil
	}
	entries := map[string]string{}
	for key, element := range value.Elements() {
		text := a.string(element, name)
		entries[key.AsString()] = text
	}
	return entries
}

func (a *attributes) instant(object cty.Value, name string) time.Time {
	text := a.text(object, name)
	if text == "" {
		return time.Time{}
	}
	at, err := governance.ParseInstant(text)
	if err != nil {
		a.malformed = append(a.malformed, fmt.Sprintf("%s (%s)", name, err))
	}
	return at
}
