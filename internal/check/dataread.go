package check

import (
	"slices"

	"github.com/nhi-governance/terraform-provider-nhi/internal/change"
	"github.com/nhi-governance/terraform-provider-nhi/internal/policy"
)

// Reading is a [Plan] that tells which data sources were read while planning:
// those are no changes.
type Reading interface {
	Plan
	// KeepData is called before Changes when DataRead will be asked.
	KeepData()
	// DataRead answers once Changes has ended.
	DataRead() ([]change.Change, error)
}

// asksForData reports whether a policy judges data sources or looks one up.
func (c *checker) asksForData() bool {
	return c.world.wantsData || slices.ContainsFunc(c.request.Bundle.Policies.Policies(), func(p *policy.Policy) bool {
		return p.Kind == policy.DataPolicy
	})
}

// keepData asks the plan to keep them, when they will be asked for.
func (c *checker) keepData() {
	if reading, ok := c.request.Plan.(Reading); ok && c.asksForData() {
		reading.KeepData()
	}
}

// readData takes note of the data sources that were read while planning. One that
// is to be read again, while applying, is among the changes.
func (c *checker) readData() error {
	read, err := c.dataRead()
	if err != nil {
		return err
	}
	for _, ch := range read {
		c.world.note(ch)
		if t := (task{change: ch, subjects: c.subjects(ch)}); len(t.subjects) > 0 && !c.request.DriftOnly {
			c.mutex.Lock()
			c.late = append(c.late, t)
			c.mutex.Unlock()
		}
	}
	return nil
}

// dataRead are the data sources that were read while planning, and that apply
// will not read again.
func (c *checker) dataRead() ([]change.Change, error) {
	reading, ok := c.request.Plan.(Reading)
	if !ok || !c.asksForData() {
		return nil, nil
	}
	read, err := reading.DataRead()
	return slices.DeleteFunc(read, func(ch change.Change) bool { return c.toRead.has(ch.Address) }), err
}
