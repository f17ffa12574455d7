variable "role" {
  type = string
}

data "azurerm_subscription" "current" {}

resource "azurerm_user_assigned_identity" "app" {
  name                = "app"
  resource_group_name = "app"
  location            = "westeurope"
}

resource "azurerm_resource_group" "app" {
  name     = "app"
  location = "westeurope"
}

resource "azurerm_role_assignment" "reader" {
  scope                = data.azurerm_subscription.current.id
  role_definition_name = "Reader"
  principal_id         = azurerm_user_assigned_identity.app.principal_id
}

resource "azurerm_role_assignment" "blobs" {
  scope                = azurerm_resource_group.app.id
  role_definition_name = "Storage Blob Data Reader"
  principal_id         = azurerm_user_assigned_identity.app.principal_id
}

# refused: azure_role_grants_roles
resource "azurerm_role_assignment" "owner" {
  scope                = data.azurerm_subscription.current.id
  role_definition_name = "Owner"
  principal_id         = azurerm_user_assigned_identity.app.principal_id
}

# refused: azure_role_grants_roles
resource "azurerm_role_assignment" "owner_by_id" {
  scope              = azurerm_resource_group.app.id
  role_definition_id = "/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
  principal_id       = azurerm_user_assigned_identity.app.principal_id
}

resource "azurerm_role_assignment" "grants_one_role" {
  scope                = azurerm_resource_group.app.id
  role_definition_name = "Role Based Access Control Administrator"
  principal_id         = azurerm_user_assigned_identity.app.principal_id
  condition_version    = "2.0"
  condition            = "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {2a2b9908-6ea1-4ae2-8e65-a410df84e7d1}"
}

# refused: azure_role_changes_everything
resource "azurerm_role_assignment" "contributor" {
  scope                = "/subscriptions/00000000-0000-0000-0000-000000000001"
  role_definition_name = "Contributor"
  principal_id         = azurerm_user_assigned_identity.app.principal_id
}

# undecided: azure_role_changes_everything
resource "azurerm_role_assignment" "contributor_of_what" {
  scope                = azurerm_resource_group.app.id
  role_definition_name = "Contributor"
  principal_id         = azurerm_user_assigned_identity.app.principal_id
}

# undecided: azure_role_changes_everything, azure_role_grants_roles
resource "azurerm_role_assignment" "by_variable" {
  scope                = "/subscriptions/s/resourceGroups/app"
  role_definition_name = var.role
  principal_id         = azurerm_user_assigned_identity.app.principal_id
}

# undecided: azure_role_definition_scope
resource "azurerm_role_definition" "named" {
  name  = "disk-reader"
  scope = data.azurerm_subscription.current.id

  permissions {
    actions     = ["Microsoft.Compute/disks/read"]
    not_actions = []
  }

  assignable_scopes = [data.azurerm_subscription.current.id]
}

# refused: azure_role_definition_wildcard
# undecided: azure_role_definition_scope
resource "azurerm_role_definition" "everything" {
  name  = "operator"
  scope = data.azurerm_subscription.current.id

  permissions {
    actions     = ["*"]
    not_actions = []
  }

  assignable_scopes = ["/"]
}

resource "azuread_directory_role" "readers" {
  display_name = "Directory Readers"
}

# refused: azure_directory_role_activated
resource "azuread_directory_role" "administrators" {
  display_name = "Global Administrator"
}

resource "azuread_directory_role_assignment" "readers" {
  role_id             = azuread_directory_role.readers.template_id
  principal_object_id = "00000000-0000-0000-0000-000000000002"
}

# refused: azure_graph_assignment
resource "azuread_app_role_assignment" "roles" {
  app_role_id         = "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8"
  principal_object_id = "00000000-0000-0000-0000-000000000002"
  resource_object_id  = "00000000-0000-0000-0000-000000000003"
}

# refused: azure_conditional_access_off
resource "azuread_conditional_access_policy" "off" {
  display_name = "programs from outside"
  state        = "disabled"

  conditions {
    client_app_types = ["all"]
  }
}

# refused: azure_lighthouse_role
resource "azurerm_lighthouse_definition" "provider" {
  name               = "provider"
  managing_tenant_id = "00000000-0000-0000-0000-000000000004"
  scope              = "/subscriptions/00000000-0000-0000-0000-000000000001"

  authorization {
    principal_id       = "00000000-0000-0000-0000-000000000002"
    role_definition_id = "b24988ac-6180-42a0-ab88-20f7382dd24c"
  }
}

# refused: azure_subscription_exemption_ends
resource "azurerm_subscription_policy_exemption" "for_ever" {
  name                 = "legacy"
  subscription_id      = "/subscriptions/00000000-0000-0000-0000-000000000001"
  policy_assignment_id = "p"
  exemption_category   = "Waiver"
}
