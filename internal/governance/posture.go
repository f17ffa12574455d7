package governance

import (
	"slices"
	"strings"
	"time"
)

// Posture is how well one tenant is governed at an instant. The lists are of ids,
// sorted.
type Posture struct {
	TenantID     string
	Slug         string
	Identities   int      // how many there are
	Entitlements int      // how many are in the register and have not ended; a set is one
	Owned        []string // identities with an accountable human
	Reviewed     []string // entitlements and sets that a schedule reviews
	Expiring     []string // records that end soon: entitlements, sets, credentials of identities, active exceptions and variations
	Overdue      []string // subjects whose review is overdue, and identities whose credential is past its rotation
	Excepted     []string // exceptions that are active
}

// Postures returns the posture of every tenant in the snapshot, in its order.
// Soon is from now on, for as long as a period.
func (s Snapshot) Postures(now time.Time, soon Period) ([]Posture, error) {
	reviews, err := s.Reviews(now, nil) // whoever makes them
	if err != nil {
		return nil, err
	}
	all := make([]Posture, len(s.Tenants))
	of := map[string]*Posture{}
	for i, t := range s.Tenants {
		all[i] = Posture{TenantID: t.ID, Slug: t.Slug}
		of[t.ID] = &all[i]
	}
	ends := func(p *Posture, id string, end time.Time) {
		if !end.IsZero() && now.Before(end) && !soon.After(now).Before(end) {
			p.Expiring = append(p.Expiring, id)
		}
	}
	for _, i := range s.Identities {
		p := of[i.TenantID]
		if p == nil {
			continue
		}
		p.Identities++
		if strings.TrimSpace(i.Owner) != "" {
			p.Owned = append(p.Owned, i.ID)
		}
		if c := i.Credential; c != nil {
			ends(p, i.ID, c.ExpiresAt)
			if !c.IssuedAt.IsZero() && !c.RotateEvery.IsZero() && !now.Before(c.RotateEvery.After(c.IssuedAt)) {
				p.Overdue = append(p.Overdue, i.ID)
			}
		}
	}
	held := func(tenantID, id string, end time.Time, status EntitlementStatus) {
		if p := of[tenantID]; p != nil && !over(status) {
			p.Entitlements++
			ends(p, id, end)
		}
	}
	for _, e := range s.Entitlements {
		held(e.TenantID, e.ID, e.ExpiresAt, e.StatusAt(now))
	}
	for _, e := range s.EntitlementSets {
		held(e.TenantID, e.ID, e.ExpiresAt, e.StatusAt(now))
	}
	for _, e := range s.Exceptions {
		approved := e.Status == ExceptionActive || e.Status == ExceptionScheduled
		if p := of[e.TenantID]; p != nil && e.StatusAt(now, approved) == ExceptionActive {
			p.Excepted = append(p.Excepted, e.ID)
			ends(p, e.ID, e.ExpiresAt)
		}
	}
	for _, v := range s.Variations {
		if p := of[v.TenantID]; p != nil && v.Status == ExceptionActive {
			ends(p, v.ID, v.ExpiresAt)
		}
	}
	for _, r := range reviews {
		p := of[r.TenantID]
		if p == nil {
			continue
		}
		if r.SubjectKind == KindEntitlement || r.SubjectKind == KindEntitlementSet {
			p.Reviewed = append(p.Reviewed, r.SubjectID)
		}
		if r.State == ReviewOverdue {
			p.Overdue = append(p.Overdue, r.SubjectID)
		}
	}
	for i := range all {
		for _, list := range []*[]string{&all[i].Owned, &all[i].Reviewed, &all[i].Expiring, &all[i].Overdue, &all[i].Excepted} {
			slices.Sort(*list)
			*list = slices.Compact(*list)
		}
	}
	return all, nil
}
