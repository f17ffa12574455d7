policytest {
  targets = ["iot_policy.policy.hcl"]
}

resource "aws_iot_policy" "its_topic" {
  attrs = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "iot:Publish", Resource = "arn:aws:iot:eu-west-1:111122223333:topic/app" }] }) }
  expect {
    verdict = "pass"
  }
}

resource "aws_iot_policy" "everything" {
  attrs = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["iot:*"], Resource = "arn:aws:iot:eu-west-1:111122223333:topic/app" }] }) }
  expect {
    verdict = "fail"
  }
}

resource "aws_iot_policy" "every_topic" {
  attrs = { policy = core::jsonencode({ Statement = [{ Effect = "Allow", Action = ["iot:Publish"], Resource = ["*"] }] }) }
  expect {
    verdict = "fail"
  }
}

resource "aws_iot_policy" "not_known_yet" {
  attrs = { policy = unknown("string") }
  expect {
    verdict = "undecided"
  }
}
