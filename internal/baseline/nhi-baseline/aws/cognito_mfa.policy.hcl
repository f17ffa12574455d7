# Refuses user pools that know no second factor.
#
# Why: a pool without a second factor is as strong as the weakest password of
# its users.
#
# Mend: set mfa_configuration to ON or OPTIONAL, with software tokens.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "advisory"
}

resource_policy "aws_cognito_user_pool" "aws_cognito_mfa" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = (core::try(attrs.mfa_configuration, null) == null ? "OFF" : attrs.mfa_configuration) != "OFF"
    error_message = "Users of ${attrs.name} have no second factor. Set mfa_configuration."
  }
}
