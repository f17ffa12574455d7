# Refuses IAM policies that allow everything except for what NotAction lists.
#
# Why: whatever is not listed is allowed, including what AWS will invent; a list
# of what is forbidden is never complete.
#
# Mend: say in Action what is needed. NotAction is for statements that deny.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_iam_*policy" "aws_iam_not_action" {
  filter = core::try(attrs.policy, null) != null

  locals {
    document   = core::jsondecode(attrs.policy)
    statements = core::flatten([core::try(local.document.Statement, [])])
    allowing   = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && !core::can(s.Principal) && !core::can(s.NotPrincipal)]
    found = core::flatten([for s in local.allowing : [
      for action in core::flatten([core::try(s.NotAction, [])]) : action
    ]])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "It allows everything except ${core::join(", ", local.found)}. Say in Action what is needed."
  }
}

data_policy "aws_iam_policy_document" "aws_iam_not_action_document" {
  locals {
    document   = core::jsondecode(attrs.json)
    statements = core::flatten([core::try(local.document.Statement, [])])
    allowing   = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && !core::can(s.Principal) && !core::can(s.NotPrincipal)]
    found = core::flatten([for s in local.allowing : [
      for action in core::flatten([core::try(s.NotAction, [])]) : action
    ]])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "It allows everything except ${core::join(", ", local.found)}. Say in Action what is needed."
  }
}
