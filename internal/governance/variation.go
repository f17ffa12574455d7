package governance

import (
	"fmt"
	"strings"
	"time"
)

// Variation is one tenant's own value for a parameter of a control, inside the
// parameter's bounds.
type Variation struct {
	Meta
	TenantID    string          `json:"tenant_id"`
	Control     string          `json:"control"`
	Parameter   string          `json:"parameter"` // unique with tenant and control
	Value       string          `json:"value"`
	Reason      string          `json:"reason"`
	RequestedBy string          `json:"requested_by"`
	ExpiresAt   time.Time       `json:"expires_at,omitzero"` // exclusive; zero: until it is removed
	Approvals   []string        `json:"approvals,omitempty"` // armored OpenSSH signatures
	Status      ExceptionStatus `json:"status"`              // as last carried out: pending, active or expired
}

// Validate returns every broken rule of the record by itself; what its control
// says is judged by [Variation.Stand].
func (v Variation) Validate() []Problem {
	var p problems
	p.required("tenant", v.TenantID)
	p.required("control", v.Control)
	p.required("parameter", v.Parameter)
	p.required("value", v.Value)
	p.required("reason", v.Reason)
	p.required("requested_by", v.RequestedBy)
	if strings.Contains(v.Parameter, "/") {
		p.add("parameter", "%q has a slash; it is a part of keys such as acme/keys-rotate/max_age.", v.Parameter)
	}
	if v.Status != "" {
		oneOf(&p, "status", v.Status, ExceptionPending, ExceptionActive, ExceptionExpired)
	}
	return p
}

// Stand is the one function that decides whether a variation counts. The control
// is the one that it names, nil when no bundle has it; signers are the principals
// whose approvals were verified over this very record.
func (v Variation) Stand(control *Control, signers []string, now time.Time) Standing {
	standing := Standing{Status: ExceptionPending}
	for _, breach := range v.Breaches(control, now) {
		standing.add(breach.Defect, "%s", breach.Sentence)
	}
	if control != nil {
		if rule := control.VariationRule(); rule != nil && standing.approve(rule, v.RequestedBy, signers) {
			standing.Status = ExceptionActive
		}
	}
	if ended(v.ExpiresAt, now) {
		standing.Status = ExceptionExpired
	}
	return standing
}

// Breaches returns every rule that the variation breaks, whoever approved it.
func (v Variation) Breaches(control *Control, now time.Time) []Breach {
	var breaches []Breach
	add := func(defect Defect, attribute, format string, args ...any) {
		breaches = append(breaches, Breach{defect, attribute, fmt.Sprintf(format, args...)})
	}
	if control == nil {
		add(Malformed, "control", "no control %q exists in the policy bundle", v.Control)
		return breaches
	}
	for _, problem := range v.Validate() {
		add(Malformed, problem.Attribute, "%s: %s", problem.Attribute, problem.Detail)
	}
	parameter := control.Parameter(v.Parameter)
	if parameter == nil {
		add(Malformed, "parameter", "control %q has no parameter %q", control.Name, v.Parameter)
		return breaches
	}
	if err := parameter.Admits(v.Value); err != nil {
		add(Malformed, "value", "%s", err)
	}
	rule := control.VariationRule()
	if rule == nil {
		add(Malformed, "control", "control %q names nobody who could approve a variation, so tenants do not vary it", control.Name)
		return breaches
	}
	if begin := v.begin(now); control.Variation != nil && !rule.MaxDuration.IsZero() && (v.ExpiresAt.IsZero() || v.ExpiresAt.After(rule.MaxDuration.After(begin))) {
		add(OverLong, "expires_at", "control %q allows a variation for at most %s, until %s", control.Name, rule.MaxDuration, instant(rule.MaxDuration.After(begin)))
	}
	return breaches
}

// begin is when the variation was recorded, or now while it is only planned.
func (v Variation) begin(now time.Time) time.Time {
	if v.CreatedAt.IsZero() {
		return now
	}
	return v.CreatedAt
}

// Parameter returns the parameter of that name, or nil.
func (c *Control) Parameter(name string) *Parameter {
	for i := range c.Parameters {
		if c.Parameters[i].Name == name {
			return &c.Parameters[i]
		}
	}
	return nil
}

// VariationRule says who approves variations: those whom the control names for
// it, else those who approve exceptions. It is nil when there are neither.
func (c *Control) VariationRule() *ExceptionRule {
	if c.Variation != nil {
		return c.Variation
	}
	return c.Exception
}
