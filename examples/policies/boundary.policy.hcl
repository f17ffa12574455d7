# A guard is not taken away: what a user may at most do stays bounded.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

resource_policy "aws_iam_user" "boundary_stays" {
  operations = ["update"]

  filter = core::try(prior_attrs.permissions_boundary, null) != null

  enforce {
    condition     = core::try(attrs.permissions_boundary, null) != null
    error_message = "${attrs.name} loses its permissions boundary ${prior_attrs.permissions_boundary}."
  }
}

resource_policy "aws_cloudtrail" "trail_stays" {
  operations = ["delete"]

  enforce {
    condition     = !prior_attrs.is_multi_region_trail
    error_message = "${prior_attrs.name} is the trail of every region; deleting it ends the audit log."
  }
}
