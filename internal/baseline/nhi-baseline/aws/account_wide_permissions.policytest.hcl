policytest {
  targets = ["account_wide_permissions.policy.hcl"]
}

resource "aws_qldb_ledger" "standard" {
  attrs = { permissions_mode = "STANDARD" }
  expect {
    verdict = "pass"
  }
}

resource "aws_qldb_ledger" "everything" {
  attrs = { permissions_mode = "ALLOW_ALL" }
  expect {
    verdict = "fail"
  }
}

resource "aws_organizations_organization" "by_default" {
  attrs = { feature_set = null }
  expect {
    verdict = "pass"
  }
}

resource "aws_organizations_organization" "billing" {
  attrs = { feature_set = "CONSOLIDATED_BILLING" }
  expect {
    verdict = "fail"
  }
}

resource "aws_qldb_ledger" "not_known_yet" {
  attrs = { permissions_mode = unknown("string") }
  expect {
    verdict = "undecided"
  }
}
