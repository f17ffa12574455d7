control "secure-authentication" {
  objective  = "Non-human identities authenticate by strong, current means; anonymous and shared ones are off."
  owner      = "security"
  severity   = "high"
  frameworks = ["owasp-nhi:NHI4:2025", "nist-csf-2.0:PR.AA-01", "nist-sp-800-53:IA-5"]
  action     = "block"

  policies = [
    "aws_api_domain_tls",
    "aws_api_method_open",
    "aws_api_quick_create_open",
    "aws_api_route_open",
    "aws_appsync_api_key",
    "aws_cache_user_everything",
    "aws_classic_listener_tls",
    "aws_cloudfront_tls",
    "aws_codepipeline_webhook_open",
    "aws_cognito_client_flows",
    "aws_cognito_guests",
    "aws_cognito_mfa",
    "aws_cognito_passwords",
    "aws_db_iam",
    "aws_db_proxy_iam",
    "aws_efs_access_point",
    "aws_eks_endpoint",
    "aws_eks_secrets",
    "aws_elasticache_open",
    "aws_elasticache_user_open",
    "aws_elasticsearch_access",
    "aws_iam_password_policy",
    "aws_imagebuilder_metadata",
    "aws_instance_metadata",
    "aws_instance_metadata_hops",
    "aws_launch_metadata",
    "aws_launch_metadata_hops",
    "aws_listener_tls",
    "aws_memorydb_open",
    "aws_msk_unauthenticated",
    "aws_neptune_iam",
    "aws_opensearch_access",
    "aws_opensearch_anonymous",
    "aws_rds_iam",
    "aws_sagemaker_metadata",
    "aws_search_domain_tls",
    "aws_spot_metadata",
    "aws_transfer_protocols",
  ]

  parameter "aws_console_password_days" {
    default = 90
    minimum = 30
    maximum = 365
  }

  exception {
    approvers    = ["nhi-approvers"]
    max_duration = "90d"
    evidence     = ["ticket"]
  }

  escalation {
    after = "7d"
    to    = ["security"]
  }
}
