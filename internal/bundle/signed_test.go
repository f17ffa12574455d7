package bundle

import (
	"strings"
	"testing"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// What nobody signed counts for nothing, but a use of break-glass access stays in
// sight: what it gave has to be taken away.
func TestUnsigned(t *testing.T) {
	t.Parallel()
	b := &Bundle{ReviewSigners: &approval.AllowedSigners{Purpose: approval.AttestationNamespace}, ActivationSigners: &approval.AllowedSigners{Purpose: approval.ActivationNamespace}}
	held := governance.Snapshot{
		Tenants:      []governance.Tenant{{Meta: governance.Meta{ID: "t"}, Slug: "acme"}},
		Attestations: []governance.Attestation{{TenantID: "t", Reviewer: "raj", Signature: "x"}},
		Delegations:  []governance.Delegation{{TenantID: "t", From: "raj", Signature: "x"}},
		Activations:  []governance.Activation{{TenantID: "t", Activator: "raj", Signature: "x"}},
	}
	signed, problems := b.Signed(held)
	if len(signed.Attestations)+len(signed.Delegations) > 0 || len(signed.Activations) != 1 || len(problems) != 1 || !strings.HasPrefix(problems[0], "No signature counts") {
		t.Errorf("got %+v and %q, want the activation alone, and one problem for all three", signed, problems)
	}
	if err := b.Activated(held.Activations[0], "acme"); err == nil {
		t.Error("what nobody signed is an activation")
	}
}
