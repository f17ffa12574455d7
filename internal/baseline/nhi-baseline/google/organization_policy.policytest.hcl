policytest {
  targets = ["organization_policy.policy.hcl"]
}

resource "google_project_organization_policy" "project_policy_off_passes" {
  attrs = { constraint = "constraints/iam.disableServiceAccountKeyCreation", boolean_policy = [{ enforced = true }] }
  expect {
    policy  = "google_project_policy_off"
    verdict = "pass"
  }
}

resource "google_project_organization_policy" "project_policy_off_passes_2" {
  attrs = { constraint = "iam.allowedPolicyMemberDomains", list_policy = [{ allow = [{ values = ["C0"] }] }] }
  expect {
    policy  = "google_project_policy_off"
    verdict = "pass"
  }
}

resource "google_project_organization_policy" "project_policy_off_fails" {
  attrs = { constraint = "iam.disableServiceAccountKeyCreation", boolean_policy = [{ enforced = false }] }
  expect {
    policy  = "google_project_policy_off"
    verdict = "fail"
  }
}

resource "google_project_organization_policy" "project_policy_off_fails_2" {
  attrs = { constraint = "iam.allowedPolicyMemberDomains", list_policy = [{ allow = [{ all = true }] }] }
  expect {
    policy  = "google_project_policy_off"
    verdict = "fail"
  }
}

resource "google_project_organization_policy" "project_policy_off_undecided" {
  attrs = { constraint = "iam.disableServiceAccountKeyCreation", boolean_policy = [{ enforced = unknown("bool") }] }
  expect {
    policy  = "google_project_policy_off"
    verdict = "undecided"
  }
}

resource "google_project_organization_policy" "project_policy_off_leaves_out" {
  attrs = { constraint = "constraints/compute.skipDefaultNetworkCreation" }
}

resource "google_folder_organization_policy" "folder_policy_off_passes" {
  attrs = { constraint = "constraints/iam.disableServiceAccountKeyCreation", boolean_policy = [{ enforced = true }] }
  expect {
    policy  = "google_folder_policy_off"
    verdict = "pass"
  }
}

resource "google_folder_organization_policy" "folder_policy_off_passes_2" {
  attrs = { constraint = "iam.allowedPolicyMemberDomains", list_policy = [{ allow = [{ values = ["C0"] }] }] }
  expect {
    policy  = "google_folder_policy_off"
    verdict = "pass"
  }
}

resource "google_folder_organization_policy" "folder_policy_off_fails" {
  attrs = { constraint = "iam.disableServiceAccountKeyCreation", boolean_policy = [{ enforced = false }] }
  expect {
    policy  = "google_folder_policy_off"
    verdict = "fail"
  }
}

resource "google_folder_organization_policy" "folder_policy_off_fails_2" {
  attrs = { constraint = "iam.allowedPolicyMemberDomains", list_policy = [{ allow = [{ all = true }] }] }
  expect {
    policy  = "google_folder_policy_off"
    verdict = "fail"
  }
}

resource "google_folder_organization_policy" "folder_policy_off_undecided" {
  attrs = { constraint = "iam.disableServiceAccountKeyCreation", boolean_policy = [{ enforced = unknown("bool") }] }
  expect {
    policy  = "google_folder_policy_off"
    verdict = "undecided"
  }
}

resource "google_folder_organization_policy" "folder_policy_off_leaves_out" {
  attrs = { constraint = "constraints/compute.skipDefaultNetworkCreation" }
}

resource "google_organization_policy" "organization_policy_off_passes" {
  attrs = { constraint = "constraints/iam.disableServiceAccountKeyCreation", boolean_policy = [{ enforced = true }] }
  expect {
    policy  = "google_organization_policy_off"
    verdict = "pass"
  }
}

resource "google_organization_policy" "organization_policy_off_passes_2" {
  attrs = { constraint = "iam.allowedPolicyMemberDomains", list_policy = [{ allow = [{ values = ["C0"] }] }] }
  expect {
    policy  = "google_organization_policy_off"
    verdict = "pass"
  }
}

resource "google_organization_policy" "organization_policy_off_fails" {
  attrs = { constraint = "iam.disableServiceAccountKeyCreation", boolean_policy = [{ enforced = false }] }
  expect {
    policy  = "google_organization_policy_off"
    verdict = "fail"
  }
}

resource "google_organization_policy" "organization_policy_off_fails_2" {
  attrs = { constraint = "iam.allowedPolicyMemberDomains", list_policy = [{ allow = [{ all = true }] }] }
  expect {
    policy  = "google_organization_policy_off"
    verdict = "fail"
  }
}

