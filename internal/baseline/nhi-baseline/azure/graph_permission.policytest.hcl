policytest {
  targets = ["graph_permission.policy.hcl"]
}

resource "azuread_app_role_assignment" "graph_assignment_passes" {
  attrs = { principal_object_id = "a", app_role_id = "df021288-bdef-4463-88db-98f22de89214" }
  expect {
    policy  = "azure_graph_assignment"
    verdict = "pass"
  }
}

resource "azuread_app_role_assignment" "graph_assignment_fails" {
  attrs = { principal_object_id = "a", app_role_id = "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8" }
  expect {
    policy  = "azure_graph_assignment"
    verdict = "fail"
  }
}

resource "azuread_app_role_assignment" "graph_assignment_undecided" {
  attrs = { principal_object_id = "a", app_role_id = unknown("string") }
  expect {
    policy  = "azure_graph_assignment"
    verdict = "undecided"
  }
}

resource "azuread_application" "graph_access_passes" {
  attrs = { required_resource_access = null }
  expect {
    policy  = "azure_graph_access"
    verdict = "pass"
  }
}

resource "azuread_application" "graph_access_passes_2" {
  attrs = { required_resource_access = [{ resource_app_id = "g", resource_access = [{ id = "df021288-bdef-4463-88db-98f22de89214", type = "Role" }] }] }
  expect {
    policy  = "azure_graph_access"
    verdict = "pass"
  }
}

resource "azuread_application" "graph_access_fails" {
  attrs = { required_resource_access = [{ resource_app_id = "g", resource_access = [{ id = "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8", type = "Role" }, { id = "e1fe6dd8-ba31-4d61-89e7-88639da4683d", type = "Scope" }] }] }
  expect {
    policy  = "azure_graph_access"
    verdict = "fail"
  }
}

resource "azuread_application" "graph_access_undecided" {
  attrs = { required_resource_access = [{ resource_app_id = "g", resource_access = [{ id = unknown("string"), type = "Role" }] }] }
  expect {
    policy  = "azure_graph_access"
    verdict = "undecided"
  }
}

resource "azuread_application_api_access" "graph_api_access_passes" {
  attrs = { role_ids = null }
  expect {
    policy  = "azure_graph_api_access"
    verdict = "pass"
  }
}

resource "azuread_application_api_access" "graph_api_access_passes_2" {
  attrs = { role_ids = ["df021288-bdef-4463-88db-98f22de89214"] }
  expect {
    policy  = "azure_graph_api_access"
    verdict = "pass"
  }
}

resource "azuread_application_api_access" "graph_api_access_fails" {
  attrs = { role_ids = ["df021288-bdef-4463-88db-98f22de89214", "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8"] }
  expect {
    policy  = "azure_graph_api_access"
    verdict = "fail"
  }
}

resource "azuread_application_api_access" "graph_api_access_undecided" {
  attrs = { role_ids = [unknown("string")] }
  expect {
    policy  = "azure_graph_api_access"
    verdict = "undecided"
  }
}

resource "azuread_service_principal_delegated_permission_grant" "graph_consent_passes" {
  attrs = { claim_values = ["openid", "User.Read"] }
  expect {
    policy  = "azure_graph_consent"
    verdict = "pass"
  }
}

resource "azuread_service_principal_delegated_permission_grant" "graph_consent_fails" {
  attrs = { claim_values = ["openid", "Directory.ReadWrite.All"] }
  expect {
    policy  = "azure_graph_consent"
    verdict = "fail"
  }
}

resource "azuread_service_principal_delegated_permission_grant" "graph_consent_undecided" {
  attrs = { claim_values = [unknown("string")] }
  expect {
    policy  = "azure_graph_consent"
    verdict = "undecided"
  }
}

resource "azuread_service_principal_delegated_permission_grant" "graph_consent_leaves_out" {
  attrs = { user_object_id = "u", claim_values = ["Directory.ReadWrite.All"] }
}
