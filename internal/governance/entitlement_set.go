package governance

import (
	"cmp"
	"slices"
	"time"
)

// EntitlementSet is everything that one identity holds in one system, under one
// justification and for one time: a privilege that is not in it is not held.
type EntitlementSet struct {
	Meta
	TenantID           string            `json:"tenant_id"` // of the identity, kept with every row
	IdentityID         string            `json:"identity_id"`
	SystemID           string            `json:"system_id"`
	Privileges         []Privilege       `json:"privileges,omitempty"` // by name and scope; none: the identity holds nothing there
	Justification      string            `json:"justification"`
	StartsAt           time.Time         `json:"starts_at,omitzero"`
	ExpiresAt          time.Time         `json:"expires_at,omitzero"`
	ReviewScheduleID   string            `json:"review_schedule_id,omitempty"`
	TerraformAddresses []string          `json:"terraform_addresses,omitempty"` // plan addresses that realise it
	Status             EntitlementStatus `json:"status"`                        // as last carried out
	Granted            bool              `json:"granted"`                       // the system has it, as last observed
	QuarantinedAt      time.Time         `json:"quarantined_at,omitzero"`       // since when its status is quarantined; the register says it
}

// Privilege is one of an [EntitlementSet].
type Privilege struct {
	Name       string `json:"name"` // as the system names it
	Scope      string `json:"scope,omitempty"`
	Privileged bool   `json:"privileged"`
}

// String is the privilege as natural keys have it.
func (p Privilege) String() string {
	if p.Scope == "" {
		return p.Name
	}
	return p.Name + "@" + p.Scope
}

// Sort puts the privileges in their one order.
func (s *EntitlementSet) Sort() {
	slices.SortFunc(s.Privileges, func(a, b Privilege) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Scope, b.Scope))
	})
}

// Validate returns every broken rule of the record by itself.
func (s EntitlementSet) Validate() []Problem {
	var p problems
	p.required("identity", s.IdentityID)
	p.required("system", s.SystemID)
	p.required("justification", s.Justification)
	p.endAfterStart("expires_at", s.StartsAt, s.ExpiresAt)
	p.entitlementStatus(s.Status)
	for _, address := range s.TerraformAddresses {
		p.target("terraform_addresses", address)
	}
	type key struct{ name, scope string }
	seen := map[key]bool{}
	for _, privilege := range s.Privileges {
		p.required("privileges", privilege.Name)
		if at := (key{privilege.Name, privilege.Scope}); seen[at] {
			p.add("privileges", "%q is in it twice; one is either privileged or not.", privilege)
		} else {
			seen[at] = true
		}
	}
	return p
}

// StatusAt is the status that the set ought to have at an instant: that of any
// entitlement of it.
func (s EntitlementSet) StatusAt(now time.Time) EntitlementStatus {
	return Entitlement{StartsAt: s.StartsAt, ExpiresAt: s.ExpiresAt, Status: s.Status}.StatusAt(now)
}

// Entitlements returns what the set declares, one by one. Each has the id of the
// set.
func (s EntitlementSet) Entitlements() []Entitlement {
	all := make([]Entitlement, len(s.Privileges))
	for i, p := range s.Privileges {
		all[i] = Entitlement{
			Meta: s.Meta, TenantID: s.TenantID, IdentityID: s.IdentityID, SystemID: s.SystemID,
			Privilege: p.Name, Scope: p.Scope, Privileged: p.Privileged, Justification: s.Justification,
			StartsAt: s.StartsAt, ExpiresAt: s.ExpiresAt, ReviewScheduleID: s.ReviewScheduleID,
			TerraformAddresses: s.TerraformAddresses, Status: s.Status, Granted: s.Granted, QuarantinedAt: s.QuarantinedAt,
		}
	}
	return all
}
