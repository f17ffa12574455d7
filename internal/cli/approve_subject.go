package cli

import (
	"context"
	"net/url"
	"strings"
	"time"

	"github.com/nhi-governance/terraform-provider-nhi/internal/approval"
	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// approvable are the kinds of records that are approved.
var approvable = []governance.Kind{governance.KindException, governance.KindVariation, governance.KindBreakGlass}

// subject is the record that somebody is asked to approve.
type subject struct {
	facts     approval.Facts
	where     string // it was found
	request   string // who asked for it
	approvals []string
	end       time.Time // zero: none
	revoked   time.Time // zero: it was not
	// rules are who approves it, by the controls of a bundle.
	rules func(b *bundle.Bundle) []approvers
	// stand is how it would stand if some had signed.
	stand func(b *bundle.Bundle, signers []string, now time.Time) governance.Standing
	// words say what it permits.
	words func(b *ballot) string
}

func (p *Process) toApprove(ctx context.Context, name string, flags approveFlags) (*subject, error) {
	if flags.plan != "" {
		return p.plannedException(ctx, name, flags)
	}
	location := p.registerLocation(flags.register)
	kept, err := openRegister(ctx, location)
	if err != nil {
		return nil, err
	}
	defer kept.Close()
	var s *subject
	switch governance.Kind(flags.kind) {
	case governance.KindVariation:
		s, err = recordedSubject(ctx, kept, kept.Variations(), name, func(v governance.Variation) string { return v.TenantID }, ofVariation)
	case governance.KindBreakGlass:
		s, err = recordedSubject(ctx, kept, kept.BreakGlass(), name, func(b governance.BreakGlass) string { return b.TenantID },
			func(b governance.BreakGlass, tenant string) *subject { return ofBreakGlass(b, tenant, name) })
	default:
		s, err = recordedSubject(ctx, kept, kept.Exceptions(), name, func(e governance.Exception) string { return e.TenantID }, ofException)
	}
	if err != nil {
		return nil, registerProblem(err)
	}
	s.where = "recorded in " + openly(location)
	return s, nil
}

func recordedSubject[R register.Record](ctx context.Context, kept register.Register, all register.Collection[R], name string, tenantOf func(R) string, of func(record R, tenant string) *subject) (*subject, error) {
	record, err := all.Find(ctx, name)
	if err != nil {
		return nil, err
	}
	tenant, err := kept.Tenants().Get(ctx, tenantOf(record))
	return of(record, tenant.Slug), err
}

func ofException(e governance.Exception, tenant string) *subject {
	return &subject{
		facts: approval.OfException(e, tenant), request: e.RequestedBy, approvals: e.Approvals, end: e.ExpiresAt, revoked: e.RevokedAt,
		rules: func(b *bundle.Bundle) []approvers {
			if c := b.Control(e.Control); c != nil && c.Exception != nil {
				return []approvers{{c, c.Exception}}
			}
			return nil
		},
		stand: func(b *bundle.Bundle, signers []string, now time.Time) governance.Standing {
			return e.Stand(b.Control(e.Control), signers, now)
		},
		words: func(b *ballot) string { return exceptionInWords(e, tenant, b) },
	}
}

func ofVariation(v governance.Variation, tenant string) *subject {
	return &subject{
		facts: approval.OfVariation(v, tenant), request: v.RequestedBy, approvals: v.Approvals, end: v.ExpiresAt,
		rules: func(b *bundle.Bundle) []approvers {
			if c := b.Control(v.Control); c != nil && c.VariationRule() != nil {
				return []approvers{{c, c.VariationRule()}}
			}
			return nil
		},
		stand: func(b *bundle.Bundle, signers []string, now time.Time) governance.Standing {
			return v.Stand(b.Control(v.Control), signers, now)
		},
		words: func(b *ballot) string { return variationInWords(v, tenant, b) },
	}
}

func ofBreakGlass(access governance.BreakGlass, tenant, key string) *subject {
	return &subject{
		facts: approval.OfBreakGlass(access, tenant), request: access.RequestedBy, approvals: access.Approvals, revoked: access.RevokedAt,
		rules: func(b *bundle.Bundle) (all []approvers) {
			for i, c := range b.Controls {
				if c.BreakGlass != nil {
					all = append(all, approvers{&b.Controls[i], c.BreakGlass})
				}
			}
			return all
		},
		stand: func(b *bundle.Bundle, signers []string, _ time.Time) governance.Standing {
			return access.Stand(b.Controls, signers)
		},
		words: func(*ballot) string { return breakGlassInWords(access, tenant, key) },
	}
}

// plannedException is an exception as it will be once the plan is applied.
func (p *Process) plannedException(ctx context.Context, address string, flags approveFlags) (*subject, error) {
	input, err := p.openPlan(flags.plan, "")
	if err != nil {
		return nil, err
	}
	defer input.Close()
	planned, err := readPlanned(input.Plan, address)
	if err != nil {
		return nil, err
	}
	exception, tenant := planned.Exception, planned.Tenant
	switch {
	case tenant != "":
	case exception.TenantID == "":
		return nil, problemf("Cannot be approved", "The tenant of %s is not known before the plan is applied. Apply it, which leaves the exception pending, and approve the recorded one: nhi approve TENANT/%s", address, exception.Control)
	default:
		if tenant, err = p.recordedTenant(ctx, exception.TenantID, flags.register); err != nil {
			return nil, err
		}
	}
	exception.TenantID = tenant // a record that breaks no rule, though its tenant may have no id yet
	s := ofException(exception, tenant)
	s.where = address + " in " + flags.plan
	return s, nil
}

// recordedTenant returns the slug of a tenant that the plan refers to and does
// not hold.
func (p *Process) recordedTenant(ctx context.Context, id, location string) (string, error) {
	kept, err := openRegister(ctx, p.registerLocation(location))
	if err != nil {
		return "", err
	}
	defer kept.Close()
	tenant, err := kept.Tenants().Get(ctx, id)
	if err != nil {
		return "", registerProblem(err)
	}
	return tenant.Slug, nil
}

// registerLocation is the flag, else NHI_REGISTER, else beside the configuration.
func (p *Process) registerLocation(flag string) string {
	if flag != "" {
		return flag
	}
	if location, _ := p.getenv(envRegister); location != "" {
		return location
	}
	return register.DefaultLocation
}

// openly is a location as it may be printed: a password may be in any other part.
func openly(location string) string {
	if u, err := url.Parse(location); err == nil && strings.Contains(location, "://") {
		return u.Scheme + "://" + u.Host + u.Path
	}
	return location
}

func loadBundle(directories []string) (*bundle.Bundle, error) {
	folders, err := bundleFolders(directories)
	if err != nil {
		return nil, err
	}
	loaded, diags := bundle.Load(folders...)
	if diags.HasErrors() {
		return nil, &diagnosed{diags, loaded.Sources}
	}
	return loaded, nil
}
