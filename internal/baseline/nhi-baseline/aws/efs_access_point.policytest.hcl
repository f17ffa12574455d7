policytest {
  targets = ["efs_access_point.policy.hcl"]
}

resource "aws_efs_access_point" "bounded" {
  attrs = { posix_user = [{ uid = 1000, gid = 1000 }], root_directory = [{ path = "/app" }] }
  expect {
    policy  = "aws_efs_access_point"
    verdict = "pass"
  }
  expect {
    policy  = "aws_efs_access_point_half"
    verdict = "pass"
  }
}

resource "aws_efs_access_point" "by_default" {
  attrs = { posix_user = [], root_directory = [] }
  expect {
    policy  = "aws_efs_access_point"
    verdict = "fail"
  }
}

resource "aws_efs_access_point" "the_root" {
  attrs = { posix_user = [{ uid = 1000, gid = 1000 }], root_directory = [{ path = "/" }] }
  expect {
    policy  = "aws_efs_access_point"
    verdict = "pass"
  }
  expect {
    policy  = "aws_efs_access_point_half"
    verdict = "fail"
  }
}

resource "aws_efs_access_point" "any_user" {
  attrs = { posix_user = [], root_directory = [{ path = "/app" }] }
  expect {
    policy  = "aws_efs_access_point_half"
    verdict = "fail"
  }
}

resource "aws_efs_access_point" "not_known_yet" {
  attrs = { posix_user = [], root_directory = [{ path = unknown("string") }] }
  expect {
    policy  = "aws_efs_access_point"
    verdict = "undecided"
  }
}
