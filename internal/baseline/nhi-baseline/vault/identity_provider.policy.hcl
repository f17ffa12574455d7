# Refuses clients and keys of Vault's identity provider that are for everybody,
# and password logins as a method of authentication.
#
# Why: an assignment of allow_all signs every entity of Vault in to the
# application; and a password of userpass ends when somebody thinks of it.
#
# Mend: name an assignment and the clients of a key; authenticate people by the
# identity provider, and workloads by their platform.
policy {
  required_providers {
    vault = {
      source = "hashicorp/vault"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "vault_identity_oidc_client" "vault_oidc_client_everybody" {
  enforce {
    condition     = !core::try(core::contains(attrs.assignments, "allow_all"), false)
    error_message = "Every entity signs in to ${attrs.name}. Name assignments of the groups that may."
  }
}

resource_policy "vault_identity_oidc_key" "vault_oidc_key_everybody" {
  enforce {
    condition     = !core::try(core::contains(attrs.allowed_client_ids, "*"), false)
    error_message = "Every client may use the key ${attrs.name}. Name those that may in allowed_client_ids."
  }
}

resource_policy "vault_auth_backend" "vault_userpass" {
  enforce {
    condition     = !core::contains(["userpass", "app-id"], attrs.type)
    error_message = "The method ${attrs.type} asks for a password alone. Use oidc for people, and jwt, kubernetes or the cloud's for workloads."
  }
}
