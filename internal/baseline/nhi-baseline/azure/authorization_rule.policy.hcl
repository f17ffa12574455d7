# Refuses rules of Service Bus, Event Hubs, relays and notification hubs whose
# key manages what it is for.
#
# Why: the key of a rule that manages changes the other rules, and so gives
# itself and others whatever they like.
#
# Mend: leave manage false, and make one rule to listen and another to send;
# or switch keys off, and grant roles.
policy {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "azurerm_*authorization_rule" "azure_rule_manages" {
  enforce {
    condition     = core::try(attrs.manage, null) != true
    error_message = "The key of the rule ${attrs.name} manages, and makes other keys. Leave manage false."
  }
}
