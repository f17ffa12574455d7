policytest {
  targets = ["application_sign_in.policy.hcl"]
}

resource "azuread_application" "application_tenants_passes" {
  attrs = { sign_in_audience = null, web = [{ implicit_grant = [{ access_token_issuance_enabled = false }] }], fallback_public_client_enabled = false }
  expect {
    policy  = "azure_application_tenants"
    verdict = "pass"
  }
}

resource "azuread_application" "application_tenants_passes_2" {
  attrs = { sign_in_audience = "AzureADMyOrg", web = [{ implicit_grant = [{ access_token_issuance_enabled = false }] }], fallback_public_client_enabled = false }
  expect {
    policy  = "azure_application_tenants"
    verdict = "pass"
  }
}

resource "azuread_application" "application_tenants_fails" {
  attrs = { sign_in_audience = "AzureADMultipleOrgs" }
  expect {
    policy  = "azure_application_tenants"
    verdict = "fail"
  }
}

resource "azuread_application" "application_tenants_undecided" {
  attrs = { sign_in_audience = unknown("string") }
  expect {
    policy  = "azure_application_tenants"
    verdict = "undecided"
  }
}

resource "azuread_application_registration" "registration_tenants_passes" {
  attrs = { sign_in_audience = null, implicit_access_token_issuance_enabled = false }
  expect {
    policy  = "azure_registration_tenants"
    verdict = "pass"
  }
}

resource "azuread_application_registration" "registration_tenants_passes_2" {
  attrs = { sign_in_audience = "AzureADMyOrg", implicit_access_token_issuance_enabled = false }
  expect {
    policy  = "azure_registration_tenants"
    verdict = "pass"
  }
}

resource "azuread_application_registration" "registration_tenants_fails" {
  attrs = { sign_in_audience = "AzureADMultipleOrgs" }
  expect {
    policy  = "azure_registration_tenants"
    verdict = "fail"
  }
}

resource "azuread_application_registration" "registration_tenants_undecided" {
  attrs = { sign_in_audience = unknown("string") }
  expect {
    policy  = "azure_registration_tenants"
    verdict = "undecided"
  }
}

resource "azuread_application" "application_implicit_passes" {
  attrs = { web = [{ implicit_grant = [{ access_token_issuance_enabled = false }] }], sign_in_audience = null, fallback_public_client_enabled = false }
  expect {
    policy  = "azure_application_implicit"
    verdict = "pass"
  }
}

resource "azuread_application" "application_implicit_passes_2" {
  attrs = { web = [{ implicit_grant = [{ access_token_issuance_enabled = null }] }], sign_in_audience = null, fallback_public_client_enabled = false }
  expect {
    policy  = "azure_application_implicit"
    verdict = "pass"
  }
}

resource "azuread_application" "application_implicit_fails" {
  attrs = { web = [{ implicit_grant = [{ access_token_issuance_enabled = true }] }] }
  expect {
    policy  = "azure_application_implicit"
    verdict = "fail"
  }
}

resource "azuread_application" "application_implicit_undecided" {
  attrs = { web = [{ implicit_grant = [{ access_token_issuance_enabled = unknown("bool") }] }] }
  expect {
    policy  = "azure_application_implicit"
    verdict = "undecided"
  }
}

resource "azuread_application_registration" "registration_implicit_passes" {
  attrs = { implicit_access_token_issuance_enabled = false, sign_in_audience = null }
  expect {
    policy  = "azure_registration_implicit"
    verdict = "pass"
  }
}

resource "azuread_application_registration" "registration_implicit_passes_2" {
  attrs = { implicit_access_token_issuance_enabled = null, sign_in_audience = null }
  expect {
    policy  = "azure_registration_implicit"
    verdict = "pass"
  }
}

resource "azuread_application_registration" "registration_implicit_fails" {
  attrs = { implicit_access_token_issuance_enabled = true }
  expect {
    policy  = "azure_registration_implicit"
    verdict = "fail"
  }
}

resource "azuread_application_registration" "registration_implicit_undecided" {
  attrs = { implicit_access_token_issuance_enabled = unknown("bool") }
  expect {
    policy  = "azure_registration_implicit"
    verdict = "undecided"
  }
}

resource "azuread_application" "application_public_client_passes" {
  attrs = { fallback_public_client_enabled = false, sign_in_audience = null, web = [{ implicit_grant = [{ access_token_issuance_enabled = false }] }] }
  expect {
    policy  = "azure_application_public_client"
    verdict = "pass"
  }
}

