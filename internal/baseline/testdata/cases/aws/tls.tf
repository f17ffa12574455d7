# Versions of TLS, and the rest of what records and patches.

# refused: aws_cloudfront_tls
resource "aws_cloudfront_distribution" "old" {
  enabled = true

  viewer_certificate {
    acm_certificate_arn      = "arn:aws:acm:us-east-1:111122223333:certificate/1"
    minimum_protocol_version = "TLSv1.1_2016"
    ssl_support_method       = "sni-only"
  }
}

resource "aws_cloudfront_distribution" "current" {
  enabled = true

  viewer_certificate {
    acm_certificate_arn      = "arn:aws:acm:us-east-1:111122223333:certificate/1"
    minimum_protocol_version = "TLSv1.2_2021"
    ssl_support_method       = "sni-only"
  }
}

# refused: aws_api_domain_tls
resource "aws_api_gateway_domain_name" "old" {
  domain_name     = "api.example.com"
  security_policy = "TLS_1_0"
}

resource "aws_api_gateway_domain_name" "current" {
  domain_name     = "api.example.com"
  security_policy = "TLS_1_2"
}

# refused: aws_classic_listener_tls
resource "aws_lb_ssl_negotiation_policy" "old" {
  name          = "old"
  load_balancer = "app"
  lb_port       = 443

  attribute {
    name  = "Protocol-TLSv1"
    value = "true"
  }

  attribute {
    name  = "Protocol-TLSv1.2"
    value = "true"
  }
}

# refused: aws_private_authority_algorithms
resource "aws_acmpca_certificate_authority" "old" {
  certificate_authority_configuration {
    key_algorithm     = "RSA_1024"
    signing_algorithm = "SHA256WITHRSA"

    subject {
      common_name = "example.com"
    }
  }
}

resource "aws_acmpca_certificate_authority" "current" {
  certificate_authority_configuration {
    key_algorithm     = "EC_prime256v1"
    signing_algorithm = "SHA256WITHECDSA"

    subject {
      common_name = "example.com"
    }
  }
}

# refused: aws_cloudtrail_on
resource "aws_cloudtrail" "off" {
  name                       = "off"
  s3_bucket_name             = "acme-trail"
  enable_logging             = false
  is_multi_region_trail      = true
  enable_log_file_validation = true
}

# refused: aws_config_off
resource "aws_config_configuration_recorder_status" "off" {
  name       = "recorder"
  is_enabled = false
}

# refused: aws_patch_rejection
resource "aws_ssm_patch_baseline" "blocks" {
  name                    = "blocks"
  rejected_patches        = ["KB987654"]
  rejected_patches_action = "BLOCK"

  approval_rule {
    approve_after_days = 3
  }
}

# refused: aws_sqs_queue_open, aws_sqs_queue_every_action
resource "aws_sqs_queue" "inline" {
  name   = "inline"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:*", Resource = "*" }] })
}

# refused: aws_sns_topic_open
resource "aws_sns_topic" "inline" {
  name   = "inline"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sns:Subscribe", Resource = "*" }] })
}

resource "aws_sns_topic" "own_account" {
  name = "own"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "*" }
      Action    = ["sns:Publish", "sns:Subscribe"]
      Resource  = "*"
      Condition = { StringEquals = { "AWS:SourceOwner" = "111122223333" } }
    }]
  })
}

# refused: aws_secret_open, aws_secret_unguarded
resource "aws_secretsmanager_secret" "inline" {
  name   = "inline"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "secretsmanager:GetSecretValue", Resource = "*" }] })
}

# refused: aws_s3_bucket_open
resource "aws_s3_bucket" "inline" {
  bucket = "inline"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::inline/*" }] })
}

# refused: aws_s3_access_point_open
resource "aws_s3_access_point" "inline" {
  bucket = "inline"
  name   = "inline"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }] })
}

# refused: aws_glacier_vault_lock_open
resource "aws_glacier_vault_lock" "inline" {
  vault_name    = "archive"
  complete_lock = false
  policy        = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "glacier:DeleteArchive", Resource = "*" }] })
}

# refused: aws_api_gateway_open
resource "aws_api_gateway_rest_api" "inline" {
  name   = "inline"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "*" }] })
}

# refused: aws_s3_object_acl
resource "aws_s3_object" "public" {
  bucket = "inline"
  key    = "index.html"
  acl    = "public-read"
}
