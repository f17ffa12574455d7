# Refuses assignments of the directory roles that reach all others: Global
# Administrator, Privileged Role Administrator, Application Administrator and
# their kin; and custom roles that may change credentials, roles or
# applications.
#
# Why: who is one of these makes itself the others. An application that holds
# one hands the directory to whoever reads its password.
#
# Mend: grant the permission of Microsoft Graph that the job needs, or a role
# that is scoped to an administrative unit; let people activate roles
# (azuread_directory_role_eligibility_schedule_request) under an exception.
policy {
  required_providers {
    azuread = {
      source = "hashicorp/azuread"
    }
  }
  enforcement_level = "mandatory_overridable"
}

locals {
  # Directory roles that reach every other one, or every mailbox, device or account, by the id of their template.
  privileged_roles = {
    "62e90394-69f5-4237-9190-012177145e10" = "Global Administrator"
    "e8611ab8-c189-46e8-94e1-60213ab1f814" = "Privileged Role Administrator"
    "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3" = "Application Administrator"
    "158c047a-c907-4556-b7ef-446551a6b5f7" = "Cloud Application Administrator"
    "7be44c8a-adaf-4e2a-84d6-ab2649e08a13" = "Privileged Authentication Administrator"
    "c4e39bd9-1100-46d3-8c65-fb160da0071f" = "Authentication Administrator"
    "b1be1c3e-b65d-4f19-8427-f6fa0d97feb9" = "Conditional Access Administrator"
    "194ae4cb-b126-40b2-bd5b-6091b380977d" = "Security Administrator"
    "fe930be7-5e62-47db-91af-98c3a49a38b1" = "User Administrator"
    "8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2" = "Hybrid Identity Administrator"
    "29232cdf-9323-42fd-ade2-1d097af3e4de" = "Exchange Administrator"
    "3a2c62db-5318-420d-8d74-23affee5d9d5" = "Intune Administrator"
    "9360feb5-f418-4baa-8175-e2a00bac4301" = "Directory Writers"
    "729827e3-9c14-49f7-bb1b-9608f156bbb8" = "Helpdesk Administrator"
    "d29b2b05-8046-44ba-8758-1e26182fcf32" = "Directory Synchronization Accounts"
    "e00e864a-17c5-4a4b-9c06-f5b95a8d5bd8" = "Partner Tier2 Support"
    "8329153b-31d0-4727-b945-745eb3bc5f31" = "Domain Name Administrator"
    "be2f45a1-457d-42af-a067-6ec1fa63bc45" = "External Identity Provider Administrator"
    "f28a1f50-f6e7-4571-818b-6a12f2af6b6c" = "SharePoint Administrator"
  }
}

resource_policy "azuread_directory_role_assignment" "azure_directory_role_assignment" {
  # Roles that the same configuration activates are judged where they are
  # activated.
  filter = core::length(core::getresources("azuread_directory_role", {})) == 0

  enforce {
    condition     = !core::contains(core::keys(local.privileged_roles), attrs.role_id)
    error_message = "It makes ${attrs.principal_object_id} ${core::try(local.privileged_roles[attrs.role_id], "privileged")}. Grant what the job needs, or a role that is scoped to an administrative unit."
  }
}

resource_policy "azuread_directory_role_eligibility_schedule_request" "azure_directory_role_eligibility" {
  enforce {
    condition     = core::try(attrs.directory_scope_id, "/") != "/" || !core::contains(core::keys(local.privileged_roles), attrs.role_definition_id)
    error_message = "It makes ${attrs.principal_id} ${core::try(local.privileged_roles[attrs.role_definition_id], "privileged")} whenever it likes. Grant what the job needs, or set directory_scope_id to an administrative unit."
  }
}
