policytest {
  targets = ["resource_policy_open.policy.hcl"]
}

resource "aws_s3_bucket_policy" "of_one_role" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/app" }, Action = "s3:GetObject", Resource = "*" }] }) }
  meta  = { type = "aws_s3_bucket_policy" }
  expect {
    policy  = "aws_resource_policy_open"
    verdict = "pass"
  }
}

resource "aws_s3_bucket_policy" "of_everybody" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }] }) }
  meta  = { type = "aws_s3_bucket_policy" }
  expect {
    policy  = "aws_resource_policy_open"
    verdict = "fail"
  }
}

resource "aws_s3_bucket_policy" "of_every_account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:role/app", "*"] }, Action = "s3:GetObject", Resource = "*" }] }) }
  meta  = { type = "aws_s3_bucket_policy" }
  expect {
    policy  = "aws_resource_policy_open"
    verdict = "fail"
  }
}

resource "aws_s3_bucket_policy" "of_the_organisation" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "*" }, Action = "s3:GetObject", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } } }] }) }
  meta  = { type = "aws_s3_bucket_policy" }
  expect {
    policy  = "aws_resource_policy_open"
    verdict = "pass"
  }
}

resource "aws_s3_bucket_policy" "not_known_yet" {
  attrs = { policy = unknown("string") }
  meta  = { type = "aws_s3_bucket_policy" }
  expect {
    policy  = "aws_resource_policy_open"
    verdict = "undecided"
  }
}

resource "aws_s3_bucket_policy" "of_a_service" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { Service = "sns.amazonaws.com" }, Action = "s3:GetObject", Resource = "*" }] }) }
  meta  = { type = "aws_s3_bucket_policy" }
  expect {
    policy  = "aws_resource_policy_open"
    verdict = "pass"
  }
}

resource "aws_s3_bucket_policy" "of_all_but_one" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::111122223333:user/x" }, Action = "s3:GetObject", Resource = "*" }] }) }
  meta  = { type = "aws_s3_bucket_policy" }
  expect {
    policy  = "aws_resource_policy_open"
    verdict = "fail"
  }
}

resource "aws_s3_bucket_policy" "bound_by_nothing" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { StringLike = { "aws:PrincipalArn" = "*" } } }] }) }
  meta  = { type = "aws_s3_bucket_policy" }
  expect {
    policy  = "aws_resource_policy_open"
    verdict = "fail"
  }
}

resource "aws_s3_bucket_policy" "over_tls" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }] }) }
  meta  = { type = "aws_s3_bucket_policy" }
  expect {
    policy  = "aws_resource_policy_open"
    verdict = "fail"
  }
}

resource "aws_s3_bucket_policy" "denied_to_all_others" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }, { Sid = "x", Effect = "Deny", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { NotIpAddress = { "aws:SourceIp" = ["192.0.2.0/24"] } } }] }) }
  meta  = { type = "aws_s3_bucket_policy" }
  expect {
    policy  = "aws_resource_policy_open"
    verdict = "pass"
  }
}

resource "aws_s3_bucket_policy" "denies_without_tls" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }, { Sid = "x", Effect = "Deny", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }] }) }
  meta  = { type = "aws_s3_bucket_policy" }
  expect {
    policy  = "aws_resource_policy_open"
    verdict = "fail"
  }
}

resource "aws_s3_bucket_policy" "denies_everybody" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Deny", Principal = "*", Action = "s3:GetObject", Resource = "*" }] }) }
  meta  = { type = "aws_s3_bucket_policy" }
  expect {
    policy  = "aws_resource_policy_open"
    verdict = "pass"
  }
}

resource "aws_s3_bucket_policy" "by_an_object" {
  attrs = { policy = core::jsonencode({ Statement = { Sid = "x", Effect = "Allow", Principal = { AWS = "*" }, Action = "s3:GetObject", Resource = "*" } }) }
  meta  = { type = "aws_s3_bucket_policy" }
  expect {
    policy  = "aws_resource_policy_open"
    verdict = "fail"
  }
}

