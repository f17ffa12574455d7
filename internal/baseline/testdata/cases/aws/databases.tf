# Databases, caches, brokers and search domains.

# refused: aws_rds_password
resource "aws_rds_cluster" "written" {
  cluster_identifier = "app"
  engine             = "aurora-postgresql"
  master_username    = "app"
  master_password    = "correct-horse-battery"
}

resource "aws_rds_cluster" "managed" {
  cluster_identifier                  = "app"
  engine                              = "aurora-postgresql"
  master_username                     = "app"
  manage_master_user_password         = true
  iam_database_authentication_enabled = true
}

# refused: aws_db_proxy_iam
resource "aws_db_proxy" "by_password" {
  name           = "app"
  engine_family  = "POSTGRESQL"
  role_arn       = "arn:aws:iam::111122223333:role/proxy"
  vpc_subnet_ids = ["subnet-1"]

  auth {
    auth_scheme = "SECRETS"
    iam_auth    = "DISABLED"
    secret_arn  = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db"
  }
}

resource "aws_db_proxy" "by_iam" {
  name           = "app"
  engine_family  = "POSTGRESQL"
  role_arn       = "arn:aws:iam::111122223333:role/proxy"
  vpc_subnet_ids = ["subnet-1"]

  auth {
    auth_scheme = "SECRETS"
    iam_auth    = "REQUIRED"
    secret_arn  = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db"
  }
}

# refused: aws_docdb_password
resource "aws_docdb_cluster" "written" {
  cluster_identifier = "docs"
  master_username    = "docs"
  master_password    = "correct-horse-battery"
}

resource "aws_docdb_cluster" "managed" {
  cluster_identifier          = "docs"
  master_username             = "docs"
  manage_master_user_password = true
}

# refused: aws_docdbelastic_password
resource "aws_docdbelastic_cluster" "written" {
  name                = "docs"
  auth_type           = "PLAIN_TEXT"
  admin_user_name     = "docs"
  admin_user_password = "correct-horse-battery"
  shard_capacity      = 2
  shard_count         = 1
}

# refused: aws_redshiftserverless_password
resource "aws_redshiftserverless_namespace" "written" {
  namespace_name      = "dw"
  admin_username      = "dw"
  admin_user_password = "Correct-horse-1"
}

resource "aws_redshiftserverless_namespace" "managed" {
  namespace_name        = "dw"
  manage_admin_password = true
}

# refused: aws_dms_password
resource "aws_dms_endpoint" "written" {
  endpoint_id   = "source"
  endpoint_type = "source"
  engine_name   = "mysql"
  username      = "app"
  password      = "correct-horse-battery"
}

resource "aws_dms_endpoint" "by_secret" {
  endpoint_id                     = "source"
  endpoint_type                   = "source"
  engine_name                     = "mysql"
  secrets_manager_arn             = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db"
  secrets_manager_access_role_arn = "arn:aws:iam::111122223333:role/dms"
}

# refused: aws_elasticache_token
resource "aws_elasticache_replication_group" "token" {
  replication_group_id       = "sessions"
  description                = "sessions"
  transit_encryption_enabled = true
  auth_token                 = "correct-horse-battery"
}

# refused: aws_elasticache_user_open, aws_cache_user_everything
resource "aws_elasticache_user" "default" {
  user_id              = "default"
  user_name            = "default"
  engine               = "REDIS"
  access_string        = "on ~* +@all"
  no_password_required = true
}

# refused: aws_cache_user_password
resource "aws_memorydb_user" "written" {
  user_name     = "app"
  access_string = "on ~app:* +@read"

  authentication_mode {
    type      = "password"
    passwords = ["correct-horse-battery"]
  }
}

resource "aws_elasticache_user" "by_iam" {
  user_id       = "app"
  user_name     = "app"
  engine        = "REDIS"
  access_string = "on ~app:* +@read +@write"

  authentication_mode {
    type = "iam"
  }
}

# refused: aws_msk_unauthenticated
resource "aws_msk_cluster" "anybody" {
  cluster_name           = "events"
  kafka_version          = "3.6.0"
  number_of_broker_nodes = 3

  client_authentication {
    unauthenticated = true
  }
}

resource "aws_msk_cluster" "by_iam" {
  cluster_name           = "events"
  kafka_version          = "3.6.0"
  number_of_broker_nodes = 3

  client_authentication {
    sasl {
      iam = true
    }
  }
}

# refused: aws_opensearch_access, aws_opensearch_domain_open, aws_search_domain_tls
resource "aws_opensearch_domain" "open" {
  domain_name     = "logs"
  access_policies = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:*", Resource = "*" }] })

  domain_endpoint_options {
    tls_security_policy = "Policy-Min-TLS-1-0-2019-07"
  }
}

# refused: aws_opensearch_anonymous
resource "aws_opensearch_domain" "anonymous" {
  domain_name = "logs"

  advanced_security_options {
    enabled                = true
    anonymous_auth_enabled = true
  }
}

resource "aws_opensearch_domain" "bounded" {
  domain_name = "logs"

  advanced_security_options {
    enabled                        = true
    internal_user_database_enabled = false

    master_user_options {
      master_user_arn = "arn:aws:iam::111122223333:role/search"
    }
  }

  domain_endpoint_options {
    enforce_https       = true
    tls_security_policy = "Policy-Min-TLS-1-2-PFS-2023-10"
  }
}

# refused: aws_elasticsearch_access, aws_elasticsearch_domain_open
resource "aws_elasticsearch_domain" "open" {
  domain_name     = "logs"
  access_policies = <<POLICY
{
  "Version": "2012-10-17",
  "Statement": [{ "Action": "es:*", "Principal": "*", "Effect": "Allow", "Resource": "*" }]
}
POLICY
}

# refused: aws_db_snapshot_public
resource "aws_db_snapshot" "public" {
  db_instance_identifier = "app"
  db_snapshot_identifier = "app-1"
  shared_accounts        = ["all"]
}

resource "aws_db_snapshot" "shared" {
  db_instance_identifier = "app"
  db_snapshot_identifier = "app-2"
  shared_accounts        = ["111122223333"]
}

# refused: aws_db_snapshot_copy_public
resource "aws_db_snapshot_copy" "public" {
  source_db_snapshot_identifier = "app-1"
  target_db_snapshot_identifier = "app-3"
  shared_accounts               = ["all"]
}
