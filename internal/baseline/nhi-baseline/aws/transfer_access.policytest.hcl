policytest {
  targets = ["transfer_access.policy.hcl"]
}

resource "aws_transfer_server" "current" {
  attrs = { protocols = ["SFTP"], security_policy_name = "TransferSecurityPolicy-2024-01" }
  expect {
    verdict = "pass"
  }
}

resource "aws_transfer_server" "ftp" {
  attrs = { protocols = ["FTP"], security_policy_name = "TransferSecurityPolicy-2024-01" }
  expect {
    verdict = "fail"
  }
}

resource "aws_transfer_server" "by_default" {
  attrs = { protocols = null, security_policy_name = null }
  expect {
    verdict = "fail"
  }
}

resource "aws_transfer_server" "not_known_yet" {
  attrs = { protocols = ["SFTP"], security_policy_name = unknown("string") }
  expect {
    verdict = "undecided"
  }
}