resource "aws_s3_bucket_policy" "without_a_policy" {
  attrs = { policy = null }
  meta  = { type = "aws_s3_bucket_policy" }
}

resource "aws_iam_policy" "of_an_identity" {
  attrs = { policy = "{}" }
  meta  = { type = "aws_iam_policy" }
}

resource "aws_opensearch_domain_policy" "of_everybody" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] }) }
  meta  = { type = "aws_opensearch_domain_policy" }
  expect {
    policy  = "aws_resource_policy_open"
    verdict = "fail"
  }
}

resource "aws_codeartifact_domain_permissions_policy" "of_everybody" {
  attrs = { policy_document = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = "*", Action = "codeartifact:ReadFromRepository", Resource = "*" }] }) }
  meta  = { type = "aws_codeartifact_domain_permissions_policy" }
  expect {
    policy  = "aws_resource_policy_open"
    verdict = "fail"
  }
}

resource "aws_autoscaling_policy" "has_no_document" {
  attrs = { name = "x" }
  meta  = { type = "aws_autoscaling_policy" }
}

resource "aws_s3_bucket" "of_one_role" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/app" }, Action = "s3:GetObject", Resource = "*" }] }) }
  meta  = { type = "aws_s3_bucket" }
  expect {
    policy  = "aws_s3_bucket_open"
    verdict = "pass"
  }
}

resource "aws_s3_bucket" "of_everybody" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }] }) }
  meta  = { type = "aws_s3_bucket" }
  expect {
    policy  = "aws_s3_bucket_open"
    verdict = "fail"
  }
}

resource "aws_s3_bucket" "of_every_account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:role/app", "*"] }, Action = "s3:GetObject", Resource = "*" }] }) }
  meta  = { type = "aws_s3_bucket" }
  expect {
    policy  = "aws_s3_bucket_open"
    verdict = "fail"
  }
}

resource "aws_s3_bucket" "of_the_organisation" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "*" }, Action = "s3:GetObject", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } } }] }) }
  meta  = { type = "aws_s3_bucket" }
  expect {
    policy  = "aws_s3_bucket_open"
    verdict = "pass"
  }
}

resource "aws_s3_bucket" "not_known_yet" {
  attrs = { policy = unknown("string") }
  meta  = { type = "aws_s3_bucket" }
  expect {
    policy  = "aws_s3_bucket_open"
    verdict = "undecided"
  }
}

resource "aws_s3_bucket" "without_a_policy" {
  attrs = { policy = null }
  meta  = { type = "aws_s3_bucket" }
}

resource "aws_s3_access_point" "of_one_role" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/app" }, Action = "s3:GetObject", Resource = "*" }] }) }
  meta  = { type = "aws_s3_access_point" }
  expect {
    policy  = "aws_s3_access_point_open"
    verdict = "pass"
  }
}

resource "aws_s3_access_point" "of_everybody" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }] }) }
  meta  = { type = "aws_s3_access_point" }
  expect {
    policy  = "aws_s3_access_point_open"
    verdict = "fail"
  }
}

resource "aws_s3_access_point" "of_every_account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:role/app", "*"] }, Action = "s3:GetObject", Resource = "*" }] }) }
  meta  = { type = "aws_s3_access_point" }
  expect {
    policy  = "aws_s3_access_point_open"
    verdict = "fail"
  }
}

resource "aws_s3_access_point" "of_the_organisation" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "*" }, Action = "s3:GetObject", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } } }] }) }
  meta  = { type = "aws_s3_access_point" }
  expect {
    policy  = "aws_s3_access_point_open"
    verdict = "pass"
  }
}

resource "aws_s3_access_point" "not_known_yet" {
  attrs = { policy = unknown("string") }
  meta  = { type = "aws_s3_access_point" }
  expect {
    policy  = "aws_s3_access_point_open"
    verdict = "undecided"
  }
}

