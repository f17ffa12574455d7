# Refuses policies of conditional access that are switched off, and deleting
# them.
#
# Why: what nobody enforces protects nobody, and an exception for one program
# stays for all.
#
# Mend: set state to enabled, or enabledForReportingButNotEnforced while it is
# tried out.
policy {
  required_providers {
    azuread = {
      source = "hashicorp/azuread"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "azuread_conditional_access_policy" "azure_conditional_access_off" {
  enforce {
    condition     = core::try(attrs.state, null) != "disabled"
    error_message = "The policy ${attrs.display_name} is switched off. Set its state to enabled, or to enabledForReportingButNotEnforced while you try it out."
  }
}

resource_policy "azuread_conditional_access_policy" "azure_conditional_access_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("azuread_conditional_access_policy", { display_name = prior_attrs.display_name })) > 0
    error_message = "The policy ${prior_attrs.display_name} of conditional access is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}
