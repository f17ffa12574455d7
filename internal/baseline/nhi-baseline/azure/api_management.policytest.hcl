policytest {
  targets = ["api_management.policy.hcl"]
}

resource "azurerm_api_management" "api_management_tls_passes" {
  attrs = { name = "a", security = [] }
  expect {
    policy  = "azure_api_management_tls"
    verdict = "pass"
  }
}

resource "azurerm_api_management" "api_management_tls_passes_2" {
  attrs = { name = "a", security = [{ backend_tls10_enabled = false }] }
  expect {
    policy  = "azure_api_management_tls"
    verdict = "pass"
  }
}

resource "azurerm_api_management" "api_management_tls_fails" {
  attrs = { name = "a", security = [{ frontend_tls10_enabled = true }] }
  expect {
    policy  = "azure_api_management_tls"
    verdict = "fail"
  }
}

resource "azurerm_api_management" "api_management_tls_fails_2" {
  attrs = { name = "a", security = [{ enable_backend_ssl30 = true }] }
  expect {
    policy  = "azure_api_management_tls"
    verdict = "fail"
  }
}

resource "azurerm_api_management" "api_management_tls_undecided" {
  attrs = { name = "a", security = [{ frontend_tls10_enabled = unknown("bool") }] }
  expect {
    policy  = "azure_api_management_tls"
    verdict = "undecided"
  }
}

resource "azurerm_api_management_api" "api_management_http_passes" {
  attrs = { name = "a", protocols = ["https"], subscription_required = true }
  expect {
    policy  = "azure_api_management_http"
    verdict = "pass"
  }
}

resource "azurerm_api_management_api" "api_management_http_passes_2" {
  attrs = { name = "a", protocols = null, subscription_required = true }
  expect {
    policy  = "azure_api_management_http"
    verdict = "pass"
  }
}

resource "azurerm_api_management_api" "api_management_http_fails" {
  attrs = { name = "a", protocols = ["http", "https"] }
  expect {
    policy  = "azure_api_management_http"
    verdict = "fail"
  }
}

resource "azurerm_api_management_api" "api_management_http_undecided" {
  attrs = { name = "a", protocols = unknown("set(string)") }
  expect {
    policy  = "azure_api_management_http"
    verdict = "undecided"
  }
}

resource "azurerm_api_management_api" "api_management_open_passes" {
  attrs = { name = "a", subscription_required = true, protocols = ["https"] }
  expect {
    policy  = "azure_api_management_open"
    verdict = "pass"
  }
}

resource "azurerm_api_management_api" "api_management_open_passes_2" {
  attrs = { name = "a", subscription_required = false, oauth2_authorization = [{ authorization_server_name = "s" }], protocols = ["https"] }
  expect {
    policy  = "azure_api_management_open"
    verdict = "pass"
  }
}

resource "azurerm_api_management_api" "api_management_open_passes_3" {
  attrs = { name = "a", subscription_required = false, openid_authentication = [{ openid_provider_name = "s" }], protocols = ["https"] }
  expect {
    policy  = "azure_api_management_open"
    verdict = "pass"
  }
}

resource "azurerm_api_management_api" "api_management_open_fails" {
  attrs = { name = "a", subscription_required = false }
  expect {
    policy  = "azure_api_management_open"
    verdict = "fail"
  }
}

resource "azurerm_api_management_api" "api_management_open_undecided" {
  attrs = { name = "a", subscription_required = unknown("bool") }
  expect {
    policy  = "azure_api_management_open"
    verdict = "undecided"
  }
}
