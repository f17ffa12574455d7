policytest {
  targets = ["cache_access.policy.hcl"]
}

resource "aws_elasticache_replication_group" "with_users" {
  attrs = { replication_group_id = "r", auth_token = null, user_group_ids = ["g"] }
  meta  = { type = "aws_elasticache_replication_group" }
  expect {
    verdict = "pass"
  }
}

resource "aws_elasticache_replication_group" "with_a_token" {
  attrs = { replication_group_id = "r", auth_token = "not-so-secret" }
  meta  = { type = "aws_elasticache_replication_group" }
  expect {
    verdict = "pass"
  }
}

resource "aws_elasticache_replication_group" "open" {
  attrs = { replication_group_id = "r", auth_token = null, user_group_ids = null }
  meta  = { type = "aws_elasticache_replication_group" }
  expect {
    verdict = "fail"
  }
}

resource "aws_elasticache_replication_group" "not_known_yet" {
  attrs = { replication_group_id = "r", auth_token = unknown("string"), user_group_ids = null }
  meta  = { type = "aws_elasticache_replication_group" }
  expect {
    verdict = "undecided"
  }
}

resource "aws_memorydb_cluster" "with_a_list" {
  attrs = { acl_name = "app" }
  meta  = { type = "aws_memorydb_cluster" }
  expect {
    verdict = "pass"
  }
}

resource "aws_memorydb_cluster" "open" {
  attrs = { acl_name = "open-access" }
  meta  = { type = "aws_memorydb_cluster" }
  expect {
    verdict = "fail"
  }
}

resource "aws_elasticache_user" "by_iam" {
  attrs = { user_name = "u", access_string = "on ~app:* +@read", authentication_mode = [{ type = "iam" }] }
  meta  = { type = "aws_elasticache_user" }
  expect {
    policy  = "aws_elasticache_user_open"
    verdict = "pass"
  }
}

resource "aws_elasticache_user" "without_a_password" {
  attrs = { user_name = "u", access_string = "on ~app:* +@read", no_password_required = true }
  meta  = { type = "aws_elasticache_user" }
  expect {
    policy  = "aws_elasticache_user_open"
    verdict = "fail"
  }
}

resource "aws_memorydb_user" "some_keys" {
  attrs = { user_name = "u", access_string = "on ~app:* +@read" }
  meta  = { type = "aws_memorydb_user" }
  expect {
    policy  = "aws_cache_user_everything"
    verdict = "pass"
  }
}

resource "aws_elasticache_user" "every_key" {
  attrs = { user_name = "u", access_string = "on ~* +@all" }
  meta  = { type = "aws_elasticache_user" }
  expect {
    policy  = "aws_cache_user_everything"
    verdict = "fail"
  }
}

resource "aws_iam_user" "a" {
  attrs = { name = "a" }
  meta  = { type = "aws_iam_user" }
}
