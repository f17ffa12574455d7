# Refuses secrets of the key of the service in a configuration that rotates none.
#
# Why: a secret that nobody rotates is as old as the configuration, and known to
# all who ever read it. A key of its own says at least who decrypts it.
#
# Mend: add an aws_secretsmanager_secret_rotation, or let the service that uses
# the secret manage it (manage_master_user_password).
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_secretsmanager_secret" "aws_secret_unguarded" {
  # Which rotation is of which secret is known only once both are made.
  filter = core::try(attrs.kms_key_id, null) == null

  enforce {
    condition     = core::length(core::getresources("aws_secretsmanager_secret_rotation", null)) > 0
    error_message = "Nothing rotates ${core::try(attrs.name, null) == null ? "the secret" : attrs.name}, and everybody in the account who may read it may decrypt it. Add an aws_secretsmanager_secret_rotation, or set kms_key_id at least."
  }
}
