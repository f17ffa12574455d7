policytest {
  targets = ["dynamic_credentials.policy.hcl"]
}

resource "vault_database_secret_backend_role" "reads" {
  attrs = { name = "app", creation_statements = ["CREATE ROLE \"{{name}}\" LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}'; GRANT SELECT ON orders TO \"{{name}}\";"], default_ttl = 3600, max_ttl = 86400 }
  meta  = { type = "vault_database_secret_backend_role" }
  expect {
    policy  = "vault_database_role"
    verdict = "pass"
  }
}

resource "vault_database_secret_backend_role" "without_more" {
  attrs = { name = "app", creation_statements = ["CREATE ROLE \"{{name}}\" NOSUPERUSER"], default_ttl = 3600, max_ttl = null }
  meta  = { type = "vault_database_secret_backend_role" }
  expect {
    policy  = "vault_database_role"
    verdict = "pass"
  }
}

resource "vault_database_secret_backend_role" "everything" {
  attrs = { name = "app", creation_statements = ["GRANT ALL PRIVILEGES ON *.* TO '{{name}}'@'%';"], default_ttl = 3600, max_ttl = 86400 }
  meta  = { type = "vault_database_secret_backend_role" }
  expect {
    policy  = "vault_database_role"
    verdict = "fail"
  }
}

resource "vault_database_secret_backend_role" "for_ever" {
  attrs = { name = "app", creation_statements = ["GRANT SELECT ON orders TO \"{{name}}\""], default_ttl = null, max_ttl = null }
  meta  = { type = "vault_database_secret_backend_role" }
  expect {
    policy  = "vault_database_role"
    verdict = "fail"
  }
}

resource "vault_database_secret_backend_role" "not_known_yet" {
  attrs = { name = "app", creation_statements = [], default_ttl = null, max_ttl = unknown("number") }
  meta  = { type = "vault_database_secret_backend_role" }
  expect {
    policy  = "vault_database_role"
    verdict = "undecided"
  }
}

resource "vault_aws_secret_backend_role" "named" {
  attrs = { name = "ci", policy_arns = ["arn:aws:iam::111122223333:policy/ci"], policy_document = null }
  meta  = { type = "vault_aws_secret_backend_role" }
  expect {
    policy  = "vault_aws_role_rights"
    verdict = "pass"
  }
}

resource "vault_aws_secret_backend_role" "admin" {
  attrs = { name = "ci", policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess"], policy_document = null }
  meta  = { type = "vault_aws_secret_backend_role" }
  expect {
    policy  = "vault_aws_role_rights"
    verdict = "fail"
  }
}

resource "vault_aws_secret_backend_role" "wild" {
  attrs = { name = "ci", policy_arns = null, policy_document = core::jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] }) }
  meta  = { type = "vault_aws_secret_backend_role" }
  expect {
    policy  = "vault_aws_role_rights"
    verdict = "fail"
  }
}

resource "vault_azure_secret_backend_role" "reader" {
  attrs = { role = "ci", azure_roles = [{ role_name = "Reader", scope = "/subscriptions/0" }] }
  meta  = { type = "vault_azure_secret_backend_role" }
  expect {
    policy  = "vault_azure_role_rights"
    verdict = "pass"
  }
}

resource "vault_azure_secret_backend_role" "owner" {
  attrs = { role = "ci", azure_roles = [{ role_name = "Owner", scope = "/subscriptions/0" }] }
  meta  = { type = "vault_azure_secret_backend_role" }
  expect {
    policy  = "vault_azure_role_rights"
    verdict = "fail"
  }
}

resource "vault_gcp_secret_roleset" "viewer" {
  attrs = { secret_type = "access_token", binding = [{ resource = "//cloudresourcemanager.googleapis.com/projects/acme", roles = ["roles/viewer"] }] }
  meta  = { type = "vault_gcp_secret_roleset" }
  expect {
    policy  = "vault_gcp_role_rights"
    verdict = "pass"
  }
}

resource "vault_gcp_secret_static_account" "owner" {
  attrs = { secret_type = "service_account_key", binding = [{ resource = "projects/acme", roles = ["roles/owner"] }] }
  meta  = { type = "vault_gcp_secret_static_account" }
  expect {
    policy  = "vault_gcp_role_rights"
    verdict = "fail"
  }
}

resource "vault_gcp_secret_backend" "another" {
  attrs = { path = "gcp" }
  meta  = { type = "vault_gcp_secret_backend" }
}

resource "vault_consul_secret_backend_role" "named" {
  attrs = { name = "ci", consul_policies = ["services"] }
  meta  = { type = "vault_consul_secret_backend_role" }
  expect {
    policy  = "vault_consul_role_rights"
    verdict = "pass"
  }
}

resource "vault_consul_secret_backend_role" "all" {
  attrs = { name = "ci", consul_policies = ["global-management"] }
  meta  = { type = "vault_consul_secret_backend_role" }
  expect {
    policy  = "vault_consul_role_rights"
    verdict = "fail"
  }
}

resource "vault_rabbitmq_secret_backend_role" "plain" {
  attrs = { name = "ci", tags = null }
  meta  = { type = "vault_rabbitmq_secret_backend_role" }
  expect {
    policy  = "vault_rabbitmq_role_rights"
    verdict = "pass"
  }
}

resource "vault_rabbitmq_secret_backend_role" "admin" {
  attrs = { name = "ci", tags = "administrator" }
  meta  = { type = "vault_rabbitmq_secret_backend_role" }
  expect {
    policy  = "vault_rabbitmq_role_rights"
    verdict = "fail"
  }
}

resource "vault_kubernetes_secret_backend_role" "named" {
  attrs = { name = "ci", kubernetes_role_name = "deployer", allowed_kubernetes_namespaces = ["shop"] }
  meta  = { type = "vault_kubernetes_secret_backend_role" }
  expect {
    policy  = "vault_kubernetes_role_rights"
    verdict = "pass"
  }
}

resource "vault_kubernetes_secret_backend_role" "all" {
  attrs = { name = "ci", kubernetes_role_name = "cluster-admin", allowed_kubernetes_namespaces = ["*"] }
  meta  = { type = "vault_kubernetes_secret_backend_role" }
  expect {
    policy  = "vault_kubernetes_role_rights"
    verdict = "fail"
  }
}
