policytest {
  targets = ["iam_custom_role.policy.hcl"]
}

resource "google_project_iam_custom_role" "custom_role_passes" {
  attrs = { role_id = "a", permissions = ["storage.objects.get"] }
  expect {
    policy  = "google_custom_role"
    verdict = "pass"
  }
}

resource "google_project_iam_custom_role" "custom_role_fails" {
  attrs = { role_id = "a", permissions = ["storage.objects.get", "iam.serviceAccounts.actAs"] }
  expect {
    policy  = "google_custom_role"
    verdict = "fail"
  }
}

resource "google_project_iam_custom_role" "custom_role_fails_2" {
  attrs = { role_id = "a", permissions = ["resourcemanager.projects.setIamPolicy"] }
  expect {
    policy  = "google_custom_role"
    verdict = "fail"
  }
}

resource "google_project_iam_custom_role" "custom_role_undecided" {
  attrs = { role_id = "a", permissions = [unknown("string")] }
  expect {
    policy  = "google_custom_role"
    verdict = "undecided"
  }
}

resource "google_organization_iam_custom_role" "organization_custom_role_passes" {
  attrs = { role_id = "a", permissions = ["storage.objects.get"] }
  expect {
    policy  = "google_organization_custom_role"
    verdict = "pass"
  }
}

resource "google_organization_iam_custom_role" "organization_custom_role_fails" {
  attrs = { role_id = "a", permissions = ["storage.objects.get", "iam.serviceAccounts.actAs"] }
  expect {
    policy  = "google_organization_custom_role"
    verdict = "fail"
  }
}

resource "google_organization_iam_custom_role" "organization_custom_role_fails_2" {
  attrs = { role_id = "a", permissions = ["resourcemanager.projects.setIamPolicy"] }
  expect {
    policy  = "google_organization_custom_role"
    verdict = "fail"
  }
}

resource "google_organization_iam_custom_role" "organization_custom_role_undecided" {
  attrs = { role_id = "a", permissions = [unknown("string")] }
  expect {
    policy  = "google_organization_custom_role"
    verdict = "undecided"
  }
}
