# Refuses passwords, tokens and private keys that are given to databases,
# caches, directories, pipelines and secrets in the configuration.
#
# Why: whatever is given to such an argument stands in the plan and in the
# state, for all who read them, and often in the repository.
#
# Mend: let AWS make and keep the secret (manage_master_user_password),
# authenticate by IAM, or use the write-only argument.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_db_instance" "aws_db_password" {
  enforce {
    condition     = core::try(attrs.password, null) == null
    error_message = "The password stands in password, and so in the state. Set manage_master_user_password, or use password_wo."
  }
}

resource_policy "aws_rds_cluster" "aws_rds_password" {
  enforce {
    condition     = core::try(attrs.master_password, null) == null
    error_message = "The password stands in master_password, and so in the state. Set manage_master_user_password, or use master_password_wo."
  }
}

resource_policy "aws_docdb_cluster" "aws_docdb_password" {
  enforce {
    condition     = core::try(attrs.master_password, null) == null
    error_message = "The password stands in master_password, and so in the state. Set manage_master_user_password, or use master_password_wo."
  }
}

resource_policy "aws_docdbelastic_cluster" "aws_docdbelastic_password" {
  enforce {
    condition     = core::try(attrs.admin_user_password, null) == null
    error_message = "The password stands in admin_user_password, and so in the state. Set auth_type to SECRET_ARN, and give the ARN of a secret."
  }
}

resource_policy "aws_redshift_cluster" "aws_redshift_password" {
  enforce {
    condition     = core::try(attrs.master_password, null) == null
    error_message = "The password stands in master_password, and so in the state. Set manage_master_password, or use master_password_wo."
  }
}

resource_policy "aws_redshiftserverless_namespace" "aws_redshiftserverless_password" {
  enforce {
    condition     = core::try(attrs.admin_user_password, null) == null
    error_message = "The password stands in admin_user_password, and so in the state. Set manage_admin_password, or use admin_user_password_wo."
  }
}

resource_policy "aws_dms_endpoint" "aws_dms_password" {
  enforce {
    condition     = core::try(attrs.password, null) == null
    error_message = "The password stands in password, and so in the state. Use secrets_manager_arn."
  }
}

resource_policy "aws_elasticache_replication_group" "aws_elasticache_token" {
  enforce {
    condition     = core::try(attrs.auth_token, null) == null
    error_message = "The token stands in auth_token, and so in the state. Use user_group_ids with users who authenticate by IAM."
  }
}

resource_policy "aws_codebuild_source_credential" "aws_codebuild_token" {
  enforce {
    condition     = core::try(attrs.token, null) == null
    error_message = "The token stands in token, and so in the state. Use auth_type CODECONNECTIONS or SECRETS_MANAGER."
  }
}

resource_policy "aws_amplify_app" "aws_amplify_token" {
  enforce {
    condition     = (core::try(attrs.access_token, null) == null ? core::try(attrs.oauth_token, null) : attrs.access_token) == null
    error_message = "The token stands in access_token, and so in the state. Install the GitHub app, and leave the token out once it is connected."
  }
}

resource_policy "aws_directory_service_directory" "aws_directory_password" {
  enforce {
    condition     = core::try(attrs.password, null) == null
    error_message = "The password stands in password, and so in the state. Reset it after the directory is made, and ignore its changes."
  }
}

resource_policy "aws_iam_server_certificate" "aws_iam_server_certificate_key" {
  enforce {
    condition     = core::try(attrs.private_key, null) == null
    error_message = "The private key stands in private_key, and so in the state. Let ACM make the certificate and keep its key."
  }
}

resource_policy "aws_acm_certificate" "aws_acm_imported_key" {
  enforce {
    condition     = core::try(attrs.private_key, null) == null
    error_message = "The private key stands in private_key, and so in the state. Let ACM make the certificate and keep its key."
  }
}

resource_policy "aws_mq_broker" "aws_mq_password" {
  # A broker cannot be made without a user.
  locals {
    written = [for user in core::try(attrs.user, []) : user.username if core::length(user.password) > 0]
  }

  enforce {
    condition     = core::length(local.written) == 0
    error_message = "The passwords of ${core::join(", ", local.written)} stand in the configuration, and so in the state. Let users come from LDAP, or rotate them after the broker is made."
  }
}

resource_policy "aws_*_user" "aws_cache_user_password" {
  filter = core::contains(["aws_elasticache_user", "aws_memorydb_user"], meta.type)

  locals {
    listed = core::try(attrs.passwords, null)
    modes  = [for mode in core::try(attrs.authentication_mode, []) : mode if core::try(mode.passwords, null) != null]
  }

  enforce {
    condition     = local.listed == null && core::length(local.modes) == 0
    error_message = "The user's passwords stand in the configuration, and so in the state. Set the type of authentication_mode to iam."
  }
}
