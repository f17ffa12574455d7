# Refuses secrets of Vault whose values Terraform knows.
#
# Why: what is kept in Vault so that few read it then stands in the plan and in
# the state as well.
#
# Mend: use data_json_wo with an ephemeral value, or let whoever makes the
# secret write it.
policy {
  required_providers {
    vault = {
      source = "hashicorp/vault"
    }
  }
  enforcement_level = "advisory"
}

resource_policy "vault_*" "vault_secret_value" {
  filter = core::contains(["vault_generic_secret", "vault_kv_secret", "vault_kv_secret_v2", "vault_generic_endpoint"], meta.type)

  enforce {
    condition     = core::try(attrs.data_json, null) == null
    error_message = "The values stand in the configuration or the state. Use data_json_wo of vault_kv_secret_v2, or let whoever makes the secret write it."
  }
}
