# No IAM policy allows every action, or every action of a service.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

resource_policy "aws_iam_*policy" "no_wildcard_action" {
  # The account password policy has no document.
  filter = core::try(attrs.policy, null) != null

  locals {
    document   = core::jsondecode(attrs.policy)
    statements = core::flatten([local.document.Statement])

    # Action is a string or a list of strings, and missing where NotAction stands.
    allowed = core::flatten([
      for s in local.statements : core::try(s.Action, []) if s.Effect == "Allow"
    ])
  }

  enforce {
    condition     = core::alltrue([for action in local.allowed : action != "*" && !core::endswith(action, ":*")])
    error_message = "The policy allows whole services: ${core::join(", ", local.allowed)}. Name the actions that are needed."
  }
}
