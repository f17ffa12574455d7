package register

import (
	"context"

	"github.com/nhi-governance/terraform-provider-nhi/internal/governance"
)

var identities = kind[governance.Identity]{
	naming: identityNames,
	table:  "identities",
	tenant: "tenant_id",
	meta:   func(i *governance.Identity) *governance.Meta { return &i.Meta },
	owner:  func(i *governance.Identity) string { return i.TenantID },
	unique: []string{"tenant_id", "name"},
	fields: func(i *governance.Identity) []field {
		credential := i.Credential
		if credential == nil {
			credential = new(governance.Credential)
		}
		return []field{
			plain("tenant_id", &i.TenantID),
			plain("name", &i.Name),
			plain("kind", &i.Kind),
			plain("owner", &i.Owner),
			plain("purpose", &i.Purpose),
			plain("environment", &i.Environment),
			plain("external_id", &i.ExternalID),
			plain("vendor", &i.Vendor),
			plain("human_use", &i.HumanUse),
			credentialLocation(i, credential),
			instant("credential_issued_at", &credential.IssuedAt),
			period("credential_rotate_every", &credential.RotateEvery),
			instant("credential_expires_at", &credential.ExpiresAt),
		}
	},
	prepare: func(ctx context.Context, tx *transaction, _, i *governance.Identity) ([]governance.Problem, error) {
		return owned(ctx, tx, i.TenantID)
	},
	release: func(ctx context.Context, tx *transaction, i *governance.Identity) error {
		users, err := entitlementNames.all(ctx, tx, "r.identity_id = $1", i.ID)
		if err != nil || len(users) == 0 {
			return err
		}
		return inUse("Identity "+i.Name+" still holds entitlements", users, "Delete them first.")
	},
}

// credentialLocation is the column that says whether there is a credential at
// all: reading one gives the identity its credential.
func credentialLocation(i *governance.Identity, credential *governance.Credential) field {
	location := optional("credential_location", &credential.Location)
	return field{location.column, location.value, scanText(func(text string) error {
		if text != "" {
			credential.Location, i.Credential = text, credential
		}
		return nil
	})}
}
