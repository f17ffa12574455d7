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
  # Action is a string or a list of strings, and missing where NotAction stands.
  iam_wildcards = "^(\\*|[a-z0-9-]+:\\*)$"
}

resource_policy "aws_iam_*policy" "aws_iam_wildcard_action" {
  # The account's password policy has no document.
  filter = core::try(attrs.policy, null) != null

  locals {
    statements = core::flatten([core::jsondecode(attrs.policy).Statement])
    allowed    = core::flatten([for s in local.statements : core::try(s.Action, []) if s.Effect == "Allow"])
    wild       = [for action in local.allowed : action if core::regex_match(action, local.iam_wildcards)]
  }

  enforce {
    condition     = core::length(local.wild) == 0
    error_message = "It allows ${core::join(", ", local.wild)}: whole services. Name the actions that are needed."
  }
}

data_policy "aws_iam_policy_document" "aws_iam_wildcard_action_document" {
  locals {
    # What has principals is the policy of a resource: there "everything" ends at that resource.
    statements = [for s in core::try(attrs.statement, []) : s if core::length(core::try(s.principals, [])) == 0 && core::try(s.effect, null) != "Deny"]
    wild       = [for action in core::flatten([for s in local.statements : core::try(s.actions, [])]) : action if core::regex_match(action, local.iam_wildcards)]
  }

  enforce {
    condition     = core::length(local.wild) == 0
    error_message = "It allows ${core::join(", ", local.wild)}: whole services. Name the actions that are needed."
  }
}
