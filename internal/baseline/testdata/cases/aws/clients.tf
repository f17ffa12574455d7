# Clients, jobs, builds and what they carry.

# refused: aws_iam_service_specific_credential
resource "aws_iam_service_specific_credential" "git" {
  service_name = "codecommit.amazonaws.com"
  user_name    = "deploy"
}

# refused: aws_lightsail_bucket_access_key
resource "aws_lightsail_bucket_access_key" "b" {
  bucket_name = "b"
}

# refused: aws_iam_admin_attachments_exclusive
resource "aws_iam_role_policy_attachments_exclusive" "admin" {
  role_name   = "app"
  policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess"]
}

# refused: aws_rolesanywhere_session
resource "aws_rolesanywhere_profile" "long" {
  name             = "long"
  role_arns        = ["arn:aws:iam::111122223333:role/app"]
  duration_seconds = 43200
}

resource "aws_rolesanywhere_profile" "short" {
  name             = "short"
  role_arns        = ["arn:aws:iam::111122223333:role/app"]
  duration_seconds = 3600
}

# refused: aws_iam_wildcard_action_document
data "aws_iam_policy_document" "everything" {
  statement {
    sid       = "Everything"
    effect    = "Allow"
    actions   = ["*"]
    resources = ["*"]
  }
}

# refused: aws_lambda_layer_open
resource "aws_lambda_layer_version_permission" "open" {
  layer_name     = "common"
  version_number = 1
  principal      = "*"
  action         = "lambda:GetLayerVersion"
  statement_id   = "open"
}

resource "aws_lambda_layer_version_permission" "organisation" {
  layer_name      = "common"
  version_number  = 1
  principal       = "*"
  organization_id = "o-abcdef1234"
  action          = "lambda:GetLayerVersion"
  statement_id    = "organisation"
}

# refused: aws_api_quick_create_open
resource "aws_apigatewayv2_api" "quick" {
  name          = "quick"
  protocol_type = "HTTP"
  target        = "arn:aws:lambda:eu-west-1:111122223333:function:app"
}

resource "aws_apigatewayv2_api" "routes" {
  name          = "routes"
  protocol_type = "HTTP"
}

# refused: aws_codepipeline_webhook_open
resource "aws_codepipeline_webhook" "open" {
  name            = "open"
  authentication  = "UNAUTHENTICATED"
  target_action   = "Source"
  target_pipeline = "app"

  filter {
    json_path    = "$.ref"
    match_equals = "refs/heads/{Branch}"
  }
}

# refused: aws_cognito_client_flows
resource "aws_cognito_user_pool_client" "old" {
  name                = "old"
  user_pool_id        = "eu-west-1_abc"
  explicit_auth_flows = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
}

resource "aws_cognito_user_pool_client" "current" {
  name                                 = "current"
  user_pool_id                         = "eu-west-1_abc"
  explicit_auth_flows                  = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["code"]
}

# refused: aws_cognito_passwords
resource "aws_cognito_user_pool" "short" {
  name              = "short"
  mfa_configuration = "OPTIONAL"

  password_policy {
    minimum_length = 6
  }
}

# refused: aws_spot_metadata, aws_spot_user_data
resource "aws_spot_instance_request" "worker" {
  ami           = "ami-0abcdef1234567890"
  instance_type = "c5.large"
  user_data     = "#!/bin/sh\nexport DB_PASSWORD=correct-horse-battery\n"
}

# refused: aws_launch_user_data
resource "aws_launch_configuration" "leaky" {
  name          = "leaky"
  image_id      = "ami-0abcdef1234567890"
  instance_type = "t3.micro"
  user_data     = "#!/bin/sh\nexport AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\n"

  metadata_options {
    http_tokens = "required"
  }
}

# refused: aws_imagebuilder_metadata
resource "aws_imagebuilder_infrastructure_configuration" "plain" {
  name                  = "plain"
  instance_profile_name = "builder"
}

