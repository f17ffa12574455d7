policytest {
  targets = ["kms_custody.policy.hcl"]
}

resource "aws_kms_key" "by_default" {
  attrs = { deletion_window_in_days = null, is_enabled = null }
  expect {
    policy  = "aws_kms_custody"
    verdict = "pass"
  }
}

resource "aws_kms_replica_key" "enabled" {
  attrs = { deletion_window_in_days = 30, enabled = true }
  expect {
    policy  = "aws_kms_custody"
    verdict = "pass"
  }
}

resource "aws_kms_key" "locks_out" {
  attrs = { bypass_policy_lockout_safety_check = true }
  expect {
    policy  = "aws_kms_custody"
    verdict = "fail"
  }
}

resource "aws_kms_key" "switched_off" {
  attrs = { is_enabled = false }
  expect {
    policy  = "aws_kms_custody"
    verdict = "fail"
  }
}

resource "aws_kms_key" "not_known_yet" {
  attrs = { deletion_window_in_days = unknown("number") }
  expect {
    policy  = "aws_kms_custody"
    verdict = "undecided"
  }
}

resource "aws_kms_key" "deleted" {
  prior_attrs = { arn = "arn:aws:kms:eu-west-1:111122223333:key/1", is_enabled = true }
  expect {
    policy  = "aws_kms_key_deleted"
    verdict = "fail"
  }
}

resource "aws_kms_key" "was_off" {
  prior_attrs = { arn = "arn:aws:kms:eu-west-1:111122223333:key/1", is_enabled = false }
  expect {
    policy  = "aws_kms_key_deleted"
    verdict = "pass"
  }
}

resource "aws_kms_key" "sooner_than_the_tenant_wants" {
  inputs {
    aws_key_deletion_days = 14
  }
  attrs = { deletion_window_in_days = 7 }
  expect {
    policy  = "aws_kms_custody"
    verdict = "fail"
  }
}
