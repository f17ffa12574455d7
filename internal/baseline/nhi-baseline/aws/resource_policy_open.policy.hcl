# Refuses statements of resource policies that are for everybody: of buckets,
# queues, topics, keys, secrets, registries, file systems, vaults, domains,
# APIs, event buses, logs and their kin.
#
# Why: a principal of * is every account of AWS, and whoever has no account.
# What a key, a secret or a queue is for is then up to strangers.
#
# Mend: name the principals, or bind the statement by a condition on who asks
# (aws:PrincipalOrgID, aws:SourceArn, aws:SourceAccount, aws:SourceVpce).
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
  open_operators = "^(foranyvalue:)?(string(equals|equalsignorecase|like)|arn(equals|like)|ipaddress|bool)(ifexists)?$"
  open_keys      = "^(aws:(principalorgid|principalorgpaths|principalaccount|principalarn|principaltag/.*|principalisawsservice|sourcearn|sourceaccount|sourceorgid|sourceorgpaths|sourceowner|sourcevpc|sourcevpce|sourceip|vpcsourceip|userid|calledvia)|kms:(calleraccount|viaservice)|s3:dataaccesspoint(account|arn)|elasticfilesystem:accessedviamounttarget)$"

  # A denial of all others binds the whole document.
  open_negations = "^(foranyvalue:|forallvalues:)?(stringnot(equals|equalsignorecase|like)|arnnot(equals|like)|notipaddress)(ifexists)?$"
}

resource_policy "aws_*_policy" "aws_resource_policy_open" {
  ignore_computed = true

  # Those of identities name no principals, and those of endpoints are judged by
  # what they let through.
  filter = !core::startswith(meta.type, "aws_iam_") && !core::contains(["aws_resiliencehub_resiliency_policy", "aws_vpc_endpoint_policy", "aws_ecrpublic_repository_policy", "aws_opensearchserverless_access_policy", "aws_opensearchserverless_security_policy"], meta.type) && core::try(attrs.policy, attrs.access_policies, attrs.access_policy, attrs.policy_document, attrs.resource_policy, attrs.content, null) != null

  locals {
    document   = core::jsondecode(core::try(attrs.policy, attrs.access_policies, attrs.access_policy, attrs.policy_document, attrs.resource_policy, attrs.content, null))
    statements = core::flatten([core::try(local.document.Statement, [])])
    anyone     = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && (core::can(s.NotPrincipal) || core::contains(core::flatten([core::try(s.Principal.AWS, s.Principal["*"], s.Principal, [])]), "*"))]
    unbound = [for s in local.anyone : core::try(s.Sid, "without Sid") if !core::anytrue(core::flatten([for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : core::regex_match(core::lower(operator), local.open_operators) && core::regex_match(core::lower(key), local.open_keys) && !core::contains(core::flatten([values]), "*") && !core::contains(core::flatten([values]), "0.0.0.0/0")
    ]]))]
    denied = core::anytrue(core::flatten([for s in local.statements : [for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : s.Effect == "Deny" && core::regex_match(core::lower(operator), local.open_negations) && core::regex_match(core::lower(key), local.open_keys)
    ]]]))
  }

  enforce {
    condition     = core::length(local.unbound) == 0 || local.denied
    error_message = "Statements are for everybody (${core::join(", ", local.unbound)}). Name the principals, or bind the statement by aws:PrincipalOrgID, aws:SourceArn or aws:SourceAccount."
  }
}

resource_policy "aws_s3_bucket" "aws_s3_bucket_open" {
  ignore_computed = true
  filter          = core::try(attrs.policy, null) != null && (core::can(core::jsondecode(attrs.policy)) || attrs.policy != "")

  locals {
    document   = core::jsondecode(attrs.policy)
    statements = core::flatten([core::try(local.document.Statement, [])])
    anyone     = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && (core::can(s.NotPrincipal) || core::contains(core::flatten([core::try(s.Principal.AWS, s.Principal["*"], s.Principal, [])]), "*"))]
    unbound = [for s in local.anyone : core::try(s.Sid, "without Sid") if !core::anytrue(core::flatten([for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : core::regex_match(core::lower(operator), local.open_operators) && core::regex_match(core::lower(key), local.open_keys) && !core::contains(core::flatten([values]), "*") && !core::contains(core::flatten([values]), "0.0.0.0/0")
    ]]))]
    denied = core::anytrue(core::flatten([for s in local.statements : [for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : s.Effect == "Deny" && core::regex_match(core::lower(operator), local.open_negations) && core::regex_match(core::lower(key), local.open_keys)
    ]]]))
  }

  enforce {
    condition     = core::length(local.unbound) == 0 || local.denied
    error_message = "Statements of the bucket are for everybody (${core::join(", ", local.unbound)}). Name the principals, or bind the statement by aws:PrincipalOrgID, aws:SourceArn or aws:SourceAccount."
  }
}

