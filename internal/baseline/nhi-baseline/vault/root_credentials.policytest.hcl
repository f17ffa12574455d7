policytest {
  targets = ["root_credentials.policy.hcl"]
}

resource "vault_aws_secret_backend" "by_role" {
  attrs = { path = "aws", access_key = null, secret_key = null, role_arn = "arn:aws:iam::111122223333:role/vault" }
  meta  = { type = "vault_aws_secret_backend" }
  expect {
    policy  = "vault_root_credentials"
    verdict = "pass"
  }
}

resource "vault_aws_secret_backend" "by_key" {
  attrs = { path = "aws", access_key = "AKIAIOSFODNN7EXAMPLE", secret_key = "not-so-secret" }
  meta  = { type = "vault_aws_secret_backend" }
  expect {
    policy  = "vault_root_credentials"
    verdict = "fail"
  }
}

resource "vault_azure_auth_backend_config" "by_secret" {
  attrs = { client_secret = "not-so-secret" }
  meta  = { type = "vault_azure_auth_backend_config" }
  expect {
    policy  = "vault_root_credentials"
    verdict = "fail"
  }
}

resource "vault_gcp_auth_backend" "by_key" {
  attrs = { credentials = "{}" }
  meta  = { type = "vault_gcp_auth_backend" }
  expect {
    policy  = "vault_root_credentials"
    verdict = "fail"
  }
}

resource "vault_ldap_auth_backend" "unverified" {
  attrs = { url = "ldaps://ldap.example.com", bindpass = "not-so-secret", insecure_tls = true }
  meta  = { type = "vault_ldap_auth_backend" }
  expect {
    policy  = "vault_root_credentials"
    verdict = "fail"
  }
}

resource "vault_rabbitmq_secret_backend" "by_password" {
  attrs = { password = "not-so-secret" }
  meta  = { type = "vault_rabbitmq_secret_backend" }
  expect {
    policy  = "vault_root_credentials"
    verdict = "fail"
  }
}

resource "vault_okta_auth_backend" "by_token" {
  attrs = { token = "not-so-secret", bypass_okta_mfa = true }
  meta  = { type = "vault_okta_auth_backend" }
  expect {
    policy  = "vault_root_credentials"
    verdict = "fail"
  }
}

resource "vault_kubernetes_auth_backend_config" "by_token" {
  attrs = { token_reviewer_jwt = "not-so-secret" }
  meta  = { type = "vault_kubernetes_auth_backend_config" }
  expect {
    policy  = "vault_root_credentials"
    verdict = "fail"
  }
}

resource "vault_kubernetes_secret_backend" "by_token" {
  attrs = { service_account_jwt = "not-so-secret" }
  meta  = { type = "vault_kubernetes_secret_backend" }
  expect {
    policy  = "vault_root_credentials"
    verdict = "fail"
  }
}

resource "vault_jwt_auth_backend" "by_secret" {
  attrs = { oidc_client_secret = "not-so-secret" }
  meta  = { type = "vault_jwt_auth_backend" }
  expect {
    policy  = "vault_root_credentials"
    verdict = "fail"
  }
}

resource "vault_aws_secret_backend" "not_known_yet" {
  attrs = { path = "aws", secret_key = unknown("string") }
  meta  = { type = "vault_aws_secret_backend" }
  expect {
    policy  = "vault_root_credentials"
    verdict = "undecided"
  }
}

resource "vault_aws_auth_backend_role" "another" {
  attrs = { role = "app" }
  meta  = { type = "vault_aws_auth_backend_role" }
}
