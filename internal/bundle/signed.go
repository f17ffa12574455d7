package bundle

import (
	"fmt"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// Signed leaves out the attestations and delegations of a snapshot that the people
// whom they name did not sign, by the keys that were theirs when they were
// recorded, and says of each why, as a full sentence. Of activations it says so as
// well, and leaves them in: what one gave has to be taken away again. Where there are
// no keys at all, that is said once.
func (b *Bundle) Signed(s governance.Snapshot) (signed governance.Snapshot, problems []string) {
	slugs := map[string]string{}
	for _, tenant := range s.Tenants {
		slugs[tenant.ID] = tenant.Slug
	}
	does := func(kind governance.Kind, meta governance.Meta, person string, facts approval.Facts, armored string, signers *approval.AllowedSigners) bool {
		err := approval.By(person, facts, armored, signers, meta.CreatedAt)
		if err != nil {
			problems = append(problems, fmt.Sprintf("The signature of the %s %s does not count: %s.", kind, meta.ID, err))
		}
		return err == nil
	}
	signed = s
	signed.Attestations = those(s.Attestations, func(a governance.Attestation) bool {
		return does(governance.KindAttestation, a.Meta, a.Reviewer, approval.OfAttestation(a, slugs[a.TenantID]), a.Signature, b.ReviewSigners)
	})
	signed.Delegations = those(s.Delegations, func(d governance.Delegation) bool {
		return does(governance.KindDelegation, d.Meta, d.From, approval.OfDelegation(d, slugs[d.TenantID]), d.Signature, b.ReviewSigners)
	})
	for _, a := range s.Activations {
		does(governance.KindActivation, a.Meta, a.Activator, approval.OfActivation(a, slugs[a.TenantID]), a.Signature, b.ActivationSigners)
	}
	if len(problems) > 1 && b.ReviewSigners.Nobody() && b.ActivationSigners.Nobody() {
		problems = []string{"No signature counts: the policies have no allowed_signers file. Give those that have it with --policies."}
	}
	return signed, problems
}

// Activated returns an error, a clause, unless the activator whom an activation
// names signed it.
func (b *Bundle) Activated(a governance.Activation, tenantSlug string) error {
	return approval.By(a.Activator, approval.OfActivation(a, tenantSlug), a.Signature, b.ActivationSigners, a.CreatedAt)
}

func those[R any](all []R, keep func(R) bool) (kept []R) {
	for _, record := range all {
		if keep(record) {
			kept = append(kept, record)
		}
	}
	return kept
}
