policytest {
  targets = ["kms_rotation.policy.hcl"]
}

resource "aws_kms_key" "rotated" {
  attrs = { enable_key_rotation = true, customer_master_key_spec = null }
  expect {
    verdict = "pass"
  }
}

resource "aws_kms_key" "every_quarter" {
  attrs = { enable_key_rotation = true, rotation_period_in_days = 90 }
  expect {
    verdict = "pass"
  }
}

resource "aws_kms_key" "by_default" {
  attrs = { description = "app", enable_key_rotation = null }
  expect {
    verdict = "fail"
  }
}

resource "aws_kms_key" "switched_off" {
  attrs = { enable_key_rotation = false, customer_master_key_spec = "SYMMETRIC_DEFAULT" }
  expect {
    verdict = "fail"
  }
}

resource "aws_kms_key" "seldom" {
  attrs = { enable_key_rotation = true, rotation_period_in_days = 730 }
  expect {
    verdict = "fail"
  }
}

resource "aws_kms_key" "for_signatures" {
  attrs = { customer_master_key_spec = "RSA_2048", key_usage = "SIGN_VERIFY" }
}

resource "aws_kms_key" "not_known_yet" {
  attrs = { enable_key_rotation = unknown("bool") }
  expect {
    verdict = "undecided"
  }
}
