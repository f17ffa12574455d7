package check

import (
	"fmt"
	"strings"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/decision"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// The standings that an exception is reported with, beside the defects of
// [governance.Standing] and the statuses that keep it from counting.
const (
	standingUsed      = "used"
	standingUnused    = "unused"
	standingMalformed = string(governance.Malformed)
)

// waive applies the exceptions to the findings, and reports on each of them.
func (c *checker) waive(findings []*finding, exceptions []*exception) []decision.Exception {
	byControl := map[string][]*exception{}
	for _, e := range exceptions {
		byControl[e.Control] = append(byControl[e.Control], e)
	}
	for _, f := range findings {
		if f.Verdict != decision.Fail && f.Verdict != decision.Undecided {
			continue
		}
		for _, name := range f.Controls {
			for _, e := range byControl[name] {
				c.except(f, e)
			}
			if control := c.request.Bundle.Control(name); control.Exception != nil && f.Effect == decision.Denies && f.Level != decision.Mandatory {
				f.Exceptable = append(f.Exceptable, name)
			}
		}
		if f.Verdict == decision.Waived {
			f.Exceptable, f.NotWaived = nil, nil
		}
	}
	report := make([]decision.Exception, 0, len(exceptions))
	for _, e := range exceptions {
		report = append(report, c.report(e))
	}
	return report
}

// except waives the finding if the exception covers it and counts; when it only
// looks like it, the finding says why not.
func (c *checker) except(f *finding, e *exception) {
	target := governance.Target{Controls: f.Controls, RecordID: f.recordID, Address: f.Address}
	if f.tenant == nil {
		target.TenantID = e.TenantID
		if e.Covers(target) {
			f.NotWaived = append(f.NotWaived, fmt.Sprintf("Exception %s does not cover it, because it is not known to which tenant this change belongs: give the configuration's tenant with --tenant, or the tenant a selector.", e.name()))
		}
		return
	}
	target.TenantID = f.tenant.ID
	switch {
	case !e.Covers(target):
	case f.Level == decision.Mandatory:
		f.NotWaived = append(f.NotWaived, fmt.Sprintf("Exception %s does not count: the policy is mandatory, and only mandatory_overridable and advisory ones can be excepted.", e.name()))
	case !e.standing.Honoured():
		f.NotWaived = append(f.NotWaived, fmt.Sprintf("Exception %s does not count: %s.", e.name(), WhyNot(e.Exception, e.standing)))
	case f.Verdict == decision.Waived: // by one before it
	default:
		f.Raw, f.Verdict = f.Verdict, decision.Waived
		f.Effect = decision.Allows
		f.Exception = e.name()
		e.waives++
	}
}

// WhyNot says, as a clause, what keeps an exception that stands so from counting.
func WhyNot(e governance.Exception, standing governance.Standing) string {
	var reasons []string
	for _, problem := range standing.Problems {
		reasons = append(reasons, strings.TrimSuffix(problem, "."))
	}
	switch standing.Status {
	case governance.ExceptionExpired:
		reasons = []string{"it expired at " + e.ExpiresAt.UTC().Format(time.RFC3339)}
	case governance.ExceptionRevoked:
		reasons = []string{"it was revoked at " + e.RevokedAt.UTC().Format(time.RFC3339)}
	case governance.ExceptionScheduled:
		reasons = append(reasons, "it starts at "+e.StartsAt.UTC().Format(time.RFC3339))
	}
	return strings.Join(reasons, "; ")
}

// report describes one exception for the decision. One that has ended is not
// held against anybody for its form.
func (c *checker) report(e *exception) decision.Exception {
	d := decision.Exception{
		ID:       e.ID,
		Address:  e.address,
		Control:  e.Control,
		Status:   string(e.standing.Status),
		Reason:   e.Reason,
		Problems: e.standing.Problems,
		Findings: e.waives,
	}
	if e.tenant != nil {
		d.Tenant = e.tenant.Slug
	}
	if !e.ExpiresAt.IsZero() {
		ends := e.ExpiresAt.UTC()
		d.ExpiresAt = &ends
		d.Expiring = e.standing.Honoured() && !ends.After(c.request.Now.Add(expiringWithin))
	}
	switch {
	case e.standing.Status == governance.ExceptionExpired, e.standing.Status == governance.ExceptionRevoked:
		d.Standing, d.Problems = string(e.standing.Status), nil
	case e.standing.Defect != governance.NoDefect:
		d.Standing = string(e.standing.Defect)
	case e.standing.Status == governance.ExceptionScheduled:
		d.Standing = string(e.standing.Status)
	case e.waives > 0:
		d.Standing = standingUsed
	default:
		d.Standing = standingUnused
	}
	return d
}
