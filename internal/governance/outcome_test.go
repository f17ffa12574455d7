package governance_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// What follows from each outcome, of each kind of subject, as words.
func TestWhatFollowsFromReviews(t *testing.T) {
	t.Parallel()
	const now = "2026-03-01T00:00:00Z"
	held := func(change func(*governance.Snapshot)) governance.Snapshot {
		s := governed()
		if change != nil {
			change(&s)
		}
		return s
	}
	quarantined := held(func(s *governance.Snapshot) {
		s.Entitlements[0].Status, s.EntitlementSets[0].Status = governance.EntitlementQuarantined, governance.EntitlementQuarantined
	})
	attest := func(kind governance.Kind, subject string, outcome governance.Outcome, remaining string, end string) governance.Attestation {
		a := governance.Attestation{SubjectKind: kind, SubjectID: subject, Outcome: outcome}
		if remaining != "" {
			a.Remaining = strings.Split(remaining, " ")
		}
		if end != "" {
			a.ExpiresAt = at(end)
		}
		return a
	}
	const keep, revoke, reduce = governance.OutcomeKeep, governance.OutcomeRevoke, governance.OutcomeReduce
	for name, test := range map[string]struct {
		held        governance.Snapshot
		attestation governance.Attestation
		want        string
	}{
		"keep":                     {held(nil), attest(governance.KindEntitlement, "e", keep, "", ""), ""},
		"keep what is quarantined": {quarantined, attest(governance.KindEntitlement, "e", keep, "", ""), "e active until 2026-05-20"},
		"keep what has not begun": {held(func(s *governance.Snapshot) {
			s.Entitlements[0].Status, s.Entitlements[0].StartsAt = governance.EntitlementQuarantined, at("2026-04-01T00:00:00Z")
		}), attest(governance.KindEntitlement, "e", keep, "", ""), "e scheduled until 2026-05-20"},
		"revoke":                     {held(nil), attest(governance.KindEntitlement, "e", revoke, "", ""), "e revoked until 2026-05-20"},
		"revoke what is quarantined": {quarantined, attest(governance.KindEntitlement, "e", revoke, "", ""), "e revoked until 2026-05-20"},
		"end earlier":                {held(nil), attest(governance.KindEntitlement, "e", reduce, "", "2026-04-01T00:00:00Z"), "e active until 2026-04-01"},
		"end earlier, quarantined":   {quarantined, attest(governance.KindEntitlement, "e", reduce, "", "2026-04-01T00:00:00Z"), "e active until 2026-04-01"},
		"end later":                  {held(nil), attest(governance.KindEntitlement, "e", reduce, "", "2026-06-01T00:00:00Z"), "it ends at 2026-05-20T00:00:00Z anyway, which is no later than 2026-06-01T00:00:00Z"},
		"end before":                 {held(nil), attest(governance.KindEntitlement, "e", reduce, "", now), "the end 2026-03-01T00:00:00Z has passed: revoke it instead"},
		"a part of one privilege":    {held(nil), attest(governance.KindEntitlement, "e", reduce, "reader", ""), "an entitlement is one privilege, of which no part could remain: give it an earlier end, or revoke it"},
		"a part of a set":            {held(nil), attest(governance.KindEntitlementSet, "set", reduce, "reader reader", ""), "set active [reader]"},
		"all of a set":               {held(nil), attest(governance.KindEntitlementSet, "set", reduce, "reader admin", ""), "all of its privileges remain, which is to keep it"},
		"what a set has not":         {held(nil), attest(governance.KindEntitlementSet, "set", reduce, "owner", ""), `"owner" is not among its privileges, so it cannot remain`},
		"a set and its end":          {quarantined, attest(governance.KindEntitlementSet, "set", reduce, "admin", "2026-04-01T00:00:00Z"), "set active [admin]"},
		"revoke a set":               {held(nil), attest(governance.KindEntitlementSet, "set", revoke, "", ""), "set revoked [reader admin]"},
		"keep a set":                 {quarantined, attest(governance.KindEntitlementSet, "set", keep, "", ""), "set active [reader admin]"},
		"keep an identity":           {quarantined, attest(governance.KindIdentity, "i", keep, "", ""), "e active until 2026-05-20, set active [reader admin]"},
		"revoke an identity":         {held(nil), attest(governance.KindIdentity, "i", revoke, "", ""), "e revoked until 2026-05-20, set revoked [reader admin], b revoked"},
		"reduce an identity":         {held(nil), attest(governance.KindIdentity, "i", reduce, "", "2026-04-01T00:00:00Z"), "an identity is kept or revoked: what it holds is reduced by reviews of its entitlements"},
		"keep an exception":          {held(nil), attest(governance.KindException, "x", keep, "", ""), ""},
		"revoke an exception":        {held(nil), attest(governance.KindException, "x", revoke, "", ""), "x revoked 2026-03-01"},
		"end an exception earlier":   {held(nil), attest(governance.KindException, "x", reduce, "", "2026-04-01T00:00:00Z"), "x active 2026-04-01"},
		"end an exception later":     {held(nil), attest(governance.KindException, "x", reduce, "", "2027-04-01T00:00:00Z"), "it ends at 2026-05-25T00:00:00Z anyway, which is no later than 2027-04-01T00:00:00Z"},
		"revoke break-glass access":  {held(nil), attest(governance.KindBreakGlass, "b", revoke, "", ""), "b revoked"},
		"keep break-glass access":    {held(nil), attest(governance.KindBreakGlass, "b", keep, "", ""), ""},
		"reduce break-glass access":  {held(nil), attest(governance.KindBreakGlass, "b", reduce, "", "2026-04-01T00:00:00Z"), "break-glass access is kept or revoked: what it allows is what was approved"},
		"what is not there":          {held(nil), attest(governance.KindEntitlementSet, "e", keep, "", ""), "the register has no entitlement set e"},
	} {
		c, err := test.held.Follow(test.attestation, at(now))
		var got []string
		for _, e := range c.Entitlements {
			got = append(got, fmt.Sprintf("%s %s until %s", e.ID, e.Status, e.ExpiresAt.Format("2006-01-02")))
		}
		for _, s := range c.EntitlementSets {
			var names []string
			for _, p := range s.Privileges {
				names = append(names, p.String())
			}
			got = append(got, fmt.Sprintf("%s %s %v", s.ID, s.Status, names))
		}
		for _, e := range c.Exceptions {
			got = append(got, fmt.Sprintf("%s %s %s", e.ID, e.Status, e.RevokedAt.Format("2006-01-02")))
		}
		for _, b := range c.BreakGlass {
			got = append(got, fmt.Sprintf("%s %s", b.ID, b.Status))
		}
		if err != nil {
			got = []string{err.Error()}
		}
		if text := strings.Join(got, ", "); text != test.want {
			t.Errorf("%s: got %q, want %q", name, text, test.want)
		}
		if original := test.held.EntitlementSets[0].Privileges; len(original) != 2 || original[0].Name != "reader" {
			t.Errorf("%s: the snapshot was changed: %v", name, original)
		}
	}
}
