policytest {
  targets = ["key_algorithm.policy.hcl"]
}

resource "tls_private_key" "modern" {
  attrs = { algorithm = "ED25519", rsa_bits = null, ecdsa_curve = null }
  meta  = { type = "tls_private_key" }
  expect {
    policy  = "any_key_algorithm"
    verdict = "pass"
  }
}

resource "tls_private_key" "long" {
  attrs = { algorithm = "RSA", rsa_bits = 4096, ecdsa_curve = null }
  meta  = { type = "tls_private_key" }
  expect {
    policy  = "any_key_algorithm"
    verdict = "pass"
  }
}

resource "tls_private_key" "curve" {
  attrs = { algorithm = "ECDSA", rsa_bits = null, ecdsa_curve = "P384" }
  meta  = { type = "tls_private_key" }
  expect {
    policy  = "any_key_algorithm"
    verdict = "pass"
  }
}

resource "tls_private_key" "short" {
  attrs = { algorithm = "RSA", rsa_bits = 1024, ecdsa_curve = null }
  meta  = { type = "tls_private_key" }
  expect {
    policy  = "any_key_algorithm"
    verdict = "fail"
  }
}

resource "tls_private_key" "by_default" {
  attrs = { algorithm = "ECDSA", rsa_bits = null, ecdsa_curve = null }
  meta  = { type = "tls_private_key" }
  expect {
    policy  = "any_key_algorithm"
    verdict = "fail"
  }
}

resource "tls_private_key" "not_known_yet" {
  attrs = { algorithm = "RSA", rsa_bits = unknown("number"), ecdsa_curve = null }
  meta  = { type = "tls_private_key" }
  expect {
    policy  = "any_key_algorithm"
    verdict = "undecided"
  }
}

resource "random_password" "long" {
  attrs = { length = 32 }
  meta  = { type = "random_password" }
  expect {
    policy  = "any_password_length"
    verdict = "pass"
  }
}

resource "random_password" "short" {
  attrs = { length = 8 }
  meta  = { type = "random_password" }
  expect {
    policy  = "any_password_length"
    verdict = "fail"
  }
}
