# Refuses webhooks of automation that start runbooks for longer than the
# tenant allows.
#
# Why: the address of a webhook is a password that starts the runbook with its
# identity.
#
# Mend: set expiry_time within azure_webhook_days, and renew it; or let the
# caller start the job by its identity.
policy {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "azure_webhook_days" {
  type        = number
  default     = 365
  description = "How many days a webhook of automation may be good."
}

resource_policy "azurerm_automation_webhook" "azure_automation_webhook" {
  filter = core::try(attrs.enabled, null) != false

  enforce {
    condition     = core::timecmp(attrs.expiry_time, core::timeadd(core::timestamp(), "${input.azure_webhook_days * 24}h")) <= 0
    error_message = "The webhook ${attrs.name} is good until ${attrs.expiry_time}; ${input.azure_webhook_days} days are allowed here."
  }
}
