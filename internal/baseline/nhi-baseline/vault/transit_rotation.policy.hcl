# Refuses keys of Vault's transit that are not rotated.
#
# Why: the longer a key is used, the more its loss gives away.
#
# Mend: set auto_rotate_period, in seconds, to 90 days or what the tenant asks
# for.
policy {
  required_providers {
    vault = {
      source = "hashicorp/vault"
    }
  }
  enforcement_level = "advisory"
}

resource_policy "vault_transit_secret_backend_key" "vault_transit_rotation" {
  enforce {
    condition     = core::try(attrs.auto_rotate_period > 0, false)
    error_message = "The key ${attrs.name} is never rotated. Set auto_rotate_period."
  }
}
