# Refuses providers of AWS that are given access keys.
#
# Why: keys in a provider block stand in the repository or travel in variables,
# and never end.
#
# Mend: leave them out: the provider takes the role of where it runs, or one
# that assume_role or assume_role_with_web_identity names.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

provider_policy "aws" "aws_provider_keys" {
  locals {
    # What local stand-ins for AWS are given.
    pretended = "^(test|fake|dummy|mock.*|local.*|example)$"
    access    = core::try(attrs.access_key, null)
    secret    = core::try(attrs.secret_key, null)
  }

  enforce {
    condition     = local.access == null ? true : core::regex_match(local.access, local.pretended)
    error_message = "The provider is given an access key. Leave it out, and let the pipeline assume a role."
  }

  enforce {
    condition     = local.secret == null ? true : core::regex_match(local.secret, local.pretended)
    error_message = "The provider is given a secret key. Leave it out, and let the pipeline assume a role."
  }
}
