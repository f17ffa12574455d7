# Refuses roles that anyone may assume.
#
# Why: a principal of * in the trust of a role is every account of AWS: its
# owner, whoever that is, becomes the role. An external id is no secret that
# would prevent it.
#
# Mend: name the roles that may assume it, or bind the statement by
# aws:PrincipalOrgID or aws:PrincipalArn.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

locals {
  # Conditions by which a statement is for those who are known. A negated one, or
  # one that a missing key fulfils, binds nobody.
  trust_operators = "^(foranyvalue:)?(string(equals|equalsignorecase|like)|arn(equals|like)|ipaddress|bool)(ifexists)?$"
  trust_keys      = "^(aws:(principalorgid|principalorgpaths|principalaccount|principalarn|principaltag/.*|principalisawsservice|sourcearn|sourceaccount|sourceorgid|sourceorgpaths|sourceowner|sourcevpc|sourcevpce|sourceip|vpcsourceip|userid|calledvia)|kms:(calleraccount|viaservice)|s3:dataaccesspoint(account|arn)|elasticfilesystem:accessedviamounttarget)$"

  # A denial of all others binds the whole document.
  trust_negations = "^(foranyvalue:|forallvalues:)?(stringnot(equals|equalsignorecase|like)|arnnot(equals|like)|notipaddress)(ifexists)?$"
}

resource_policy "aws_iam_role" "aws_iam_trust_anyone" {
  filter = core::try(attrs.assume_role_policy, null) != null && (core::can(core::jsondecode(attrs.assume_role_policy)) || attrs.assume_role_policy != "")

  locals {
    document   = core::jsondecode(attrs.assume_role_policy)
    statements = core::flatten([core::try(local.document.Statement, [])])
    anyone     = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && (core::can(s.NotPrincipal) || core::contains(core::flatten([core::try(s.Principal.AWS, s.Principal["*"], s.Principal, [])]), "*") || core::contains(core::flatten([core::try(s.Principal.Service, [])]), "*"))]
    unbound = [for s in local.anyone : core::try(s.Sid, "without Sid") if !core::anytrue(core::flatten([for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : core::regex_match(core::lower(operator), local.trust_operators) && core::regex_match(core::lower(key), local.trust_keys) && !core::contains(core::flatten([values]), "*") && !core::contains(core::flatten([values]), "0.0.0.0/0")
    ]]))]
    denied = core::anytrue(core::flatten([for s in local.statements : [for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : s.Effect == "Deny" && core::regex_match(core::lower(operator), local.trust_negations) && core::regex_match(core::lower(key), local.trust_keys)
    ]]]))
  }

  enforce {
    condition     = core::length(local.unbound) == 0 || local.denied
    error_message = "Anyone may assume the role (${core::join(", ", local.unbound)}). Name the principals, or bind the statement by aws:PrincipalOrgID, aws:SourceArn or aws:SourceAccount."
  }
}
