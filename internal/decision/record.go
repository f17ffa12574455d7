package decision

import "time"

// Record is what the register keeps of a decision, about one tenant: enough to
// say who allowed what, on what evidence. It names no change, policy or exception
// of another tenant.
type Record struct {
	Digest     string      `json:"digest"`           // of the decision's JSON
	Tenant     string      `json:"tenant,omitempty"` // slug; empty when the check was of no tenant that is recorded
	Tool       Tool        `json:"tool"`
	Instant    time.Time   `json:"instant"` // the check's clock, UTC
	Outcome    Outcome     `json:"outcome"`
	Input      Input       `json:"input"`
	Bundle     Bundle      `json:"bundle"`
	Summary    Summary     `json:"summary"`              // of the whole check
	Denied     []Denial    `json:"denied,omitempty"`     // findings that deny
	Exceptions []Exception `json:"exceptions,omitempty"` // that let something through
	Variations []Variation `json:"variations,omitempty"` // by which the tenant was judged
	// Controls names those by which something was judged, sorted. A register that
	// is older than this field has decisions without it.
	Controls []string `json:"controls,omitempty"`
}

// Denial is a finding that denies.
type Denial struct {
	Policy   string   `json:"policy"` // its name
	Address  string   `json:"address"`
	Verdict  Verdict  `json:"verdict"`
	Controls []string `json:"controls,omitempty"`
}

// Record returns what is to be kept of the decision about a tenant. The tenant ""
// is what belongs to none; the controls are those by which something was judged.
func (d Decision) Record(digest, tenant string, controls []string) Record {
	r := Record{
		Digest: digest, Tenant: tenant, Controls: controls, Tool: d.Tool, Instant: d.Instant, Outcome: d.Outcome, Input: d.Input, Bundle: d.Bundle, Summary: d.Summary,
	}
	for _, f := range d.Findings {
		if f.Effect == Denies && f.Tenant == tenant {
			r.Denied = append(r.Denied, Denial{f.Policy.Name, f.Address, f.Verdict, f.Controls})
		}
	}
	for _, e := range d.Exceptions {
		if e.Findings > 0 && e.Tenant == tenant {
			r.Exceptions = append(r.Exceptions, e)
		}
	}
	for _, v := range d.Variations {
		if v.Counts && v.Tenant == tenant {
			r.Variations = append(r.Variations, v)
		}
	}
	return r
}
