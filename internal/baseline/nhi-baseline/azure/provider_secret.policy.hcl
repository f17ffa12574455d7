# Refuses providers of Azure and Entra ID that are given a client secret, or
# the password of a certificate.
#
# Why: what stands in a provider block stands in the repository, or travels in
# variables, for as long as it lasts.
#
# Mend: leave it out: use_oidc with a federated credential in a pipeline,
# use_msi on Azure, the command line at a desk.
policy {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
    azuread = {
      source = "hashicorp/azuread"
    }
  }
  enforcement_level = "mandatory_overridable"
}

provider_policy "azurerm" "azure_provider_secret" {
  enforce {
    condition     = core::try(attrs.client_secret, null) == null
    error_message = "The provider is given a client secret. Leave it out, and set use_oidc with a federated credential."
  }

  enforce {
    condition     = core::try(attrs.client_certificate_password, null) == null
    error_message = "The provider is given the password of a certificate. Leave it out, and set use_oidc with a federated credential."
  }
}

provider_policy "azuread" "azure_directory_provider_secret" {
  enforce {
    condition     = core::try(attrs.client_secret, null) == null
    error_message = "The provider is given a client secret. Leave it out, and set use_oidc with a federated credential."
  }

  enforce {
    condition     = core::try(attrs.client_certificate_password, null) == null
    error_message = "The provider is given the password of a certificate. Leave it out, and set use_oidc with a federated credential."
  }
}
