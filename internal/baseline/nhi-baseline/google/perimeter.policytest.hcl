policytest {
  targets = ["perimeter.policy.hcl"]
}

resource "google_access_context_manager_service_perimeter" "perimeter_ingress_passes" {
  attrs = { name = "a", status = [] }
  expect {
    policy  = "google_perimeter_ingress"
    verdict = "pass"
  }
}

resource "google_access_context_manager_service_perimeter" "perimeter_ingress_passes_2" {
  attrs = { name = "a", status = [{ ingress_policies = [{ ingress_from = [{ identity_type = "ANY_IDENTITY", sources = [{ access_level = "accessPolicies/1/accessLevels/office" }] }] }] }] }
  expect {
    policy  = "google_perimeter_ingress"
    verdict = "pass"
  }
}

resource "google_access_context_manager_service_perimeter" "perimeter_ingress_fails" {
  attrs = { name = "a", status = [{ ingress_policies = [{ ingress_from = [{ identity_type = "ANY_IDENTITY", sources = [{ access_level = "*" }] }] }] }] }
  expect {
    policy  = "google_perimeter_ingress"
    verdict = "fail"
  }
}

resource "google_access_context_manager_service_perimeter" "perimeter_ingress_undecided" {
  attrs = { name = "a", status = [{ ingress_policies = [{ ingress_from = [{ identity_type = unknown("string"), sources = [{ access_level = "*" }] }] }] }] }
  expect {
    policy  = "google_perimeter_ingress"
    verdict = "undecided"
  }
}

resource "google_access_context_manager_service_perimeter_ingress_policy" "perimeter_ingress_policy_passes" {
  attrs = { perimeter = "a", ingress_from = [{ identity_type = "ANY_IDENTITY", sources = [{ access_level = "a" }] }] }
  expect {
    policy  = "google_perimeter_ingress_policy"
    verdict = "pass"
  }
}

resource "google_access_context_manager_service_perimeter_ingress_policy" "perimeter_ingress_policy_fails" {
  attrs = { perimeter = "a", ingress_from = [{ identity_type = "ANY_IDENTITY", sources = [{ access_level = "*" }] }] }
  expect {
    policy  = "google_perimeter_ingress_policy"
    verdict = "fail"
  }
}

resource "google_access_context_manager_service_perimeter_ingress_policy" "perimeter_ingress_policy_undecided" {
  attrs = { perimeter = "a", ingress_from = [{ identity_type = unknown("string"), sources = [{ access_level = "*" }] }] }
  expect {
    policy  = "google_perimeter_ingress_policy"
    verdict = "undecided"
  }
}

resource "google_privileged_access_manager_entitlement" "privileged_access_approval_passes" {
  attrs = { entitlement_id = "a", approval_workflow = [{ manual_approvals = [] }] }
  expect {
    policy  = "google_privileged_access_approval"
    verdict = "pass"
  }
}

resource "google_privileged_access_manager_entitlement" "privileged_access_approval_fails" {
  attrs = { entitlement_id = "a", approval_workflow = [] }
  expect {
    policy  = "google_privileged_access_approval"
    verdict = "fail"
  }
}

resource "google_privileged_access_manager_entitlement" "privileged_access_approval_undecided" {
  attrs = { entitlement_id = "a", approval_workflow = unknown("list(object({}))") }
  expect {
    policy  = "google_privileged_access_approval"
    verdict = "undecided"
  }
}

resource "google_identity_platform_config" "identity_anonymous_passes" {
  attrs = { sign_in = [] }
  expect {
    policy  = "google_identity_anonymous"
    verdict = "pass"
  }
}

resource "google_identity_platform_config" "identity_anonymous_fails" {
  attrs = { sign_in = [{ anonymous = [{ enabled = true }] }] }
  expect {
    policy  = "google_identity_anonymous"
    verdict = "fail"
  }
}

resource "google_identity_platform_config" "identity_anonymous_undecided" {
  attrs = { sign_in = [{ anonymous = [{ enabled = unknown("bool") }] }] }
  expect {
    policy  = "google_identity_anonymous"
    verdict = "undecided"
  }
}