resource "aws_s3_access_point" "without_a_policy" {
  attrs = { policy = null }
  meta  = { type = "aws_s3_access_point" }
}

resource "aws_sqs_queue" "of_one_role" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/app" }, Action = "sqs:SendMessage", Resource = "*" }] }) }
  meta  = { type = "aws_sqs_queue" }
  expect {
    policy  = "aws_sqs_queue_open"
    verdict = "pass"
  }
}

resource "aws_sqs_queue" "of_everybody" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*" }] }) }
  meta  = { type = "aws_sqs_queue" }
  expect {
    policy  = "aws_sqs_queue_open"
    verdict = "fail"
  }
}

resource "aws_sqs_queue" "of_every_account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:role/app", "*"] }, Action = "sqs:SendMessage", Resource = "*" }] }) }
  meta  = { type = "aws_sqs_queue" }
  expect {
    policy  = "aws_sqs_queue_open"
    verdict = "fail"
  }
}

resource "aws_sqs_queue" "of_the_organisation" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "*" }, Action = "sqs:SendMessage", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } } }] }) }
  meta  = { type = "aws_sqs_queue" }
  expect {
    policy  = "aws_sqs_queue_open"
    verdict = "pass"
  }
}

resource "aws_sqs_queue" "not_known_yet" {
  attrs = { policy = unknown("string") }
  meta  = { type = "aws_sqs_queue" }
  expect {
    policy  = "aws_sqs_queue_open"
    verdict = "undecided"
  }
}

resource "aws_sqs_queue" "without_a_policy" {
  attrs = { policy = null }
  meta  = { type = "aws_sqs_queue" }
}

resource "aws_sns_topic" "of_one_role" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/app" }, Action = "sns:Publish", Resource = "*" }] }) }
  meta  = { type = "aws_sns_topic" }
  expect {
    policy  = "aws_sns_topic_open"
    verdict = "pass"
  }
}

resource "aws_sns_topic" "of_everybody" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = "*" }] }) }
  meta  = { type = "aws_sns_topic" }
  expect {
    policy  = "aws_sns_topic_open"
    verdict = "fail"
  }
}

resource "aws_sns_topic" "of_every_account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:role/app", "*"] }, Action = "sns:Publish", Resource = "*" }] }) }
  meta  = { type = "aws_sns_topic" }
  expect {
    policy  = "aws_sns_topic_open"
    verdict = "fail"
  }
}

resource "aws_sns_topic" "of_the_organisation" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "*" }, Action = "sns:Publish", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } } }] }) }
  meta  = { type = "aws_sns_topic" }
  expect {
    policy  = "aws_sns_topic_open"
    verdict = "pass"
  }
}

resource "aws_sns_topic" "not_known_yet" {
  attrs = { policy = unknown("string") }
  meta  = { type = "aws_sns_topic" }
  expect {
    policy  = "aws_sns_topic_open"
    verdict = "undecided"
  }
}

resource "aws_sns_topic" "without_a_policy" {
  attrs = { policy = null }
  meta  = { type = "aws_sns_topic" }
}

resource "aws_kms_key" "of_one_role" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/app" }, Action = "kms:Decrypt", Resource = "*" }] }) }
  meta  = { type = "aws_kms_key" }
  expect {
    policy  = "aws_kms_key_open"
    verdict = "pass"
  }
}

resource "aws_kms_key" "of_everybody" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*" }] }) }
  meta  = { type = "aws_kms_key" }
  expect {
    policy  = "aws_kms_key_open"
    verdict = "fail"
  }
}

resource "aws_kms_key" "of_every_account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:role/app", "*"] }, Action = "kms:Decrypt", Resource = "*" }] }) }
  meta  = { type = "aws_kms_key" }
  expect {
    policy  = "aws_kms_key_open"
    verdict = "fail"
  }
}

