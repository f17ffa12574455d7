# Refuses roles of Vault's SSH that sign for every user or for root.
#
# Why: whoever may use the role signs in to every host as anybody.
#
# Mend: list allowed_users, or a template of the identity, and set max_ttl.
policy {
  required_providers {
    vault = {
      source = "hashicorp/vault"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "vault_ssh_secret_backend_role" "vault_ssh_users" {
  locals {
    users = core::try(core::split(",", attrs.allowed_users), [])
    root  = core::try(attrs.default_user, null)
  }

  enforce {
    condition     = !core::contains(local.users, "*")
    error_message = "The role ${attrs.name} signs for every user. List them in allowed_users."
  }

  enforce {
    condition     = local.root != "root" && !core::contains(local.users, "root")
    error_message = "The role ${attrs.name} signs for root. Sign for a user who may become root, and is asked why."
  }
}
