# Refuses roles that are assumed by SAML assertions for any audience.
#
# Why: an assertion that the identity provider made for another service then
# opens the role.
#
# Mend: add a condition on SAML:aud.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_iam_role" "aws_iam_trust_saml" {
  filter = core::try(attrs.assume_role_policy, null) != null

  locals {
    document   = core::jsondecode(attrs.assume_role_policy)
    statements = core::flatten([core::try(local.document.Statement, [])])
    unbound = [for s in local.statements : s if core::try(s.Effect, "") == "Allow"
      && core::anytrue([for action in core::flatten([core::try(s.Action, [])]) : core::lower(action) == "sts:assumerolewithsaml"])
      && !core::anytrue(core::flatten([for operator, keys in core::try(s.Condition, {}) : [for key, values in keys : core::startswith(core::lower(key), "saml:") && !core::contains(core::flatten([values]), "*")]]))
    ]
  }

  enforce {
    condition     = core::length(local.unbound) == 0
    error_message = "An assertion that was made for another audience opens the role as well. Add a condition on SAML:aud, usually https://signin.aws.amazon.com/saml."
  }
}

data_policy "aws_iam_policy_document" "aws_iam_trust_saml_document" {
  locals {
    document   = core::jsondecode(attrs.json)
    statements = core::flatten([core::try(local.document.Statement, [])])
    unbound = [for s in local.statements : s if core::try(s.Effect, "") == "Allow"
      && core::anytrue([for action in core::flatten([core::try(s.Action, [])]) : core::lower(action) == "sts:assumerolewithsaml"])
      && !core::anytrue(core::flatten([for operator, keys in core::try(s.Condition, {}) : [for key, values in keys : core::startswith(core::lower(key), "saml:") && !core::contains(core::flatten([values]), "*")]]))
    ]
  }

  enforce {
    condition     = core::length(local.unbound) == 0
    error_message = "An assertion that was made for another audience opens the role as well. Add a condition on SAML:aud, usually https://signin.aws.amazon.com/saml."
  }
}
