package provider

import (
	"context"
	"fmt"
	"strings"
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
	slug, err := s.signedFor(ctx, e.TenantID, e.Approvals)
	return s.authority.bundle.Stand(e, slug, at), err
}

// standingOfVariation is how a variation stands at an instant.
func (s *session) standingOfVariation(ctx context.Context, v governance.Variation, at time.Time) (governance.Standing, error) {
	if s.authority == nil {
		return v.Stand(nil, nil, at), nil
	}
	slug, err := s.signedFor(ctx, v.TenantID, v.Approvals)
	return s.authority.bundle.StandVariation(v, slug, at), err
}

// standingOfBreakGlass is how break-glass access stands at an instant.
func (s *session) standingOfBreakGlass(ctx context.Context, b governance.BreakGlass, at time.Time) (governance.Standing, error) {
	if s.authority == nil {
		return b.Stand(nil, nil), nil
	}
	slug, err := s.signedFor(ctx, b.TenantID, b.Approvals)
	return s.authority.bundle.StandBreakGlass(b, slug, at), err
}

// signedFor is the slug of the tenant that approvals are for, "" where there are
// none to verify with it.
func (s *session) signedFor(ctx context.Context, tenantID string, approvals []string) (string, error) {
	if len(approvals) == 0 {
		return "", nil
	}
	tenant, err := tenants.get(ctx, s, tenantID)
	return tenant.Slug, err
}

// breaches turns rules of controls that a record breaks into errors at their
// attributes.
func breaches(summary string, broken []governance.Breach) (diags diag.Diagnostics) {
	for _, breach := range broken {
		diags.AddAttributeError(attributePath(breach.Attribute), summary, sentence(breach.Sentence))
	}
	return diags
}

// unapproved says why what has to be approved does not count yet, or any more.
func unapproved(summary, about string, standing governance.Standing, how string) diag.Diagnostic {
	return diag.NewAttributeWarningDiagnostic(path.Root("approvals"), summary, fmt.Sprintf(
		"%s It does not count: %s. Have it approved with nhi approve%s.", about, strings.Join(standing.Problems, "; "), how))
}
