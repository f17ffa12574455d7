# Refuses secrets in a configuration that rotates none.
#
# Why: a secret that nobody rotates is as old as the configuration, and known to
# all who ever read it.
#
# Mend: add an aws_secretsmanager_secret_rotation, or let the service that uses
# the secret manage it (manage_master_user_password).
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "advisory"
}

resource_policy "aws_secretsmanager_secret" "aws_secret_without_rotation" {
  # Which rotation is of which secret is known only once both are made.
  enforce {
    condition     = core::length(core::getresources("aws_secretsmanager_secret_rotation", null)) > 0
    error_message = "Nothing rotates ${core::try(attrs.name, null) == null ? "the secret" : attrs.name}. Add an aws_secretsmanager_secret_rotation."
  }
}

# Nor does a key of its own say who decrypts it.
resource_policy "aws_secretsmanager_secret" "aws_secret_unguarded" {
  enforcement_level = "mandatory_overridable"
  filter            = core::try(attrs.kms_key_id, null) == null

  enforce {
    condition     = core::length(core::getresources("aws_secretsmanager_secret_rotation", null)) > 0
    error_message = "Nothing rotates ${core::try(attrs.name, null) == null ? "the secret" : attrs.name}, and everybody in the account who may read it may decrypt it. Add an aws_secretsmanager_secret_rotation, or set kms_key_id at least."
  }
}
