policytest {
  targets = ["directory_role_activated.policy.hcl"]
}

resource "azuread_directory_role" "directory_role_activated_passes" {
  attrs = { display_name = "Security reader" }
  expect {
    policy  = "azure_directory_role_activated"
    verdict = "pass"
  }
}

resource "azuread_directory_role" "directory_role_activated_fails" {
  attrs = { display_name = "Global administrator" }
  expect {
    policy  = "azure_directory_role_activated"
    verdict = "fail"
  }
}

resource "azuread_directory_role" "directory_role_activated_fails_2" {
  attrs = { display_name = null, template_id = "62e90394-69f5-4237-9190-012177145e10" }
  expect {
    policy  = "azure_directory_role_activated"
    verdict = "fail"
  }
}

resource "azuread_directory_role" "directory_role_activated_undecided" {
  attrs = { display_name = unknown("string") }
  expect {
    policy  = "azure_directory_role_activated"
    verdict = "undecided"
  }
}
