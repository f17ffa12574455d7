# Refuses permissions of Microsoft Graph by which an application becomes
# anybody, or reads and writes what everybody has.
#
# Why: RoleManagement.ReadWrite.Directory makes its holder Global
# Administrator; Application.ReadWrite.All lets it add a password to every
# other application; Mail.ReadWrite reads every mailbox.
#
# Mend: ask for the permission that reads, or for one that is bounded:
# Application.ReadWrite.OwnedBy, Sites.Selected, application access policies
# for mailboxes.
policy {
  required_providers {
    azuread = {
      source = "hashicorp/azuread"
    }
  }
  enforcement_level = "mandatory_overridable"
}

locals {
  # Permissions of applications by which one becomes anybody, or reads and writes what everybody has.
  dangerous_permissions = {
    "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8" = "RoleManagement.ReadWrite.Directory"
    "1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9" = "Application.ReadWrite.All"
    "06b708a9-e830-4db3-a914-8e69da51d44f" = "AppRoleAssignment.ReadWrite.All"
    "19dbc75e-c2e2-444c-a770-ec69d8559fc7" = "Directory.ReadWrite.All"
    "62a82d76-70ea-41e2-9197-370581804d09" = "Group.ReadWrite.All"
    "dbaae8cf-10b5-4b86-a4a1-f871c94c6695" = "GroupMember.ReadWrite.All"
    "741f803b-c850-494e-b5df-cde7c675a1ca" = "User.ReadWrite.All"
    "50483e42-d915-4231-9639-7fdb7fd190e5" = "UserAuthenticationMethod.ReadWrite.All"
    "dd199f4a-f148-40a4-a2ec-f0069cc799ec" = "RoleAssignmentSchedule.ReadWrite.Directory"
    "fee28b28-e1f3-4841-818e-2704dc62245f" = "RoleEligibilitySchedule.ReadWrite.Directory"
    "01c0a623-fc9b-48e9-b794-0756f8e8f067" = "Policy.ReadWrite.ConditionalAccess"
    "a402ca1c-2696-4531-972d-6e5ee4aa11ea" = "Policy.ReadWrite.PermissionGrant"
    "292d869f-3427-49a8-9dab-8c70152b74e9" = "Organization.ReadWrite.All"
    "7e05723c-0bb0-42da-be95-ae9f08a6e53c" = "Domain.ReadWrite.All"
    "9241abd9-d0e6-425a-bd4f-47ba86e767a4" = "DeviceManagementConfiguration.ReadWrite.All"
    "e330c4f0-4170-414e-a55a-2f022ec2b57b" = "DeviceManagementRBAC.ReadWrite.All"
    "9acd699f-1e81-4958-b001-93b1d2506e19" = "EntitlementManagement.ReadWrite.All"
    "e2a3a72e-5f79-4c64-b1b1-878b674786c9" = "Mail.ReadWrite"
    "b633e1c5-b582-4048-a93e-9f11b44c7e96" = "Mail.Send"
    "810c84a8-4a9e-49e6-bf7d-12d183f40d01" = "Mail.Read"
    "75359482-378d-4052-8f01-80520e7db3cd" = "Files.ReadWrite.All"
    "a82116e5-55eb-4c41-a434-62fe8a61c773" = "Sites.FullControl.All"
    "dc890d15-9560-4a4c-9b7f-a736ec74ec40" = "full_access_as_app of Exchange"
    "678536fe-1083-478a-9c59-b99265e6b0d3" = "Sites.FullControl.All of SharePoint"
  }

  dangerous_scopes = ["AppRoleAssignment.ReadWrite.All", "Application.ReadWrite.All", "DeviceManagementConfiguration.ReadWrite.All", "DeviceManagementRBAC.ReadWrite.All", "Directory.ReadWrite.All", "Domain.ReadWrite.All", "EntitlementManagement.ReadWrite.All", "Files.ReadWrite.All", "Group.ReadWrite.All", "GroupMember.ReadWrite.All", "Organization.ReadWrite.All", "Policy.ReadWrite.ConditionalAccess", "Policy.ReadWrite.PermissionGrant", "RoleAssignmentSchedule.ReadWrite.Directory", "RoleEligibilitySchedule.ReadWrite.Directory", "RoleManagement.ReadWrite.Directory", "Sites.FullControl.All", "User.ReadWrite.All", "UserAuthenticationMethod.ReadWrite.All"]
}

resource_policy "azuread_app_role_assignment" "azure_graph_assignment" {
  enforce {
    condition     = !core::contains(core::keys(local.dangerous_permissions), attrs.app_role_id)
    error_message = "It grants ${core::try(local.dangerous_permissions[attrs.app_role_id], "a permission over the whole directory")} to ${attrs.principal_object_id}. Grant one that reads, or that is bounded to what the application owns."
  }
}

resource_policy "azuread_application" "azure_graph_access" {
  locals {
    asked = core::flatten([for r in core::try(attrs.required_resource_access, null) == null ? [] : core::tolist(attrs.required_resource_access) : [for a in r.resource_access : a.id if a.type == "Role"]])
    found = [for id in local.asked : local.dangerous_permissions[id] if core::contains(core::keys(local.dangerous_permissions), id)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "The application asks for ${core::join(", ", local.found)}. Ask for permissions that read, or that are bounded to what the application owns."
  }
}

resource_policy "azuread_application_api_access" "azure_graph_api_access" {
  locals {
    found = [for id in core::try(attrs.role_ids, null) == null ? [] : core::tolist(attrs.role_ids) : local.dangerous_permissions[id] if core::contains(core::keys(local.dangerous_permissions), id)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "The application asks for ${core::join(", ", local.found)}. Ask for permissions that read, or that are bounded to what the application owns."
  }
}

resource_policy "azuread_service_principal_delegated_permission_grant" "azure_graph_consent" {
  filter = core::try(attrs.user_object_id, null) == null

  locals {
    found = [for s in core::tolist(attrs.claim_values) : s if core::contains(local.dangerous_scopes, s)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "Everybody consents to ${core::join(", ", local.found)}. Consent to scopes that read, or for the one user who needs it (user_object_id)."
  }
}
