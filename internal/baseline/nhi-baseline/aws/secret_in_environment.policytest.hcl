policytest {
  targets = ["secret_in_environment.policy.hcl"]
}

resource "aws_lambda_function" "without_an_environment" {
  attrs = { environment = [] }
}

resource "aws_lambda_function" "names_the_secret" {
  attrs = { environment = [{ variables = { DB_SECRET_ARN = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db", TOKEN_TTL = "3600", STAGE = "prod", PASSWORD = "/app/db" } }] }
  expect {
    policy  = "aws_lambda_environment"
    verdict = "pass"
  }
}

resource "aws_lambda_function" "a_password" {
  attrs = { environment = [{ variables = { DB_PASSWORD = "not-so-secret" } }] }
  expect {
    policy  = "aws_lambda_environment"
    verdict = "fail"
  }
}

resource "aws_lambda_function" "an_access_key" {
  attrs = { environment = [{ variables = { AWS_ACCESS_KEY_ID = "AKIAIOSFODNN7EXAMPLE" } }] }
  expect {
    policy  = "aws_lambda_environment"
    verdict = "fail"
  }
}

resource "aws_lambda_function" "something_else_not_known" {
  attrs = { environment = [{ variables = { TABLE = unknown("string") } }] }
  expect {
    policy  = "aws_lambda_environment"
    verdict = "pass"
  }
}

resource "aws_lambda_function" "not_known_yet" {
  attrs = { environment = [{ variables = { DB_PASSWORD = unknown("string") } }] }
  expect {
    policy  = "aws_lambda_environment"
    verdict = "undecided"
  }
}

resource "aws_ecs_task_definition" "names_the_secret" {
  attrs = { container_definitions = core::jsonencode([{ name = "app", environment = [{ name = "STAGE", value = "prod" }], secrets = [{ name = "DB_PASSWORD", valueFrom = "arn:aws:ssm:eu-west-1:111122223333:parameter/db" }] }, { name = "sidecar" }]) }
  expect {
    policy  = "aws_ecs_environment"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "a_password" {
  attrs = { container_definitions = core::jsonencode([{ name = "app", environment = [{ name = "DB_PASSWORD", value = "not-so-secret" }] }]) }
  expect {
    policy  = "aws_ecs_environment"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "not_known_yet" {
  attrs = { container_definitions = unknown("string") }
  expect {
    policy  = "aws_ecs_environment"
    verdict = "undecided"
  }
}

resource "aws_codebuild_project" "names_the_secret" {
  attrs = { environment = [{ environment_variable = [{ name = "GITHUB_TOKEN", value = "github/token", type = "SECRETS_MANAGER" }, { name = "STAGE", value = "prod", type = null }] }] }
  expect {
    policy  = "aws_codebuild_environment"
    verdict = "pass"
  }
}

resource "aws_codebuild_project" "a_token" {
  attrs = { environment = [{ environment_variable = [{ name = "GITHUB_TOKEN", value = "not-so-secret", type = null }] }] }
  expect {
    policy  = "aws_codebuild_environment"
    verdict = "fail"
  }
}

resource "aws_batch_job_definition" "of_several_nodes" {
  attrs = { container_properties = null }
}

resource "aws_batch_job_definition" "plain" {
  attrs = { container_properties = core::jsonencode({ image = "app", environment = [{ name = "STAGE", value = "prod" }] }) }
  expect {
    policy  = "aws_batch_environment"
    verdict = "pass"
  }
}

resource "aws_batch_job_definition" "a_password" {
  attrs = { container_properties = core::jsonencode({ image = "app", environment = [{ name = "DB_PASSWORD", value = "not-so-secret" }] }) }
  expect {
    policy  = "aws_batch_environment"
    verdict = "fail"
  }
}

resource "aws_glue_job" "without_arguments" {
  attrs = { default_arguments = null }
}

resource "aws_glue_job" "plain" {
  attrs = { default_arguments = { "--job-language" = "python" } }
  expect {
    policy  = "aws_glue_arguments"
    verdict = "pass"
  }
}

resource "aws_glue_job" "a_password" {
  attrs = { default_arguments = { "--db_password" = "not-so-secret" } }
  expect {
    policy  = "aws_glue_arguments"
    verdict = "fail"
  }
}

resource "aws_glue_connection" "plain" {
  attrs = { connection_properties = null }
}

resource "aws_glue_connection" "names_the_secret" {
  attrs = { connection_properties = { SECRET_ID = "db" } }
  expect {
    policy  = "aws_glue_connection_password"
    verdict = "pass"
  }
}

resource "aws_glue_connection" "a_password" {
  attrs = { connection_properties = { PASSWORD = "not-so-secret" } }
  expect {
    policy  = "aws_glue_connection_password"
    verdict = "fail"
  }
}

resource "aws_amplify_app" "without_an_environment" {
  attrs = { environment_variables = null }
}

resource "aws_amplify_app" "plain" {
  attrs = { environment_variables = { STAGE = "prod" } }
  expect {
    policy  = "aws_amplify_environment"
    verdict = "pass"
  }
}

resource "aws_amplify_branch" "a_key" {
  attrs = { environment_variables = { API_KEY = "not-so-secret" } }
  expect {
    policy  = "aws_amplify_environment"
    verdict = "fail"
  }
}