resource_policy "aws_s3_access_point" "aws_s3_access_point_open" {
  ignore_computed = true
  filter          = core::try(attrs.policy, null) != null && (core::can(core::jsondecode(attrs.policy)) || attrs.policy != "")

  locals {
    document   = core::jsondecode(attrs.policy)
    statements = core::flatten([core::try(local.document.Statement, [])])
    anyone     = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && (core::can(s.NotPrincipal) || core::contains(core::flatten([core::try(s.Principal.AWS, s.Principal["*"], s.Principal, [])]), "*"))]
    unbound = [for s in local.anyone : core::try(s.Sid, "without Sid") if !core::anytrue(core::flatten([for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : core::regex_match(core::lower(operator), local.open_operators) && core::regex_match(core::lower(key), local.open_keys) && !core::contains(core::flatten([values]), "*") && !core::contains(core::flatten([values]), "0.0.0.0/0")
    ]]))]
    denied = core::anytrue(core::flatten([for s in local.statements : [for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : s.Effect == "Deny" && core::regex_match(core::lower(operator), local.open_negations) && core::regex_match(core::lower(key), local.open_keys)
    ]]]))
  }

  enforce {
    condition     = core::length(local.unbound) == 0 || local.denied
    error_message = "Statements of the access point are for everybody (${core::join(", ", local.unbound)}). Name the principals, or bind the statement by aws:PrincipalOrgID, aws:SourceArn or aws:SourceAccount."
  }
}

resource_policy "aws_sqs_queue" "aws_sqs_queue_open" {
  ignore_computed = true
  filter          = core::try(attrs.policy, null) != null && (core::can(core::jsondecode(attrs.policy)) || attrs.policy != "")

  locals {
    document   = core::jsondecode(attrs.policy)
    statements = core::flatten([core::try(local.document.Statement, [])])
    anyone     = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && (core::can(s.NotPrincipal) || core::contains(core::flatten([core::try(s.Principal.AWS, s.Principal["*"], s.Principal, [])]), "*"))]
    unbound = [for s in local.anyone : core::try(s.Sid, "without Sid") if !core::anytrue(core::flatten([for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : core::regex_match(core::lower(operator), local.open_operators) && core::regex_match(core::lower(key), local.open_keys) && !core::contains(core::flatten([values]), "*") && !core::contains(core::flatten([values]), "0.0.0.0/0")
    ]]))]
    denied = core::anytrue(core::flatten([for s in local.statements : [for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : s.Effect == "Deny" && core::regex_match(core::lower(operator), local.open_negations) && core::regex_match(core::lower(key), local.open_keys)
    ]]]))
  }

  enforce {
    condition     = core::length(local.unbound) == 0 || local.denied
    error_message = "Statements of the queue are for everybody (${core::join(", ", local.unbound)}). Name the principals, or bind the statement by aws:PrincipalOrgID, aws:SourceArn or aws:SourceAccount."
  }
}

resource_policy "aws_sns_topic" "aws_sns_topic_open" {
  ignore_computed = true
  filter          = core::try(attrs.policy, null) != null && (core::can(core::jsondecode(attrs.policy)) || attrs.policy != "")

  locals {
    document   = core::jsondecode(attrs.policy)
    statements = core::flatten([core::try(local.document.Statement, [])])
    anyone     = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && (core::can(s.NotPrincipal) || core::contains(core::flatten([core::try(s.Principal.AWS, s.Principal["*"], s.Principal, [])]), "*"))]
    unbound = [for s in local.anyone : core::try(s.Sid, "without Sid") if !core::anytrue(core::flatten([for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : core::regex_match(core::lower(operator), local.open_operators) && core::regex_match(core::lower(key), local.open_keys) && !core::contains(core::flatten([values]), "*") && !core::contains(core::flatten([values]), "0.0.0.0/0")
    ]]))]
    denied = core::anytrue(core::flatten([for s in local.statements : [for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : s.Effect == "Deny" && core::regex_match(core::lower(operator), local.open_negations) && core::regex_match(core::lower(key), local.open_keys)
    ]]]))
  }

  enforce {
    condition     = core::length(local.unbound) == 0 || local.denied
    error_message = "Statements of the topic are for everybody (${core::join(", ", local.unbound)}). Name the principals, or bind the statement by aws:PrincipalOrgID, aws:SourceArn or aws:SourceAccount."
  }
}

