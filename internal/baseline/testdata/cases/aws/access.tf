# What is open to everybody, or authenticates weakly.

resource "aws_lambda_permission" "bucket" {
  statement_id  = "bucket"
  action        = "lambda:InvokeFunction"
  function_name = "app"
  principal     = "s3.amazonaws.com"
  source_arn    = "arn:aws:s3:::acme-data"
}

# refused: aws_lambda_permission_open
resource "aws_lambda_permission" "any_topic" {
  action        = "lambda:InvokeFunction"
  function_name = "app"
  principal     = "sns.amazonaws.com"
}

# refused: aws_lambda_permission_open
resource "aws_lambda_permission" "everybody" {
  action        = "lambda:InvokeFunction"
  function_name = "app"
  principal     = "*"
}

# refused: aws_lambda_function_url_open
resource "aws_lambda_function_url" "open" {
  function_name      = "app"
  authorization_type = "NONE"
}

resource "aws_lambda_function_url" "signed" {
  function_name      = "app"
  authorization_type = "AWS_IAM"
}

# refused: aws_s3_bucket_acl
resource "aws_s3_bucket_acl" "public" {
  bucket = "acme-data"
  acl    = "public-read"
}

# refused: aws_s3_bucket_acl_inline
resource "aws_s3_bucket" "old" {
  bucket = "acme-old"
  acl    = "public-read-write"
}

resource "aws_s3_bucket" "plain" {
  bucket = "acme-plain"
}

# refused: aws_s3_public_access_block
resource "aws_s3_bucket_public_access_block" "half" {
  bucket              = aws_s3_bucket.plain.id
  block_public_acls   = true
  block_public_policy = true
}

resource "aws_s3_bucket_public_access_block" "all" {
  bucket                  = aws_s3_bucket.plain.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# refused: aws_ami_public
resource "aws_ami_launch_permission" "all" {
  image_id = "ami-0abcdef1234567890"
  group    = "all"
}

# refused: aws_ram_external
resource "aws_ram_resource_share" "outside" {
  name                      = "subnets"
  allow_external_principals = true
}

# refused: aws_ssm_document_public
resource "aws_ssm_document" "shared" {
  name          = "run"
  document_type = "Command"
  content       = "{}"

  permissions = {
    type        = "Share"
    account_ids = "All"
  }
}

# refused: aws_api_method_open
resource "aws_api_gateway_method" "open" {
  rest_api_id   = "a"
  resource_id   = "r"
  http_method   = "GET"
  authorization = "NONE"
}

resource "aws_api_gateway_method" "signed" {
  rest_api_id   = "a"
  resource_id   = "r"
  http_method   = "POST"
  authorization = "AWS_IAM"
}

resource "aws_api_gateway_method" "preflight" {
  rest_api_id   = "a"
  resource_id   = "r"
  http_method   = "OPTIONS"
  authorization = "NONE"
}

# refused: aws_api_route_open
resource "aws_apigatewayv2_route" "open" {
  api_id    = "a"
  route_key = "GET /orders"
}

resource "aws_apigatewayv2_route" "signed" {
  api_id             = "a"
  route_key          = "POST /orders"
  authorization_type = "JWT"
  authorizer_id      = "z"
}

# refused: aws_cognito_guests
resource "aws_cognito_identity_pool" "guests" {
  identity_pool_name               = "app"
  allow_unauthenticated_identities = true
}

# refused: aws_cognito_mfa
resource "aws_cognito_user_pool" "plain" {
  name = "app"
}

resource "aws_cognito_user_pool" "second_factor" {
  name              = "app"
  mfa_configuration = "ON"

  software_token_mfa_configuration {
    enabled = true
  }
}

# refused: aws_appsync_api_key
resource "aws_appsync_graphql_api" "key" {
  name                = "app"
  authentication_type = "API_KEY"
}

# refused: aws_elasticache_open
resource "aws_elasticache_replication_group" "open" {
  replication_group_id = "sessions"
  description          = "sessions"
}

resource "aws_elasticache_replication_group" "users" {
  replication_group_id       = "sessions"
  description                = "sessions"
  transit_encryption_enabled = true
  user_group_ids             = ["app"]
}

# refused: aws_memorydb_open
resource "aws_memorydb_cluster" "open" {
  name      = "sessions"
  acl_name  = "open-access"
  node_type = "db.t4g.small"
}

# refused: aws_transfer_protocols
resource "aws_transfer_server" "ftp" {
  protocols            = ["FTP"]
  security_policy_name = "TransferSecurityPolicy-2018-11"
}

# refused: aws_ami_owner
data "aws_ami" "anybody" {
  most_recent = true

  filter {
    name   = "name"
    values = ["ubuntu-*"]
  }
}

data "aws_ami" "amazon" {
  most_recent = true
  owners      = ["amazon"]

  filter {
    name   = "name"
    values = ["al2023-ami-*"]
  }
}

# refused: aws_efs_access_point
resource "aws_efs_access_point" "root" {
  file_system_id = "fs-1"
}

resource "aws_efs_access_point" "app" {
  file_system_id = "fs-1"

  posix_user {
    uid = 1000
    gid = 1000
  }

  root_directory {
    path = "/app"
  }
}

# refused: aws_qldb_permissions
resource "aws_qldb_ledger" "everything" {
  name             = "ledger"
  permissions_mode = "ALLOW_ALL"
}

# refused: aws_organization_features
resource "aws_organizations_organization" "billing" {
  feature_set = "CONSOLIDATED_BILLING"
}

# refused: aws_s3_ownership
resource "aws_s3_bucket_ownership_controls" "writers" {
  bucket = aws_s3_bucket.plain.id

  rule {
    object_ownership = "BucketOwnerPreferred"
  }
}

resource "aws_s3_bucket_ownership_controls" "owner" {
  bucket = aws_s3_bucket.plain.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# refused: aws_s3_bucket_grants_inline
resource "aws_s3_bucket" "granted" {
  bucket = "granted"

  grant {
    type        = "Group"
    permissions = ["READ_ACP"]
    uri         = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
  }
}
