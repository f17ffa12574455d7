policytest {
  targets = ["workload_identity.policy.hcl"]
}

resource "google_iam_workload_identity_pool_provider" "workload_condition_passes" {
  attrs = { oidc = [{ issuer_uri = "https://token.actions.githubusercontent.com" }], attribute_condition = "assertion.repository_owner == 'acme'" }
  expect {
    policy  = "google_workload_condition"
    verdict = "pass"
  }
}

resource "google_iam_workload_identity_pool_provider" "workload_condition_fails" {
  attrs = { oidc = [{ issuer_uri = "https://token.actions.githubusercontent.com" }], attribute_condition = null }
  expect {
    policy  = "google_workload_condition"
    verdict = "fail"
  }
}

resource "google_iam_workload_identity_pool_provider" "workload_condition_fails_2" {
  attrs = { oidc = [{ issuer_uri = "https://token.actions.githubusercontent.com" }], attribute_condition = "true" }
  expect {
    policy  = "google_workload_condition"
    verdict = "fail"
  }
}

resource "google_iam_workload_identity_pool_provider" "workload_condition_undecided" {
  attrs = { oidc = [{ issuer_uri = "https://token.actions.githubusercontent.com" }], attribute_condition = unknown("string") }
  expect {
    policy  = "google_workload_condition"
    verdict = "undecided"
  }
}

resource "google_iam_workload_identity_pool_provider" "workload_condition_leaves_out" {
  attrs = { oidc = [{ issuer_uri = "https://token.actions.githubusercontent.com" }], disabled = true }
}

resource "google_iam_workload_identity_pool_provider" "workload_condition_leaves_out_2" {
  attrs = { aws = [{ account_id = "111122223333" }] }
}

resource "google_service_account_iam_member" "workload_whole_pool_passes" {
  attrs = { role = "roles/iam.workloadIdentityUser", member = "principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/attribute.repository/acme/app" }
  expect {
    policy  = "google_workload_whole_pool"
    verdict = "pass"
  }
}

resource "google_service_account_iam_member" "workload_whole_pool_fails" {
  attrs = { role = "roles/iam.workloadIdentityUser", member = "principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/*" }
  expect {
    policy  = "google_workload_whole_pool"
    verdict = "fail"
  }
}

resource "google_service_account_iam_member" "workload_whole_pool_leaves_out" {
  attrs = { role = "roles/iam.serviceAccountUser", member = "user:a@example.com" }
}