resource_policy "aws_kms_*key" "aws_kms_key_open" {
  ignore_computed = true
  filter          = core::try(attrs.policy, null) != null && (core::can(core::jsondecode(attrs.policy)) || attrs.policy != "")

  locals {
    document   = core::jsondecode(attrs.policy)
    statements = core::flatten([core::try(local.document.Statement, [])])
    anyone     = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && (core::can(s.NotPrincipal) || core::contains(core::flatten([core::try(s.Principal.AWS, s.Principal["*"], s.Principal, [])]), "*"))]
    unbound = [for s in local.anyone : core::try(s.Sid, "without Sid") if !core::anytrue(core::flatten([for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : core::regex_match(core::lower(operator), local.open_operators) && core::regex_match(core::lower(key), local.open_keys) && !core::contains(core::flatten([values]), "*") && !core::contains(core::flatten([values]), "0.0.0.0/0")
    ]]))]
    denied = core::anytrue(core::flatten([for s in local.statements : [for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : s.Effect == "Deny" && core::regex_match(core::lower(operator), local.open_negations) && core::regex_match(core::lower(key), local.open_keys)
    ]]]))
  }

  enforce {
    condition     = core::length(local.unbound) == 0 || local.denied
    error_message = "Statements of the key are for everybody (${core::join(", ", local.unbound)}). Name the principals, or bind the statement by aws:PrincipalOrgID, aws:SourceArn or aws:SourceAccount."
  }
}

resource_policy "aws_secretsmanager_secret" "aws_secret_open" {
  ignore_computed = true
  filter          = core::try(attrs.policy, null) != null && (core::can(core::jsondecode(attrs.policy)) || attrs.policy != "")

  locals {
    document   = core::jsondecode(attrs.policy)
    statements = core::flatten([core::try(local.document.Statement, [])])
    anyone     = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && (core::can(s.NotPrincipal) || core::contains(core::flatten([core::try(s.Principal.AWS, s.Principal["*"], s.Principal, [])]), "*"))]
    unbound = [for s in local.anyone : core::try(s.Sid, "without Sid") if !core::anytrue(core::flatten([for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : core::regex_match(core::lower(operator), local.open_operators) && core::regex_match(core::lower(key), local.open_keys) && !core::contains(core::flatten([values]), "*") && !core::contains(core::flatten([values]), "0.0.0.0/0")
    ]]))]
    denied = core::anytrue(core::flatten([for s in local.statements : [for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : s.Effect == "Deny" && core::regex_match(core::lower(operator), local.open_negations) && core::regex_match(core::lower(key), local.open_keys)
    ]]]))
  }

  enforce {
    condition     = core::length(local.unbound) == 0 || local.denied
    error_message = "Statements of the secret are for everybody (${core::join(", ", local.unbound)}). Name the principals, or bind the statement by aws:PrincipalOrgID, aws:SourceArn or aws:SourceAccount."
  }
}

resource_policy "aws_glacier_vault" "aws_glacier_vault_open" {
  ignore_computed = true
  filter          = core::try(attrs.access_policy, null) != null && (core::can(core::jsondecode(attrs.access_policy)) || attrs.access_policy != "")

  locals {
    document   = core::jsondecode(attrs.access_policy)
    statements = core::flatten([core::try(local.document.Statement, [])])
    anyone     = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && (core::can(s.NotPrincipal) || core::contains(core::flatten([core::try(s.Principal.AWS, s.Principal["*"], s.Principal, [])]), "*"))]
    unbound = [for s in local.anyone : core::try(s.Sid, "without Sid") if !core::anytrue(core::flatten([for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : core::regex_match(core::lower(operator), local.open_operators) && core::regex_match(core::lower(key), local.open_keys) && !core::contains(core::flatten([values]), "*") && !core::contains(core::flatten([values]), "0.0.0.0/0")
    ]]))]
    denied = core::anytrue(core::flatten([for s in local.statements : [for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : s.Effect == "Deny" && core::regex_match(core::lower(operator), local.open_negations) && core::regex_match(core::lower(key), local.open_keys)
    ]]]))
  }

  enforce {
    condition     = core::length(local.unbound) == 0 || local.denied
    error_message = "Statements of the vault are for everybody (${core::join(", ", local.unbound)}). Name the principals, or bind the statement by aws:PrincipalOrgID, aws:SourceArn or aws:SourceAccount."
  }
}

