policytest {
  targets = ["directory_role_custom.policy.hcl"]
}

resource "azuread_custom_directory_role" "directory_role_custom_passes" {
  attrs = { display_name = "a", permissions = [{ allowed_resource_actions = ["microsoft.directory/applications/standard/read", "microsoft.directory/applications/basic/update"] }] }
  expect {
    policy  = "azure_directory_role_custom"
    verdict = "pass"
  }
}

resource "azuread_custom_directory_role" "directory_role_custom_fails" {
  attrs = { display_name = "a", permissions = [{ allowed_resource_actions = ["microsoft.directory/applications/standard/read", "microsoft.directory/applications/credentials/update"] }] }
  expect {
    policy  = "azure_directory_role_custom"
    verdict = "fail"
  }
}

resource "azuread_custom_directory_role" "directory_role_custom_fails_2" {
  attrs = { display_name = "a", permissions = [{ allowed_resource_actions = ["microsoft.directory/applications/standard/read", "microsoft.directory/users/allProperties/allTasks"] }] }
  expect {
    policy  = "azure_directory_role_custom"
    verdict = "fail"
  }
}

resource "azuread_custom_directory_role" "directory_role_custom_undecided" {
  attrs = { display_name = "a", permissions = [{ allowed_resource_actions = unknown("set(string)") }] }
  expect {
    policy  = "azure_directory_role_custom"
    verdict = "undecided"
  }
}
