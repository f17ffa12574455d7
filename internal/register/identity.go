package register

import "github.com/nhi-governance/terraform-provider-nhi/internal/governance"

var identities = kind[governance.Identity]{
	naming: naming{governance.KindIdentity, "identities r JOIN tenants t ON t.id = r.tenant_id", "t.slug || '/' || r.name"},
	table:  "identities",
	tenant: "tenant_id",
	meta:   func(i *governance.Identity) *governance.Meta { return &i.Meta },
	owner:  func(i *governance.Identity) string { return i.TenantID },
	unique: []string{"tenant_id", "name"},
	place:  func(s *governance.Snapshot) *[]governance.Identity { return &s.Identities },
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
}

func (s *store) Identities() Collection[governance.Identity] {
	return collection[governance.Identity]{s, identities}
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
