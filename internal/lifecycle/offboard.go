package lifecycle

import (
	"fmt"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/words"
)

// reportOffboarding tells, after everything else, that a tenant has nothing left.
// Its records stay, as evidence; who deletes the tenant deletes them.
func (o *tenancy) reportOffboarding() {
	if !o.offboarded {
		return
	}
	revoked := 0
	for _, h := range o.holdings {
		if h.want == governance.EntitlementRevoked {
			revoked++
		}
	}
	a := Action{
		Kind: ReportOffboard, Lapse: governance.LapseContract, DueSince: o.tenant.ContractEnd,
		SubjectKind: governance.KindTenant, SubjectID: o.tenant.ID, Subject: o.tenant.Slug,
		Why: fmt.Sprintf("The contract of %s ended at %s: of %s it has none any more, %d by revocation. The records are kept.",
			o.tenant.Slug, instant(o.tenant.ContractEnd), words.Count(len(o.holdings), "entitlement or set", "entitlements and sets"), revoked),
	}
	o.tell(a, append(o.notified(governance.LapseContract), o.tenant.Owner))
}
