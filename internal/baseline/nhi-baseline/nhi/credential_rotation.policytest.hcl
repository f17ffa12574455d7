policytest {
  targets = ["credential_rotation.policy.hcl"]
}

resource "nhi_identity" "rotated" {
  attrs = {
    name       = "backup", kind = "api_key"
    credential = { location = "vault://kv/backup", issued_at = "2027-01-01T00:00:00Z", rotate_every = "P30D" }
  }
}

resource "nhi_identity" "by_its_platform" {
  attrs = { name = "backup", kind = "workload", credential = null }
}

resource "nhi_identity" "with_a_key_somewhere" {
  attrs = { name = "backup", kind = "api_key", credential = null }
  expect { policy = "nhi_credential_is_known" }
}

resource "nhi_identity" "never_rotated" {
  attrs = { name = "backup", kind = "api_key", credential = { location = "vault://kv/backup", rotate_every = null, issued_at = null } }
  expect { policy = "nhi_credential_is_rotated" }
}

resource "nhi_identity" "rotated_once_a_year" {
  attrs = { name = "backup", kind = "api_key", credential = { location = "vault://kv/backup", rotate_every = "P1Y", issued_at = null } }
  expect {
    policy  = "nhi_credential_is_rotated"
    message = "The credential of backup is rotated every P1Y; P90D is the most."
  }
}

resource "nhi_identity" "overdue" {
  attrs = {
    name       = "backup", kind = "api_key"
    credential = { location = "vault://kv/backup", issued_at = "2026-10-01T00:00:00Z", rotate_every = "P30D" }
  }
  expect { policy = "nhi_credential_is_not_overdue" }
}

resource "nhi_identity" "rotated_as_often_as_is_made" {
  attrs = { name = "backup", kind = "api_key", credential = { location = "vault://kv/backup", rotate_every = unknown("string"), issued_at = null } }
  expect { verdict = "undecided" }
}
