policytest {
  targets = ["directory_role.policy.hcl"]
}

resource "azuread_directory_role_assignment" "directory_role_assignment_passes" {
  attrs = { principal_object_id = "p", role_id = "88d8e3e3-8f55-4a1e-953a-9b9898b8876b" }
  expect {
    policy  = "azure_directory_role_assignment"
    verdict = "pass"
  }
}

resource "azuread_directory_role_assignment" "directory_role_assignment_fails" {
  attrs = { principal_object_id = "p", role_id = "62e90394-69f5-4237-9190-012177145e10" }
  expect {
    policy  = "azure_directory_role_assignment"
    verdict = "fail"
  }
}

resource "azuread_directory_role_assignment" "directory_role_assignment_undecided" {
  attrs = { principal_object_id = "p", role_id = unknown("string") }
  expect {
    policy  = "azure_directory_role_assignment"
    verdict = "undecided"
  }
}

resource "azuread_directory_role_eligibility_schedule_request" "directory_role_eligibility_passes" {
  attrs = { principal_id = "p", directory_scope_id = "/", role_definition_id = "88d8e3e3-8f55-4a1e-953a-9b9898b8876b" }
  expect {
    policy  = "azure_directory_role_eligibility"
    verdict = "pass"
  }
}

resource "azuread_directory_role_eligibility_schedule_request" "directory_role_eligibility_passes_2" {
  attrs = { principal_id = "p", directory_scope_id = "/administrativeUnits/1", role_definition_id = "62e90394-69f5-4237-9190-012177145e10" }
  expect {
    policy  = "azure_directory_role_eligibility"
    verdict = "pass"
  }
}

resource "azuread_directory_role_eligibility_schedule_request" "directory_role_eligibility_fails" {
  attrs = { principal_id = "p", directory_scope_id = "/", role_definition_id = "62e90394-69f5-4237-9190-012177145e10" }
  expect {
    policy  = "azure_directory_role_eligibility"
    verdict = "fail"
  }
}

resource "azuread_directory_role_eligibility_schedule_request" "directory_role_eligibility_undecided" {
  attrs = { principal_id = "p", directory_scope_id = "/", role_definition_id = unknown("string") }
  expect {
    policy  = "azure_directory_role_eligibility"
    verdict = "undecided"
  }
}
