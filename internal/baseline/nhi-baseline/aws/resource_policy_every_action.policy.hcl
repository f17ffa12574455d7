# Refuses resource policies that allow every action to somebody.
#
# Why: every action includes changing the policy itself: who is granted it
# decides who else is.
#
# Mend: name the actions that the principal needs.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_*_policy" "aws_resource_policy_every_action" {
  ignore_computed = true
  filter          = !core::startswith(meta.type, "aws_iam_") && !core::contains(["aws_resiliencehub_resiliency_policy", "aws_vpc_endpoint_policy", "aws_organizations_policy", "aws_kms_key_policy"], meta.type) && core::try(attrs.policy, attrs.policy_document, null) != null

  locals {
    document   = core::jsondecode(core::try(attrs.policy, attrs.policy_document))
    statements = core::flatten([core::try(local.document.Statement, [])])
    found = [for s in local.statements : core::try(s.Sid, "without Sid") if core::try(s.Effect, "") == "Allow" && core::can(s.Principal)
      && (core::contains(core::flatten([core::try(s.Action, "*")]), "*") || core::startswith(meta.type, "aws_sqs_") && core::contains([for action in core::flatten([core::try(s.Action, [])]) : core::lower(action)], "sqs:*"))
    ]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "Statements allow every action (${core::join(", ", local.found)}). Name the actions that are needed."
  }
}

resource_policy "aws_sqs_queue" "aws_sqs_queue_every_action" {
  ignore_computed = true
  filter          = core::try(attrs.policy, null) != null

  locals {
    document   = core::jsondecode(attrs.policy)
    statements = core::flatten([core::try(local.document.Statement, [])])
    found      = [for s in local.statements : core::try(s.Sid, "without Sid") if core::try(s.Effect, "") == "Allow" && core::anytrue([for action in core::flatten([core::try(s.Action, "*")]) : core::regex_match(core::lower(action), "^(sqs:)?\\*$")])]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "Statements allow every action on the queue (${core::join(", ", local.found)}). Name the actions that are needed."
  }
}