# refused: aws_instance_metadata_hops
resource "aws_instance" "hops" {
  ami           = "ami-0abcdef1234567890"
  instance_type = "t3.micro"

  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 2
  }
}

# refused: aws_eks_masters
resource "aws_eks_access_entry" "masters" {
  cluster_name      = "app"
  principal_arn     = "arn:aws:iam::111122223333:role/deploy"
  kubernetes_groups = ["system:masters"]
}

# refused: aws_codebuild_token
resource "aws_codebuild_source_credential" "token" {
  auth_type   = "PERSONAL_ACCESS_TOKEN"
  server_type = "GITHUB"
  token       = "correct-horse-battery"
}

# refused: aws_amplify_token, aws_amplify_environment
resource "aws_amplify_app" "leaky" {
  name         = "leaky"
  access_token = "correct-horse-battery"

  environment_variables = {
    API_KEY = "correct-horse-battery"
  }
}

resource "aws_amplify_app" "plain" {
  name = "plain"

  environment_variables = {
    STAGE = "prod"
  }
}

# refused: aws_directory_password
resource "aws_directory_service_directory" "written" {
  name     = "corp.example.com"
  password = "Correct-horse-1"
}

# refused: aws_iam_server_certificate_key
resource "aws_iam_server_certificate" "written" {
  name             = "app"
  certificate_body = file("app.crt")
  private_key      = <<EOT
-----BEGIN PRIVATE KEY-----
not a key
-----END PRIVATE KEY-----
EOT
}

# refused: aws_acm_imported_key
resource "aws_acm_certificate" "imported" {
  certificate_body = "-----BEGIN CERTIFICATE-----"
  private_key      = "-----BEGIN PRIVATE KEY-----"
}

# refused: aws_batch_environment, aws_batch_privileged
resource "aws_batch_job_definition" "leaky" {
  name = "leaky"
  type = "container"

  container_properties = jsonencode({
    image       = "app:1"
    privileged  = true
    environment = [{ name = "DB_PASSWORD", value = "correct-horse-battery" }]
  })
}

resource "aws_batch_job_definition" "plain" {
  name = "plain"
  type = "container"

  container_properties = jsonencode({
    image       = "app:1"
    environment = [{ name = "STAGE", value = "prod" }]
    secrets     = [{ name = "DB_PASSWORD", valueFrom = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db" }]
  })
}

# refused: aws_glue_arguments
resource "aws_glue_job" "leaky" {
  name     = "leaky"
  role_arn = "arn:aws:iam::111122223333:role/glue"

  default_arguments = {
    "--db_password" = "correct-horse-battery"
  }

  command {
    script_location = "s3://acme/job.py"
  }
}

resource "aws_glue_job" "plain" {
  name     = "plain"
  role_arn = "arn:aws:iam::111122223333:role/glue"

  default_arguments = {
    "--job-language" = "python"
    "--secret_name"  = "db"
  }

  command {
    script_location = "s3://acme/job.py"
  }
}

# refused: aws_vpc_endpoint_service_open
resource "aws_vpc_endpoint_service" "open" {
  acceptance_required        = false
  allowed_principals         = ["*"]
  network_load_balancer_arns = ["arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/a/1"]
}

# refused: aws_vpc_endpoint_service_principal
resource "aws_vpc_endpoint_service_allowed_principal" "anyone" {
  vpc_endpoint_service_id = "vpce-svc-1"
  principal_arn           = "*"
}

# refused: aws_event_bus_open
resource "aws_cloudwatch_event_permission" "open" {
  principal    = "*"
  statement_id = "open"
}

resource "aws_cloudwatch_event_permission" "organisation" {
  principal    = "*"
  statement_id = "organisation"

  condition {
    key   = "aws:PrincipalOrgID"
    type  = "StringEquals"
    value = "o-abcdef1234"
  }
}
