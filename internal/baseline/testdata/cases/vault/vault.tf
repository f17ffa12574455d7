# Policies, roles and engines of Vault.

variable "bind_password" {
  type      = string
  sensitive = true
}

resource "vault_policy" "shop" {
  name   = "shop"
  policy = <<-EOT
    # Reads what the shop needs.
    path "secret/data/shop/*" {
      capabilities = ["read"]
    }

    path "auth/token/renew-self" {
      capabilities = ["update"]
    }
  EOT
}

# refused: vault_policy_wildcard
resource "vault_policy" "admin" {
  name   = "admin"
  policy = <<-EOT
    path "*" {
      capabilities = ["create", "read", "update", "delete", "list", "sudo"]
    }
  EOT
}

# refused: vault_policy_document_wildcard
data "vault_policy_document" "all_secrets" {
  rule {
    path         = "secret/*"
    capabilities = ["create", "read", "update", "delete", "list"]
  }
}

data "vault_policy_document" "shop" {
  rule {
    path         = "secret/data/shop/db"
    capabilities = ["read"]
  }
}

resource "vault_kubernetes_auth_backend_role" "shop" {
  backend                          = "kubernetes"
  role_name                        = "shop"
  bound_service_account_names      = ["shop"]
  bound_service_account_namespaces = ["shop"]
  token_ttl                        = 1200
  token_max_ttl                    = 3600
  token_policies                   = [vault_policy.shop.name]
}

# refused: vault_kubernetes_role_unbound, vault_token_lifetime
resource "vault_kubernetes_auth_backend_role" "any" {
  role_name                        = "any"
  bound_service_account_names      = ["*"]
  bound_service_account_namespaces = ["*"]
  token_period                     = 86400
}

resource "vault_jwt_auth_backend_role" "ci" {
  backend         = "github"
  role_name       = "ci"
  role_type       = "jwt"
  user_claim      = "repository"
  bound_audiences = ["https://vault.example.com"]
  bound_claims = {
    repository = "acme/app"
    ref        = "refs/heads/main"
  }
}

# refused: vault_jwt_role_unbound
resource "vault_jwt_auth_backend_role" "loose" {
  backend    = "github"
  role_name  = "loose"
  role_type  = "jwt"
  user_claim = "repository"
}

# refused: vault_approle_secret, vault_approle_uses
resource "vault_approle_auth_backend_role" "forever" {
  role_name      = "forever"
  token_policies = ["shop"]
}

resource "vault_approle_auth_backend_role" "short" {
  role_name          = "short"
  secret_id_ttl      = 600
  secret_id_num_uses = 1
  token_policies     = ["shop"]
}

# refused: vault_token_role
resource "vault_token_auth_backend_role" "orphans" {
  role_name        = "orphans"
  allowed_policies = ["shop"]
  orphan           = true
}

# refused: vault_pki_role
resource "vault_pki_secret_backend_role" "any" {
  backend        = "pki"
  name           = "any"
  allow_any_name = true
  max_ttl        = "87600h"
}

resource "vault_pki_secret_backend_role" "web" {
  backend          = "pki"
  name             = "web"
  allowed_domains  = ["example.com"]
  allow_subdomains = true
  max_ttl          = "720h"
}

# refused: vault_database_role
resource "vault_database_secret_backend_role" "all" {
  backend             = "database"
  name                = "all"
  db_name             = "orders"
  creation_statements = ["CREATE USER '{{name}}'@'%' IDENTIFIED BY '{{password}}'; GRANT ALL PRIVILEGES ON *.* TO '{{name}}'@'%';"]
}

resource "vault_database_secret_backend_role" "reads" {
  backend             = "database"
  name                = "reads"
  db_name             = "orders"
  creation_statements = ["CREATE ROLE \"{{name}}\" WITH LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}';", "GRANT SELECT ON ALL TABLES IN SCHEMA public TO \"{{name}}\";"]
  default_ttl         = 3600
  max_ttl             = 86400
}

# refused: vault_aws_role_rights
resource "vault_aws_secret_backend_role" "admin" {
  backend         = "aws"
  name            = "admin"
  credential_type = "iam_user"
  policy_document = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "iam:*", Resource = "*" }]
  })
}

# refused: vault_ssh_users
resource "vault_ssh_secret_backend_role" "anybody" {
  backend                 = "ssh"
  name                    = "anybody"
  key_type                = "ca"
  allow_user_certificates = true
  allowed_users           = "*"
}

# refused: vault_transit_custody, vault_transit_rotation
resource "vault_transit_secret_backend_key" "loose" {
  backend          = "transit"
  name             = "loose"
  exportable       = true
  deletion_allowed = true
}

# refused: vault_secret_value
resource "vault_kv_secret_v2" "db" {
  mount     = "kv"
  name      = "db"
  data_json = jsonencode({ password = "not-so-secret" })
}

# refused: vault_userpass
resource "vault_auth_backend" "people" {
  type = "userpass"
}

resource "vault_auth_backend" "approle" {
  type = "approle"
}

# refused: vault_audit_raw
resource "vault_audit" "raw" {
  type = "file"
  options = {
    file_path = "/var/log/vault.log"
    log_raw   = "true"
  }
}

# refused: vault_database_connection
resource "vault_database_secret_backend_connection" "any" {
  backend       = "database"
  name          = "orders"
  allowed_roles = ["*"]

  postgresql {
    connection_url = "postgresql://{{username}}:{{password}}@db.example.com:5432/orders"
  }
}
