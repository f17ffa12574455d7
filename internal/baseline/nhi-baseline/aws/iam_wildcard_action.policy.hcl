# Refuses IAM policies that allow every action, or every action of a service.
#
# Why: an identity that may do everything is worth stealing, and nobody can say
# what it is for. The wildcard also grants what AWS adds to the service later.
#
# Mend: name the actions that the identity needs; CloudTrail and IAM Access
# Analyzer tell which it has used.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

locals {
  # Every action, or every action of a service.
  iam_wildcards = "^(\\*|[a-z0-9-]+:\\*|\\*:\\*)$"
}

resource_policy "aws_iam_*policy" "aws_iam_wildcard_action" {
  filter = core::try(attrs.policy, null) != null

  locals {
    document   = core::jsondecode(attrs.policy)
    statements = core::flatten([core::try(local.document.Statement, [])])
    allowing   = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && !core::can(s.Principal) && !core::can(s.NotPrincipal)]
    found = core::flatten([for s in local.allowing : [
      for action in core::flatten([core::try(s.Action, [])]) : action if core::regex_match(core::lower(action), local.iam_wildcards)
    ]])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "It allows ${core::join(", ", local.found)}: whole services. Name the actions that are needed."
  }
}

data_policy "aws_iam_policy_document" "aws_iam_wildcard_action_document" {
  locals {
    document   = core::jsondecode(attrs.json)
    statements = core::flatten([core::try(local.document.Statement, [])])
    allowing   = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && !core::can(s.Principal) && !core::can(s.NotPrincipal)]
    found = core::flatten([for s in local.allowing : [
      for action in core::flatten([core::try(s.Action, [])]) : action if core::regex_match(core::lower(action), local.iam_wildcards)
    ]])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "It allows ${core::join(", ", local.found)}: whole services. Name the actions that are needed."
  }
}
