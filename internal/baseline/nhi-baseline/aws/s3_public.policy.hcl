# Refuses buckets and objects that access control lists open to everybody or to
# every account, and the public access blocks that would allow it.
#
# Why: "authenticated users" are all accounts of AWS, not those of this one.
# What leaks first from such a bucket are keys, states and backups.
#
# Mend: set the four arguments of aws_s3_bucket_public_access_block to true,
# remove the list, and grant by a policy with principals.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

locals {
  s3_public_lists  = ["public-read", "public-read-write", "authenticated-read"]
  s3_public_groups = "/groups/global/(AllUsers|AuthenticatedUsers)$"
}

resource_policy "aws_s3_bucket" "aws_s3_bucket_acl_inline" {
  filter = core::try(attrs.acl, null) != null

  enforce {
    condition     = !core::contains(local.s3_public_lists, attrs.acl)
    error_message = "The list ${attrs.acl} opens the bucket. Remove it, and grant by a policy."
  }
}

resource_policy "aws_s3_bucket" "aws_s3_bucket_grants_inline" {
  filter = core::length(core::try(attrs.grant, [])) > 0

  enforce {
    condition     = !core::anytrue([for grant in attrs.grant : core::try(grant.uri, null) == null ? false : core::regex_match(grant.uri, local.s3_public_groups)])
    error_message = "A grant is for all users, or for all accounts of AWS. Name the accounts."
  }
}

resource_policy "aws_s3_bucket_acl" "aws_s3_bucket_acl" {
  ignore_computed = true

  locals {
    list   = core::try(attrs.acl, null)
    grants = core::flatten([for p in core::try(attrs.access_control_policy, []) : [for g in core::try(p.grant, []) : [for to in core::try(g.grantee, []) : core::try(to.uri, null)]]])
  }

  enforce {
    condition     = local.list == null ? true : !core::contains(local.s3_public_lists, local.list)
    error_message = "The list ${local.list} opens the bucket. Set it to private, and grant by a policy."
  }

  enforce {
    condition     = !core::anytrue([for uri in local.grants : uri == null ? false : core::regex_match(uri, local.s3_public_groups)])
    error_message = "A grant is for all users, or for all accounts of AWS. Name the accounts."
  }
}

resource_policy "aws_s3_object*" "aws_s3_object_acl" {
  filter = core::try(attrs.acl, null) != null

  enforce {
    condition     = !core::contains(local.s3_public_lists, attrs.acl)
    error_message = "The list ${attrs.acl} opens the object. Remove it."
  }
}

resource_policy "aws_s3_*_public_access_block" "aws_s3_public_access_block" {
  locals {
    # All four are false unless they are set.
    off = [for name, set in {
      block_public_acls       = core::try(attrs.block_public_acls, null)
      block_public_policy     = core::try(attrs.block_public_policy, null)
      ignore_public_acls      = core::try(attrs.ignore_public_acls, null)
      restrict_public_buckets = core::try(attrs.restrict_public_buckets, null)
    } : name if set != true]
  }

  enforce {
    condition     = core::length(local.off) == 0
    error_message = "It leaves ${core::join(", ", local.off)} off. Set all four to true."
  }
}
