# Refuses console passwords of IAM users.
#
# Why: a user with a password is used by a person. People sign in by the
# identity provider, where they have a second factor and leave with their
# contract.
#
# Mend: remove the login profile; give people a permission set of IAM Identity
# Center.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_iam_user_login_profile" "aws_iam_login_profile" {
  enforce {
    condition     = false
    error_message = "The user ${attrs.user} gets a console password. Let people sign in by IAM Identity Center."
  }
}
