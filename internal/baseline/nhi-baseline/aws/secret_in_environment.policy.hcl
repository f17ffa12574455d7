# Refuses secrets in the environment of functions, tasks, builds, jobs and
# services.
#
# Why: an environment is shown in the console, in the state and by one read-only
# call of the API to everybody who may list the workload.
#
# Mend: keep the secret in Secrets Manager or Parameter Store, and name it:
# secrets and valueFrom in tasks, type SECRETS_MANAGER in builds; let a function
# read it by its role.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

locals {
  # Names of variables that hold a secret, and those that only say where one is.
  secret_names     = "(?i)(passw(or)?d|passphrase|secret|token|api_?key|access_?key|private_?key|credential)"
  secret_locations = "(?i)(_|^)(arns?|names?|secret_ids?|token_ids?|client_ids?|paths?|files?|uri|url|endpoint|region|version|ttl|expiry|expires|length|prefix|enabled|type|param(eter)?s?|table|bucket|manager|store)$"

  # What stands in their place: the address of a secret, or nothing.
  secret_places = "^$|^arn:|^ssm:|^secretsmanager:|^\\{\\{resolve:|^/|^(true|false|[0-9]{1,6})$|^\\$\\{"
}

resource_policy "aws_lambda_function" "aws_lambda_environment" {
  filter = core::try(attrs.environment[0].variables, null) != null

  locals {
    found = [for name, value in attrs.environment[0].variables : name if core::regex_match(name, local.secret_names) && !core::regex_match(name, local.secret_locations) && !core::regex_match(value, local.secret_places)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "${core::join(", ", local.found)} in its environment hold secrets. Name where the secret is, and let the function read it by its role."
  }
}

resource_policy "aws_ecs_task_definition" "aws_ecs_environment" {
  locals {
    containers = core::jsondecode(attrs.container_definitions)
    variables  = core::flatten([for container in core::flatten([local.containers]) : core::try(container.environment, [])])
    found      = [for v in local.variables : v.name if core::regex_match(v.name, local.secret_names) && !core::regex_match(v.name, local.secret_locations) && !core::regex_match(core::try(v.value, ""), local.secret_places)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "${core::join(", ", local.found)} in the environment of a container hold secrets. List them under secrets, with valueFrom."
  }
}

resource_policy "aws_codebuild_project" "aws_codebuild_environment" {
  locals {
    variables = core::flatten([for environment in core::try(attrs.environment, []) : core::try(environment.environment_variable, [])])
    found     = [for v in local.variables : v.name if(core::try(v.type, null) == null ? "PLAINTEXT" : v.type) == "PLAINTEXT" && core::regex_match(v.name, local.secret_names) && !core::regex_match(v.name, local.secret_locations) && !core::regex_match(v.value, local.secret_places)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "${core::join(", ", local.found)} in the environment of the build hold secrets. Set their type to SECRETS_MANAGER or PARAMETER_STORE."
  }
}

resource_policy "aws_batch_job_definition" "aws_batch_environment" {
  filter = core::try(attrs.container_properties, null) != null

  locals {
    container = core::jsondecode(attrs.container_properties)
    found     = [for v in core::try(local.container.environment, []) : v.name if core::regex_match(v.name, local.secret_names) && !core::regex_match(v.name, local.secret_locations) && !core::regex_match(core::try(v.value, ""), local.secret_places)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "${core::join(", ", local.found)} in the environment of the job hold secrets. List them under secrets, with valueFrom."
  }
}

resource_policy "aws_glue_job" "aws_glue_arguments" {
  filter = core::try(attrs.default_arguments, null) != null

  locals {
    found = [for name, value in attrs.default_arguments : name if core::regex_match(name, local.secret_names) && !core::regex_match(name, local.secret_locations) && !core::regex_match(value, local.secret_places)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "${core::join(", ", local.found)} hold secrets. Give the job the name of the secret."
  }
}

resource_policy "aws_glue_connection" "aws_glue_connection_password" {
  filter = core::try(attrs.connection_properties, null) != null

  enforce {
    condition     = core::try(attrs.connection_properties.PASSWORD, null) == null
    error_message = "The password of the connection stands in connection_properties, and so in the state. Set SECRET_ID in its place."
  }
}

resource_policy "aws_amplify_*" "aws_amplify_environment" {
  filter = core::try(attrs.environment_variables, null) != null

  locals {
    found = [for name, value in attrs.environment_variables : name if core::regex_match(name, local.secret_names) && !core::regex_match(name, local.secret_locations) && !core::regex_match(value, local.secret_places)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "${core::join(", ", local.found)} in the environment of the build hold secrets. Keep them in Parameter Store."
  }
}
