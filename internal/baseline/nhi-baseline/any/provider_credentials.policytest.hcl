policytest {
  targets = ["provider_credentials.policy.hcl"]
}

provider "github" "from_the_environment" {
  attrs = { owner = "acme" }
  meta  = { type = "github" }
  expect {
    policy  = "any_provider_credentials"
    verdict = "pass"
  }
}

provider "github" "written_down" {
  attrs = { token = "ghp_notsosecret" }
  meta  = { type = "github" }
  expect {
    policy  = "any_provider_credentials"
    verdict = "fail"
  }
}

provider "datadog" "written_down" {
  attrs = { api_key = "not-so-secret", app_key = "not-so-secret", api_token = "x", access_token = "x", auth_token = "x", secret_key = "x", client_secret = "x", password = "x", private_key = "x", client_key = "x" }
  meta  = { type = "datadog" }
  expect {
    policy  = "any_provider_credentials"
    verdict = "fail"
  }
}

provider "kubernetes" "by_command" {
  attrs = { host = "https://cluster.example.com", token = null, exec = [{ command = "aws" }] }
  meta  = { type = "kubernetes" }
  expect {
    policy  = "any_provider_credentials"
    verdict = "pass"
  }
}

provider "kubernetes" "by_data" {
  attrs = { host = "https://cluster.example.com", token = unknown("string"), client_key = unknown("string") }
  meta  = { type = "kubernetes" }
  expect {
    policy  = "any_provider_credentials"
    verdict = "pass"
  }
}

provider "kubernetes" "by_password" {
  attrs = { host = "https://cluster.example.com", password = "not-so-secret", insecure = true }
  meta  = { type = "kubernetes" }
  expect {
    policy  = "any_provider_credentials"
    verdict = "fail"
  }
}

provider "vault" "unverified" {
  attrs = { address = "https://vault.example.com", skip_tls_verify = true }
  meta  = { type = "vault" }
  expect {
    policy  = "any_provider_credentials"
    verdict = "fail"
  }
}

provider "cloudflare" "not_known_yet" {
  attrs = { api_token = unknown("string") }
  meta  = { type = "cloudflare" }
  expect {
    policy  = "any_provider_credentials"
    verdict = "undecided"
  }
}

provider "aws" "another_policy" {
  attrs = { access_key = null }
  meta  = { type = "aws" }
}
