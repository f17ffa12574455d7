# Refuses IAM policies that allow every action, every action of a service, or
# everything except for what NotAction lists.
#
# Why: an identity that may do everything is worth stealing, and nobody can say
# what it is for. The wildcard also grants what AWS adds to the service later,
# and a list of what is forbidden is never complete.
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
  ignore_computed = true
  filter          = core::try(attrs.policy, null) != null && (core::can(core::jsondecode(attrs.policy)) || attrs.policy != "")

  locals {
    document   = core::jsondecode(attrs.policy)
    statements = core::flatten([core::try(local.document.Statement, [])])
    allowing   = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && !core::can(s.Principal) && !core::can(s.NotPrincipal)]
    actions    = core::flatten([for s in local.allowing : core::try(s.Action, [])])
    wild       = [for action in local.actions : action if core::regex_match(core::lower(action), local.iam_wildcards)]
    excepted   = core::flatten([for s in local.allowing : core::try(s.NotAction, [])])
  }

  enforce {
    condition     = core::length(local.wild) == 0
    error_message = "It allows ${core::join(", ", local.wild)}: whole services. Name the actions that are needed."
  }

  enforce {
    condition     = core::length(local.excepted) == 0
    error_message = "It allows everything except ${core::join(", ", local.excepted)}. Say in Action what is needed; NotAction is for statements that deny."
  }
}

data_policy "aws_iam_policy_document" "aws_iam_wildcard_action_document" {
  locals {
    document   = core::jsondecode(attrs.json)
    statements = core::flatten([core::try(local.document.Statement, [])])
    allowing   = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && !core::can(s.Principal) && !core::can(s.NotPrincipal)]
    actions    = core::flatten([for s in local.allowing : core::try(s.Action, [])])
    wild       = [for action in local.actions : action if core::regex_match(core::lower(action), local.iam_wildcards)]
    excepted   = core::flatten([for s in local.allowing : core::try(s.NotAction, [])])
  }

  enforce {
    condition     = core::length(local.wild) == 0
    error_message = "It allows ${core::join(", ", local.wild)}: whole services. Name the actions that are needed."
  }

  enforce {
    condition     = core::length(local.excepted) == 0
    error_message = "It allows everything except ${core::join(", ", local.excepted)}. Say in Action what is needed; NotAction is for statements that deny."
  }
}
