# Refuses roles that a whole account may assume without an external id, an
# organisation or another bound.
#
# Why: which identity of the other account becomes the role is then decided
# there. A vendor who serves many customers from one account can be led to use
# it for another of them (the confused deputy).
#
# Mend: name the roles of the other account; let another party confirm itself by
# an sts:ExternalId that you chose; bind accounts of your own by
# aws:PrincipalOrgID.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "advisory"
}

resource_policy "aws_iam_role" "aws_iam_trust_account" {
  enforcement_level = "mandatory_overridable"

  filter = core::can(core::jsondecode(attrs.assume_role_policy))

  locals {
    document   = core::jsondecode(attrs.assume_role_policy)
    statements = core::flatten([core::try(local.document.Statement, [])])
    assumable  = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && core::anytrue([for action in core::flatten([core::try(s.Action, [])]) : core::regex_match(core::lower(action), "^(sts:)?(assumerole)?\\*?$")])]
    accounts = core::flatten([for s in local.assumable : [
      for principal in core::flatten([core::try(s.Principal.AWS, [])]) : principal
      if core::regex_match(principal, "^([0-9]{12}|arn:[a-z-]+:iam::[0-9]{12}:root)$") && !core::anytrue(core::flatten([for operator, keys in core::try(s.Condition, {}) : [
        for key, values in keys : core::regex_match(core::lower(key), "^(sts:(externalid|sourceidentity)|aws:(principal(orgid|orgpaths|arn|tag/.*)|userid|username|sourcearn|sourceaccount|multifactorauthpresent|multifactorauthage))$") && !core::startswith(core::lower(operator), "null")
      ]]))
    ]])
  }

  enforce {
    condition     = core::length(local.accounts) == 0
    error_message = "Every identity of the account that its administrators choose may assume the role: ${core::join(", ", local.accounts)}. Name the roles, and ask another party's for an sts:ExternalId."
  }
}

data_policy "aws_iam_policy_document" "aws_iam_trust_account_document" {
  enforcement_level = "mandatory_overridable"

  locals {
    document   = core::jsondecode(attrs.json)
    statements = core::flatten([core::try(local.document.Statement, [])])
    assumable  = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && core::anytrue([for action in core::flatten([core::try(s.Action, [])]) : core::regex_match(core::lower(action), "^(sts:)?(assumerole)?\\*?$")])]
    accounts = core::flatten([for s in local.assumable : [
      for principal in core::flatten([core::try(s.Principal.AWS, [])]) : principal
      if core::regex_match(principal, "^([0-9]{12}|arn:[a-z-]+:iam::[0-9]{12}:root)$") && !core::anytrue(core::flatten([for operator, keys in core::try(s.Condition, {}) : [
        for key, values in keys : core::regex_match(core::lower(key), "^(sts:(externalid|sourceidentity)|aws:(principal(orgid|orgpaths|arn|tag/.*)|userid|username|sourcearn|sourceaccount|multifactorauthpresent|multifactorauthage))$") && !core::startswith(core::lower(operator), "null")
      ]]))
    ]])
  }

  enforce {
    condition     = core::length(local.accounts) == 0
    error_message = "Every identity of the account that its administrators choose may assume the role: ${core::join(", ", local.accounts)}. Name the roles, and ask another party's for an sts:ExternalId."
  }
}
