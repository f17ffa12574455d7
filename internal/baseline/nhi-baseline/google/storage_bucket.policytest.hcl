policytest {
  targets = ["storage_bucket.policy.hcl"]
}

resource "google_storage_bucket" "bucket_uniform_passes" {
  attrs = { name = "a", uniform_bucket_level_access = true, public_access_prevention = "enforced", cors = [] }
  expect {
    policy  = "google_bucket_uniform"
    verdict = "pass"
  }
}

resource "google_storage_bucket" "bucket_uniform_passes_2" {
  attrs = { name = "a", bucket_policy_only = true, public_access_prevention = "enforced", cors = [] }
  expect {
    policy  = "google_bucket_uniform"
    verdict = "pass"
  }
}

resource "google_storage_bucket" "bucket_uniform_fails" {
  attrs = { name = "a", uniform_bucket_level_access = false }
  expect {
    policy  = "google_bucket_uniform"
    verdict = "fail"
  }
}

resource "google_storage_bucket" "bucket_uniform_undecided" {
  attrs = { name = "a", uniform_bucket_level_access = unknown("bool") }
  expect {
    policy  = "google_bucket_uniform"
    verdict = "undecided"
  }
}

resource "google_storage_bucket" "bucket_public_prevention_passes" {
  attrs = { name = "a", public_access_prevention = "enforced", uniform_bucket_level_access = true, cors = [] }
  expect {
    policy  = "google_bucket_public_prevention"
    verdict = "pass"
  }
}

resource "google_storage_bucket" "bucket_public_prevention_left_out" {
  attrs = { name = "a", public_access_prevention = null }
  expect {
    policy  = "google_bucket_public_prevention"
    verdict = "pass"
  }
}

resource "google_storage_bucket" "bucket_public_prevention_fails_2" {
  attrs = { name = "a", public_access_prevention = "inherited" }
  expect {
    policy  = "google_bucket_public_prevention"
    verdict = "fail"
  }
}

resource "google_storage_bucket" "bucket_public_prevention_undecided" {
  attrs = { name = "a", public_access_prevention = unknown("string") }
  expect {
    policy  = "google_bucket_public_prevention"
    verdict = "undecided"
  }
}

resource "google_storage_bucket" "bucket_cors_passes" {
  attrs = { name = "a", cors = [], uniform_bucket_level_access = true, public_access_prevention = "enforced" }
  expect {
    policy  = "google_bucket_cors"
    verdict = "pass"
  }
}

resource "google_storage_bucket" "bucket_cors_passes_2" {
  attrs = { name = "a", cors = [{ origin = ["*"], method = ["GET"] }], uniform_bucket_level_access = true, public_access_prevention = "enforced" }
  expect {
    policy  = "google_bucket_cors"
    verdict = "pass"
  }
}

resource "google_storage_bucket" "bucket_cors_fails" {
  attrs = { name = "a", cors = [{ origin = ["*"], method = ["GET", "PUT"] }] }
  expect {
    policy  = "google_bucket_cors"
    verdict = "fail"
  }
}

resource "google_storage_bucket" "bucket_cors_undecided" {
  attrs = { name = "a", cors = [{ origin = [unknown("string")], method = ["PUT"] }] }
  expect {
    policy  = "google_bucket_cors"
    verdict = "undecided"
  }
}
