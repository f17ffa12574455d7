# Refuses databases that cannot be signed in to by IAM.
#
# Why: without it, workloads need passwords that somebody keeps, copies and
# forgets to rotate.
#
# Mend: set iam_database_authentication_enabled, and grant rds-db:connect to the
# workload's role.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "advisory"
}

resource_policy "aws_db_instance" "aws_db_iam_off" {
  enforcement_level = "mandatory_overridable"
  filter            = core::try(attrs.engine, null) == null ? false : core::regex_match(attrs.engine, "^(mysql|postgres|mariadb)$")

  enforce {
    condition     = core::try(attrs.iam_database_authentication_enabled, null) != false
    error_message = "IAM is switched off: workloads sign in to the database by password. Set iam_database_authentication_enabled."
  }
}

resource_policy "aws_rds_cluster" "aws_rds_iam_off" {
  enforcement_level = "mandatory_overridable"
  filter            = core::try(attrs.engine, null) == null ? false : core::regex_match(attrs.engine, "^(aurora.*|mysql|postgres)$")

  enforce {
    condition     = core::try(attrs.iam_database_authentication_enabled, null) != false
    error_message = "IAM is switched off: workloads sign in to the cluster by password. Set iam_database_authentication_enabled."
  }
}

resource_policy "aws_neptune_cluster" "aws_neptune_iam" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.iam_database_authentication_enabled, null) == true
    error_message = "Whoever reaches the cluster reads it: Neptune knows no passwords. Set iam_database_authentication_enabled."
  }
}

resource_policy "aws_db_proxy" "aws_db_proxy_iam" {
  enforce {
    condition     = core::alltrue([for auth in core::try(attrs.auth, []) : core::try(auth.iam_auth, null) == "REQUIRED"])
    error_message = "Workloads sign in to the proxy ${attrs.name} by password. Set iam_auth to REQUIRED."
  }
}
