policytest {
  targets = ["cloudtrail.policy.hcl"]
}

resource "aws_cloudtrail" "everything" {
  attrs = { name = "t", enable_logging = null, enable_log_file_validation = true, is_multi_region_trail = true, include_global_service_events = null }
  expect {
    verdict = "pass"
  }
}

resource "aws_cloudtrail" "switched_off" {
  attrs = { name = "t", enable_logging = false, enable_log_file_validation = true, is_multi_region_trail = true, include_global_service_events = false }
  expect {
    policy  = "aws_cloudtrail_on"
    verdict = "fail"
  }
}

resource "aws_cloudtrail" "by_default" {
  attrs = { name = "t", enable_logging = null, enable_log_file_validation = null, is_multi_region_trail = null }
  expect {
    policy  = "aws_cloudtrail_validation"
    verdict = "pass"
  }
}

resource "aws_cloudtrail" "of_one_region" {
  attrs = { name = "t", enable_log_file_validation = true, is_multi_region_trail = false }
  expect {
    policy  = "aws_cloudtrail_regions"
    verdict = "fail"
  }
}

resource "aws_cloudtrail" "not_known_yet" {
  attrs = { name = "t", enable_log_file_validation = unknown("bool"), is_multi_region_trail = true }
  expect {
    policy  = "aws_cloudtrail_validation"
    verdict = "undecided"
  }
}

resource "aws_cloudtrail" "not_validated" {
  attrs = { name = "t", enable_log_file_validation = false, is_multi_region_trail = true }
  expect {
    policy  = "aws_cloudtrail_validation"
    verdict = "fail"
  }
}
