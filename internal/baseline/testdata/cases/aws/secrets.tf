# Secrets in configurations.

variable "region" {
  type    = string
  default = "eu-west-1"
}

# refused: aws_provider_keys
provider "aws" {
  region     = var.region
  access_key = "AKIAIOSFODNN7EXAMPLE"
  secret_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
}

provider "aws" {
  alias  = "by_role"
  region = var.region

  assume_role {
    role_arn = "arn:aws:iam::111122223333:role/deploy"
  }
}

resource "aws_lambda_function" "app" {
  function_name = "app"
  role          = "arn:aws:iam::111122223333:role/app"
  runtime       = "python3.12"
  handler       = "app.handler"
  filename      = "app.zip"

  environment {
    variables = {
      STAGE         = "prod"
      DB_SECRET_ARN = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db"
      TABLE_NAME    = "tokens"
    }
  }
}

# refused: aws_lambda_environment
resource "aws_lambda_function" "leaky" {
  function_name = "leaky"
  role          = "arn:aws:iam::111122223333:role/app"
  runtime       = "python3.12"
  handler       = "app.handler"
  filename      = "app.zip"

  environment {
    variables = {
      AWS_ACCESS_KEY_ID     = "AKIAIOSFODNN7EXAMPLE"
      AWS_SECRET_ACCESS_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    }
  }
}

resource "aws_ecs_task_definition" "app" {
  family             = "app"
  execution_role_arn = "arn:aws:iam::111122223333:role/start"
  task_role_arn      = "arn:aws:iam::111122223333:role/app"

  container_definitions = jsonencode([{
    name        = "app"
    image       = "app:1"
    environment = [{ name = "STAGE", value = "prod" }]
    secrets     = [{ name = "DB_PASSWORD", valueFrom = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db" }]
  }])
}

# refused: aws_ecs_environment, aws_ecs_privileged, aws_ecs_one_role, aws_ecs_host_processes
resource "aws_ecs_task_definition" "leaky" {
  family             = "leaky"
  execution_role_arn = "arn:aws:iam::111122223333:role/app"
  task_role_arn      = "arn:aws:iam::111122223333:role/app"
  pid_mode           = "host"

  container_definitions = <<EOF
[
  {
    "name": "app",
    "image": "app:1",
    "privileged": true,
    "environment": [{ "name": "DB_PASSWORD", "value": "correct-horse" }]
  }
]
EOF
}

resource "aws_codebuild_project" "app" {
  name         = "app"
  service_role = "arn:aws:iam::111122223333:role/build"

  artifacts {
    type = "NO_ARTIFACTS"
  }

  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/standard:7.0"
    type         = "LINUX_CONTAINER"

    environment_variable {
      name  = "GITHUB_TOKEN"
      value = "github/token"
      type  = "SECRETS_MANAGER"
    }
  }

  source {
    type     = "GITHUB"
    location = "https://github.com/acme/app.git"
  }
}

# refused: aws_codebuild_environment, aws_codebuild_privileged
resource "aws_codebuild_project" "leaky" {
  name         = "leaky"
  service_role = "arn:aws:iam::111122223333:role/build"

  artifacts {
    type = "NO_ARTIFACTS"
  }

  environment {
    compute_type    = "BUILD_GENERAL1_SMALL"
    image           = "aws/codebuild/standard:7.0"
    type            = "LINUX_CONTAINER"
    privileged_mode = true

    environment_variable {
      name  = "NPM_TOKEN"
      value = "correct-horse-battery"
    }
  }

  source {
    type = "NO_SOURCE"
  }
}

resource "aws_instance" "app" {
  ami           = "ami-0abcdef1234567890"
  instance_type = "t3.micro"

  metadata_options {
    http_tokens   = "required"
    http_endpoint = "enabled"
  }

  user_data = <<-EOT
    #!/bin/bash
    export DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id db --query SecretString)
  EOT
}

# refused: aws_instance_user_data, aws_instance_metadata
resource "aws_instance" "leaky" {
  ami           = "ami-0abcdef1234567890"
  instance_type = "t3.micro"

  user_data = <<-EOT
    #!/bin/bash
    export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE
    export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
  EOT
}

resource "aws_db_instance" "managed" {
  engine                              = "postgres"
  instance_class                      = "db.t3.micro"
  username                            = "app"
  manage_master_user_password         = true
  iam_database_authentication_enabled = true
}

# refused: aws_db_password
resource "aws_db_instance" "written" {
  engine         = "mysql"
  instance_class = "db.t3.micro"
  username       = "app"
  password       = "correct-horse-battery"
}

# refused: aws_redshift_password
resource "aws_redshift_cluster" "written" {
  cluster_identifier = "dw"
  node_type          = "ra3.xlplus"
  master_username    = "dw"
  master_password    = "Correct-horse-1"
}

# refused: aws_mq_password
resource "aws_mq_broker" "written" {
  broker_name        = "broker"
  engine_type        = "ActiveMQ"
  engine_version     = "5.18"
  host_instance_type = "mq.t3.micro"

  user {
    username = "app"
    password = "correct-horse-battery"
  }
}

# refused: aws_glue_connection_password
resource "aws_glue_connection" "written" {
  name = "db"
  connection_properties = {
    JDBC_CONNECTION_URL = "jdbc:mysql://db.example.com/app"
    USERNAME            = "app"
    PASSWORD            = "correct-horse-battery"
  }
}