resource "aws_kms_key" "of_the_organisation" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "*" }, Action = "kms:Decrypt", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } } }] }) }
  meta  = { type = "aws_kms_key" }
  expect {
    policy  = "aws_kms_key_open"
    verdict = "pass"
  }
}

resource "aws_kms_key" "not_known_yet" {
  attrs = { policy = unknown("string") }
  meta  = { type = "aws_kms_key" }
  expect {
    policy  = "aws_kms_key_open"
    verdict = "undecided"
  }
}

resource "aws_kms_key" "without_a_policy" {
  attrs = { policy = null }
  meta  = { type = "aws_kms_key" }
}

resource "aws_secretsmanager_secret" "of_one_role" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/app" }, Action = "secretsmanager:GetSecretValue", Resource = "*" }] }) }
  meta  = { type = "aws_secretsmanager_secret" }
  expect {
    policy  = "aws_secret_open"
    verdict = "pass"
  }
}

resource "aws_secretsmanager_secret" "of_everybody" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = "*", Action = "secretsmanager:GetSecretValue", Resource = "*" }] }) }
  meta  = { type = "aws_secretsmanager_secret" }
  expect {
    policy  = "aws_secret_open"
    verdict = "fail"
  }
}

resource "aws_secretsmanager_secret" "of_every_account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:role/app", "*"] }, Action = "secretsmanager:GetSecretValue", Resource = "*" }] }) }
  meta  = { type = "aws_secretsmanager_secret" }
  expect {
    policy  = "aws_secret_open"
    verdict = "fail"
  }
}

resource "aws_secretsmanager_secret" "of_the_organisation" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "*" }, Action = "secretsmanager:GetSecretValue", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } } }] }) }
  meta  = { type = "aws_secretsmanager_secret" }
  expect {
    policy  = "aws_secret_open"
    verdict = "pass"
  }
}

resource "aws_secretsmanager_secret" "not_known_yet" {
  attrs = { policy = unknown("string") }
  meta  = { type = "aws_secretsmanager_secret" }
  expect {
    policy  = "aws_secret_open"
    verdict = "undecided"
  }
}

resource "aws_secretsmanager_secret" "without_a_policy" {
  attrs = { policy = null }
  meta  = { type = "aws_secretsmanager_secret" }
}

resource "aws_glacier_vault" "of_one_role" {
  attrs = { access_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/app" }, Action = "glacier:InitiateJob", Resource = "*" }] }) }
  meta  = { type = "aws_glacier_vault" }
  expect {
    policy  = "aws_glacier_vault_open"
    verdict = "pass"
  }
}

resource "aws_glacier_vault" "of_everybody" {
  attrs = { access_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = "*", Action = "glacier:InitiateJob", Resource = "*" }] }) }
  meta  = { type = "aws_glacier_vault" }
  expect {
    policy  = "aws_glacier_vault_open"
    verdict = "fail"
  }
}

resource "aws_glacier_vault" "of_every_account" {
  attrs = { access_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:role/app", "*"] }, Action = "glacier:InitiateJob", Resource = "*" }] }) }
  meta  = { type = "aws_glacier_vault" }
  expect {
    policy  = "aws_glacier_vault_open"
    verdict = "fail"
  }
}

resource "aws_glacier_vault" "of_the_organisation" {
  attrs = { access_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "*" }, Action = "glacier:InitiateJob", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } } }] }) }
  meta  = { type = "aws_glacier_vault" }
  expect {
    policy  = "aws_glacier_vault_open"
    verdict = "pass"
  }
}

resource "aws_glacier_vault" "not_known_yet" {
  attrs = { access_policy = unknown("string") }
  meta  = { type = "aws_glacier_vault" }
  expect {
    policy  = "aws_glacier_vault_open"
    verdict = "undecided"
  }
}

resource "aws_glacier_vault" "without_a_policy" {
  attrs = { access_policy = null }
  meta  = { type = "aws_glacier_vault" }
}

