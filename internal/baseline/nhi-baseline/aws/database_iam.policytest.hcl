policytest {
  targets = ["database_iam.policy.hcl"]
}

resource "aws_db_instance" "by_iam" {
  attrs = { engine = "postgres", iam_database_authentication_enabled = true }
  expect {
    verdict = "pass"
  }
}

resource "aws_db_instance" "by_default" {
  attrs = { engine = "mysql", iam_database_authentication_enabled = null }
  expect {
    verdict = "fail"
  }
}

resource "aws_db_instance" "of_another_engine" {
  attrs = { engine = "oracle-ee" }
}

resource "aws_rds_cluster" "by_iam" {
  attrs = { engine = "aurora-postgresql", iam_database_authentication_enabled = true }
  expect {
    verdict = "pass"
  }
}

resource "aws_rds_cluster" "by_default" {
  attrs = { engine = "aurora-mysql", iam_database_authentication_enabled = null }
  expect {
    verdict = "fail"
  }
}

resource "aws_rds_cluster" "of_another_engine" {
  attrs = { engine = "neptune" }
}

resource "aws_neptune_cluster" "by_iam" {
  attrs = { iam_database_authentication_enabled = true }
  expect {
    verdict = "pass"
  }
}

resource "aws_neptune_cluster" "by_default" {
  attrs = { iam_database_authentication_enabled = null }
  expect {
    verdict = "fail"
  }
}

resource "aws_db_proxy" "by_iam" {
  attrs = { name = "p", auth = [{ iam_auth = "REQUIRED" }] }
  expect {
    verdict = "pass"
  }
}

resource "aws_db_proxy" "by_default" {
  attrs = { name = "p", auth = [{ iam_auth = null }] }
  expect {
    verdict = "fail"
  }
}

resource "aws_db_instance" "not_known_yet" {
  attrs = { engine = "postgres", iam_database_authentication_enabled = unknown("bool") }
  expect {
    verdict = "undecided"
  }
}
