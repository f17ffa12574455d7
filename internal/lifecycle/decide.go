package lifecycle

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// decideByContract takes everything from who is no customer any more.
func (o *tenancy) decideByContract() {
	if !o.offboarded {
		return
	}
	for _, h := range o.holdings {
		h.blame(cause{
			kind: Revoke, lapse: governance.LapseContract, since: o.tenant.ContractEnd,
			why:    fmt.Sprintf("The contract of %s ended at %s.", o.tenant.Slug, instant(o.tenant.ContractEnd)),
			notify: o.notified(governance.LapseContract),
		})
	}
}

// decideByAttestations carries out what reviewers decided: of each source of
// reviews the last word on a subject. A word on an identity is one on everything
// that it held then.
func (o *tenancy) decideByAttestations() {
	for _, a := range o.attested {
		for _, h := range o.about[a.SubjectID] {
			if !a.CreatedAt.Before(h.meta.CreatedAt) {
				h.decide(a)
			}
		}
	}
}

// lastAttestations are those that count, by when they were made.
func (o *tenancy) lastAttestations() []*governance.Attestation {
	type of struct{ source, subject string }
	last := map[of]*governance.Attestation{}
	for i := range o.Records.Attestations {
		a := &o.Records.Attestations[i]
		if a.TenantID != o.tenant.ID {
			continue
		}
		at := of{a.SourceID, a.SubjectID}
		if known := last[at]; known == nil || cmp.Or(known.DueAt.Compare(a.DueAt), known.CreatedAt.Compare(a.CreatedAt), cmp.Compare(known.ID, a.ID)) < 0 {
			last[at] = a
		}
	}
	all := make([]*governance.Attestation, 0, len(last))
	for _, a := range last {
		all = append(all, a)
	}
	slices.SortFunc(all, func(a, b *governance.Attestation) int {
		return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.ID, b.ID))
	})
	return all
}

// decide is what one attestation makes of what is held. What takes access away
// stands until the next word of the same reviewers, whatever was written to the
// record since. What gives it back is a word on the quarantine that the reviewer
// saw, and no later one.
func (h *holding) decide(a *governance.Attestation) {
	takeAll := cause{kind: Revoke, since: a.CreatedAt, why: decided(a)}
	if a.Outcome == governance.OutcomeRevoke {
		h.blame(takeAll)
		return
	}
	if h.status == governance.EntitlementQuarantined && !a.CreatedAt.Before(h.quarantined) {
		h.lifted = a
	}
	if a.Outcome != governance.OutcomeReduce {
		return
	}
	h.reducing = a
	switch {
	case a.ExpiresAt.IsZero() || !h.end.IsZero() && !a.ExpiresAt.Before(h.end):
	case !a.ExpiresAt.After(h.startsAt):
		h.blame(takeAll) // it would end before it begins
	default:
		h.end = a.ExpiresAt
	}
	if len(a.Remaining) == 0 {
		return
	}
	h.left = slices.DeleteFunc(slices.Clone(h.left), func(p governance.Privilege) bool { return !slices.Contains(a.Remaining, p.String()) })
	if h.kind == governance.KindEntitlement && len(h.left) == 0 {
		h.left = h.privileges // the record stays what it was about
		h.blame(takeAll)
	}
}

// decided is what a reviewer decided, as a sentence.
func decided(a *governance.Attestation) string {
	return fmt.Sprintf("%s decided in the review that was due at %s to %s it.", a.Reviewer, instant(a.DueAt), a.Outcome)
}

// lapseReviews carries out what schedules and controls say of reviews that nobody
// made in time.
func (o *tenancy) lapseReviews() {
	for _, r := range o.reviews {
		if r.State != governance.ReviewOverdue || o.offboarded {
			continue
		}
		why := fmt.Sprintf("Nobody made the review that was due at %s by %s.", instant(r.DueAt), instant(r.OverdueAt))
		for _, h := range o.about[r.SubjectID] {
			controls, waived := o.controls(governance.LapseReview, h.meta.ID, h.identity.ID)
			if waived {
				continue
			}
			if kind := taking(governance.Action(r.OverdueAction)); kind != "" {
				h.blame(cause{kind: kind, lapse: governance.LapseReview, since: r.OverdueAt, why: why, notify: o.notified(governance.LapseReview)})
			}
			o.blameByControls(h, governance.LapseReview, controls, r.OverdueAt, why)
		}
	}
	o.tellOfReviews()
}

// lapseCredentials carries out what controls say of credentials that are too old.
func (o *tenancy) lapseCredentials() {
	if o.offboarded {
		return
	}
	for i := range o.Records.Identities {
		identity := &o.Records.Identities[i]
		if identity.TenantID != o.tenant.ID {
			continue
		}
		since, why := overdue(identity, o.now)
		if why == "" {
			continue
		}
		late := Action{
			Lapse: governance.LapseCredential, SubjectKind: governance.KindIdentity, SubjectID: identity.ID, Subject: o.tenant.Slug + "/" + identity.Name,
			Why: why, DueSince: since,
		}
		o.find(&late)
		controls, waived := o.controls(governance.LapseCredential, identity.ID)
		if waived {
			continue
		}
		for _, h := range o.about[identity.ID] {
			o.blameByControls(h, governance.LapseCredential, controls, since, why)
		}
		o.tellControls(controls, late, len(o.about[identity.ID]) > 0)
	}
}

// overdue says since when a credential is too old, and why; nothing when it is not.
func overdue(identity *governance.Identity, now time.Time) (since time.Time, why string) {
	since, expired := identity.Credential.OverdueAt()
	switch {
	case since.IsZero(), now.Before(since):
		return time.Time{}, ""
	case expired:
		return since, fmt.Sprintf("Its credential expired at %s.", instant(since))
	default:
		return since, fmt.Sprintf("Its credential was to be rotated by %s.", instant(since))
	}
}

// blameByControls adds the reasons of controls that take access away.
func (o *tenancy) blameByControls(h *holding, lapse governance.Lapse, controls []*governance.Control, since time.Time, why string) {
	for _, c := range controls {
		if kind := taking(c.Action); kind != "" {
			h.blame(cause{kind, lapse, since, why, c.Name, c.Notify})
		}
	}
}

// taking is the kind of action that takes access away, none for what does not.
func taking(action governance.Action) Kind {
	switch action {
	case governance.ActionQuarantine:
		return Quarantine
	case governance.ActionRevoke:
		return Revoke
	default:
		return ""
	}
}
