# Refuses values of secrets that Terraform knows.
#
# Why: what is kept in Secrets Manager so that few read it then stands in the
# plan and in the state as well.
#
# Mend: use secret_string_wo with an ephemeral value, or let whoever makes the
# secret write it.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "advisory"
}

resource_policy "aws_secretsmanager_secret_version" "aws_secret_value" {
  enforce {
    condition     = core::try(attrs.secret_string, null) == null && core::try(attrs.secret_binary, null) == null
    error_message = "The value stands in the configuration or the state. Use secret_string_wo, or let whoever makes the secret write it."
  }
}