resource_policy "aws_glacier_vault_lock" "aws_glacier_vault_lock_open" {
  ignore_computed = true
  filter          = core::try(attrs.policy, null) != null && (core::can(core::jsondecode(attrs.policy)) || attrs.policy != "")

  locals {
    document   = core::jsondecode(attrs.policy)
    statements = core::flatten([core::try(local.document.Statement, [])])
    anyone     = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && (core::can(s.NotPrincipal) || core::contains(core::flatten([core::try(s.Principal.AWS, s.Principal["*"], s.Principal, [])]), "*"))]
    unbound = [for s in local.anyone : core::try(s.Sid, "without Sid") if !core::anytrue(core::flatten([for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : core::regex_match(core::lower(operator), local.open_operators) && core::regex_match(core::lower(key), local.open_keys) && !core::contains(core::flatten([values]), "*") && !core::contains(core::flatten([values]), "0.0.0.0/0")
    ]]))]
    denied = core::anytrue(core::flatten([for s in local.statements : [for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : s.Effect == "Deny" && core::regex_match(core::lower(operator), local.open_negations) && core::regex_match(core::lower(key), local.open_keys)
    ]]]))
  }

  enforce {
    condition     = core::length(local.unbound) == 0 || local.denied
    error_message = "Statements of the lock are for everybody (${core::join(", ", local.unbound)}). Name the principals, or bind the statement by aws:PrincipalOrgID, aws:SourceArn or aws:SourceAccount."
  }
}

resource_policy "aws_elasticsearch_domain" "aws_elasticsearch_domain_open" {
  ignore_computed = true
  filter          = core::try(attrs.access_policies, null) != null && (core::can(core::jsondecode(attrs.access_policies)) || attrs.access_policies != "")

  locals {
    document   = core::jsondecode(attrs.access_policies)
    statements = core::flatten([core::try(local.document.Statement, [])])
    anyone     = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && (core::can(s.NotPrincipal) || core::contains(core::flatten([core::try(s.Principal.AWS, s.Principal["*"], s.Principal, [])]), "*"))]
    unbound = [for s in local.anyone : core::try(s.Sid, "without Sid") if !core::anytrue(core::flatten([for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : core::regex_match(core::lower(operator), local.open_operators) && core::regex_match(core::lower(key), local.open_keys) && !core::contains(core::flatten([values]), "*") && !core::contains(core::flatten([values]), "0.0.0.0/0")
    ]]))]
    denied = core::anytrue(core::flatten([for s in local.statements : [for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : s.Effect == "Deny" && core::regex_match(core::lower(operator), local.open_negations) && core::regex_match(core::lower(key), local.open_keys)
    ]]]))
  }

  enforce {
    condition     = core::length(local.unbound) == 0 || local.denied
    error_message = "Statements of the domain are for everybody (${core::join(", ", local.unbound)}). Name the principals, or bind the statement by aws:PrincipalOrgID, aws:SourceArn or aws:SourceAccount."
  }
}

