# Refuses looking up images without saying whose.
#
# Why: the newest image of a name may be anybody's: it runs with the role of the
# instance, and reads its secrets.
#
# Mend: set owners to self, amazon, or the account of the vendor.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

data_policy "aws_ami" "aws_ami_owner" {
  locals {
    filters = [for f in core::try(attrs.filter, []) : f.name if core::contains(["owner-id", "owner-alias", "image-id"], f.name)]
    owners  = core::try(attrs.owners, null) == null ? [] : attrs.owners
  }

  enforce {
    condition     = core::length(local.owners) > 0 && !core::contains(local.owners, "*") || core::length(local.filters) > 0
    error_message = "The image may be anybody's. Set owners."
  }
}
