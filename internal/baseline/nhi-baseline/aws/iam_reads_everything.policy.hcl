# Refuses IAM policies that read every secret, parameter, object or table, or
# decrypt with every key.
#
# Why: one leaked identity of that kind empties the account of its secrets and
# its data.
#
# Mend: name the secrets, parameters, buckets, tables and keys in Resource.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

locals {
  # Between spaces, so that one expression finds what an action with * in it means.
  iam_reading = core::join(" ", [
    "s3:getobject",
    "s3:getobjectversion",
    "secretsmanager:getsecretvalue",
    "secretsmanager:batchgetsecretvalue",
    "ssm:getparameter",
    "ssm:getparameters",
    "ssm:getparametersbypath",
    "ssm:getparameterhistory",
    "kms:decrypt",
    "kms:reencryptfrom",
    "dynamodb:getitem",
    "dynamodb:batchgetitem",
    "dynamodb:scan",
    "dynamodb:query",
    "dynamodb:exporttabletopointintime",
    "rds:startexporttask",
    "lambda:getfunction",
    "ebs:getsnapshotblock",
  ])
}

resource_policy "aws_iam_*policy" "aws_iam_reads_everything" {
  filter = core::try(attrs.policy, null) != null

  locals {
    document   = core::jsondecode(attrs.policy)
    statements = core::flatten([core::try(local.document.Statement, [])])
    allowing   = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && !core::can(s.Principal) && !core::can(s.NotPrincipal) && !core::can(s.Condition)]
    found = core::flatten([for s in local.allowing : [
      for action in core::flatten([core::try(s.Action, [])]) : action
      if core::regex_match(local.iam_reading, "(^| )${core::join("[a-z0-9:]*", core::split("*", core::lower(action)))}( |$)")
      && action != "*" && !core::endswith(action, ":*")
      && core::contains(core::flatten([core::try(s.Resource, [])]), "*")
    ]])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "It allows ${core::join(", ", local.found)} on every resource: that is all the account holds. Name the secrets, buckets, tables or keys that it is for."
  }
}

data_policy "aws_iam_policy_document" "aws_iam_reads_everything_document" {
  locals {
    document   = core::jsondecode(attrs.json)
    statements = core::flatten([core::try(local.document.Statement, [])])
    allowing   = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && !core::can(s.Principal) && !core::can(s.NotPrincipal) && !core::can(s.Condition)]
    found = core::flatten([for s in local.allowing : [
      for action in core::flatten([core::try(s.Action, [])]) : action
      if core::regex_match(local.iam_reading, "(^| )${core::join("[a-z0-9:]*", core::split("*", core::lower(action)))}( |$)")
      && action != "*" && !core::endswith(action, ":*")
      && core::contains(core::flatten([core::try(s.Resource, [])]), "*")
    ]])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "It allows ${core::join(", ", local.found)} on every resource: that is all the account holds. Name the secrets, buckets, tables or keys that it is for."
  }
}
