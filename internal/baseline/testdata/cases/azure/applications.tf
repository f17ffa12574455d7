data "azuread_client_config" "current" {}

resource "azuread_application" "app" {
  display_name     = "app"
  owners           = [data.azuread_client_config.current.object_id]
  sign_in_audience = "AzureADMyOrg"

  required_resource_access {
    resource_app_id = "00000003-0000-0000-c000-000000000000" # Microsoft Graph

    resource_access {
      id   = "df021288-bdef-4463-88db-98f22de89214" # User.Read.All
      type = "Role"
    }
  }

  web {
    redirect_uris = ["https://app.example.com/signin", "http://localhost:3000/"]
  }
}

resource "azuread_service_principal" "app" {
  client_id = azuread_application.app.client_id
}

# refused: azure_application_implicit, azure_application_inline_password, azure_application_public_client, azure_application_redirects, azure_application_tenants, azure_graph_access
resource "azuread_application" "everything" {
  display_name                   = "everything"
  sign_in_audience               = "AzureADMultipleOrgs"
  fallback_public_client_enabled = true

  required_resource_access {
    resource_app_id = "00000003-0000-0000-c000-000000000000"

    resource_access {
      id   = "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8" # RoleManagement.ReadWrite.Directory
      type = "Role"
    }
  }

  password {
    display_name = "ci"
    end_date     = "2099-01-01T00:00:00Z"
  }

  web {
    redirect_uris = ["http://app.example.com/signin"]

    implicit_grant {
      access_token_issuance_enabled = true
    }
  }
}

resource "azuread_application_password" "ninety_days" {
  application_id    = azuread_application.app.id
  end_date_relative = "2160h"
}

# refused: azure_application_password
resource "azuread_application_password" "by_default" {
  application_id = azuread_application.app.id
  display_name   = "ci"
}

# refused: azure_service_principal_password
resource "azuread_service_principal_password" "for_ever" {
  service_principal_id = azuread_service_principal.app.id
  end_date             = "2299-12-30T23:00:00Z"
}

# refused: azure_application_certificate
resource "azuread_application_certificate" "for_ever" {
  application_id    = azuread_application.app.id
  type              = "AsymmetricX509Cert"
  value             = file("cert.pem")
  end_date_relative = "87600h"
}

resource "azuread_application_federated_identity_credential" "production" {
  application_id = azuread_application.app.id
  display_name   = "production"
  audiences      = ["api://AzureADTokenExchange"]
  issuer         = "https://token.actions.githubusercontent.com"
  subject        = "repo:acme/app:environment:production"
}

# refused: azure_application_federation
resource "azuread_application_federated_identity_credential" "pull_requests" {
  application_id = azuread_application.app.id
  display_name   = "pull-requests"
  audiences      = ["api://AzureADTokenExchange"]
  issuer         = "https://token.actions.githubusercontent.com"
  subject        = "repo:acme/app:pull_request"
}

# refused: azure_flexible_federation
resource "azuread_application_flexible_federated_identity_credential" "organization" {
  application_id             = azuread_application.app.id
  display_name               = "organization"
  audience                   = "api://AzureADTokenExchange"
  issuer                     = "https://token.actions.githubusercontent.com"
  claims_matching_expression = "claims['sub'] matches 'repo:acme/*'"
}

# refused: azure_identity_federation
resource "azurerm_federated_identity_credential" "default_account" {
  name                = "pods"
  resource_group_name = "app"
  audience            = ["api://AzureADTokenExchange"]
  issuer              = "https://oidc.prod-aks.azure.com/0000/"
  parent_id           = "/subscriptions/s/resourceGroups/app/providers/Microsoft.ManagedIdentity/userAssignedIdentities/app"
  subject             = "system:serviceaccount:app:default"
}