resource_policy "aws_opensearch_domain" "aws_opensearch_domain_open" {
  ignore_computed = true
  filter          = core::try(attrs.access_policies, null) != null && (core::can(core::jsondecode(attrs.access_policies)) || attrs.access_policies != "")

  locals {
    document   = core::jsondecode(attrs.access_policies)
    statements = core::flatten([core::try(local.document.Statement, [])])
    anyone     = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && (core::can(s.NotPrincipal) || core::contains(core::flatten([core::try(s.Principal.AWS, s.Principal["*"], s.Principal, [])]), "*"))]
    unbound = [for s in local.anyone : core::try(s.Sid, "without Sid") if !core::anytrue(core::flatten([for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : core::regex_match(core::lower(operator), local.open_operators) && core::regex_match(core::lower(key), local.open_keys) && !core::contains(core::flatten([values]), "*") && !core::contains(core::flatten([values]), "0.0.0.0/0")
    ]]))]
    denied = core::anytrue(core::flatten([for s in local.statements : [for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : s.Effect == "Deny" && core::regex_match(core::lower(operator), local.open_negations) && core::regex_match(core::lower(key), local.open_keys)
    ]]]))
  }

  enforce {
    condition     = core::length(local.unbound) == 0 || local.denied
    error_message = "Statements of the domain are for everybody (${core::join(", ", local.unbound)}). Name the principals, or bind the statement by aws:PrincipalOrgID, aws:SourceArn or aws:SourceAccount."
  }
}

resource_policy "aws_api_gateway_rest_api" "aws_api_gateway_open" {
  ignore_computed = true
  filter          = core::try(attrs.policy, null) != null && (core::can(core::jsondecode(attrs.policy)) || attrs.policy != "")

  locals {
    document   = core::jsondecode(attrs.policy)
    statements = core::flatten([core::try(local.document.Statement, [])])
    anyone     = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && (core::can(s.NotPrincipal) || core::contains(core::flatten([core::try(s.Principal.AWS, s.Principal["*"], s.Principal, [])]), "*"))]
    unbound = [for s in local.anyone : core::try(s.Sid, "without Sid") if !core::anytrue(core::flatten([for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : core::regex_match(core::lower(operator), local.open_operators) && core::regex_match(core::lower(key), local.open_keys) && !core::contains(core::flatten([values]), "*") && !core::contains(core::flatten([values]), "0.0.0.0/0")
    ]]))]
    denied = core::anytrue(core::flatten([for s in local.statements : [for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : s.Effect == "Deny" && core::regex_match(core::lower(operator), local.open_negations) && core::regex_match(core::lower(key), local.open_keys)
    ]]]))
  }

  enforce {
    condition     = core::length(local.unbound) == 0 || local.denied
    error_message = "Statements of the API are for everybody (${core::join(", ", local.unbound)}). Name the principals, or bind the statement by aws:PrincipalOrgID, aws:SourceArn or aws:SourceAccount."
  }
}

resource_policy "aws_vpc_endpoint*" "aws_vpc_endpoint_open" {
  ignore_computed = true
  filter          = core::try(attrs.policy, null) != null

  locals {
    document   = core::jsondecode(attrs.policy)
    statements = core::flatten([core::try(local.document.Statement, [])])
    open = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && !core::can(s.Condition)
      && core::contains(core::flatten([core::try(s.Principal.AWS, s.Principal, "*")]), "*")
      && core::contains(core::flatten([core::try(s.Action, [])]), "*")
      && core::contains(core::flatten([core::try(s.Resource, "*")]), "*")
    ]
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "The endpoint lets everybody do everything, to accounts of others too. Name the resources, or bind it by aws:PrincipalOrgID and aws:ResourceOrgID."
  }
}

data_policy "aws_iam_policy_document" "aws_open_document" {
  locals {
    document   = core::jsondecode(attrs.json)
    statements = core::flatten([core::try(local.document.Statement, [])])
    anyone     = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && (core::can(s.NotPrincipal) || core::contains(core::flatten([core::try(s.Principal.AWS, s.Principal["*"], s.Principal, [])]), "*"))]
    unbound = [for s in local.anyone : core::try(s.Sid, "without Sid") if !core::anytrue(core::flatten([for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : core::regex_match(core::lower(operator), local.open_operators) && core::regex_match(core::lower(key), local.open_keys) && !core::contains(core::flatten([values]), "*") && !core::contains(core::flatten([values]), "0.0.0.0/0")
    ]]))]
    denied = core::anytrue(core::flatten([for s in local.statements : [for operator, keys in core::try(s.Condition, {}) : [
      for key, values in keys : s.Effect == "Deny" && core::regex_match(core::lower(operator), local.open_negations) && core::regex_match(core::lower(key), local.open_keys)
    ]]]))
  }

  enforce {
    condition     = core::length(local.unbound) == 0 || local.denied
    error_message = "Statements are for everybody (${core::join(", ", local.unbound)}). Name the principals, or bind the statement by aws:PrincipalOrgID, aws:SourceArn or aws:SourceAccount."
  }
}
