# Refuses access points of EFS that leave to the client who it is, or show the
# whole file system.
#
# Why: a client names its user itself, and root reads everything: the keys and
# tokens of other workloads on the same file system too.
#
# Mend: set posix_user, and a root_directory of its own.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_efs_access_point" "aws_efs_access_point" {
  locals {
    user = core::length(core::try(attrs.posix_user, [])) > 0
    path = !core::contains(["/", null], core::try(attrs.root_directory[0].path, null))
  }

  enforce {
    condition     = local.user || local.path
    error_message = "A client says itself which user it is, and sees the whole file system. Set posix_user, and the path of root_directory."
  }
}

resource_policy "aws_efs_access_point" "aws_efs_access_point_half" {
  enforcement_level = "advisory"

  locals {
    user = core::length(core::try(attrs.posix_user, [])) > 0
    path = !core::contains(["/", null], core::try(attrs.root_directory[0].path, null))
  }

  enforce {
    condition     = local.user || !local.path
    error_message = "A client says itself which user it is. Set posix_user."
  }

  enforce {
    condition     = local.path || !local.user
    error_message = "A client sees the whole file system. Set the path of root_directory."
  }
}
