# Refuses tokens of Vault that are renewed for ever, last longer than the tenant
# allows, have no parent, or have the policy root.
#
# Why: a token of Vault is all that is asked for; one that never ends outlives
# whoever took it, and one of root has no bounds at all.
#
# Mend: set token_max_ttl or token_explicit_max_ttl within vault_token_hours,
# and take token_period and the policy root out.
policy {
  required_providers {
    vault = {
      source = "hashicorp/vault"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "vault_token_hours" {
  type        = number
  default     = 168
  description = "How many hours a token of Vault may live, with all its renewals."
}

resource_policy "vault_*_role" "vault_token_lifetime" {
  filter = core::regex_match(meta.type, "_auth_backend_role$")

  enforce {
    condition     = core::try(attrs.token_max_ttl <= input.vault_token_hours * 3600, true) && core::try(attrs.token_ttl <= input.vault_token_hours * 3600, true)
    error_message = "Tokens of the role live longer than ${input.vault_token_hours} hours. Set token_max_ttl within that."
  }

  enforce {
    condition     = core::try(attrs.token_period, null) == null || core::try(attrs.token_period, null) == 0 || core::try(attrs.token_explicit_max_ttl > 0, false)
    error_message = "Tokens of the role are renewed for ever. Take token_period out, or set token_explicit_max_ttl."
  }

  enforce {
    condition     = !core::try(core::contains(attrs.token_policies, "root"), false)
    error_message = "Tokens of the role have the policy root. Name the policies that are needed."
  }
}

resource_policy "vault_token_auth_backend_role" "vault_token_role" {
  locals {
    policies = core::flatten([core::try([for p in attrs.allowed_policies : p], []), core::try([for p in attrs.allowed_policies_glob : p], [])])
    wide     = [for p in local.policies : p if core::contains(["root", "*"], p)]
  }

  enforce {
    condition     = core::length(local.wide) == 0
    error_message = "Tokens of the role ${attrs.role_name} may have ${core::join(", ", local.wide)}. Name the policies that are needed."
  }

  enforce {
    condition     = core::try(attrs.orphan, null) != true || core::try(attrs.token_explicit_max_ttl > 0, false)
    error_message = "Tokens of the role ${attrs.role_name} outlive who made them. Take orphan out, or set token_explicit_max_ttl."
  }
}

resource_policy "vault_token" "vault_token_made" {
  enforce {
    condition     = !core::try(core::contains(attrs.policies, "root"), false)
    error_message = "The token has the policy root. Name the policies that are needed."
  }

  enforce {
    condition     = core::try(attrs.no_parent, null) != true
    error_message = "The token outlives who made it. Take no_parent out."
  }

  enforce {
    condition     = core::try(attrs.period, null) == null || core::try(attrs.explicit_max_ttl, null) != null
    error_message = "The token is renewed for ever. Take period out, or set explicit_max_ttl."
  }
}
