package governance

import (
	"slices"
	"time"
)

// Activation is one use of break-glass access, by one of its activators.
type Activation struct {
	Meta
	TenantID     string    `json:"tenant_id"`
	BreakGlassID string    `json:"break_glass_id"`
	Activator    string    `json:"activator"`
	Reason       string    `json:"reason"`
	StartsAt     time.Time `json:"starts_at"`
	EndsAt       time.Time `json:"ends_at"`            // exclusive, and never later than the access allows
	EndedAt      time.Time `json:"ended_at,omitzero"`  // when somebody or the clock ended it
	EndedBy      string    `json:"ended_by,omitempty"` // who did
	Granted      bool      `json:"granted"`            // the system has it, as last carried out
	Signature    string    `json:"signature"`          // of the activator, armored
}

// Validate returns every broken rule of the record by itself.
func (a Activation) Validate() []Problem {
	var p problems
	p.required("tenant", a.TenantID)
	p.required("break_glass", a.BreakGlassID)
	p.required("activator", a.Activator)
	p.required("reason", a.Reason)
	p.required("signature", a.Signature)
	if a.StartsAt.IsZero() || a.EndsAt.IsZero() {
		p.add("ends_at", "An activation has a start and an end.")
	}
	p.endAfterStart("ends_at", a.StartsAt, a.EndsAt)
	return p
}

// OpenAt reports whether the activation gives access at an instant.
func (a Activation) OpenAt(now time.Time) bool {
	return !now.Before(a.StartsAt) && now.Before(a.End())
}

// End is when the access ended, or is going to.
func (a Activation) End() time.Time {
	if !a.EndedAt.IsZero() && a.EndedAt.Before(a.EndsAt) {
		return a.EndedAt
	}
	return a.EndsAt
}

// MayActivate reports whether a person is one of the activators.
func (b BreakGlass) MayActivate(person string) bool { return slices.Contains(b.Activators, person) }
