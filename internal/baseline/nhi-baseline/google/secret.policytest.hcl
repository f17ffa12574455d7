policytest {
  targets = ["secret.policy.hcl"]
}

resource "google_secret_manager_secret" "secret_rotation_passes" {
  attrs = { secret_id = "a", rotation = [{ rotation_period = "2592000s" }] }
  expect {
    policy  = "google_secret_rotation"
    verdict = "pass"
  }
}

resource "google_secret_manager_secret" "secret_rotation_passes_2" {
  attrs = { secret_id = "a", ttl = "2592000s" }
  expect {
    policy  = "google_secret_rotation"
    verdict = "pass"
  }
}

resource "google_secret_manager_secret" "secret_rotation_passes_3" {
  attrs = { secret_id = "a", expire_time = "2027-06-01T00:00:00Z" }
  expect {
    policy  = "google_secret_rotation"
    verdict = "pass"
  }
}

resource "google_secret_manager_secret" "secret_rotation_passes_4" {
  attrs = { secret_id = "a", rotation = [{ next_rotation_time = "2027-06-01T00:00:00Z" }] }
  expect {
    policy  = "google_secret_rotation"
    verdict = "pass"
  }
}

resource "google_secret_manager_secret" "secret_rotation_fails" {
  attrs = { secret_id = "a", rotation = [] }
  expect {
    policy  = "google_secret_rotation"
    verdict = "fail"
  }
}

resource "google_secret_manager_secret" "secret_rotation_undecided" {
  attrs = { secret_id = "a", rotation = [{ rotation_period = unknown("string") }] }
  expect {
    policy  = "google_secret_rotation"
    verdict = "undecided"
  }
}

resource "google_secret_manager_regional_secret" "regional_secret_rotation_passes" {
  attrs = { secret_id = "a", rotation = [{ rotation_period = "2592000s" }] }
  expect {
    policy  = "google_regional_secret_rotation"
    verdict = "pass"
  }
}

resource "google_secret_manager_regional_secret" "regional_secret_rotation_passes_2" {
  attrs = { secret_id = "a", ttl = "2592000s" }
  expect {
    policy  = "google_regional_secret_rotation"
    verdict = "pass"
  }
}

resource "google_secret_manager_regional_secret" "regional_secret_rotation_passes_3" {
  attrs = { secret_id = "a", expire_time = "2027-06-01T00:00:00Z" }
  expect {
    policy  = "google_regional_secret_rotation"
    verdict = "pass"
  }
}

resource "google_secret_manager_regional_secret" "regional_secret_rotation_passes_4" {
  attrs = { secret_id = "a", rotation = [{ next_rotation_time = "2027-06-01T00:00:00Z" }] }
  expect {
    policy  = "google_regional_secret_rotation"
    verdict = "pass"
  }
}

resource "google_secret_manager_regional_secret" "regional_secret_rotation_fails" {
  attrs = { secret_id = "a", rotation = [] }
  expect {
    policy  = "google_regional_secret_rotation"
    verdict = "fail"
  }
}

resource "google_secret_manager_regional_secret" "regional_secret_rotation_undecided" {
  attrs = { secret_id = "a", rotation = [{ rotation_period = unknown("string") }] }
  expect {
    policy  = "google_regional_secret_rotation"
    verdict = "undecided"
  }
}

resource "google_secret_manager_secret_version" "secret_value_passes" {
  attrs = { secret_data = null }
  expect {
    policy  = "google_secret_value"
    verdict = "pass"
  }
}

resource "google_secret_manager_secret_version" "secret_value_fails" {
  attrs = { secret_data = "not-so-secret" }
  expect {
    policy  = "google_secret_value"
    verdict = "fail"
  }
}

resource "google_secret_manager_secret_version" "secret_value_undecided" {
  attrs = { secret_data = unknown("string") }
  expect {
    policy  = "google_secret_value"
    verdict = "undecided"
  }
}

resource "google_secret_manager_regional_secret_version" "regional_secret_value_passes" {
  attrs = { secret_data = null }
  expect {
    policy  = "google_regional_secret_value"
    verdict = "pass"
  }
}

resource "google_secret_manager_regional_secret_version" "regional_secret_value_fails" {
  attrs = { secret_data = "not-so-secret" }
  expect {
    policy  = "google_regional_secret_value"
    verdict = "fail"
  }
}

resource "google_secret_manager_regional_secret_version" "regional_secret_value_undecided" {
  attrs = { secret_data = unknown("string") }
  expect {
    policy  = "google_regional_secret_value"
    verdict = "undecided"
  }
}
