package provider

import (
	"context"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// A lapse is named in a warning, never in an error, and never when nothing lapsed.
func TestLapsesAreNamed(t *testing.T) {
	t.Parallel()
	e := governance.Entitlement{Privilege: "admin", StartsAt: at("2026-02-01T00:00:00Z"), ExpiresAt: at("2026-03-01T00:00:00Z")}
	tests := map[string]struct {
		status governance.EntitlementStatus
		now    string
		want   string
	}{
		"still scheduled": {governance.EntitlementScheduled, "2026-01-31T23:59:59Z", ""},
		"begins":          {governance.EntitlementScheduled, "2026-02-01T00:00:00Z", "Entitlement comes into force"},
		"still active":    {governance.EntitlementActive, "2026-02-28T23:59:59Z", ""},
		"ends":            {governance.EntitlementActive, "2026-03-01T00:00:00Z", "Entitlement has expired"},
		"never began":     {governance.EntitlementScheduled, "2026-03-01T00:00:00Z", "Entitlement has expired"},
		"not yet again":   {governance.EntitlementActive, "2026-01-01T00:00:00Z", "Entitlement is not yet in force"},
		"quarantined":     {governance.EntitlementQuarantined, "2026-02-10T00:00:00Z", ""},
		"revoked":         {governance.EntitlementRevoked, "2026-03-01T00:00:00Z", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := e
			e.Status, e.Granted = test.status, test.status == governance.EntitlementActive
			prior := newEntitlementModel(e)
			planned := prior
			entitlements.timing.undecide(&planned)
			diags := entitlements.timing.foresee(t.Context(), &session{}, at(test.now), &planned, &prior, false)
			warns(t, diags, test.want, "")
		})
	}
}

// A plan says why an exception will not count.
func TestExceptionIsAnnounced(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var tenant governance.Tenant
	w.behind(func(ctx context.Context, kept register.Register) (err error) {
		tenant, err = kept.Tenants().Create(ctx, governance.Tenant{Slug: "acme", Name: "Acme", Owner: "jane@acme.example", ContractStart: at("2026-01-01T00:00:00Z")})
		return err
	})()
	directory, alice := w.policies("90d")
	authority, diags := newAuthority([]string{strings.Trim(strings.TrimPrefix(directory, "policies = "), `[]"`)})
	if diags.HasError() {
		t.Fatal(diags)
	}
	s := w.session(authority)
	approved := strings.TrimSuffix(strings.TrimPrefix(signed(t, alice), "approvals = [<<-EOT\n"), "EOT\n  ]\n")
	tests := map[string]struct {
		approvals []string
		reason    string
		want      string // "": it will count when its time comes
	}{
		"nobody approved":           {nil, requested.Reason, "0 of 1 approvals by alice@msp.example are there"},
		"not a signature":           {[]string{"yes"}, requested.Reason, "0 of 1 approvals"},
		"approved, and edited then": {[]string{approved}, "Another reason.", "0 of 1 approvals"},
		"approved":                  {[]string{approved}, requested.Reason, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			e := requested
			e.TenantID, e.Approvals, e.Reason = tenant.ID, test.approvals, test.reason
			planned := newExceptionModel(e)
			diags := approvedExceptions.refuse(t.Context(), s, &planned, nil, false)
			if test.want == "" {
				warns(t, diags, "", "")
				return
			}
			warns(t, diags, "Exception is not approved", test.want)
		})
	}
}

// warns wants one warning, with a part of its detail, or nothing at all for "".
func warns(t *testing.T, diags diag.Diagnostics, summary, detail string) {
	t.Helper()
	switch {
	case summary == "" && len(diags) == 0:
	case len(diags) == 1 && diags[0].Severity() == diag.SeverityWarning && diags[0].Summary() == summary && strings.Contains(diags[0].Detail(), detail):
	default:
		t.Errorf("want a warning %q with %q, got %v", summary, detail, diags)
	}
}
