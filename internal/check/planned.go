package check

import (
	"fmt"
	"slices"
	"time"

	"github.com/zclconf/go-cty/cty"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// Planned is an nhi_exception as it will be once the plan is applied. What only
// the register says of it, such as when it was made, is not in it.
type Planned struct {
	governance.Exception
	Address string
	Tenant  string // slug; empty when the plan does not tell
	Removed bool   // by the plan; nothing else is said of it then
	// Approved are the gaps in what an approver approves, Other those in the
	// rest of it.
	Approved, Other Gaps
}

// Gaps are attributes that cannot be relied on, by name.
type Gaps struct{ Unknown, Sensitive, Malformed []string }

// PlannedExceptions reads the exceptions of a plan, in the plan's order.
func PlannedExceptions(p Plan) ([]Planned, error) {
	r := newRecords(governance.Snapshot{}, "", p.Authored)
	for ch, err := range p.Changes() {
		if err != nil {
			return nil, err
		}
		if !ch.Drift && ch.Deposed == "" && governs(ch) {
			r.note(ch)
		}
	}
	if err := r.resolve(); err != nil {
		return nil, err
	}
	var all []Planned
	for _, rec := range r.order {
		if rec.change.Type != "nhi_exception" {
			continue
		}
		planned := Planned{Address: rec.change.Address, Removed: rec.deleted}
		if !rec.deleted {
			planned.read(rec.marked)
		}
		if rec.tenant != nil {
			planned.Tenant = rec.tenant.Slug
		}
		all = append(all, planned)
	}
	return all, nil
}

// read reads the attributes of an exception.
func (p *Planned) read(value cty.Value) {
	approved := attributes{value, &p.Approved}
	p.Control = approved.text("control")
	p.Targets = approved.set("targets")
	p.Category = governance.Category(approved.text("category"))
	p.Reason = approved.text("reason")
	p.Mitigation = approved.text("mitigation")
	p.Evidence = approved.entries("evidence")
	p.RequestedBy = approved.text("requested_by")
	p.StartsAt = approved.instant("starts_at")
	p.ExpiresAt = approved.instant("expires_at")
	other := attributes{value, &p.Other}
	p.TenantID = other.text("tenant")
	p.ID = other.text("id")
	p.Approvals = other.set("approvals")
	p.CreatedAt = other.instant("created_at")
	p.RevokedAt = other.instant("revoked_at")
}

// problems say what keeps an exception with the gaps from counting.
func (g Gaps) problems() []string {
	var problems []string
	for _, name := range g.Unknown {
		problems = append(problems, name+": It is known only after apply, so it cannot be relied on before. Refer to what is known already, such as a plan address instead of an id.")
	}
	for _, name := range g.Sensitive {
		problems = append(problems, name+": It is sensitive, and nobody approves what they may not read. Take the secret out of the exception.")
	}
	for _, what := range g.Malformed {
		problems = append(problems, what+": It is not what nhi_exception has there.")
	}
	return problems
}

// attributes reads the attributes of a planned record and notes those that it
// cannot read. A plan has no schema: a set is a tuple, a map an object.
type attributes struct {
	object cty.Value
	*Gaps
}

// known returns the attribute when there is something to read in it.
func (a attributes) known(name string) (cty.Value, bool) {
	if a.object.IsMarked() {
		a.Sensitive = append(a.Sensitive, name)
		return cty.NilVal, false
	}
	if a.object.IsNull() || !a.object.Type().IsObjectType() || !a.object.Type().HasAttribute(name) {
		return cty.NilVal, false
	}
	value := a.object.GetAttr(name)
	switch {
	case !value.IsWhollyKnown():
		a.Unknown = append(a.Unknown, name)
		return cty.NilVal, false
	case sensitive(value):
		a.Sensitive = append(a.Sensitive, name)
		return cty.NilVal, false
	}
	value, _ = value.UnmarkDeep()
	return value, !value.IsNull()
}

func (a attributes) text(name string) string {
	value, ok := a.known(name)
	if !ok {
		return ""
	}
	return a.string(value, name)
}

func (a attributes) string(value cty.Value, name string) string {
	if value.IsNull() || value.Type() != cty.String {
		a.Malformed = append(a.Malformed, name)
		return ""
	}
	return value.AsString()
}

// set reads a set of strings, sorted.
func (a attributes) set(name string) []string {
	value, ok := a.known(name)
	if !ok {
		return nil
	}
	if !value.Type().IsTupleType() {
		a.Malformed = append(a.Malformed, name)
		return nil
	}
	var elements []string
	for _, element := range value.AsValueSlice() {
		elements = append(elements, a.string(element, name))
	}
	slices.Sort(elements)
	return slices.Compact(elements)
}

func (a attributes) entries(name string) map[string]string {
	value, ok := a.known(name)
	if !ok {
		return nil
	}
	if !value.Type().IsObjectType() {
		a.Malformed = append(a.Malformed, name)
		return nil
	}
	entries := map[string]string{}
	for key, element := range value.AsValueMap() {
		entries[key] = a.string(element, name)
	}
	return entries
}

func (a attributes) instant(name string) time.Time {
	text := a.text(name)
	if text == "" {
		return time.Time{}
	}
	at, err := governance.ParseInstant(text)
	if err != nil {
		a.Malformed = append(a.Malformed, fmt.Sprintf("%s (%s)", name, err))
	}
	return at
}
