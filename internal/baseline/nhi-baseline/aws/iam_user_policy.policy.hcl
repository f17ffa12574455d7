# Refuses policies attached directly to IAM users.
#
# Why: permissions that hang on single users are forgotten when the user gets
# another task; groups and roles are reviewed as a whole.
#
# Mend: attach the policy to a group or, for a workload, to a role.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_iam_user_policy*" "aws_iam_user_policy" {
  enforce {
    condition     = false
    error_message = "A policy is attached to the user ${attrs.user} directly. Attach it to a group or to a role."
  }
}

resource_policy "aws_iam_policy_attachment" "aws_iam_policy_attachment_users" {
  enforce {
    condition     = !(core::length(core::try(attrs.users, null) == null ? [] : attrs.users) > 0)
    error_message = "${attrs.policy_arn} is attached to users directly. Attach it to groups or to roles."
  }
}
