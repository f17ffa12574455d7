# Refuses policies of Vault for every path or for a whole mount, with the
# capability sudo, or that let their holder write policies, authentication
# methods and audit devices.
#
# Why: whoever has such a policy reads the secrets of all, or gives themselves
# the rights to.
#
# Mend: name the paths that are needed, below the mount, with read or list;
# leave sys to the administrators of Vault.
policy {
  required_providers {
    vault = {
      source = "hashicorp/vault"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "vault_policy" "vault_policy_wildcard" {
  locals {
    # Pairs of a path and what is allowed there.
    rules = core::try([for p, r in core::jsondecode(attrs.policy).path : [p, core::jsonencode(r)]], core::regexall("(?m)^\\s*path\\s+\"([^\"]+)\"\\s*\\{([^}]*)\\}", attrs.policy))
    given = [for r in local.rules : r if !core::regex_match(r[1], "\"deny\"")]
    all   = [for r in local.given : r[0] if core::regex_match(r[0], "^[*+/]+$")]
    mount = [for r in local.given : r[0] if core::regex_match(r[0], "^[^/*+]+(\\*|/((data|metadata)/)?[*+])$") && !core::startswith(r[0], "cubbyhole/")]
    sudo  = [for r in local.given : r[0] if core::regex_match(r[1], "\"(sudo|root)\"|policy\\s*=\\s*\"sudo\"")]
    sys   = [for r in local.given : r[0] if core::regex_match(r[0], "^sys/(polic|auth|audit|raw|seal|rekey|generate-root|mounts)") && core::regex_match(r[1], "\"(create|update|patch|delete)\"")]
  }

  enforce {
    condition     = core::length(local.all) == 0
    error_message = "It is for every path of Vault. Name the paths that are needed."
  }

  enforce {
    condition     = core::length(local.mount) == 0
    error_message = "It is for ${core::join(", ", local.mount)}: all of a mount. Name the paths below it."
  }

  enforce {
    condition     = core::length(local.sudo) == 0
    error_message = "It has sudo on ${core::join(", ", local.sudo)}. Take it out; who administers Vault is excepted by name."
  }

  enforce {
    condition     = core::length(local.sys) == 0
    error_message = "Its holder writes ${core::join(", ", local.sys)}, which decide who may do what. Leave these to the administrators of Vault."
  }
}

data_policy "vault_policy_document" "vault_policy_document_wildcard" {
  locals {
    given = core::try([for r in attrs.rule : r if !core::contains(r.capabilities, "deny")], [])
    wide  = [for r in local.given : r.path if core::regex_match(r.path, "^[*+/]+$") || core::regex_match(r.path, "^[^/*+]+(\\*|/((data|metadata)/)?[*+])$") && !core::startswith(r.path, "cubbyhole/")]
    sudo  = [for r in local.given : r.path if core::contains(r.capabilities, "sudo")]
    sys   = [for r in local.given : r.path if core::regex_match(r.path, "^sys/(polic|auth|audit|raw|seal|rekey|generate-root|mounts)") && core::anytrue([for c in r.capabilities : core::contains(["create", "update", "patch", "delete"], c)])]
  }

  enforce {
    condition     = core::length(local.wide) == 0
    error_message = "It is for ${core::join(", ", local.wide)}: all of Vault or of a mount. Name the paths below it."
  }

  enforce {
    condition     = core::length(local.sudo) == 0
    error_message = "It has sudo on ${core::join(", ", local.sudo)}. Take it out; who administers Vault is excepted by name."
  }

  enforce {
    condition     = core::length(local.sys) == 0
    error_message = "Its holder writes ${core::join(", ", local.sys)}, which decide who may do what. Leave these to the administrators of Vault."
  }
}
