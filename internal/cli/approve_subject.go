package cli

import (
	"context"

	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// subject is the exception that somebody is asked to approve.
type subject struct {
	exception governance.Exception
	tenant    string // slug
	where     string // it was found
}

func (p *Process) exceptionToApprove(ctx context.Context, name string, flags approveFlags) (*subject, error) {
	if flags.plan != "" {
		return p.plannedException(ctx, name, flags)
	}
	location := p.registerLocation(flags.register)
	kept, err := openRegister(ctx, location)
	if err != nil {
		return nil, err
	}
	defer kept.Close()
	exception, err := kept.Exceptions().Find(ctx, name)
	if err != nil {
		return nil, registerProblem(err)
	}
	tenant, err := kept.Tenants().Get(ctx, exception.TenantID)
	if err != nil {
		return nil, registerProblem(err)
	}
	return &subject{exception, tenant.Slug, "recorded in " + location}, nil
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
	return &subject{exception, tenant, address + " in " + flags.plan}, nil
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

func openRegister(ctx context.Context, location string) (register.Register, error) {
	kept, err := register.Open(ctx, location, register.Options{ReadOnly: true})
	if err != nil {
		return nil, registerProblem(err)
	}
	return kept, nil
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