resource "aws_glacier_vault_lock" "of_one_role" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/app" }, Action = "glacier:InitiateJob", Resource = "*" }] }) }
  meta  = { type = "aws_glacier_vault_lock" }
  expect {
    policy  = "aws_glacier_vault_lock_open"
    verdict = "pass"
  }
}

resource "aws_glacier_vault_lock" "of_everybody" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = "*", Action = "glacier:InitiateJob", Resource = "*" }] }) }
  meta  = { type = "aws_glacier_vault_lock" }
  expect {
    policy  = "aws_glacier_vault_lock_open"
    verdict = "fail"
  }
}

resource "aws_glacier_vault_lock" "of_every_account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:role/app", "*"] }, Action = "glacier:InitiateJob", Resource = "*" }] }) }
  meta  = { type = "aws_glacier_vault_lock" }
  expect {
    policy  = "aws_glacier_vault_lock_open"
    verdict = "fail"
  }
}

resource "aws_glacier_vault_lock" "of_the_organisation" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "*" }, Action = "glacier:InitiateJob", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } } }] }) }
  meta  = { type = "aws_glacier_vault_lock" }
  expect {
    policy  = "aws_glacier_vault_lock_open"
    verdict = "pass"
  }
}

resource "aws_glacier_vault_lock" "not_known_yet" {
  attrs = { policy = unknown("string") }
  meta  = { type = "aws_glacier_vault_lock" }
  expect {
    policy  = "aws_glacier_vault_lock_open"
    verdict = "undecided"
  }
}

resource "aws_glacier_vault_lock" "without_a_policy" {
  attrs = { policy = null }
  meta  = { type = "aws_glacier_vault_lock" }
}

resource "aws_elasticsearch_domain" "of_one_role" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/app" }, Action = "es:*", Resource = "*" }] }) }
  meta  = { type = "aws_elasticsearch_domain" }
  expect {
    policy  = "aws_elasticsearch_domain_open"
    verdict = "pass"
  }
}

resource "aws_elasticsearch_domain" "of_everybody" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] }) }
  meta  = { type = "aws_elasticsearch_domain" }
  expect {
    policy  = "aws_elasticsearch_domain_open"
    verdict = "fail"
  }
}

resource "aws_elasticsearch_domain" "of_every_account" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:role/app", "*"] }, Action = "es:*", Resource = "*" }] }) }
  meta  = { type = "aws_elasticsearch_domain" }
  expect {
    policy  = "aws_elasticsearch_domain_open"
    verdict = "fail"
  }
}

resource "aws_elasticsearch_domain" "of_the_organisation" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "*" }, Action = "es:*", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } } }] }) }
  meta  = { type = "aws_elasticsearch_domain" }
  expect {
    policy  = "aws_elasticsearch_domain_open"
    verdict = "pass"
  }
}

resource "aws_elasticsearch_domain" "not_known_yet" {
  attrs = { access_policies = unknown("string") }
  meta  = { type = "aws_elasticsearch_domain" }
  expect {
    policy  = "aws_elasticsearch_domain_open"
    verdict = "undecided"
  }
}

resource "aws_elasticsearch_domain" "without_a_policy" {
  attrs = { access_policies = null }
  meta  = { type = "aws_elasticsearch_domain" }
}

resource "aws_opensearch_domain" "of_one_role" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/app" }, Action = "es:*", Resource = "*" }] }) }
  meta  = { type = "aws_opensearch_domain" }
  expect {
    policy  = "aws_opensearch_domain_open"
    verdict = "pass"
  }
}

resource "aws_opensearch_domain" "of_everybody" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] }) }
  meta  = { type = "aws_opensearch_domain" }
  expect {
    policy  = "aws_opensearch_domain_open"
    verdict = "fail"
  }
}

resource "aws_opensearch_domain" "of_every_account" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:role/app", "*"] }, Action = "es:*", Resource = "*" }] }) }
  meta  = { type = "aws_opensearch_domain" }
  expect {
    policy  = "aws_opensearch_domain_open"
    verdict = "fail"
  }
}

