policytest {
  targets = ["ssh.policy.hcl"]
}

resource "vault_ssh_secret_backend_role" "one" {
  attrs = { name = "ops", allowed_users = "ubuntu,deploy", default_user = "ubuntu" }
  meta  = { type = "vault_ssh_secret_backend_role" }
  expect {
    policy  = "vault_ssh_users"
    verdict = "pass"
  }
}

resource "vault_ssh_secret_backend_role" "hosts" {
  attrs = { name = "hosts", allowed_users = null, default_user = null }
  meta  = { type = "vault_ssh_secret_backend_role" }
  expect {
    policy  = "vault_ssh_users"
    verdict = "pass"
  }
}

resource "vault_ssh_secret_backend_role" "everybody" {
  attrs = { name = "ops", allowed_users = "*", default_user = "root" }
  meta  = { type = "vault_ssh_secret_backend_role" }
  expect {
    policy  = "vault_ssh_users"
    verdict = "fail"
  }
}

resource "vault_ssh_secret_backend_role" "not_known_yet" {
  attrs = { name = "ops", allowed_users = unknown("string"), default_user = null }
  meta  = { type = "vault_ssh_secret_backend_role" }
  expect {
    policy  = "vault_ssh_users"
    verdict = "undecided"
  }
}
