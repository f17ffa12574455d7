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
    verdict = "pass"
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
    verdict = "pass"
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

resource "aws_db_instance" "aws_db_iam_off" {
  attrs = { engine = "mysql", iam_database_authentication_enabled = false }
  expect {
    policy  = "aws_db_iam_off"
    verdict = "fail"
  }
}

resource "aws_db_instance" "aws_db_iam_on" {
  attrs = { engine = "mysql", iam_database_authentication_enabled = true }
  expect {
    policy  = "aws_db_iam_off"
    verdict = "pass"
  }
}

resource "aws_db_instance" "aws_db_iam_unsaid" {
  attrs = { engine = "mysql", iam_database_authentication_enabled = null }
  expect {
    policy  = "aws_db_iam_off"
    verdict = "pass"
  }
}

resource "aws_db_instance" "aws_db_iam_other_engine" {
  attrs = { engine = "oracle-ee", iam_database_authentication_enabled = false }
}

resource "aws_rds_cluster" "aws_rds_iam_off" {
  attrs = { engine = "aurora-mysql", iam_database_authentication_enabled = false }
  expect {
    policy  = "aws_rds_iam_off"
    verdict = "fail"
  }
}

resource "aws_rds_cluster" "aws_rds_iam_on" {
  attrs = { engine = "aurora-mysql", iam_database_authentication_enabled = true }
  expect {
    policy  = "aws_rds_iam_off"
    verdict = "pass"
  }
}

resource "aws_rds_cluster" "aws_rds_iam_unsaid" {
  attrs = { engine = "aurora-mysql", iam_database_authentication_enabled = null }
  expect {
    policy  = "aws_rds_iam_off"
    verdict = "pass"
  }
}

resource "aws_rds_cluster" "aws_rds_iam_other_engine" {
  attrs = { engine = "oracle-ee", iam_database_authentication_enabled = false }
}
