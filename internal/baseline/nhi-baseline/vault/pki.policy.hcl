# Refuses roles of Vault's PKI that sign any name, with weak keys, or for longer
# than the tenant allows, and authorities whose key is given out.
#
# Why: whoever may use the role has a certificate for every name that is
# trusted, for as long as it is valid.
#
# Mend: list allowed_domains, take allow_any_name and allow_glob_domains out,
# and set max_ttl within vault_certificate_days.
policy {
  required_providers {
    vault = {
      source = "hashicorp/vault"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "vault_certificate_days" {
  type        = number
  default     = 397
  description = "How many days a certificate that Vault signs may be valid."
}

resource_policy "vault_pki_secret_backend_role" "vault_pki_role" {
  locals {
    max     = core::try(attrs.max_ttl, null)
    hours   = local.max == null ? 0 : core::try(core::parseint(local.max, 10) / 3600, core::parseint(core::regex("^(\\d+)h", local.max)[0], 10), core::parseint(core::regex("^(\\d+)d", local.max)[0], 10) * 24, 0)
    bits    = core::try(attrs.key_bits, null) == null ? 0 : attrs.key_bits
    type    = core::try(attrs.key_type, null) == null ? "rsa" : attrs.key_type
    domains = core::try([for d in attrs.allowed_domains : d], [])
  }

  enforce {
    condition     = core::try(attrs.allow_any_name, null) != true
    error_message = "The role ${attrs.name} signs any name. Take allow_any_name out, and list allowed_domains."
  }

  enforce {
    condition     = core::try(attrs.allow_glob_domains, null) != true || !core::anytrue([for d in local.domains : core::startswith(d, "*")])
    error_message = "The role ${attrs.name} signs the domains ${core::join(", ", local.domains)}: any name. Take allow_glob_domains out."
  }

  enforce {
    condition     = core::try(attrs.enforce_hostnames, null) != false
    error_message = "The role ${attrs.name} signs what is no host name. Take enforce_hostnames out."
  }

  enforce {
    condition     = local.hours <= input.vault_certificate_days * 24
    error_message = "Certificates of the role ${attrs.name} are valid for ${local.max}. At most ${input.vault_certificate_days} days are allowed here."
  }

  enforce {
    condition     = local.type == "rsa" ? local.bits == 0 || local.bits >= 2048 : local.type == "ec" ? local.bits == 0 || local.bits >= 256 : true
    error_message = "Keys of the role ${attrs.name} have ${local.bits} bits. Use RSA with 2048 or more, or EC with 256 or more."
  }
}

resource_policy "vault_pki_secret_backend_root_cert" "vault_pki_root_exported" {
  enforce {
    condition     = attrs.type != "exported"
    error_message = "The key of the authority is given out, into the state. Set type to internal or kms."
  }
}
