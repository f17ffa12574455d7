policytest {
  targets = ["guards_off.policy.hcl"]
}

resource "aws_guardduty_detector" "by_default" {
  attrs = { enable = null }
  expect {
    verdict = "pass"
  }
}

resource "aws_guardduty_detector" "off" {
  attrs = { enable = false }
  expect {
    verdict = "fail"
  }
}

resource "aws_config_configuration_recorder_status" "on" {
  attrs = { name = "r", is_enabled = true }
  expect {
    verdict = "pass"
  }
}

resource "aws_config_configuration_recorder_status" "off" {
  attrs = { name = "r", is_enabled = false }
  expect {
    verdict = "fail"
  }
}

resource "aws_ssm_maintenance_window" "by_default" {
  attrs = { name = "w", enabled = null }
  expect {
    verdict = "pass"
  }
}

resource "aws_ssm_maintenance_window" "off" {
  attrs = { name = "w", enabled = false }
  expect {
    verdict = "fail"
  }
}

resource "aws_guardduty_detector" "not_known_yet" {
  attrs = { enable = unknown("bool") }
  expect {
    verdict = "undecided"
  }
}
