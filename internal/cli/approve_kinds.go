package cli

import (
	"context"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// printCanonical prints what an approver signs of a recorded variation or of
// recorded break-glass access.
func (p *Process) printCanonical(ctx context.Context, name string, flags approveFlags) error {
	if !flags.canonical || flags.plan != "" {
		return problemf("Wrong usage", "nhi approve signs exceptions. Of what else is recorded it prints what is to be signed, and ssh-keygen signs it: nhi approve --kind %s %s --print-canonical | ssh-keygen -Y sign -n %s -f KEY",
			flags.kind, name, approval.Namespace)
	}
	kept, err := openRegister(ctx, p.registerLocation(flags.register))
	if err != nil {
		return err
	}
	defer kept.Close()
	facts, err := factsOf(ctx, kept, governance.Kind(flags.kind), name)
	if err != nil {
		return registerProblem(err)
	}
	message, err := facts.Canonical()
	if err != nil {
		return problemf("Cannot be approved", "%s cannot be approved: %s.", name, err)
	}
	_, err = p.Stdout.Write(message)
	return err
}

func factsOf(ctx context.Context, kept register.Register, kind governance.Kind, name string) (approval.Facts, error) {
	if kind == governance.KindVariation {
		v, err := kept.Variations().Find(ctx, name)
		if err != nil {
			return approval.Facts{}, err
		}
		tenant, err := kept.Tenants().Get(ctx, v.TenantID)
		return approval.OfVariation(v, tenant.Slug), err
	}
	b, err := kept.BreakGlass().Find(ctx, name)
	if err != nil {
		return approval.Facts{}, err
	}
	tenant, err := kept.Tenants().Get(ctx, b.TenantID)
	return approval.OfBreakGlass(b, tenant.Slug), err
}
