# Refuses federated credentials that jobs or workloads may use beyond the one
# that they are for: subjects with wildcards, of pull requests, of whole
# repositories or of the default service account; and audiences other than the
# exchange of Entra ID.
#
# Why: the issuer signs for everybody who uses it. The subject alone keeps a
# stranger's pipeline, or a pull request, from being your identity.
#
# Mend: name the repository with its branch or environment
# (repo:ORG/REPO:environment:NAME), or the service account, and leave the
# audience api://AzureADTokenExchange.
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

locals {
  # Subjects that more than one branch, environment or service account has.
  wide_subject = "\\*|:pull_request$|^repo:[^:]+$|^system:serviceaccount:[^:]+:default$|^$"

  # What a pattern must name before its first star: the repository and the kind of ref.
  bound_pattern = "matches '(repo:[^*/:']+/[^*:']+:(ref|environment):[^*']|project_path:[^*/:']+/[^*:']+:ref_type:|organization:[^*:']+:project:[^*:']+:workspace:[^*:']+)"
}

resource_policy "azuread_application_federated_identity_credential" "azure_application_federation" {
  enforce {
    condition     = !core::regex_match(attrs.subject, local.wide_subject)
    error_message = "Whoever the issuer ${attrs.issuer} calls ${attrs.subject} becomes this identity, and that is more than one job. Name the repository with its branch or environment, or the service account."
  }

  enforce {
    condition     = !nhi::known(attrs.issuer) || core::startswith(attrs.issuer, "https://")
    error_message = "The issuer ${attrs.issuer} is not reached by https, so anybody on the way may sign. Use the https address of the issuer."
  }

  enforce {
    condition     = core::length([for a in core::flatten([attrs.audiences]) : a if !core::startswith(a, "api://AzureADTokenExchange")]) == 0
    error_message = "Tokens that are made for ${core::join(", ", core::flatten([attrs.audiences]))} are taken. Set audiences to api://AzureADTokenExchange, so that no token made for another is."
  }
}

resource_policy "azurerm_federated_identity_credential" "azure_identity_federation" {
  enforce {
    condition     = !core::regex_match(attrs.subject, local.wide_subject)
    error_message = "Whoever the issuer ${attrs.issuer} calls ${attrs.subject} becomes this identity, and that is more than one job. Name the repository with its branch or environment, or the service account."
  }

  enforce {
    condition     = !nhi::known(attrs.issuer) || core::startswith(attrs.issuer, "https://")
    error_message = "The issuer ${attrs.issuer} is not reached by https, so anybody on the way may sign. Use the https address of the issuer."
  }

  enforce {
    condition     = core::length([for a in core::flatten([attrs.audience]) : a if !core::startswith(a, "api://AzureADTokenExchange")]) == 0
    error_message = "Tokens that are made for ${core::join(", ", core::flatten([attrs.audience]))} are taken. Set audience to api://AzureADTokenExchange, so that no token made for another is."
  }
}

resource_policy "azuread_application_flexible_federated_identity_credential" "azure_flexible_federation" {
  enforce {
    condition     = !core::regex_match(attrs.claims_matching_expression, "matches") || core::regex_match(attrs.claims_matching_expression, local.bound_pattern)
    error_message = "Whoever fulfils ${attrs.claims_matching_expression} becomes this identity. Name the repository and the kind of ref before the first star."
  }
}
