# Refuses whole services, NotAction, and the passing or assuming of any role in
# policies that stand inside of a role or of a permission set.
#
# Why: an inline policy escapes those who review policies by their names, and
# grants as much.
#
# Mend: name the actions and resources; better, make it an aws_iam_policy and
# attach that.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_iam_role" "aws_iam_role_inline_policy" {
  ignore_computed = true
  filter          = core::try(attrs.inline_policy[0].policy, null) != null

  locals {
    documents  = [for inline in attrs.inline_policy : core::jsondecode(inline.policy)]
    statements = core::flatten([for document in local.documents : core::try(document.Statement, [])])
    allowing   = [for s in local.statements : s if core::try(s.Effect, "") == "Allow"]
    found = core::flatten([for s in local.allowing : [
      for action in core::flatten([core::try(s.Action, ["NotAction"])]) : action
      if core::regex_match(core::lower(action), "^(\\*|[a-z0-9-]+:\\*|\\*:\\*|notaction)$")
      || core::regex_match(core::lower(action), "^(iam:passrole|sts:assumerole|iam:(put|attach|create)[a-z]*\\*?)$") && core::contains(core::flatten([core::try(s.Resource, [])]), "*") && !core::can(s.Condition)
    ]])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "An inline policy of the role allows too much by ${core::join(", ", local.found)}. Name the actions and the resources that are needed."
  }
}

resource_policy "aws_ssoadmin_permission_set_inline_policy" "aws_sso_inline_policy" {
  ignore_computed = true

  locals {
    document   = core::jsondecode(attrs.inline_policy)
    statements = core::flatten([core::try(local.document.Statement, [])])
    allowing   = [for s in local.statements : s if core::try(s.Effect, "") == "Allow"]
    found = core::flatten([for s in local.allowing : [
      for action in core::flatten([core::try(s.Action, ["NotAction"])]) : action
      if core::regex_match(core::lower(action), "^(\\*|[a-z0-9-]+:\\*|\\*:\\*|notaction)$")
      || core::regex_match(core::lower(action), "^(iam:passrole|sts:assumerole|iam:(put|attach|create)[a-z]*\\*?)$") && core::contains(core::flatten([core::try(s.Resource, [])]), "*") && !core::can(s.Condition)
    ]])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "The permission set allows too much by ${core::join(", ", local.found)}. Name the actions and the resources that are needed."
  }
}
