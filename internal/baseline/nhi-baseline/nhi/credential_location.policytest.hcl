policytest {
  targets = ["credential_location.policy.hcl"]
}

resource "nhi_tenant" "acme" {
  attrs = { id = "acme-id", approved_vaults = ["vault://acme/"] }
}

resource "nhi_identity" "in_the_tenants_vault" {
  attrs = { name = "backup", tenant = "acme-id", credential = { location = "vault://acme/kv/backup" } }
}

resource "nhi_identity" "without_credential" {
  attrs = { name = "backup", tenant = "acme-id", credential = null }
}

resource "nhi_identity" "in_a_file" {
  attrs = { name = "backup", tenant = "other-id", credential = { location = "FILE:///home/jane/key" } }
  expect { policy = "nhi_credential_is_in_a_vault" }
}

resource "nhi_identity" "in_another_vault" {
  attrs = { name = "backup", tenant = "acme-id", credential = { location = "vault://globex/kv/backup" } }
  expect { policy = "nhi_credential_is_in_a_vault_of_its_tenant" }
}

resource "nhi_identity" "at_a_place_to_be_made" {
  attrs = { name = "backup", tenant = "acme-id", credential = { location = unknown("string") } }
  expect { verdict = "undecided" }
}
