policytest {
  targets = ["resource_policy_every_action.policy.hcl"]
}

resource "aws_iam_policy" "of_an_identity" {
  attrs = { policy = "{}" }
  meta  = { type = "aws_iam_policy" }
}

resource "aws_sqs_queue_policy" "one_action" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "111122223333" }, Action = "sqs:SendMessage", Resource = "*" }] }) }
  meta  = { type = "aws_sqs_queue_policy" }
  expect {
    policy  = "aws_resource_policy_every_action"
    verdict = "pass"
  }
}

resource "aws_sqs_queue_policy" "every_action" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "111122223333" }, Action = "*", Resource = "*" }] }) }
  meta  = { type = "aws_sqs_queue_policy" }
  expect {
    policy  = "aws_resource_policy_every_action"
    verdict = "fail"
  }
}

resource "aws_sqs_queue_policy" "the_whole_service" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "111122223333" }, Action = "SQS:*", Resource = "*" }] }) }
  meta  = { type = "aws_sqs_queue_policy" }
  expect {
    policy  = "aws_resource_policy_every_action"
    verdict = "fail"
  }
}

resource "aws_s3_bucket_policy" "every_action" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "111122223333" }, Action = "*", Resource = "*" }] }) }
  meta  = { type = "aws_s3_bucket_policy" }
  expect {
    policy  = "aws_resource_policy_every_action"
    verdict = "fail"
  }
}

resource "aws_s3_bucket_policy" "not_known_yet" {
  attrs = { policy = unknown("string") }
  meta  = { type = "aws_s3_bucket_policy" }
  expect {
    policy  = "aws_resource_policy_every_action"
    verdict = "undecided"
  }
}

resource "aws_sqs_queue" "without_a_policy" {
  attrs = { policy = null }
  meta  = { type = "aws_sqs_queue" }
}

resource "aws_sqs_queue" "one_action" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "111122223333" }, Action = "sqs:SendMessage", Resource = "*" }] }) }
  meta  = { type = "aws_sqs_queue" }
  expect {
    policy  = "aws_sqs_queue_every_action"
    verdict = "pass"
  }
}

resource "aws_sqs_queue" "every_action" {
  attrs = { policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Principal = { AWS = "111122223333" }, Action = "sqs:*", Resource = "*" }] }) }
  meta  = { type = "aws_sqs_queue" }
  expect {
    policy  = "aws_sqs_queue_every_action"
    verdict = "fail"
  }
}
