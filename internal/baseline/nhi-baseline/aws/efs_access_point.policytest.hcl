policytest {
  targets = ["efs_access_point.policy.hcl"]
}

resource "aws_efs_access_point" "bounded" {
  attrs = { posix_user = [{ uid = 1000, gid = 1000 }], root_directory = [{ path = "/app" }] }
  expect {
    verdict = "pass"
  }
}

resource "aws_efs_access_point" "by_default" {
  attrs = { posix_user = [], root_directory = [] }
  expect {
    verdict = "fail"
  }
}

resource "aws_efs_access_point" "the_root" {
  attrs = { posix_user = [{ uid = 1000, gid = 1000 }], root_directory = [{ path = "/" }] }
  expect {
    verdict = "fail"
  }
}

resource "aws_efs_access_point" "not_known_yet" {
  attrs = { posix_user = [{ uid = 1000, gid = 1000 }], root_directory = [{ path = unknown("string") }] }
  expect {
    verdict = "undecided"
  }
}