resource "azuread_application" "application_public_client_passes_2" {
  attrs = { fallback_public_client_enabled = null, sign_in_audience = null, web = [{ implicit_grant = [{ access_token_issuance_enabled = false }] }] }
  expect {
    policy  = "azure_application_public_client"
    verdict = "pass"
  }
}

resource "azuread_application" "application_public_client_fails" {
  attrs = { fallback_public_client_enabled = true }
  expect {
    policy  = "azure_application_public_client"
    verdict = "fail"
  }
}

resource "azuread_application" "application_public_client_undecided" {
  attrs = { fallback_public_client_enabled = unknown("bool") }
  expect {
    policy  = "azure_application_public_client"
    verdict = "undecided"
  }
}

resource "azuread_application" "application_redirects_passes" {
  attrs = { web = null, sign_in_audience = null, fallback_public_client_enabled = false }
  expect {
    policy  = "azure_application_redirects"
    verdict = "pass"
  }
}

resource "azuread_application" "application_redirects_passes_2" {
  attrs = { web = [{ redirect_uris = ["https://app.example.com/back", "http://localhost:8080/"] }], sign_in_audience = null, fallback_public_client_enabled = false }
  expect {
    policy  = "azure_application_redirects"
    verdict = "pass"
  }
}

resource "azuread_application" "application_redirects_fails" {
  attrs = { web = [{ redirect_uris = ["http://app.example.com/back"] }] }
  expect {
    policy  = "azure_application_redirects"
    verdict = "fail"
  }
}

resource "azuread_application" "application_redirects_fails_2" {
  attrs = { single_page_application = [{ redirect_uris = ["https://*.example.com/"] }] }
  expect {
    policy  = "azure_application_redirects"
    verdict = "fail"
  }
}

resource "azuread_application" "application_redirects_undecided" {
  attrs = { web = [{ redirect_uris = [unknown("string")] }] }
  expect {
    policy  = "azure_application_redirects"
    verdict = "undecided"
  }
}

resource "azuread_application_redirect_uris" "redirects_passes" {
  attrs = { redirect_uris = ["https://app.example.com/back"] }
  expect {
    policy  = "azure_redirects"
    verdict = "pass"
  }
}

resource "azuread_application_redirect_uris" "redirects_fails" {
  attrs = { redirect_uris = ["http://app.example.com/back"] }
  expect {
    policy  = "azure_redirects"
    verdict = "fail"
  }
}

resource "azuread_application_redirect_uris" "redirects_undecided" {
  attrs = { redirect_uris = [unknown("string")] }
  expect {
    policy  = "azure_redirects"
    verdict = "undecided"
  }
}

resource "azuread_user" "user_weak_password_passes" {
  attrs = { disable_strong_password = false, disable_password_expiration = false }
  expect {
    policy  = "azure_user_weak_password"
    verdict = "pass"
  }
}

resource "azuread_user" "user_weak_password_passes_2" {
  attrs = { disable_strong_password = null, disable_password_expiration = false }
  expect {
    policy  = "azure_user_weak_password"
    verdict = "pass"
  }
}

resource "azuread_user" "user_weak_password_fails" {
  attrs = { disable_strong_password = true }
  expect {
    policy  = "azure_user_weak_password"
    verdict = "fail"
  }
}

resource "azuread_user" "user_weak_password_undecided" {
  attrs = { disable_strong_password = unknown("bool") }
  expect {
    policy  = "azure_user_weak_password"
    verdict = "undecided"
  }
}

resource "azuread_user" "user_endless_password_passes" {
  attrs = { disable_password_expiration = false, disable_strong_password = false }
  expect {
    policy  = "azure_user_endless_password"
    verdict = "pass"
  }
}

resource "azuread_user" "user_endless_password_passes_2" {
  attrs = { disable_password_expiration = null, disable_strong_password = false }
  expect {
    policy  = "azure_user_endless_password"
    verdict = "pass"
  }
}

resource "azuread_user" "user_endless_password_fails" {
  attrs = { disable_password_expiration = true }
  expect {
    policy  = "azure_user_endless_password"
    verdict = "fail"
  }
}

resource "azuread_user" "user_endless_password_undecided" {
  attrs = { disable_password_expiration = unknown("bool") }
  expect {
    policy  = "azure_user_endless_password"
    verdict = "undecided"
  }
}
