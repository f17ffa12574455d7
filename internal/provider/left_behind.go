package provider

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/nhi-governance/terraform-provider-nhi/internal/access"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// refuseRename refuses another account for an identity while the one that it had
// holds what the register says of it: nobody would take that away any more. An
// account that was renamed in the system is gone there by its old name.
func refuseRename(ctx context.Context, s *session, planned, prior *identityModel, final bool) diag.Diagnostics {
	if !final || prior == nil || planned.record().Account() == prior.record().Account() {
		return nil
	}
	old := prior.record()
	left, err := s.leftBehind(ctx, func(i governance.Identity) bool { return i.ID == old.ID })
	if err != nil {
		return failure(err)
	}
	if len(left) == 0 {
		return nil
	}
	return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Root("external_id"), "Account still has access", fmt.Sprintf(
		"The account %q still holds %s, by entitlements of the identity. With another account nobody would take that away. "+
			"Rename the account in the system, or remove the entitlements first and add them again for the other account.", old.Account(), strings.Join(left, ", ")))}
}

// refuseLeaving refuses to delete a tenant with everything of it while systems have
// what its records say: nobody would take that away any more.
func refuseLeaving(ctx context.Context, s *session, prior *tenantModel) diag.Diagnostics {
	id := prior.record().ID
	left, err := s.leftBehind(ctx, func(i governance.Identity) bool { return i.TenantID == id })
	if err != nil {
		return failure(err)
	}
	if len(left) == 0 {
		return nil
	}
	return diag.Diagnostics{diag.NewErrorDiagnostic("Tenant still has access", fmt.Sprintf(
		"Its identities still hold %s. Nothing would say so once its records are deleted. Remove the entitlements from the configuration first, or have nhi reconcile revoke them after the contract has ended.", strings.Join(left, ", ")))}
}

// leftBehind is what identities hold now in systems by records of the register, in
// words: the privilege and the system.
func (s *session) leftBehind(ctx context.Context, of func(governance.Identity) bool) ([]string, error) {
	held, err := heldNow(ctx, s)
	if err != nil {
		return nil, err
	}
	whose := map[string]bool{}
	for _, i := range held.Identities {
		whose[i.ID] = of(i)
	}
	var claims []access.Claim
	for _, e := range held.Entitlements {
		claims = append(claims, access.OfEntitlement(e))
	}
	for _, set := range held.EntitlementSets {
		claims = append(claims, access.OfSet(set))
	}
	var left []string
	for _, claim := range claims {
		if !whose[claim.IdentityID] {
			continue
		}
		account, err := s.account(ctx, claim)
		if err != nil {
			return nil, err
		}
		if account == nil {
			continue
		}
		claim.Active = false
		_, excess, err := s.changes(ctx, account, claim)
		if err != nil {
			return nil, err
		}
		for _, key := range excess {
			left = append(left, fmt.Sprintf("%s in %s", key, account.record.Name))
		}
	}
	slices.Sort(left)
	return left, nil
}
