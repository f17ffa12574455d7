# Refuses buckets in which access control lists count.
#
# Why: whoever writes an object then says by a list who reads it, past the
# policy of the bucket.
#
# Mend: set object_ownership to BucketOwnerEnforced.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "advisory"
}

resource_policy "aws_s3_bucket_ownership_controls" "aws_s3_ownership" {
  enforce {
    condition     = core::alltrue([for rule in core::try(attrs.rule, []) : rule.object_ownership == "BucketOwnerEnforced"])
    error_message = "Lists of objects count in ${attrs.bucket}. Set object_ownership to BucketOwnerEnforced."
  }
}
