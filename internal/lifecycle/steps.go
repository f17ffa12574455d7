package lifecycle

import (
	"context"

	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
	"github.com/nhi-governance/terraform-provider-nhi/internal/system"
)

// give is what is to be called so that the account has memberships, and take so
// that it does not: nothing where that is so. Whether it is so is what the system
// said, and not what the register says: a run that was stopped did not record what
// it did.
func (a *account) give(memberships []system.Membership) []step {
	return a.differ(grant, memberships, false)
}
func (a *account) take(memberships []system.Membership) []step {
	return a.differ(revoke, memberships, true)
}

func (a *account) differ(v verb, memberships []system.Membership, has bool) []step {
	var all []step
	for _, m := range memberships {
		if a.has[m] == has {
			all = append(all, step{verb: v, membership: m})
		}
	}
	return all
}

// itself is the account without a privilege.
func (a *account) itself() system.Membership {
	return system.Membership{Account: a.identity.Account()}
}

// in carries the step out.
func (s step) in(ctx context.Context, to system.System) error {
	switch s.verb {
	case grant:
		return to.Grant(ctx, s.membership)
	case revoke:
		return to.Revoke(ctx, s.membership)
	case suspend:
		return to.Suspend(ctx, s.membership.Account)
	case expire:
		return to.Expire(ctx, s.membership.Account, s.at)
	default:
		return to.Resume(ctx, s.membership.Account)
	}
}

// change is what becomes of one record.
type change interface {
	write(ctx context.Context, to register.Records) error
}

// update is a record as it is to be, with the revision that it was read at:
// whatever was written in the meantime stands, and the next run looks again.
type update[R register.Record] struct {
	of     func(register.Records) register.Collection[R]
	record R
}

func (u update[R]) write(ctx context.Context, to register.Records) error {
	_, err := u.of(to).Update(ctx, u.record)
	return err
}
