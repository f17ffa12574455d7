package governance

import (
	"fmt"
	"time"
)

// BreakGlass is who may give one identity one privilege in an emergency, and for
// how long. It grants nothing by itself: that is done by activating it.
type BreakGlass struct {
	Meta
	TenantID     string          `json:"tenant_id"`
	IdentityID   string          `json:"identity_id"`
	SystemID     string          `json:"system_id"`
	Privilege    string          `json:"privilege"` // unique with identity, system and scope
	Scope        string          `json:"scope,omitempty"`
	MaxDuration  Period          `json:"max_duration"`  // of one activation
	ReviewWithin Period          `json:"review_within"` // after an activation has ended
	Activators   []string        `json:"activators"`    // who may activate it
	Reason       string          `json:"reason"`
	RequestedBy  string          `json:"requested_by"`
	Approvals    []string        `json:"approvals,omitempty"` // armored OpenSSH signatures
	RevokedAt    time.Time       `json:"revoked_at,omitzero"` // when a review took it away
	Status       ExceptionStatus `json:"status"`              // as last carried out: pending, active or revoked
}

// Validate returns every broken rule of the record by itself; what controls say
// is judged by [BreakGlass.Stand].
func (b BreakGlass) Validate() []Problem {
	var p problems
	p.required("tenant", b.TenantID)
	p.required("identity", b.IdentityID)
	p.required("system", b.SystemID)
	p.required("privilege", b.Privilege)
	p.required("reason", b.Reason)
	p.required("requested_by", b.RequestedBy)
	if b.MaxDuration.IsZero() {
		p.add("max_duration", "It must be set: emergency access is short.")
	}
	if b.ReviewWithin.IsZero() {
		p.add("review_within", "It must be set: emergency access is reviewed after use.")
	}
	if len(b.Activators) == 0 {
		p.add("activators", "Somebody has to be able to activate it: name at least one.")
	}
	if b.Status != "" {
		oneOf(&p, "status", b.Status, ExceptionPending, ExceptionActive, ExceptionRevoked)
	}
	return p
}

// Stand is the one function that decides whether the access may be activated.
// The controls are all of the bundle: each that has something to say of
// break-glass access has to be satisfied. Signers are the principals whose
// approvals were verified over this very record.
func (b BreakGlass) Stand(controls []Control, signers []string) Standing {
	standing := Standing{Status: ExceptionPending}
	for _, breach := range b.Breaches(controls) {
		standing.add(breach.Defect, "%s", breach.Sentence)
	}
	governed, approved := false, true
	for _, control := range controls {
		if control.BreakGlass != nil {
			governed = true
			approved = standing.approve(control.BreakGlass, b.RequestedBy, signers) && approved
		}
	}
	switch {
	case !b.RevokedAt.IsZero():
		standing.Status = ExceptionRevoked
	case governed && approved:
		standing.Status = ExceptionActive
	}
	return standing
}

// Breaches returns every rule that the record breaks, whoever approved it.
func (b BreakGlass) Breaches(controls []Control) []Breach {
	var breaches []Breach
	add := func(defect Defect, attribute, format string, args ...any) {
		breaches = append(breaches, Breach{defect, attribute, fmt.Sprintf(format, args...)})
	}
	for _, problem := range b.Validate() {
		add(Malformed, problem.Attribute, "%s: %s", problem.Attribute, problem.Detail)
	}
	governed := false
	for _, control := range controls {
		rule := control.BreakGlass
		if rule == nil {
			continue
		}
		governed = true
		if !rule.MaxDuration.IsZero() && b.MaxDuration.Compare(rule.MaxDuration) > 0 {
			add(OverLong, "max_duration", "control %q allows at most %s of emergency access at a time, and it is %s", control.Name, rule.MaxDuration, b.MaxDuration)
		}
	}
	if !governed {
		add(Malformed, "max_duration", "no control of the policy bundle has a break_glass block, so no emergency access is allowed")
	}
	return breaches
}
