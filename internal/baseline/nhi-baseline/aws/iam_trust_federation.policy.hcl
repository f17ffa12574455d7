# Refuses roles that a provider of identities may assume for anyone: by OpenID
# Connect for any subject, or for a pattern of subjects that others match, and
# by SAML for any audience.
#
# Why: GitHub, GitLab, Terraform Cloud and EKS give tokens to all of their
# users. Without a condition on the subject, any repository or any pod becomes
# the role; an assertion of SAML for another service opens it too.
#
# Mend: add a condition on the :sub of the token that names the repository and
# its branch or environment, the project, the workspace, or the namespace and
# service account; on SAML:aud for SAML.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

locals {
  # Claims by which a token says whose it is.
  oidc_subjects = "(:(sub|repository|repository_id|repository_owner|repository_owner_id|job_workflow_ref|project_id|project_path|namespace_id|namespace_path|user_id|workspace_id)|^cognito-identity\\.amazonaws\\.com:aud|^accounts\\.google\\.com:(aud|oaud)|^(www\\.amazon|graph\\.facebook)\\.com:app_id)$"

  # Subjects that strangers match, or name themselves as they like.
  oidc_open = "^([*?]|repo:([^/]*[*?]|[^/]+/[*?])|(project|namespace|group)_path:([^/:]*[*?]|[^/:]+/[*?])|organization:[^:]*[*?]|system:serviceaccount:[^:]*[*?]|org/[^/]*[*?]|(workflow|environment|ref|context|head_ref|base_ref|actor|event_name):)"
}

resource_policy "aws_iam_role" "aws_iam_trust_federation" {
  filter = core::can(core::jsondecode(attrs.assume_role_policy))

  locals {
    document   = core::jsondecode(attrs.assume_role_policy)
    statements = core::flatten([core::try(local.document.Statement, [])])
    web        = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && core::anytrue([for action in core::flatten([core::try(s.Action, [])]) : core::regex_match(core::lower(action), "^sts:(assumerolewithwebidentity|\\*)$")])]
    unbound = [for s in local.web : s if !core::anytrue(core::flatten([for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : core::regex_match(core::lower(operator), "^(foranyvalue:|forallvalues:)?string(equals|equalsignorecase|like)$") && core::regex_match(core::lower(key), local.oidc_subjects) && !core::anytrue([for value in core::flatten([values]) : core::regex_match(value, local.oidc_open)])
    ]]))]

    audience = [for s in local.statements : s if core::try(s.Effect, "") == "Allow"
      && core::anytrue([for action in core::flatten([core::try(s.Action, [])]) : core::lower(action) == "sts:assumerolewithsaml"])
      && !core::anytrue(core::flatten([for operator, keys in core::try(s.Condition, {}) : [for key, values in keys : core::startswith(core::lower(key), "saml:") && !core::contains(core::flatten([values]), "*")]]))
    ]
  }

  enforce {
    condition     = core::length(local.unbound) == 0
    error_message = "Whoever the provider of identities knows may assume the role: no condition names a subject, or one by a pattern that strangers match. Bind it to the repository and branch, the workspace or the service account (:sub)."
  }

  enforce {
    condition     = core::length(local.audience) == 0
    error_message = "An assertion that was made for another audience opens the role as well. Add a condition on SAML:aud, usually https://signin.aws.amazon.com/saml."
  }
}

data_policy "aws_iam_policy_document" "aws_iam_trust_federation_document" {
  locals {
    document   = core::jsondecode(attrs.json)
    statements = core::flatten([core::try(local.document.Statement, [])])
    web        = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && core::anytrue([for action in core::flatten([core::try(s.Action, [])]) : core::regex_match(core::lower(action), "^sts:(assumerolewithwebidentity|\\*)$")])]
    unbound = [for s in local.web : s if !core::anytrue(core::flatten([for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : core::regex_match(core::lower(operator), "^(foranyvalue:|forallvalues:)?string(equals|equalsignorecase|like)$") && core::regex_match(core::lower(key), local.oidc_subjects) && !core::anytrue([for value in core::flatten([values]) : core::regex_match(value, local.oidc_open)])
    ]]))]

    audience = [for s in local.statements : s if core::try(s.Effect, "") == "Allow"
      && core::anytrue([for action in core::flatten([core::try(s.Action, [])]) : core::lower(action) == "sts:assumerolewithsaml"])
      && !core::anytrue(core::flatten([for operator, keys in core::try(s.Condition, {}) : [for key, values in keys : core::startswith(core::lower(key), "saml:") && !core::contains(core::flatten([values]), "*")]]))
    ]
  }

  enforce {
    condition     = core::length(local.unbound) == 0
    error_message = "Whoever the provider of identities knows may assume the role: no condition names a subject, or one by a pattern that strangers match. Bind it to the repository and branch, the workspace or the service account (:sub)."
  }

  enforce {
    condition     = core::length(local.audience) == 0
    error_message = "An assertion that was made for another audience opens the role as well. Add a condition on SAML:aud, usually https://signin.aws.amazon.com/saml."
  }
}
