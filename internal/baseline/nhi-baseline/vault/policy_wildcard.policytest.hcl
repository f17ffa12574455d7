policytest {
  targets = ["policy_wildcard.policy.hcl"]
}

resource "vault_policy" "named" {
  attrs = { policy = "path \"secret/data/shop/*\" {\n  capabilities = [\"read\"]\n}\n\n# path \"*\" { capabilities = [\"sudo\"] }\npath \"sys/mounts\" {\n  capabilities = [\"read\"]\n}\n" }
  meta  = { type = "vault_policy" }
  expect {
    policy  = "vault_policy_wildcard"
    verdict = "pass"
  }
}

resource "vault_policy" "denied" {
  attrs = { policy = "path \"*\" { capabilities = [\"deny\"] }" }
  meta  = { type = "vault_policy" }
  expect {
    policy  = "vault_policy_wildcard"
    verdict = "pass"
  }
}

resource "vault_policy" "everything" {
  attrs = { policy = "path \"*\" { capabilities = [\"create\", \"read\", \"update\", \"delete\", \"list\", \"sudo\"] }" }
  meta  = { type = "vault_policy" }
  expect {
    policy  = "vault_policy_wildcard"
    verdict = "fail"
  }
}

resource "vault_policy" "a_mount" {
  attrs = { policy = core::jsonencode({ path = { "secret/*" = { capabilities = ["read"] } } }) }
  meta  = { type = "vault_policy" }
  expect {
    policy  = "vault_policy_wildcard"
    verdict = "fail"
  }
}

resource "vault_policy" "a_prefix" {
  attrs = { policy = "path \"secret*\" { capabilities = [\"read\"] }" }
  meta  = { type = "vault_policy" }
  expect {
    policy  = "vault_policy_wildcard"
    verdict = "fail"
  }
}

resource "vault_policy" "policies" {
  attrs = { policy = "path \"sys/policies/acl/*\" {\n  capabilities = [\"create\", \"update\"]\n}" }
  meta  = { type = "vault_policy" }
  expect {
    policy  = "vault_policy_wildcard"
    verdict = "fail"
  }
}

resource "vault_policy" "not_known_yet" {
  attrs = { policy = unknown("string") }
  meta  = { type = "vault_policy" }
  expect {
    policy  = "vault_policy_wildcard"
    verdict = "undecided"
  }
}

data "vault_policy_document" "named" {
  attrs = { rule = [{ path = "secret/data/shop/*", capabilities = ["read"] }, { path = "*", capabilities = ["deny"] }] }
  expect {
    policy  = "vault_policy_document_wildcard"
    verdict = "pass"
  }
}

data "vault_policy_document" "everything" {
  attrs = { rule = [{ path = "*", capabilities = ["read", "sudo"] }] }
  expect {
    policy  = "vault_policy_document_wildcard"
    verdict = "fail"
  }
}

data "vault_policy_document" "audit" {
  attrs = { rule = [{ path = "sys/audit/file", capabilities = ["delete"] }] }
  expect {
    policy  = "vault_policy_document_wildcard"
    verdict = "fail"
  }
}
