package governance

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Consequences are the records that the outcome of a review changes, as they are
// to be.
type Consequences struct {
	Entitlements    []Entitlement
	EntitlementSets []EntitlementSet
	Exceptions      []Exception
	BreakGlass      []BreakGlass
}

// Follow returns what follows from an attestation, of a review of what is in the
// snapshot, at an instant. To keep or to reduce lifts a quarantine; to revoke an
// identity revokes everything that it holds. The error is a clause: why the
// outcome is none that the subject could have.
func (s Snapshot) Follow(a Attestation, now time.Time) (c Consequences, err error) {
	switch a.SubjectKind {
	case KindEntitlement:
		if e, found := find(s.Entitlements, func(e Entitlement) bool { return e.ID == a.SubjectID }); found {
			err = c.entitlement(e, a, now)
			return c, err
		}
	case KindEntitlementSet:
		if set, found := find(s.EntitlementSets, func(set EntitlementSet) bool { return set.ID == a.SubjectID }); found {
			err = c.set(set, a, now)
			return c, err
		}
	case KindException:
		if e, found := find(s.Exceptions, func(e Exception) bool { return e.ID == a.SubjectID }); found {
			err = c.exception(e, a, now)
			return c, err
		}
	case KindBreakGlass:
		if b, found := find(s.BreakGlass, func(b BreakGlass) bool { return b.ID == a.SubjectID }); found {
			err = c.breakGlass(b, a, now)
			return c, err
		}
	case KindIdentity:
		err = c.identity(s, a, now)
		return c, err
	}
	return c, fmt.Errorf("the register has no %s %s", strings.ReplaceAll(string(a.SubjectKind), "_", " "), a.SubjectID)
}

func find[R any](all []R, is func(R) bool) (record R, found bool) {
	i := slices.IndexFunc(all, is)
	if i < 0 {
		return record, false
	}
	return all[i], true
}

func (c *Consequences) entitlement(e Entitlement, a Attestation, now time.Time) error {
	if len(a.Remaining) > 0 {
		return errors.New("an entitlement is one privilege, of which no part could remain: give it an earlier end, or revoke it")
	}
	status, end, changed, err := decide(e.Status, e.ExpiresAt, a, now)
	if err == nil && changed {
		e.Status, e.ExpiresAt = status, end
		e.Status = e.StatusAt(now)
		c.Entitlements = append(c.Entitlements, e)
	}
	return err
}

func (c *Consequences) set(s EntitlementSet, a Attestation, now time.Time) error {
	status, end, changed, err := decide(s.Status, s.ExpiresAt, a, now)
	if err != nil {
		return err
	}
	if len(a.Remaining) > 0 {
		if s.Privileges, err = s.remaining(a.Remaining); err != nil {
			return err
		}
	}
	if changed {
		s.Status, s.ExpiresAt = status, end
		s.Status = s.StatusAt(now)
		c.EntitlementSets = append(c.EntitlementSets, s)
	}
	return nil
}

// remaining are the privileges of a set that stay, fewer than there are.
func (s EntitlementSet) remaining(names []string) ([]Privilege, error) {
	var stay []Privilege
	for _, name := range names {
		p, found := find(s.Privileges, func(p Privilege) bool { return p.String() == name })
		if !found {
			return nil, fmt.Errorf("%q is not among its privileges, so it cannot remain", name)
		}
		if !slices.Contains(stay, p) {
			stay = append(stay, p)
		}
	}
	if len(stay) == len(s.Privileges) {
		return nil, errors.New("all of its privileges remain, which is to keep it")
	}
	reduced := EntitlementSet{Privileges: stay}
	reduced.Sort()
	return reduced.Privileges, nil
}

// decide is what an outcome makes of the status and the end of what is held.
func decide(status EntitlementStatus, end time.Time, a Attestation, now time.Time) (EntitlementStatus, time.Time, bool, error) {
	lifted := status
	if status == EntitlementQuarantined {
		lifted = "" // what the clock says
	}
	switch {
	case a.Outcome == OutcomeRevoke:
		return EntitlementRevoked, end, status != EntitlementRevoked, nil
	case a.Outcome == OutcomeKeep:
		return lifted, end, lifted != status, nil
	case a.ExpiresAt.IsZero():
		return lifted, end, true, nil
	}
	return lifted, a.ExpiresAt, true, earlier(a.ExpiresAt, end, now)
}

// earlier refuses an end that reduces nothing.
func earlier(end, before, now time.Time) error {
	switch {
	case !now.Before(end):
		return fmt.Errorf("the end %s has passed: revoke it instead", instant(end))
	case !before.IsZero() && !end.Before(before):
		return fmt.Errorf("it ends at %s anyway, which is no later than %s", instant(before), instant(end))
	}
	return nil
}

// exception ends earlier by being revoked then: its end is what was approved.
func (c *Consequences) exception(e Exception, a Attestation, now time.Time) error {
	switch {
	case len(a.Remaining) > 0:
		return errors.New("an exception has no privileges that could remain: give it an earlier end, or revoke it")
	case a.Outcome == OutcomeKeep:
		return nil
	case a.Outcome == OutcomeRevoke:
		e.RevokedAt, e.Status = now, ExceptionRevoked
	default:
		end := e.ExpiresAt
		if !e.RevokedAt.IsZero() && e.RevokedAt.Before(end) {
			end = e.RevokedAt
		}
		if err := earlier(a.ExpiresAt, end, now); err != nil {
			return err
		}
		e.RevokedAt = a.ExpiresAt
	}
	c.Exceptions = append(c.Exceptions, e)
	return nil
}

func (c *Consequences) breakGlass(b BreakGlass, a Attestation, now time.Time) error {
	switch {
	case a.Outcome == OutcomeReduce:
		return errors.New("break-glass access is kept or revoked: what it allows is what was approved")
	case a.Outcome == OutcomeRevoke && b.RevokedAt.IsZero():
		b.RevokedAt, b.Status = now, ExceptionRevoked
		c.BreakGlass = append(c.BreakGlass, b)
	}
	return nil
}

// identity stays or goes with everything that it holds.
func (c *Consequences) identity(s Snapshot, a Attestation, now time.Time) error {
	if a.Outcome == OutcomeReduce {
		return errors.New("an identity is kept or revoked: what it holds is reduced by reviews of its entitlements")
	}
	for _, e := range s.Entitlements {
		if e.IdentityID == a.SubjectID && !over(e.StatusAt(now)) {
			if err := c.entitlement(e, a, now); err != nil {
				return err
			}
		}
	}
	for _, set := range s.EntitlementSets {
		if set.IdentityID == a.SubjectID && !over(set.StatusAt(now)) {
			if err := c.set(set, a, now); err != nil {
				return err
			}
		}
	}
	for _, b := range s.BreakGlass {
		if b.IdentityID == a.SubjectID {
			if err := c.breakGlass(b, a, now); err != nil {
				return err
			}
		}
	}
	return nil
}
