package provider

import (
	"context"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/nhi-governance/terraform-provider-nhi/internal/baseline"
	"github.com/nhi-governance/terraform-provider-nhi/internal/bundle"
	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

// authority is what the policy bundle says of exceptions: which controls there
// are, and whose approvals count. A nil one knows no control.
type authority struct{ bundle *bundle.Bundle }

// newAuthority reads the bundle in the directories, and returns nil for none.
func newAuthority(directories []string) (*authority, diag.Diagnostics) {
	if len(directories) == 0 {
		return nil, nil
	}
	folders, err := baseline.Folders(directories...)
	if err != nil {
		return nil, diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Root("policies"), "Unknown bundle", sentence(err.Error()))}
	}
	loaded, problems := bundle.Load(folders...)
	return &authority{loaded}, policyProblems(problems)
}

// policyProblems are the diagnostics of a bundle, with their places in it.
func policyProblems(problems hcl.Diagnostics) diag.Diagnostics {
	var diags diag.Diagnostics
	for _, problem := range problems {
		detail := sentence(problem.Detail)
		if problem.Subject != nil {
			detail += "\n\nAt " + problem.Subject.String() + "."
		}
		if problem.Severity == hcl.DiagError {
			diags.AddAttributeError(path.Root("policies"), problem.Summary, detail)
		} else {
			diags.AddAttributeWarning(path.Root("policies"), problem.Summary, detail)
		}
	}
	return diags
}

// control returns the control of that name, nil when nobody knows it.
func (a *authority) control(name string) *governance.Control {
	if a == nil {
		return nil
	}
	return a.bundle.Control(name)
}

// standing is how an exception stands at an instant. Its approvals count only
// when there is a control that says how many are needed and whose.
func (s *session) standing(ctx context.Context, e governance.Exception, at time.Time) (governance.Standing, error) {
	if s.authority == nil {
		return e.Stand(nil, nil, at), nil
	}
	slug := ""
	if len(e.Approvals) > 0 { // else there is nothing to verify with it
		tenant, err := tenants.get(ctx, s, e.TenantID)
		if err != nil {
			return governance.Standing{}, err
		}
		slug = tenant.Slug
	}
	return s.authority.bundle.Stand(e, slug, at), nil
}