resource "google_organization_policy" "organization_policy_off_undecided" {
  attrs = { constraint = "iam.disableServiceAccountKeyCreation", boolean_policy = [{ enforced = unknown("bool") }] }
  expect {
    policy  = "google_organization_policy_off"
    verdict = "undecided"
  }
}

resource "google_organization_policy" "organization_policy_off_leaves_out" {
  attrs = { constraint = "constraints/compute.skipDefaultNetworkCreation" }
}

resource "google_org_policy_policy" "org_policy_off_passes" {
  attrs = { name = "projects/p/policies/iam.disableServiceAccountKeyCreation", spec = [{ rules = [{ enforce = "TRUE" }] }] }
  expect {
    policy  = "google_org_policy_off"
    verdict = "pass"
  }
}

resource "google_org_policy_policy" "org_policy_off_fails" {
  attrs = { name = "projects/p/policies/iam.disableServiceAccountKeyCreation", spec = [{ rules = [{ enforce = "FALSE" }] }] }
  expect {
    policy  = "google_org_policy_off"
    verdict = "fail"
  }
}

resource "google_org_policy_policy" "org_policy_off_fails_2" {
  attrs = { name = "projects/p/policies/iam.disableServiceAccountKeyCreation", spec = [{ rules = [{ allow_all = "TRUE" }] }] }
  expect {
    policy  = "google_org_policy_off"
    verdict = "fail"
  }
}

resource "google_org_policy_policy" "org_policy_off_fails_3" {
  attrs = { name = "projects/p/policies/iam.disableServiceAccountKeyCreation", spec = [{ reset = true }] }
  expect {
    policy  = "google_org_policy_off"
    verdict = "fail"
  }
}

resource "google_org_policy_policy" "org_policy_off_undecided" {
  attrs = { name = "projects/p/policies/iam.disableServiceAccountKeyCreation", spec = [{ rules = [{ enforce = unknown("string") }] }] }
  expect {
    policy  = "google_org_policy_off"
    verdict = "undecided"
  }
}

resource "google_org_policy_policy" "org_policy_off_leaves_out" {
  attrs = { name = "projects/p/policies/compute.skipDefaultNetworkCreation" }
}

resource "google_org_policy_policy" "org_policy_deleted_passes" {
  prior_attrs = { name = "replaced" }
  expect {
    policy  = "google_org_policy_deleted"
    verdict = "pass"
  }
}

resource "google_org_policy_policy" "org_policy_deleted_its_replacement" {
  attrs = { name = "replaced" }
}

resource "google_org_policy_policy" "org_policy_deleted_fails" {
  prior_attrs = { name = "projects/p/policies/gone" }
  expect {
    policy  = "google_org_policy_deleted"
    verdict = "fail"
  }
}

resource "google_project_organization_policy" "project_policy_deleted_passes" {
  prior_attrs = { constraint = "replaced" }
  expect {
    policy  = "google_project_policy_deleted"
    verdict = "pass"
  }
}

resource "google_project_organization_policy" "project_policy_deleted_its_replacement" {
  attrs = { constraint = "replaced" }
}

resource "google_project_organization_policy" "project_policy_deleted_fails" {
  prior_attrs = { constraint = "gone" }
  expect {
    policy  = "google_project_policy_deleted"
    verdict = "fail"
  }
}

resource "google_folder_organization_policy" "folder_policy_deleted_passes" {
  prior_attrs = { constraint = "replaced" }
  expect {
    policy  = "google_folder_policy_deleted"
    verdict = "pass"
  }
}

resource "google_folder_organization_policy" "folder_policy_deleted_its_replacement" {
  attrs = { constraint = "replaced" }
}

resource "google_folder_organization_policy" "folder_policy_deleted_fails" {
  prior_attrs = { constraint = "gone" }
  expect {
    policy  = "google_folder_policy_deleted"
    verdict = "fail"
  }
}

resource "google_organization_policy" "organization_policy_deleted_passes" {
  prior_attrs = { constraint = "replaced" }
  expect {
    policy  = "google_organization_policy_deleted"
    verdict = "pass"
  }
}

resource "google_organization_policy" "organization_policy_deleted_its_replacement" {
  attrs = { constraint = "replaced" }
}

resource "google_organization_policy" "organization_policy_deleted_fails" {
  prior_attrs = { constraint = "gone" }
  expect {
    policy  = "google_organization_policy_deleted"
    verdict = "fail"
  }
}
