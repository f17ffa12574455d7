package governance

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"
)

// Review is one due date of one schedule for one subject.
type Review struct {
	TenantID    string
	ScheduleID  string
	SubjectKind Kind // entitlement, entitlement_set, identity, exception or break_glass
	SubjectID   string
	DueAt       time.Time
	OverdueAt   time.Time // when it has not been made by then
	State       ReviewState
	Reviewers   []string // who may make it: nobody reviews what they own
}

// ReviewState is where a review stands.
type ReviewState string

// The states of a review.
const (
	ReviewUpcoming ReviewState = "upcoming"
	ReviewDue      ReviewState = "due"
	ReviewOverdue  ReviewState = "overdue"
)

// subject is anything that is reviewed.
type subject struct {
	meta       Meta
	kind       Kind
	tenantID   string
	scheduleID string // of the schedule that it names itself
	identity   *Identity
	systemID   string
	privileged *bool // nil for what is neither
	owner      string
}

// Reviews returns, for everything that a schedule reviews, the latest date that
// has come and the next one, by due date, schedule and subject. A date before the
// subject was recorded is not its. A subject is reviewed by the schedule that it
// names, and by those whose selectors match it. The records do not say what came
// of a review, so a date that has come is due or overdue until the next one.
func (s Snapshot) Reviews(now time.Time) ([]Review, error) {
	subjects := s.subjects(now)
	tenants := map[string]Tenant{}
	for _, t := range s.Tenants {
		tenants[t.ID] = t
	}
	var all []Review
	for _, schedule := range s.ReviewSchedules {
		recurrence, err := ParseRecurrence(schedule.Recurrence, schedule.Anchor)
		if err != nil {
			return nil, fmt.Errorf("review schedule %s: %w", schedule.Name, err)
		}
		for _, subject := range subjects[schedule.Subjects] {
			if subject.tenantID != schedule.TenantID || !schedule.reviews(subject, tenants[schedule.TenantID]) {
				continue
			}
			for _, due := range []time.Time{recurrence.Before(now), recurrence.After(now)} {
				if !due.IsZero() && !due.Before(subject.meta.CreatedAt) {
					all = append(all, schedule.review(subject, due, now))
				}
			}
		}
	}
	slices.SortFunc(all, func(a, b Review) int {
		return cmp.Or(a.DueAt.Compare(b.DueAt), cmp.Compare(a.ScheduleID, b.ScheduleID), cmp.Compare(a.SubjectID, b.SubjectID))
	})
	return all, nil
}

func (s ReviewSchedule) review(of subject, due, now time.Time) Review {
	r := Review{
		TenantID: s.TenantID, ScheduleID: s.ID, SubjectKind: of.kind, SubjectID: of.meta.ID,
		DueAt: due, OverdueAt: s.DueWithin.After(due), State: ReviewUpcoming,
		Reviewers: without(s.Reviewers, of.owner),
	}
	if len(r.Reviewers) == 0 {
		r.Reviewers = without(s.FallbackReviewers, of.owner)
	}
	switch {
	case !now.Before(r.OverdueAt):
		r.State = ReviewOverdue
	case !now.Before(due):
		r.State = ReviewDue
	}
	return r
}

func without(people []string, owner string) []string {
	return slices.DeleteFunc(slices.Clone(people), func(person string) bool { return person == owner })
}

// reviews reports whether the schedule is for a subject of its tenant.
func (s ReviewSchedule) reviews(of subject, tenant Tenant) bool {
	if of.scheduleID == s.ID {
		return true
	}
	by := s.Selector
	if (len(by.Kinds) > 0 || len(by.Environments) > 0) && of.identity == nil {
		return false
	}
	switch {
	case len(by.Kinds) > 0 && !slices.Contains(by.Kinds, of.identity.Kind),
		len(by.Environments) > 0 && !slices.Contains(by.Environments, of.identity.Environment),
		len(by.SystemIDs) > 0 && !slices.Contains(by.SystemIDs, of.systemID),
		by.Privileged != nil && (of.privileged == nil || *of.privileged != *by.Privileged):
		return false
	}
	for _, key := range slices.Sorted(maps.Keys(by.Labels)) {
		if tenant.Labels[key] != by.Labels[key] {
			return false
		}
	}
	return true
}

// subjects are what there is to review: nothing that has ended.
func (s Snapshot) subjects(now time.Time) map[Subjects][]subject {
	all := map[Subjects][]subject{}
	identities := map[string]*Identity{}
	for i := range s.Identities {
		identity := &s.Identities[i]
		identities[identity.ID] = identity
		all[ReviewIdentities] = append(all[ReviewIdentities], subject{meta: identity.Meta, kind: KindIdentity, tenantID: identity.TenantID, identity: identity, owner: identity.Owner})
	}
	of := func(id string) (*Identity, string) {
		if identity := identities[id]; identity != nil {
			return identity, identity.Owner
		}
		return nil, ""
	}
	held := func(meta Meta, kind Kind, tenantID, scheduleID, identityID, systemID string, privileged bool) subject {
		identity, owner := of(identityID)
		return subject{meta, kind, tenantID, scheduleID, identity, systemID, &privileged, owner}
	}
	for _, e := range s.Entitlements {
		if !over(e.StatusAt(now)) {
			all[ReviewEntitlements] = append(all[ReviewEntitlements], held(e.Meta, KindEntitlement, e.TenantID, e.ReviewScheduleID, e.IdentityID, e.SystemID, e.Privileged))
		}
	}
	for _, e := range s.EntitlementSets {
		if !over(e.StatusAt(now)) {
			privileged := slices.ContainsFunc(e.Privileges, func(p Privilege) bool { return p.Privileged })
			all[ReviewEntitlements] = append(all[ReviewEntitlements], held(e.Meta, KindEntitlementSet, e.TenantID, e.ReviewScheduleID, e.IdentityID, e.SystemID, privileged))
		}
	}
	for _, b := range s.BreakGlass {
		all[ReviewBreakGlass] = append(all[ReviewBreakGlass], held(b.Meta, KindBreakGlass, b.TenantID, "", b.IdentityID, b.SystemID, true))
	}
	for _, e := range s.Exceptions {
		if status := e.StatusAt(now, true); status != ExceptionExpired && status != ExceptionRevoked {
			all[ReviewExceptions] = append(all[ReviewExceptions], subject{meta: e.Meta, kind: KindException, tenantID: e.TenantID, owner: e.RequestedBy})
		}
	}
	return all
}

// over reports whether an entitlement has ended for good.
func over(status EntitlementStatus) bool {
	return status == EntitlementExpired || status == EntitlementRevoked
}
