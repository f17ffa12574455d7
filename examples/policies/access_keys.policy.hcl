# A user with a long-lived key is the exception, and says who answers for it.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

input "owner_pattern" {
  type        = string
  default     = "^[a-z.]+@[a-z.]+$"
  description = "What an accountable owner looks like."
}

input "level" {
  type    = string
  default = "mandatory_overridable"
}

resource_policy "aws_iam_access_key" "key_has_an_owner" {
  enforcement_level = input.level

  locals {
    users  = core::getresources("aws_iam_user", { name = attrs.user })
    owners = [for user in local.users : core::try(user.tags.owner, "")]
  }

  enforce {
    condition     = core::length(local.users) == 1
    error_message = "${attrs.user} is not managed here, so nobody answers for its key."
  }

  enforce {
    condition     = core::alltrue([for owner in local.owners : core::regex_match(owner, input.owner_pattern)])
    error_message = "${attrs.user} has no owner: tag it with owner = an email address."
    info_message  = "${attrs.user} is owned by ${core::join(", ", local.owners)}."
  }
}
