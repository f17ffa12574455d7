policytest {
  targets = ["federated_credential.policy.hcl"]
}

resource "azuread_application_federated_identity_credential" "application_federation_passes" {
  attrs = { subject = "repo:acme/app:environment:production", issuer = "https://token.actions.githubusercontent.com", audiences = ["api://AzureADTokenExchange"] }
  expect {
    policy  = "azure_application_federation"
    verdict = "pass"
  }
}

resource "azuread_application_federated_identity_credential" "application_federation_passes_2" {
  attrs = { subject = "system:serviceaccount:app:api", issuer = unknown("string"), audiences = ["api://AzureADTokenExchange"] }
  expect {
    policy  = "azure_application_federation"
    verdict = "pass"
  }
}

resource "azuread_application_federated_identity_credential" "application_federation_fails" {
  attrs = { subject = "repo:acme/*", issuer = "https://token.actions.githubusercontent.com", audiences = ["api://AzureADTokenExchange"] }
  expect {
    policy  = "azure_application_federation"
    verdict = "fail"
  }
}

resource "azuread_application_federated_identity_credential" "application_federation_fails_2" {
  attrs = { subject = "repo:acme/app:pull_request", issuer = "https://token.actions.githubusercontent.com", audiences = ["api://AzureADTokenExchange"] }
  expect {
    policy  = "azure_application_federation"
    verdict = "fail"
  }
}

resource "azuread_application_federated_identity_credential" "application_federation_fails_3" {
  attrs = { subject = "repo:acme/app", issuer = "https://token.actions.githubusercontent.com", audiences = ["api://AzureADTokenExchange"] }
  expect {
    policy  = "azure_application_federation"
    verdict = "fail"
  }
}

resource "azuread_application_federated_identity_credential" "application_federation_fails_4" {
  attrs = { subject = "system:serviceaccount:app:default", issuer = "https://token.actions.githubusercontent.com", audiences = ["api://AzureADTokenExchange"] }
  expect {
    policy  = "azure_application_federation"
    verdict = "fail"
  }
}

resource "azuread_application_federated_identity_credential" "application_federation_fails_5" {
  attrs = { subject = "repo:acme/app:environment:production", issuer = "http://issuer.example.com", audiences = ["api://AzureADTokenExchange"] }
  expect {
    policy  = "azure_application_federation"
    verdict = "fail"
  }
}

resource "azuread_application_federated_identity_credential" "application_federation_fails_6" {
  attrs = { subject = "repo:acme/app:environment:production", issuer = "https://token.actions.githubusercontent.com", audiences = ["https://github.com/acme"] }
  expect {
    policy  = "azure_application_federation"
    verdict = "fail"
  }
}

resource "azuread_application_federated_identity_credential" "application_federation_undecided" {
  attrs = { subject = unknown("string"), issuer = "https://token.actions.githubusercontent.com", audiences = ["api://AzureADTokenExchange"] }
  expect {
    policy  = "azure_application_federation"
    verdict = "undecided"
  }
}

resource "azurerm_federated_identity_credential" "identity_federation_passes" {
  attrs = { subject = "repo:acme/app:environment:production", issuer = "https://token.actions.githubusercontent.com", audience = ["api://AzureADTokenExchange"] }
  expect {
    policy  = "azure_identity_federation"
    verdict = "pass"
  }
}

resource "azurerm_federated_identity_credential" "identity_federation_passes_2" {
  attrs = { subject = "system:serviceaccount:app:api", issuer = unknown("string"), audience = ["api://AzureADTokenExchange"] }
  expect {
    policy  = "azure_identity_federation"
    verdict = "pass"
  }
}

resource "azurerm_federated_identity_credential" "identity_federation_fails" {
  attrs = { subject = "repo:acme/*", issuer = "https://token.actions.githubusercontent.com", audience = ["api://AzureADTokenExchange"] }
  expect {
    policy  = "azure_identity_federation"
    verdict = "fail"
  }
}

resource "azurerm_federated_identity_credential" "identity_federation_fails_2" {
  attrs = { subject = "repo:acme/app:pull_request", issuer = "https://token.actions.githubusercontent.com", audience = ["api://AzureADTokenExchange"] }
  expect {
    policy  = "azure_identity_federation"
    verdict = "fail"
  }
}

resource "azurerm_federated_identity_credential" "identity_federation_fails_3" {
  attrs = { subject = "repo:acme/app", issuer = "https://token.actions.githubusercontent.com", audience = ["api://AzureADTokenExchange"] }
  expect {
    policy  = "azure_identity_federation"
    verdict = "fail"
  }
}

resource "azurerm_federated_identity_credential" "identity_federation_fails_4" {
  attrs = { subject = "system:serviceaccount:app:default", issuer = "https://token.actions.githubusercontent.com", audience = ["api://AzureADTokenExchange"] }
  expect {
    policy  = "azure_identity_federation"
    verdict = "fail"
  }
}

resource "azurerm_federated_identity_credential" "identity_federation_fails_5" {
  attrs = { subject = "repo:acme/app:environment:production", issuer = "http://issuer.example.com", audience = ["api://AzureADTokenExchange"] }
  expect {
    policy  = "azure_identity_federation"
    verdict = "fail"
  }
}

resource "azurerm_federated_identity_credential" "identity_federation_fails_6" {
  attrs = { subject = "repo:acme/app:environment:production", issuer = "https://token.actions.githubusercontent.com", audience = ["https://github.com/acme"] }
  expect {
    policy  = "azure_identity_federation"
    verdict = "fail"
  }
}

resource "azurerm_federated_identity_credential" "identity_federation_undecided" {
  attrs = { subject = unknown("string"), issuer = "https://token.actions.githubusercontent.com", audience = ["api://AzureADTokenExchange"] }
  expect {
    policy  = "azure_identity_federation"
    verdict = "undecided"
  }
}

resource "azuread_application_flexible_federated_identity_credential" "flexible_federation_passes" {
  attrs = { claims_matching_expression = "claims['sub'] matches 'repo:acme/app:ref:refs/heads/*'" }
  expect {
    policy  = "azure_flexible_federation"
    verdict = "pass"
  }
}

resource "azuread_application_flexible_federated_identity_credential" "flexible_federation_passes_2" {
  attrs = { claims_matching_expression = "claims['sub'] eq 'repo:acme/app:environment:production'" }
  expect {
    policy  = "azure_flexible_federation"
    verdict = "pass"
  }
}

resource "azuread_application_flexible_federated_identity_credential" "flexible_federation_fails" {
  attrs = { claims_matching_expression = "claims['sub'] matches 'repo:acme/*'" }
  expect {
    policy  = "azure_flexible_federation"
    verdict = "fail"
  }
}

resource "azuread_application_flexible_federated_identity_credential" "flexible_federation_fails_2" {
  attrs = { claims_matching_expression = "claims['sub'] matches 'repo:acme/app:*'" }
  expect {
    policy  = "azure_flexible_federation"
    verdict = "fail"
  }
}

resource "azuread_application_flexible_federated_identity_credential" "flexible_federation_undecided" {
  attrs = { claims_matching_expression = unknown("string") }
  expect {
    policy  = "azure_flexible_federation"
    verdict = "undecided"
  }
}
