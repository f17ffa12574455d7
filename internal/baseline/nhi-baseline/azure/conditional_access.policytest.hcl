policytest {
  targets = ["conditional_access.policy.hcl"]
}

resource "azuread_conditional_access_policy" "conditional_access_off_passes" {
  attrs = { display_name = "a", state = null }
  expect {
    policy  = "azure_conditional_access_off"
    verdict = "pass"
  }
}

resource "azuread_conditional_access_policy" "conditional_access_off_passes_2" {
  attrs = { display_name = "a", state = "enabled" }
  expect {
    policy  = "azure_conditional_access_off"
    verdict = "pass"
  }
}

resource "azuread_conditional_access_policy" "conditional_access_off_fails" {
  attrs = { display_name = "a", state = "disabled" }
  expect {
    policy  = "azure_conditional_access_off"
    verdict = "fail"
  }
}

resource "azuread_conditional_access_policy" "conditional_access_off_undecided" {
  attrs = { display_name = "a", state = unknown("string") }
  expect {
    policy  = "azure_conditional_access_off"
    verdict = "undecided"
  }
}

resource "azuread_conditional_access_policy" "conditional_access_deleted_passes" {
  prior_attrs = { display_name = "replaced" }
  expect {
    policy  = "azure_conditional_access_deleted"
    verdict = "pass"
  }
}

resource "azuread_conditional_access_policy" "conditional_access_deleted_its_replacement" {
  attrs = { display_name = "replaced" }
}

resource "azuread_conditional_access_policy" "conditional_access_deleted_fails" {
  prior_attrs = { display_name = "gone" }
  expect {
    policy  = "azure_conditional_access_deleted"
    verdict = "fail"
  }
}
