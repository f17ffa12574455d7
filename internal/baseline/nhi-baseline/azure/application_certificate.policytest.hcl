policytest {
  targets = ["application_certificate.policy.hcl"]
}

resource "azuread_application_certificate" "application_certificate_passes" {
  attrs = { start_date = "2027-01-01T00:00:00Z", end_date = "2027-03-01T00:00:00Z" }
  expect {
    policy  = "azure_application_certificate"
    verdict = "pass"
  }
}

resource "azuread_application_certificate" "application_certificate_passes_2" {
  attrs = { end_date_relative = "720h" }
  expect {
    policy  = "azure_application_certificate"
    verdict = "pass"
  }
}

resource "azuread_application_certificate" "application_certificate_passes_3" {
  attrs = { end_date = null }
  expect {
    policy  = "azure_application_certificate"
    verdict = "pass"
  }
}

resource "azuread_application_certificate" "application_certificate_fails" {
  attrs = { start_date = "2027-01-01T00:00:00Z", end_date = "2029-01-01T00:00:00Z" }
  expect {
    policy  = "azure_application_certificate"
    verdict = "fail"
  }
}

resource "azuread_application_certificate" "application_certificate_fails_2" {
  attrs = { end_date = "2099-01-01T00:00:00Z" }
  expect {
    policy  = "azure_application_certificate"
    verdict = "fail"
  }
}

resource "azuread_application_certificate" "application_certificate_fails_3" {
  attrs = { end_date_relative = "17520h" }
  expect {
    policy  = "azure_application_certificate"
    verdict = "fail"
  }
}

resource "azuread_application_certificate" "application_certificate_undecided" {
  attrs = { end_date = unknown("string") }
  expect {
    policy  = "azure_application_certificate"
    verdict = "undecided"
  }
}

resource "azuread_service_principal_certificate" "service_principal_certificate_passes" {
  attrs = { start_date = "2027-01-01T00:00:00Z", end_date = "2027-03-01T00:00:00Z" }
  expect {
    policy  = "azure_service_principal_certificate"
    verdict = "pass"
  }
}

resource "azuread_service_principal_certificate" "service_principal_certificate_passes_2" {
  attrs = { end_date_relative = "720h" }
  expect {
    policy  = "azure_service_principal_certificate"
    verdict = "pass"
  }
}

resource "azuread_service_principal_certificate" "service_principal_certificate_passes_3" {
  attrs = { end_date = null }
  expect {
    policy  = "azure_service_principal_certificate"
    verdict = "pass"
  }
}

resource "azuread_service_principal_certificate" "service_principal_certificate_fails" {
  attrs = { start_date = "2027-01-01T00:00:00Z", end_date = "2029-01-01T00:00:00Z" }
  expect {
    policy  = "azure_service_principal_certificate"
    verdict = "fail"
  }
}

resource "azuread_service_principal_certificate" "service_principal_certificate_fails_2" {
  attrs = { end_date = "2099-01-01T00:00:00Z" }
  expect {
    policy  = "azure_service_principal_certificate"
    verdict = "fail"
  }
}

resource "azuread_service_principal_certificate" "service_principal_certificate_fails_3" {
  attrs = { end_date_relative = "17520h" }
  expect {
    policy  = "azure_service_principal_certificate"
    verdict = "fail"
  }
}

resource "azuread_service_principal_certificate" "service_principal_certificate_undecided" {
  attrs = { end_date = unknown("string") }
  expect {
    policy  = "azure_service_principal_certificate"
    verdict = "undecided"
  }
}
