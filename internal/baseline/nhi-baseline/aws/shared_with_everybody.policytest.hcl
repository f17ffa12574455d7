policytest {
  targets = ["shared_with_everybody.policy.hcl"]
}

resource "aws_ami_launch_permission" "of_an_account" {
  attrs = { image_id = "ami-1", account_id = "111122223333" }
  expect {
    verdict = "pass"
  }
}

resource "aws_ami_launch_permission" "of_all" {
  attrs = { image_id = "ami-1", group = "all" }
  expect {
    verdict = "fail"
  }
}

resource "aws_db_snapshot" "not_shared" {
  attrs = { shared_accounts = null }
}

resource "aws_db_cluster_snapshot" "of_an_account" {
  attrs = { shared_accounts = ["111122223333"] }
  expect {
    policy  = "aws_db_snapshot_public"
    verdict = "pass"
  }
}

resource "aws_db_snapshot" "of_all" {
  attrs = { shared_accounts = ["all"] }
  expect {
    policy  = "aws_db_snapshot_public"
    verdict = "fail"
  }
}

resource "aws_db_snapshot_copy" "not_shared" {
  attrs = { shared_accounts = null }
}

resource "aws_db_snapshot_copy" "of_an_account" {
  attrs = { shared_accounts = ["111122223333"] }
  expect {
    policy  = "aws_db_snapshot_copy_public"
    verdict = "pass"
  }
}

resource "aws_db_snapshot_copy" "of_all" {
  attrs = { shared_accounts = ["all"] }
  expect {
    policy  = "aws_db_snapshot_copy_public"
    verdict = "fail"
  }
}

resource "aws_ssm_document" "not_shared" {
  attrs = { name = "d", permissions = null }
}

resource "aws_ssm_document" "of_an_account" {
  attrs = { name = "d", permissions = { type = "Share", account_ids = "111122223333" } }
  expect {
    policy  = "aws_ssm_document_public"
    verdict = "pass"
  }
}

resource "aws_ssm_document" "of_all" {
  attrs = { name = "d", permissions = { type = "Share", account_ids = "All" } }
  expect {
    policy  = "aws_ssm_document_public"
    verdict = "fail"
  }
}

resource "aws_ram_resource_share" "within" {
  attrs = { name = "s", allow_external_principals = null }
  expect {
    verdict = "pass"
  }
}

resource "aws_ram_resource_share" "outside" {
  attrs = { name = "s", allow_external_principals = true }
  expect {
    verdict = "fail"
  }
}

resource "aws_vpc_endpoint_service" "asks" {
  attrs = { acceptance_required = true, allowed_principals = ["*"] }
  expect {
    verdict = "pass"
  }
}

resource "aws_vpc_endpoint_service" "named" {
  attrs = { acceptance_required = false, allowed_principals = ["arn:aws:iam::111122223333:root"] }
  expect {
    verdict = "pass"
  }
}

resource "aws_vpc_endpoint_service" "of_nobody" {
  attrs = { acceptance_required = false, allowed_principals = null }
  expect {
    verdict = "pass"
  }
}

resource "aws_vpc_endpoint_service" "open" {
  attrs = { acceptance_required = false, allowed_principals = ["*"] }
  expect {
    verdict = "fail"
  }
}

resource "aws_vpc_endpoint_service_allowed_principal" "named" {
  attrs = { principal_arn = "arn:aws:iam::111122223333:root" }
  expect {
    verdict = "pass"
  }
}

resource "aws_vpc_endpoint_service_allowed_principal" "open" {
  attrs = { principal_arn = "*" }
  expect {
    verdict = "fail"
  }
}

resource "aws_cloudwatch_event_permission" "of_an_account" {
  attrs = { principal = "111122223333" }
  expect {
    verdict = "pass"
  }
}

resource "aws_cloudwatch_event_permission" "of_the_organisation" {
  attrs = { principal = "*", condition = [{ key = "aws:PrincipalOrgID", type = "StringEquals", value = "o-1" }] }
  expect {
    verdict = "pass"
  }
}

resource "aws_cloudwatch_event_permission" "of_everybody" {
  attrs = { principal = "*", condition = [] }
  expect {
    verdict = "fail"
  }
}

resource "aws_cloudwatch_event_permission" "not_known_yet" {
  attrs = { principal = unknown("string"), condition = [] }
  expect {
    verdict = "undecided"
  }
}
