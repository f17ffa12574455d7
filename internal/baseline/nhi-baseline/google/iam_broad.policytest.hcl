policytest {
  targets = ["iam_broad.policy.hcl"]
}

resource "google_project_iam_member" "iam_basic_member_passes" {
  attrs = { role = "roles/storage.objectViewer", member = "serviceAccount:app@p.iam.gserviceaccount.com" }
  meta  = { type = "google_project_iam_member" }
  expect {
    policy  = "google_iam_basic_member"
    verdict = "pass"
  }
}

resource "google_project_iam_member" "iam_basic_member_fails" {
  attrs = { role = "roles/editor", member = "serviceAccount:app@p.iam.gserviceaccount.com" }
  meta  = { type = "google_project_iam_member" }
  expect {
    policy  = "google_iam_basic_member"
    verdict = "fail"
  }
}

resource "google_folder_iam_member" "iam_basic_member_fails_2" {
  attrs = { role = "roles/owner", member = "user:a@example.com" }
  meta  = { type = "google_folder_iam_member" }
  expect {
    policy  = "google_iam_basic_member"
    verdict = "fail"
  }
}

resource "google_project_iam_member" "iam_basic_member_undecided" {
  attrs = { role = unknown("string"), member = "serviceAccount:app@p.iam.gserviceaccount.com" }
  meta  = { type = "google_project_iam_member" }
  expect {
    policy  = "google_iam_basic_member"
    verdict = "undecided"
  }
}

resource "google_project_iam_binding" "iam_basic_binding_passes" {
  attrs = { role = "roles/storage.objectViewer", members = ["serviceAccount:app@p.iam.gserviceaccount.com"] }
  meta  = { type = "google_project_iam_binding" }
  expect {
    policy  = "google_iam_basic_binding"
    verdict = "pass"
  }
}

resource "google_organization_iam_binding" "iam_basic_binding_fails" {
  attrs = { role = "roles/editor", members = ["serviceAccount:app@p.iam.gserviceaccount.com"] }
  meta  = { type = "google_organization_iam_binding" }
  expect {
    policy  = "google_iam_basic_binding"
    verdict = "fail"
  }
}

resource "google_project_iam_binding" "iam_basic_binding_undecided" {
  attrs = { role = unknown("string"), members = ["serviceAccount:app@p.iam.gserviceaccount.com"] }
  meta  = { type = "google_project_iam_binding" }
  expect {
    policy  = "google_iam_basic_binding"
    verdict = "undecided"
  }
}

resource "google_project_iam_member" "iam_viewer_member_passes" {
  attrs = { role = "roles/viewer", member = "group:auditors@example.com" }
  meta  = { type = "google_project_iam_member" }
  expect {
    policy  = "google_iam_viewer_member"
    verdict = "pass"
  }
}

resource "google_project_iam_member" "iam_viewer_member_fails" {
  attrs = { role = "roles/viewer", member = "serviceAccount:app@p.iam.gserviceaccount.com" }
  meta  = { type = "google_project_iam_member" }
  expect {
    policy  = "google_iam_viewer_member"
    verdict = "fail"
  }
}

resource "google_project_iam_member" "iam_viewer_member_undecided" {
  attrs = { role = "roles/viewer", member = unknown("string") }
  meta  = { type = "google_project_iam_member" }
  expect {
    policy  = "google_iam_viewer_member"
    verdict = "undecided"
  }
}

resource "google_storage_bucket_iam_member" "iam_viewer_member_leaves_out" {
  attrs = { role = "roles/viewer", member = "serviceAccount:app@p.iam.gserviceaccount.com" }
  meta  = { type = "google_storage_bucket_iam_member" }
}

resource "google_project_iam_binding" "iam_viewer_binding_passes" {
  attrs = { role = "roles/viewer", members = ["group:auditors@example.com"] }
  meta  = { type = "google_project_iam_binding" }
  expect {
    policy  = "google_iam_viewer_binding"
    verdict = "pass"
  }
}

resource "google_project_iam_binding" "iam_viewer_binding_fails" {
  attrs = { role = "roles/viewer", members = ["group:auditors@example.com", "serviceAccount:app@p.iam.gserviceaccount.com"] }
  meta  = { type = "google_project_iam_binding" }
  expect {
    policy  = "google_iam_viewer_binding"
    verdict = "fail"
  }
}

resource "google_project_iam_binding" "iam_viewer_binding_undecided" {
  attrs = { role = "roles/viewer", members = [unknown("string")] }
  meta  = { type = "google_project_iam_binding" }
  expect {
    policy  = "google_iam_viewer_binding"
    verdict = "undecided"
  }
}

resource "google_storage_bucket_iam_binding" "iam_viewer_binding_leaves_out" {
  attrs = { role = "roles/viewer", members = ["serviceAccount:app@p.iam.gserviceaccount.com"] }
  meta  = { type = "google_storage_bucket_iam_binding" }
}

resource "google_project_iam_member" "iam_impersonation_member_passes" {
  attrs = { role = "roles/storage.objectViewer", member = "serviceAccount:app@p.iam.gserviceaccount.com" }
  meta  = { type = "google_project_iam_member" }
  expect {
    policy  = "google_iam_impersonation_member"
    verdict = "pass"
  }
}

