# Refuses keys of Vault's transit that may be taken out or deleted.
#
# Why: a key that leaves Vault is used without a trace, and one that is deleted
# takes all that it encrypted with it.
#
# Mend: take exportable, allow_plaintext_backup and deletion_allowed out.
policy {
  required_providers {
    vault = {
      source = "hashicorp/vault"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "vault_transit_secret_backend_key" "vault_transit_custody" {
  enforce {
    condition     = core::try(attrs.exportable, null) != true && core::try(attrs.allow_plaintext_backup, null) != true
    error_message = "The key ${attrs.name} may be taken out of Vault. Take exportable and allow_plaintext_backup out."
  }

  enforce {
    condition     = core::try(attrs.deletion_allowed, null) != true
    error_message = "The key ${attrs.name} may be deleted, with all that it encrypted. Take deletion_allowed out."
  }
}
