# The ten rules of ../rego/iam.rego, in the policy language.

policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

locals {
  taggable = ["aws_iam_role", "aws_iam_policy", "aws_iam_user", "aws_secretsmanager_secret"]
  inline   = ["aws_iam_role_policy", "aws_iam_user_policy", "aws_iam_group_policy"]
  policies = core::concat(local.inline, ["aws_iam_policy"])
}

resource_policy "aws_iam_*policy" "no_wildcard_action" {
  operations = ["create", "update"]
  filter     = core::contains(local.policies, meta.type)

  locals {
    statements = core::flatten([core::jsondecode(attrs.policy).Statement])
    actions    = core::flatten([for s in local.statements : core::try(s.Action, []) if s.Effect == "Allow"])
  }

  enforce {
    condition     = !core::contains(local.actions, "*")
    error_message = "Allows every action (\"*\")."
  }
}

resource_policy "aws_iam_*policy" "no_wildcard_service" {
  operations = ["create", "update"]
  filter     = core::contains(local.policies, meta.type)

  locals {
    statements = core::flatten([core::jsondecode(attrs.policy).Statement])
    actions    = core::flatten([for s in local.statements : core::try(s.Action, []) if s.Effect == "Allow"])
    wildcards  = [for a in local.actions : a if core::regex_match(a, "^(iam|kms|s3|sts|secretsmanager):\\*$")]
  }

  enforce {
    condition     = core::length(local.wildcards) == 0
    error_message = "Allows ${core::join(", ", local.wildcards)}."
  }
}

resource_policy "aws_*" "owner_is_named" {
  operations = ["create", "update"]
  filter     = core::contains(local.taggable, meta.type)

  enforce {
    condition     = core::can(attrs.tags.owner)
    error_message = "The tag \"owner\" is missing."
  }
}

resource_policy "aws_*" "owner_is_an_address" {
  operations = ["create", "update"]
  filter     = core::contains(local.taggable, meta.type) && core::can(attrs.tags.owner)

  enforce {
    condition     = core::regex_match(attrs.tags.owner, "^[a-z0-9.-]+@example\\.com$")
    error_message = "The owner ${attrs.tags.owner} is not an address."
  }
}

resource_policy "aws_iam_access_key" "no_access_keys" {
  operations = ["create", "update"]

  enforce {
    condition     = false
    error_message = "Long-lived access keys are banned."
  }
}

resource_policy "aws_iam_role" "sessions_are_short" {
  operations = ["create", "update"]

  enforce {
    condition     = attrs.max_session_duration <= 14400
    error_message = "The max_session_duration of ${attrs.max_session_duration} is over 14400."
  }
}

resource_policy "aws_iam_*_policy" "inline_is_no_admin" {
  operations = ["create", "update"]
  filter     = core::contains(local.inline, meta.type)

  locals {
    statements = core::flatten([core::jsondecode(attrs.policy).Statement])
    actions    = core::flatten([for s in local.statements : core::try(s.Action, []) if s.Effect == "Allow"])
    admin      = [for a in local.actions : a if core::contains(["*", "iam:*"], a)]
  }

  enforce {
    condition     = core::length(local.admin) == 0
    error_message = "The inline policy grants ${core::join(", ", local.admin)}."
  }
}

resource_policy "aws_secretsmanager_secret_rotation" "rotation_is_frequent" {
  operations = ["create", "update"]

  enforce {
    condition     = core::alltrue([for r in attrs.rotation_rules : r.automatically_after_days <= 90])
    error_message = "Rotates less often than every 90 days."
  }
}

resource_policy "aws_secretsmanager_secret" "deletion_can_be_undone" {
  operations = ["create", "update"]

  enforce {
    condition     = attrs.recovery_window_in_days >= 7
    error_message = "The recovery window of ${attrs.recovery_window_in_days} days is under 7."
  }
}

resource_policy "aws_iam_role" "trust_names_principals" {
  operations = ["create", "update"]

  locals {
    statements = core::flatten([core::jsondecode(attrs.assume_role_policy).Statement])
    principals = [for s in local.statements : s.Principal if s.Effect == "Allow"]
    anyone     = [for p in local.principals : p if p == "*" || core::contains(core::flatten([core::try(p.AWS, [])]), "*")]
  }

  enforce {
    condition     = core::length(local.anyone) == 0
    error_message = "The trust policy allows any principal."
  }
}
