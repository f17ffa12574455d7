policytest {
  targets = ["s3_public.policy.hcl"]
}

resource "aws_s3_bucket" "without_a_list" {
  attrs = { acl = null }
}

resource "aws_s3_bucket" "private" {
  attrs = { acl = "private" }
  expect {
    policy  = "aws_s3_bucket_acl_inline"
    verdict = "pass"
  }
}

resource "aws_s3_bucket" "public" {
  attrs = { acl = "public-read" }
  expect {
    policy  = "aws_s3_bucket_acl_inline"
    verdict = "fail"
  }
}

resource "aws_s3_bucket" "granted_to_an_account" {
  attrs = { acl = null, grant = [{ id = "1", type = "CanonicalUser", permissions = ["READ"], uri = null }] }
  expect {
    policy  = "aws_s3_bucket_grants_inline"
    verdict = "pass"
  }
}

resource "aws_s3_bucket" "granted_to_all" {
  attrs = { acl = null, grant = [{ type = "Group", permissions = ["READ"], uri = "http://acs.amazonaws.com/groups/global/AllUsers" }] }
  expect {
    policy  = "aws_s3_bucket_grants_inline"
    verdict = "fail"
  }
}

resource "aws_s3_bucket_acl" "private" {
  attrs = { bucket = "b", acl = "private" }
  expect {
    policy  = "aws_s3_bucket_acl"
    verdict = "pass"
  }
}

resource "aws_s3_bucket_acl" "of_all_accounts" {
  attrs = { bucket = "b", acl = "authenticated-read" }
  expect {
    policy  = "aws_s3_bucket_acl"
    verdict = "fail"
  }
}

resource "aws_s3_bucket_acl" "granted_to_all" {
  attrs = { bucket = "b", acl = null, access_control_policy = [{ grant = [{ permission = "READ", grantee = [{ type = "Group", uri = "http://acs.amazonaws.com/groups/global/AllUsers" }] }] }] }
  expect {
    policy  = "aws_s3_bucket_acl"
    verdict = "fail"
  }
}

resource "aws_s3_bucket_acl" "granted_to_logs" {
  attrs = { bucket = "b", acl = null, access_control_policy = [{ grant = [{ permission = "READ", grantee = [{ type = "Group", uri = "http://acs.amazonaws.com/groups/s3/LogDelivery" }, { type = "CanonicalUser", uri = null }] }] }] }
  expect {
    policy  = "aws_s3_bucket_acl"
    verdict = "pass"
  }
}

resource "aws_s3_bucket_acl" "not_known_yet" {
  attrs = { bucket = "b", acl = unknown("string") }
  expect {
    policy  = "aws_s3_bucket_acl"
    verdict = "undecided"
  }
}

resource "aws_s3_object" "without_a_list" {
  attrs = { acl = null }
}

resource "aws_s3_object" "private" {
  attrs = { acl = "private" }
  expect {
    policy  = "aws_s3_object_acl"
    verdict = "pass"
  }
}

resource "aws_s3_object" "public" {
  attrs = { acl = "public-read" }
  expect {
    policy  = "aws_s3_object_acl"
    verdict = "fail"
  }
}

resource "aws_s3_bucket_public_access_block" "on" {
  attrs = { block_public_acls = true, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = true }
  expect {
    policy  = "aws_s3_public_access_block"
    verdict = "pass"
  }
}

resource "aws_s3_bucket_public_access_block" "half" {
  attrs = { block_public_acls = true, block_public_policy = false, ignore_public_acls = true, restrict_public_buckets = null }
  expect {
    policy  = "aws_s3_public_access_block"
    verdict = "fail"
  }
}

resource "aws_s3_account_public_access_block" "off" {
  attrs = { block_public_acls = false, block_public_policy = false, ignore_public_acls = false, restrict_public_buckets = false }
  expect {
    policy  = "aws_s3_public_access_block"
    verdict = "fail"
  }
}
