# Refuses deleting audit devices of Vault that nothing in the plan takes the
# place of.
#
# Why: without an audit device nobody knows who read which secret.
#
# Mend: keep it, or add another first.
policy {
  required_providers {
    vault = {
      source = "hashicorp/vault"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "vault_audit" "vault_audit_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("vault_audit", { path = prior_attrs.path })) > 0
    error_message = "The audit device ${prior_attrs.path} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}
