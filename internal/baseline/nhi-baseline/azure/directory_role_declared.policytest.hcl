policytest {
  targets = ["directory_role.policy.hcl"]
}

resource "azuread_directory_role" "readers" {
  attrs = { display_name = "Security reader" }
}

resource "azuread_directory_role_assignment" "of_a_role_that_is_activated_here" {
  attrs = { principal_object_id = "p", role_id = unknown("string") }
}