resource "aws_opensearch_domain" "of_the_organisation" {
  attrs = { access_policies = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "*" }, Action = "es:*", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } } }] }) }
  meta  = { type = "aws_opensearch_domain" }
  expect {
    policy  = "aws_opensearch_domain_open"
    verdict = "pass"
  }
}

resource "aws_opensearch_domain" "not_known_yet" {
  attrs = { access_policies = unknown("string") }
  meta  = { type = "aws_opensearch_domain" }
  expect {
    policy  = "aws_opensearch_domain_open"
    verdict = "undecided"
  }
}

resource "aws_opensearch_domain" "without_a_policy" {
  attrs = { access_policies = null }
  meta  = { type = "aws_opensearch_domain" }
}

resource "aws_api_gateway_rest_api" "of_one_role" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/app" }, Action = "execute-api:Invoke", Resource = "*" }] }) }
  meta  = { type = "aws_api_gateway_rest_api" }
  expect {
    policy  = "aws_api_gateway_open"
    verdict = "pass"
  }
}

resource "aws_api_gateway_rest_api" "of_everybody" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "*" }] }) }
  meta  = { type = "aws_api_gateway_rest_api" }
  expect {
    policy  = "aws_api_gateway_open"
    verdict = "fail"
  }
}

resource "aws_api_gateway_rest_api" "of_every_account" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:role/app", "*"] }, Action = "execute-api:Invoke", Resource = "*" }] }) }
  meta  = { type = "aws_api_gateway_rest_api" }
  expect {
    policy  = "aws_api_gateway_open"
    verdict = "fail"
  }
}

resource "aws_api_gateway_rest_api" "of_the_organisation" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "*" }, Action = "execute-api:Invoke", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } } }] }) }
  meta  = { type = "aws_api_gateway_rest_api" }
  expect {
    policy  = "aws_api_gateway_open"
    verdict = "pass"
  }
}

resource "aws_api_gateway_rest_api" "not_known_yet" {
  attrs = { policy = unknown("string") }
  meta  = { type = "aws_api_gateway_rest_api" }
  expect {
    policy  = "aws_api_gateway_open"
    verdict = "undecided"
  }
}

resource "aws_api_gateway_rest_api" "without_a_policy" {
  attrs = { policy = null }
  meta  = { type = "aws_api_gateway_rest_api" }
}

resource "aws_vpc_endpoint" "without_a_policy" {
  attrs = { policy = null }
  meta  = { type = "aws_vpc_endpoint" }
}

resource "aws_vpc_endpoint_policy" "everything" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] }) }
  meta  = { type = "aws_vpc_endpoint_policy" }
  expect {
    policy  = "aws_vpc_endpoint_open"
    verdict = "fail"
  }
}

resource "aws_vpc_endpoint" "some_buckets" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::app/*" }] }) }
  meta  = { type = "aws_vpc_endpoint" }
  expect {
    policy  = "aws_vpc_endpoint_open"
    verdict = "pass"
  }
}

resource "aws_vpc_endpoint" "not_known_yet" {
  attrs = { policy = unknown("string") }
  meta  = { type = "aws_vpc_endpoint" }
  expect {
    policy  = "aws_vpc_endpoint_open"
    verdict = "undecided"
  }
}

data "aws_iam_policy_document" "of_one_role" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/app" }, Action = "s3:GetObject", Resource = "*" }] }) }
  expect {
    policy  = "aws_open_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "of_everybody" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }] }) }
  expect {
    policy  = "aws_open_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "of_every_account" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = ["arn:aws:iam::111122223333:role/app", "*"] }, Action = "s3:GetObject", Resource = "*" }] }) }
  expect {
    policy  = "aws_open_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "of_the_organisation" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "*" }, Action = "s3:GetObject", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } } }] }) }
  expect {
    policy  = "aws_open_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "not_known_yet" {
  attrs = { json = unknown("string") }
  expect {
    policy  = "aws_open_document"
    verdict = "undecided"
  }
}
