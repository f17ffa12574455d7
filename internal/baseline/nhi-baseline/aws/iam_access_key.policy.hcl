# Refuses access keys, and credentials of one service, of IAM users.
#
# Why: such a key never ends, works from anywhere, and stands in the state file.
# It is the credential that leaks most.
#
# Mend: give the workload a role: an instance profile, a task role, or a
# federation by OIDC for what runs outside of AWS.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_iam_access_key" "aws_iam_access_key" {
  enforce {
    condition     = core::try(attrs.status, null) == "Inactive"
    error_message = "The user ${attrs.user} gets an access key that never ends. Let the workload assume a role instead."
  }
}

resource_policy "aws_iam_service_specific_credential" "aws_iam_service_specific_credential" {
  enforce {
    condition     = core::try(attrs.status, null) == "Inactive"
    error_message = "The user ${attrs.user_name} gets a password for ${attrs.service_name}. Let the workload assume a role instead."
  }
}

resource_policy "aws_lightsail_bucket_access_key" "aws_lightsail_bucket_access_key" {
  enforce {
    condition     = false
    error_message = "The bucket ${attrs.bucket_name} gets an access key that never ends. Attach the instances that use it (aws_lightsail_bucket_resource_access) instead."
  }
}
