# Refuses taking the permissions boundary away from a role or a user.
#
# Why: the boundary is what holds an identity that may write policies. Without
# it, the identity may give itself everything.
#
# Mend: keep the boundary, or replace it by another one.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_iam_role" "aws_iam_role_boundary" {
  operations = ["update"]
  filter     = core::try(prior_attrs.permissions_boundary, null) != null

  enforce {
    condition     = core::try(attrs.permissions_boundary, null) != null
    error_message = "The role loses its boundary ${prior_attrs.permissions_boundary}. Keep it, or set another one."
  }
}

resource_policy "aws_iam_user" "aws_iam_user_boundary" {
  operations = ["update"]
  filter     = core::try(prior_attrs.permissions_boundary, null) != null

  enforce {
    condition     = core::try(attrs.permissions_boundary, null) != null
    error_message = "The user loses its boundary ${prior_attrs.permissions_boundary}. Keep it, or set another one."
  }
}
