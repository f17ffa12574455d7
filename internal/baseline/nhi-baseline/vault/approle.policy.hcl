# Refuses roles of AppRole whose secret does not end or is not asked for at all.
#
# Why: the secret of an AppRole is a password that is handed to a machine;
# without an end it works for whoever finds it.
#
# Mend: set secret_id_ttl, secret_id_num_uses and secret_id_bound_cidrs, or
# authenticate the workload by its platform.
policy {
  required_providers {
    vault = {
      source = "hashicorp/vault"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "vault_approle_auth_backend_role" "vault_approle_secret" {
  locals {
    lifetime = core::try(attrs.secret_id_ttl, null) == null ? 0 : attrs.secret_id_ttl
    cidrs    = core::try(core::length(attrs.secret_id_bound_cidrs), 0) + core::try(core::length(attrs.token_bound_cidrs), 0)
  }

  enforce {
    condition     = core::try(attrs.bind_secret_id, null) == false || local.lifetime > 0
    error_message = "Secrets of the role ${attrs.role_name} do not end. Set secret_id_ttl."
  }

  enforce {
    condition     = core::try(attrs.bind_secret_id, null) != false || local.cidrs > 0
    error_message = "The role ${attrs.role_name} asks for no secret, from anywhere. Set bind_secret_id to true."
  }
}

resource_policy "vault_approle_auth_backend_role_secret_id" "vault_approle_secret_id" {
  enforce {
    condition     = core::try(attrs.wrapping_ttl, null) != null
    error_message = "The secret of the role ${attrs.role_name} stands in the state. Set wrapping_ttl, so that it holds only what is exchanged once."
  }
}
