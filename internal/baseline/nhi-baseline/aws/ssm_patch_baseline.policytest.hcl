policytest {
  targets = ["ssm_patch_baseline.policy.hcl"]
}

resource "aws_ssm_patch_baseline" "in_a_week" {
  attrs = { name = "b", approval_rule = [{ approve_after_days = 7, approve_until_date = null }] }
  expect {
    verdict = "pass"
  }
}

resource "aws_ssm_patch_baseline" "by_name" {
  attrs = { name = "b", approval_rule = [], approved_patches = ["KB123456"] }
  expect {
    verdict = "pass"
  }
}

resource "aws_ssm_patch_baseline" "in_three_months" {
  attrs = { name = "b", approval_rule = [{ approve_after_days = 90, approve_until_date = null }] }
  expect {
    verdict = "fail"
  }
}

resource "aws_ssm_patch_baseline" "up_to_a_date" {
  attrs = { name = "b", approval_rule = [{ approve_after_days = null, approve_until_date = "2026-01-01" }] }
  expect {
    verdict = "fail"
  }
}

resource "aws_ssm_patch_baseline" "of_nothing" {
  attrs = { name = "b", approval_rule = [], approved_patches = null }
  expect {
    verdict = "fail"
  }
}

resource "aws_ssm_patch_baseline" "not_known_yet" {
  attrs = { name = "b", approval_rule = [{ approve_after_days = unknown("number"), approve_until_date = null }] }
  expect {
    policy  = "aws_patch_approval"
    verdict = "undecided"
  }
}

resource "aws_ssm_patch_baseline" "rejects_one" {
  attrs = { name = "b", approval_rule = [{ approve_after_days = 7 }], rejected_patches = ["KB123456"], rejected_patches_action = null }
  expect {
    policy  = "aws_patch_rejection"
    verdict = "pass"
  }
}

resource "aws_ssm_patch_baseline" "blocks_one" {
  attrs = { name = "b", approval_rule = [{ approve_after_days = 7 }], rejected_patches = ["KB123456"], rejected_patches_action = "BLOCK" }
  expect {
    policy  = "aws_patch_rejection"
    verdict = "fail"
  }
}
