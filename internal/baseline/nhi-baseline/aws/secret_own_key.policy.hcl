# Refuses secure parameters that are encrypted by the key of the service.
#
# Why: everybody in the account who may read the parameter may decrypt it: the key
# of the service asks nobody else. A key of your own has a policy, and a record
# of each use.
#
# Mend: set key_id to a key of your own.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "advisory"
}

resource_policy "aws_ssm_parameter" "aws_ssm_parameter_own_key" {
  filter = attrs.type == "SecureString"

  enforce {
    condition     = core::try(attrs.key_id, null) != null
    error_message = "${attrs.name} is encrypted by aws/ssm. Set key_id to a key of your own."
  }
}
