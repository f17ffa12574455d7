# Refuses secrets of AppRole that may be used any number of times, from
# anywhere.
#
# Why: a secret that is used once is known to be stolen when it fails; one that
# works for ever is used beside its owner.
#
# Mend: set secret_id_num_uses, or bind the secret to addresses by
# secret_id_bound_cidrs.
policy {
  required_providers {
    vault = {
      source = "hashicorp/vault"
    }
  }
  enforcement_level = "advisory"
}

resource_policy "vault_approle_auth_backend_role" "vault_approle_uses" {
  filter = core::try(attrs.bind_secret_id, null) != false

  locals {
    cidrs = core::try(core::length(attrs.secret_id_bound_cidrs), 0) + core::try(core::length(attrs.token_bound_cidrs), 0)
  }

  enforce {
    condition     = local.cidrs > 0 || core::try(attrs.secret_id_num_uses > 0, false)
    error_message = "Secrets of the role ${attrs.role_name} work any number of times, from anywhere. Set secret_id_num_uses or secret_id_bound_cidrs."
  }
}
