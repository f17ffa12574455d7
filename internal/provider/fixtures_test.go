package provider

import (
	"context"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
	"github.com/nhi-governance/terraform-provider-nhi/internal/register"
)

// estate is a tenant with everything that an entitlement needs.
const estate = acme + `
resource "nhi_system" "directory" {
  tenant = nhi_tenant.acme.id
  name   = "directory"
  kind   = "record"
}

resource "nhi_identity" "backup" {
  tenant      = nhi_tenant.acme.id
  name        = "svc-backup"
  kind        = "service_account"
  owner       = "jane@acme.example"
  purpose     = "Takes the nightly backups."
  environment = "production"
}

resource "nhi_review_schedule" "quarterly" {
  tenant         = nhi_tenant.acme.id
  name           = "quarterly"
  recurrence     = "quarterly"
  anchor         = "2026-01-15T09:00:00Z"
  reviewers      = ["raj@acme.example"]
  due_within     = "14d"
  overdue_action = "quarantine"
}
`

// aTenant is a tenant that is named as its slug.
func aTenant(slug string) governance.Tenant {
	return governance.Tenant{Slug: slug, Name: slug, Owner: "jane@msp.example", ContractStart: at("2026-01-01T00:00:00Z")}
}

// addIdentity adds an identity to a tenant behind Terraform's back.
func addIdentity(tenant, name string) func(context.Context, register.Register) error {
	return func(ctx context.Context, kept register.Register) error {
		owner, err := kept.Tenants().Find(ctx, tenant)
		if err != nil {
			return err
		}
		_, err = kept.Identities().Create(ctx, governance.Identity{
			TenantID: owner.ID, Name: name, Kind: governance.Bot, Owner: "joe@acme.example", Purpose: "Posts messages.", Environment: "production",
		})
		return err
	}
}

// addTenant adds a tenant behind Terraform's back.
func addTenant(slug string) func(context.Context, register.Register) error {
	return func(ctx context.Context, kept register.Register) error {
		_, err := kept.Tenants().Create(ctx, governance.Tenant{Slug: slug, Name: slug, Owner: "jane@msp.example", ContractStart: at("2026-01-01T00:00:00Z")})
		return err
	}
}

const globex = `
resource "nhi_tenant" "globex" {
  slug           = "globex"
  name           = "Globex"
  owner          = "hank@globex.example"
  contract_start = "2026-01-01T00:00:00Z"
}
`
