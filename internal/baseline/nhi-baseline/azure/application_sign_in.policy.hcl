# Refuses applications that accounts of other tenants sign in to, that take
# tokens by the implicit flow or without a secret, or that hand them to an
# address which is not theirs.
#
# Why: what an application hands out at the wrong address, or to the wrong
# tenant, is used by whoever is there.
#
# Mend: set sign_in_audience to AzureADMyOrg, leave the implicit flow and
# public clients off, and name https addresses.
policy {
  required_providers {
    azuread = {
      source = "hashicorp/azuread"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "azuread_application" "azure_application_tenants" {
  enforce {
    condition     = !core::contains(["AzureADMultipleOrgs", "AzureADandPersonalMicrosoftAccount", "PersonalMicrosoftAccount"], core::try(attrs.sign_in_audience, null))
    error_message = "Accounts of every tenant sign in to it (${attrs.sign_in_audience}). Set sign_in_audience to AzureADMyOrg, or except it if it is a product for others."
  }
}

resource_policy "azuread_application_registration" "azure_registration_tenants" {
  enforce {
    condition     = !core::contains(["AzureADMultipleOrgs", "AzureADandPersonalMicrosoftAccount", "PersonalMicrosoftAccount"], core::try(attrs.sign_in_audience, null))
    error_message = "Accounts of every tenant sign in to it (${attrs.sign_in_audience}). Set sign_in_audience to AzureADMyOrg, or except it if it is a product for others."
  }
}

resource_policy "azuread_application" "azure_application_implicit" {
  enforce {
    condition     = core::try(attrs.web[0].implicit_grant[0].access_token_issuance_enabled, null) != true
    error_message = "It hands access tokens out in addresses (implicit flow). Leave access_token_issuance_enabled false, and use the code flow."
  }
}

resource_policy "azuread_application_registration" "azure_registration_implicit" {
  enforce {
    condition     = core::try(attrs.implicit_access_token_issuance_enabled, null) != true
    error_message = "It hands access tokens out in addresses (implicit flow). Leave implicit_access_token_issuance_enabled false, and use the code flow."
  }
}

resource_policy "azuread_application" "azure_application_public_client" {
  enforce {
    condition     = core::try(attrs.fallback_public_client_enabled, null) != true
    error_message = "Anybody is taken for this application without proof. Leave fallback_public_client_enabled false."
  }
}

resource_policy "azuread_application" "azure_application_redirects" {
  locals {
    listed = core::flatten([for b in core::flatten([core::try(attrs.web, null) == null ? [] : attrs.web, core::try(attrs.single_page_application, null) == null ? [] : attrs.single_page_application]) : core::try(b.redirect_uris, null) == null ? [] : core::tolist(b.redirect_uris)])
    found  = [for uri in local.listed : uri if core::regex_match(uri, "^http://") && !core::regex_match(uri, "^http://(localhost|127\\.0\\.0\\.1)([:/]|$)") || core::regex_match(uri, "\\*")]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "Tokens go to ${core::join(", ", local.found)}. Name https addresses without wildcards."
  }
}

resource_policy "azuread_application_redirect_uris" "azure_redirects" {
  locals {
    found = [for uri in core::tolist(attrs.redirect_uris) : uri if core::regex_match(uri, "^http://") && !core::regex_match(uri, "^http://(localhost|127\\.0\\.0\\.1)([:/]|$)") || core::regex_match(uri, "\\*")]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "Tokens go to ${core::join(", ", local.found)}. Name https addresses without wildcards."
  }
}

resource_policy "azuread_user" "azure_user_weak_password" {
  enforce {
    condition     = core::try(attrs.disable_strong_password, null) != true
    error_message = "The user may have a weak password. Leave disable_strong_password false."
  }
}

resource_policy "azuread_user" "azure_user_endless_password" {
  enforce {
    condition     = core::try(attrs.disable_password_expiration, null) != true
    error_message = "The password never ends, as it is wanted of an account that a program uses. Use an application with a federated credential, and leave disable_password_expiration false."
  }
}
