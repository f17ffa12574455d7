policytest {
  targets = ["application_password.policy.hcl"]
}

resource "azuread_application_password" "application_password_passes" {
  attrs = { start_date = "2027-01-01T00:00:00Z", end_date = "2027-03-01T00:00:00Z" }
  expect {
    policy  = "azure_application_password"
    verdict = "pass"
  }
}

resource "azuread_application_password" "application_password_passes_2" {
  attrs = { end_date_relative = "720h" }
  expect {
    policy  = "azure_application_password"
    verdict = "pass"
  }
}

resource "azuread_application_password" "application_password_fails" {
  attrs = { start_date = "2027-01-01T00:00:00Z", end_date = "2029-01-01T00:00:00Z" }
  expect {
    policy  = "azure_application_password"
    verdict = "fail"
  }
}

resource "azuread_application_password" "application_password_fails_2" {
  attrs = { end_date = "2099-01-01T00:00:00Z" }
  expect {
    policy  = "azure_application_password"
    verdict = "fail"
  }
}

resource "azuread_application_password" "application_password_fails_3" {
  attrs = { end_date_relative = "17520h" }
  expect {
    policy  = "azure_application_password"
    verdict = "fail"
  }
}

resource "azuread_application_password" "application_password_fails_4" {
  attrs = { end_date = null }
  expect {
    policy  = "azure_application_password"
    verdict = "fail"
  }
}

resource "azuread_application_password" "application_password_undecided" {
  attrs = { end_date = unknown("string") }
  expect {
    policy  = "azure_application_password"
    verdict = "undecided"
  }
}

resource "azuread_service_principal_password" "service_principal_password_passes" {
  attrs = { start_date = "2027-01-01T00:00:00Z", end_date = "2027-03-01T00:00:00Z" }
  expect {
    policy  = "azure_service_principal_password"
    verdict = "pass"
  }
}

resource "azuread_service_principal_password" "service_principal_password_passes_2" {
  attrs = { end_date_relative = "720h" }
  expect {
    policy  = "azure_service_principal_password"
    verdict = "pass"
  }
}

resource "azuread_service_principal_password" "service_principal_password_fails" {
  attrs = { start_date = "2027-01-01T00:00:00Z", end_date = "2029-01-01T00:00:00Z" }
  expect {
    policy  = "azure_service_principal_password"
    verdict = "fail"
  }
}

resource "azuread_service_principal_password" "service_principal_password_fails_2" {
  attrs = { end_date = "2099-01-01T00:00:00Z" }
  expect {
    policy  = "azure_service_principal_password"
    verdict = "fail"
  }
}

resource "azuread_service_principal_password" "service_principal_password_fails_3" {
  attrs = { end_date_relative = "17520h" }
  expect {
    policy  = "azure_service_principal_password"
    verdict = "fail"
  }
}

resource "azuread_service_principal_password" "service_principal_password_fails_4" {
  attrs = { end_date = null }
  expect {
    policy  = "azure_service_principal_password"
    verdict = "fail"
  }
}

resource "azuread_service_principal_password" "service_principal_password_undecided" {
  attrs = { end_date = unknown("string") }
  expect {
    policy  = "azure_service_principal_password"
    verdict = "undecided"
  }
}

resource "azuread_application" "application_inline_password_passes" {
  attrs = { password = null }
  expect {
    policy  = "azure_application_inline_password"
    verdict = "pass"
  }
}

resource "azuread_application" "application_inline_password_passes_2" {
  attrs = { password = [{ display_name = "p", start_date = "2027-01-01T00:00:00Z", end_date = "2027-02-01T00:00:00Z" }] }
  expect {
    policy  = "azure_application_inline_password"
    verdict = "pass"
  }
}

resource "azuread_application" "application_inline_password_fails" {
  attrs = { password = [{ display_name = "p", start_date = null, end_date = null }] }
  expect {
    policy  = "azure_application_inline_password"
    verdict = "fail"
  }
}

resource "azuread_application" "application_inline_password_fails_2" {
  attrs = { password = [{ display_name = "p", start_date = null, end_date = "2099-01-01T00:00:00Z" }] }
  expect {
    policy  = "azure_application_inline_password"
    verdict = "fail"
  }
}

resource "azuread_application" "application_inline_password_undecided" {
  attrs = { password = [{ display_name = "p", start_date = null, end_date = unknown("string") }] }
  expect {
    policy  = "azure_application_inline_password"
    verdict = "undecided"
  }
}
