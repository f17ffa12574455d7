policytest {
  targets = ["identity_reuse.policy.hcl"]
}

resource "nhi_identity" "alone" {
  attrs = { name = "a", tenant = "acme", environment = "production", external_id = "arn:one" }
}

resource "nhi_identity" "without_external_id" {
  attrs = { name = "b", tenant = "acme", environment = "production", external_id = null }
}

resource "nhi_identity" "in_test" {
  attrs = { name = "c", tenant = "acme", environment = "test", external_id = "arn:two" }
  expect { policy = "nhi_identity_is_of_one_environment" }
}

resource "nhi_identity" "in_production" {
  attrs = { name = "d", tenant = "acme", environment = "production", external_id = "arn:two" }
  expect { policy = "nhi_identity_is_of_one_environment" }
}

resource "nhi_identity" "of_acme" {
  attrs = { name = "e", tenant = "acme", environment = "production", external_id = "arn:three" }
  expect { policy = "nhi_identity_is_of_one_tenant" }
}

resource "nhi_identity" "of_globex" {
  attrs = { name = "f", tenant = "globex", environment = "production", external_id = "arn:three" }
  expect { policy = "nhi_identity_is_of_one_tenant" }
}
