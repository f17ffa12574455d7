# Refuses activating the directory roles that reach all others: one is
# activated to be given to somebody.
#
# Why: who is Global Administrator, or may make somebody so, is everybody in
# the tenant.
#
# Mend: activate and grant a role that does what the job needs; keep the
# emergency accounts in a configuration of their own, under an exception.
policy {
  required_providers {
    azuread = {
      source = "hashicorp/azuread"
    }
  }
  enforcement_level = "mandatory_overridable"
}

locals {
  privileged_names = [
    "global administrator",
    "privileged role administrator",
    "application administrator",
    "cloud application administrator",
    "privileged authentication administrator",
    "authentication administrator",
    "conditional access administrator",
    "security administrator",
    "user administrator",
    "hybrid identity administrator",
    "exchange administrator",
    "intune administrator",
    "directory writers",
    "helpdesk administrator",
    "directory synchronization accounts",
    "partner tier2 support",
    "domain name administrator",
    "external identity provider administrator",
    "sharepoint administrator",
    "company administrator",
  ]
  privileged_templates = [
    "62e90394-69f5-4237-9190-012177145e10",
    "e8611ab8-c189-46e8-94e1-60213ab1f814",
    "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3",
    "158c047a-c907-4556-b7ef-446551a6b5f7",
    "7be44c8a-adaf-4e2a-84d6-ab2649e08a13",
    "c4e39bd9-1100-46d3-8c65-fb160da0071f",
    "b1be1c3e-b65d-4f19-8427-f6fa0d97feb9",
    "194ae4cb-b126-40b2-bd5b-6091b380977d",
    "fe930be7-5e62-47db-91af-98c3a49a38b1",
    "8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2",
    "29232cdf-9323-42fd-ade2-1d097af3e4de",
    "3a2c62db-5318-420d-8d74-23affee5d9d5",
    "9360feb5-f418-4baa-8175-e2a00bac4301",
    "729827e3-9c14-49f7-bb1b-9608f156bbb8",
    "d29b2b05-8046-44ba-8758-1e26182fcf32",
    "e00e864a-17c5-4a4b-9c06-f5b95a8d5bd8",
    "8329153b-31d0-4727-b945-745eb3bc5f31",
    "be2f45a1-457d-42af-a067-6ec1fa63bc45",
    "f28a1f50-f6e7-4571-818b-6a12f2af6b6c",
  ]
}

resource_policy "azuread_directory_role" "azure_directory_role_activated" {
  enforce {
    condition     = !(core::contains(local.privileged_names, core::lower(core::try(attrs.display_name, null) == null ? "" : attrs.display_name)) || core::contains(local.privileged_templates, core::try(attrs.template_id, null)))
    error_message = "The role ${core::try(attrs.display_name, null) == null ? attrs.template_id : attrs.display_name} reaches every other one. Activate and grant one that does what the job needs."
  }
}
