# Refuses audit devices of Vault that log secrets as they are.
#
# Why: the log then gives every secret to whoever reads it.
#
# Mend: take log_raw out of the options.
policy {
  required_providers {
    vault = {
      source = "hashicorp/vault"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "vault_audit" "vault_audit_raw" {
  enforce {
    condition     = core::lower(core::try(attrs.options.log_raw, "false")) != "true"
    error_message = "The audit device logs secrets as they are. Take log_raw out of options."
  }
}