resource "google_project_iam_member" "iam_impersonation_member_fails" {
  attrs = { role = "roles/iam.serviceAccountTokenCreator", member = "user:a@example.com" }
  meta  = { type = "google_project_iam_member" }
  expect {
    policy  = "google_iam_impersonation_member"
    verdict = "fail"
  }
}

resource "google_folder_iam_member" "iam_impersonation_member_fails_2" {
  attrs = { role = "roles/iam.serviceAccountUser", member = "group:g@example.com" }
  meta  = { type = "google_folder_iam_member" }
  expect {
    policy  = "google_iam_impersonation_member"
    verdict = "fail"
  }
}

resource "google_project_iam_member" "iam_impersonation_member_undecided" {
  attrs = { role = unknown("string"), member = "user:a@example.com" }
  meta  = { type = "google_project_iam_member" }
  expect {
    policy  = "google_iam_impersonation_member"
    verdict = "undecided"
  }
}

resource "google_service_account_iam_member" "iam_impersonation_member_leaves_out" {
  attrs = { role = "roles/iam.serviceAccountUser", member = "serviceAccount:app@p.iam.gserviceaccount.com" }
  meta  = { type = "google_service_account_iam_member" }
}

resource "google_project_iam_binding" "iam_impersonation_binding_passes" {
  attrs = { role = "roles/storage.objectViewer", members = ["serviceAccount:app@p.iam.gserviceaccount.com"] }
  meta  = { type = "google_project_iam_binding" }
  expect {
    policy  = "google_iam_impersonation_binding"
    verdict = "pass"
  }
}

resource "google_project_iam_binding" "iam_impersonation_binding_fails" {
  attrs = { role = "roles/iam.serviceAccountUser", members = ["user:a@example.com"] }
  meta  = { type = "google_project_iam_binding" }
  expect {
    policy  = "google_iam_impersonation_binding"
    verdict = "fail"
  }
}

resource "google_organization_iam_binding" "iam_impersonation_binding_undecided" {
  attrs = { role = unknown("string"), members = ["user:a@example.com"] }
  meta  = { type = "google_organization_iam_binding" }
  expect {
    policy  = "google_iam_impersonation_binding"
    verdict = "undecided"
  }
}

resource "google_service_account_iam_binding" "iam_impersonation_binding_leaves_out" {
  attrs = { role = "roles/iam.serviceAccountUser", members = ["serviceAccount:app@p.iam.gserviceaccount.com"] }
  meta  = { type = "google_service_account_iam_binding" }
}

resource "google_project_iam_member" "iam_admin_member_passes" {
  attrs = { role = "roles/storage.admin", member = "group:g@example.com" }
  meta  = { type = "google_project_iam_member" }
  expect {
    policy  = "google_iam_admin_member"
    verdict = "pass"
  }
}

resource "google_project_iam_member" "iam_admin_member_fails" {
  attrs = { role = "roles/storage.admin", member = "serviceAccount:app@p.iam.gserviceaccount.com" }
  meta  = { type = "google_project_iam_member" }
  expect {
    policy  = "google_iam_admin_member"
    verdict = "fail"
  }
}

resource "google_organization_iam_member" "iam_admin_member_fails_2" {
  attrs = { role = "roles/iam.securityAdmin", member = "serviceAccount:app@p.iam.gserviceaccount.com" }
  meta  = { type = "google_organization_iam_member" }
  expect {
    policy  = "google_iam_admin_member"
    verdict = "fail"
  }
}

resource "google_project_iam_member" "iam_admin_member_undecided" {
  attrs = { role = "roles/storage.admin", member = unknown("string") }
  meta  = { type = "google_project_iam_member" }
  expect {
    policy  = "google_iam_admin_member"
    verdict = "undecided"
  }
}

resource "google_project_iam_member" "iam_admin_member_leaves_out" {
  attrs = { role = "roles/storage.objectViewer", member = "serviceAccount:app@p.iam.gserviceaccount.com" }
  meta  = { type = "google_project_iam_member" }
}

resource "google_project_iam_binding" "iam_admin_binding_passes" {
  attrs = { role = "roles/storage.admin", members = ["group:g@example.com"] }
  meta  = { type = "google_project_iam_binding" }
  expect {
    policy  = "google_iam_admin_binding"
    verdict = "pass"
  }
}

resource "google_project_iam_binding" "iam_admin_binding_fails" {
  attrs = { role = "roles/storage.admin", members = ["serviceAccount:app@p.iam.gserviceaccount.com"] }
  meta  = { type = "google_project_iam_binding" }
  expect {
    policy  = "google_iam_admin_binding"
    verdict = "fail"
  }
}

resource "google_project_iam_binding" "iam_admin_binding_undecided" {
  attrs = { role = "roles/storage.admin", members = [unknown("string")] }
  meta  = { type = "google_project_iam_binding" }
  expect {
    policy  = "google_iam_admin_binding"
    verdict = "undecided"
  }
}

resource "google_project_iam_binding" "iam_admin_binding_leaves_out" {
  attrs = { role = "roles/storage.objectViewer", members = ["serviceAccount:app@p.iam.gserviceaccount.com"] }
  meta  = { type = "google_project_iam_binding" }
}
