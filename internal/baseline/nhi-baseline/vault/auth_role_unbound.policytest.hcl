policytest {
  targets = ["auth_role_unbound.policy.hcl"]
}

resource "vault_kubernetes_auth_backend_role" "bound" {
  attrs = { role_name = "app", bound_service_account_names = ["app"], bound_service_account_namespaces = ["shop"] }
  meta  = { type = "vault_kubernetes_auth_backend_role" }
  expect {
    policy  = "vault_kubernetes_role_unbound"
    verdict = "pass"
  }
}

resource "vault_kubernetes_auth_backend_role" "any_account" {
  attrs = { role_name = "app", bound_service_account_names = ["*"], bound_service_account_namespaces = ["shop"] }
  meta  = { type = "vault_kubernetes_auth_backend_role" }
  expect {
    policy  = "vault_kubernetes_role_unbound"
    verdict = "fail"
  }
}

resource "vault_kubernetes_auth_backend_role" "any_namespace" {
  attrs = { role_name = "app", bound_service_account_names = ["default"], bound_service_account_namespaces = ["*"] }
  meta  = { type = "vault_kubernetes_auth_backend_role" }
  expect {
    policy  = "vault_kubernetes_role_unbound"
    verdict = "fail"
  }
}

resource "vault_kubernetes_auth_backend_role" "not_known_yet" {
  attrs = { role_name = "app", bound_service_account_names = [unknown("string")], bound_service_account_namespaces = ["shop"] }
  meta  = { type = "vault_kubernetes_auth_backend_role" }
  expect {
    policy  = "vault_kubernetes_role_unbound"
    verdict = "undecided"
  }
}

resource "vault_jwt_auth_backend_role" "bound" {
  attrs = { role_name = "ci", role_type = "jwt", bound_audiences = ["https://vault.example.com"], bound_claims = { repository = "acme/app", ref = "refs/heads/main" } }
  meta  = { type = "vault_jwt_auth_backend_role" }
  expect {
    policy  = "vault_jwt_role_unbound"
    verdict = "pass"
  }
}

resource "vault_jwt_auth_backend_role" "people_by_group" {
  attrs = { role_name = "people", role_type = null, groups_claim = "groups", bound_claims = null }
  meta  = { type = "vault_jwt_auth_backend_role" }
  expect {
    policy  = "vault_jwt_role_unbound"
    verdict = "pass"
  }
}

resource "vault_jwt_auth_backend_role" "a_subject" {
  attrs = { role_name = "ci", role_type = "jwt", bound_subject = "repo:acme/app:ref:refs/heads/main", bound_audiences = ["vault"] }
  meta  = { type = "vault_jwt_auth_backend_role" }
  expect {
    policy  = "vault_jwt_role_unbound"
    verdict = "pass"
  }
}

resource "vault_jwt_auth_backend_role" "any_token" {
  attrs = { role_name = "ci", role_type = "jwt", bound_subject = null, bound_audiences = null }
  meta  = { type = "vault_jwt_auth_backend_role" }
  expect {
    policy  = "vault_jwt_role_unbound"
    verdict = "fail"
  }
}

resource "vault_jwt_auth_backend_role" "any_repository" {
  attrs = { role_name = "ci", role_type = "jwt", bound_audiences = ["vault"], bound_claims = { sub = "repo:*" } }
  meta  = { type = "vault_jwt_auth_backend_role" }
  expect {
    policy  = "vault_jwt_role_unbound"
    verdict = "fail"
  }
}

resource "vault_aws_auth_backend_role" "bound" {
  attrs = { role = "app", bound_iam_principal_arns = ["arn:aws:iam::111122223333:role/app"] }
  meta  = { type = "vault_aws_auth_backend_role" }
  expect {
    policy  = "vault_aws_role_unbound"
    verdict = "pass"
  }
}

resource "vault_aws_auth_backend_role" "any" {
  attrs = { role = "app", bound_iam_principal_arns = null }
  meta  = { type = "vault_aws_auth_backend_role" }
  expect {
    policy  = "vault_aws_role_unbound"
    verdict = "fail"
  }
}

resource "vault_aws_auth_backend_role" "any_of_an_account" {
  attrs = { role = "app", bound_iam_principal_arns = ["arn:aws:iam::111122223333:*"] }
  meta  = { type = "vault_aws_auth_backend_role" }
  expect {
    policy  = "vault_aws_role_unbound"
    verdict = "fail"
  }
}

resource "vault_gcp_auth_backend_role" "bound" {
  attrs = { role = "app", bound_service_accounts = ["app@acme.iam.gserviceaccount.com"] }
  meta  = { type = "vault_gcp_auth_backend_role" }
  expect {
    policy  = "vault_gcp_role_unbound"
    verdict = "pass"
  }
}

resource "vault_gcp_auth_backend_role" "any" {
  attrs = { role = "app", bound_service_accounts = ["*"] }
  meta  = { type = "vault_gcp_auth_backend_role" }
  expect {
    policy  = "vault_gcp_role_unbound"
    verdict = "fail"
  }
}

resource "vault_azure_auth_backend_role" "bound" {
  attrs = { role = "app", bound_service_principal_ids = ["00000000-0000-0000-0000-000000000001"] }
  meta  = { type = "vault_azure_auth_backend_role" }
  expect {
    policy  = "vault_azure_role_unbound"
    verdict = "pass"
  }
}

resource "vault_azure_auth_backend_role" "any" {
  attrs = { role = "app", bound_service_principal_ids = null }
  meta  = { type = "vault_azure_auth_backend_role" }
  expect {
    policy  = "vault_azure_role_unbound"
    verdict = "fail"
  }
}

resource "vault_cert_auth_backend_role" "bound" {
  attrs = { name = "app", allowed_common_names = ["app.example.com"] }
  meta  = { type = "vault_cert_auth_backend_role" }
  expect {
    policy  = "vault_cert_role_unbound"
    verdict = "pass"
  }
}

resource "vault_cert_auth_backend_role" "any" {
  attrs = { name = "app", allowed_common_names = null }
  meta  = { type = "vault_cert_auth_backend_role" }
  expect {
    policy  = "vault_cert_role_unbound"
    verdict = "fail"
  }
}

resource "vault_saml_auth_backend_role" "bound" {
  attrs = { name = "app", bound_attributes = { group = "admins" } }
  meta  = { type = "vault_saml_auth_backend_role" }
  expect {
    policy  = "vault_saml_role_unbound"
    verdict = "pass"
  }
}

resource "vault_saml_auth_backend_role" "any" {
  attrs = { name = "app", bound_subjects = ["*"] }
  meta  = { type = "vault_saml_auth_backend_role" }
  expect {
    policy  = "vault_saml_role_unbound"
    verdict = "fail"
  }
}
