policytest {
  targets = ["provider_secret.policy.hcl"]
}

provider "azurerm" "provider_secret_passes" {
  attrs = { client_secret = null }
  expect {
    policy  = "azure_provider_secret"
    verdict = "pass"
  }
}

provider "azurerm" "provider_secret_fails" {
  attrs = { client_secret = "not-so-secret" }
  expect {
    policy  = "azure_provider_secret"
    verdict = "fail"
  }
}

provider "azurerm" "provider_secret_fails_2" {
  attrs = { client_certificate_password = "not-so-secret" }
  expect {
    policy  = "azure_provider_secret"
    verdict = "fail"
  }
}

provider "azurerm" "provider_secret_undecided" {
  attrs = { client_secret = unknown("string") }
  expect {
    policy  = "azure_provider_secret"
    verdict = "undecided"
  }
}

provider "azuread" "directory_provider_secret_passes" {
  attrs = { client_secret = null }
  expect {
    policy  = "azure_directory_provider_secret"
    verdict = "pass"
  }
}

provider "azuread" "directory_provider_secret_fails" {
  attrs = { client_secret = "not-so-secret" }
  expect {
    policy  = "azure_directory_provider_secret"
    verdict = "fail"
  }
}

provider "azuread" "directory_provider_secret_fails_2" {
  attrs = { client_certificate_password = "not-so-secret" }
  expect {
    policy  = "azure_directory_provider_secret"
    verdict = "fail"
  }
}

provider "azuread" "directory_provider_secret_undecided" {
  attrs = { client_secret = unknown("string") }
  expect {
    policy  = "azure_directory_provider_secret"
    verdict = "undecided"
  }
}
