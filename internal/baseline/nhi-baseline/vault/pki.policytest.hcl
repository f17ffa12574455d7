policytest {
  targets = ["pki.policy.hcl"]
}

resource "vault_pki_secret_backend_role" "named" {
  attrs = { name = "web", allowed_domains = ["example.com"], allow_subdomains = true, max_ttl = "2592000", key_type = "rsa", key_bits = 2048 }
  meta  = { type = "vault_pki_secret_backend_role" }
  expect {
    policy  = "vault_pki_role"
    verdict = "pass"
  }
}

resource "vault_pki_secret_backend_role" "by_default" {
  attrs = { name = "web", allowed_domains = ["example.com"], max_ttl = null, key_type = "ec", key_bits = 256 }
  meta  = { type = "vault_pki_secret_backend_role" }
  expect {
    policy  = "vault_pki_role"
    verdict = "pass"
  }
}

resource "vault_pki_secret_backend_role" "keys_of_callers" {
  attrs = { name = "web", max_ttl = "720h", key_type = "any", key_bits = 0 }
  meta  = { type = "vault_pki_secret_backend_role" }
  expect {
    policy  = "vault_pki_role"
    verdict = "pass"
  }
}

resource "vault_pki_secret_backend_role" "any_name" {
  attrs = { name = "web", allow_any_name = true, enforce_hostnames = false, allow_glob_domains = true, allowed_domains = ["*"], max_ttl = "87600h", key_bits = 1024 }
  meta  = { type = "vault_pki_secret_backend_role" }
  expect {
    policy  = "vault_pki_role"
    verdict = "fail"
  }
}

resource "vault_pki_secret_backend_role" "short_curve" {
  attrs = { name = "web", max_ttl = "90d", key_type = "ec", key_bits = 224 }
  meta  = { type = "vault_pki_secret_backend_role" }
  expect {
    policy  = "vault_pki_role"
    verdict = "fail"
  }
}

resource "vault_pki_secret_backend_role" "not_known_yet" {
  attrs = { name = "web", allow_any_name = unknown("bool"), max_ttl = null }
  meta  = { type = "vault_pki_secret_backend_role" }
  expect {
    policy  = "vault_pki_role"
    verdict = "undecided"
  }
}

resource "vault_pki_secret_backend_root_cert" "internal" {
  attrs = { type = "internal" }
  meta  = { type = "vault_pki_secret_backend_root_cert" }
  expect {
    policy  = "vault_pki_root_exported"
    verdict = "pass"
  }
}

resource "vault_pki_secret_backend_root_cert" "exported" {
  attrs = { type = "exported" }
  meta  = { type = "vault_pki_secret_backend_root_cert" }
  expect {
    policy  = "vault_pki_root_exported"
    verdict = "fail"
  }
}
