policytest {
  targets = ["certificate_acm.policy.hcl"]
}

resource "aws_acm_certificate" "by_default" {
  attrs = { domain_name = "app.example.com", key_algorithm = null, options = [] }
  expect {
    verdict = "pass"
  }
}

resource "aws_acm_certificate" "short" {
  attrs = { domain_name = "app.example.com", key_algorithm = "RSA_1024", options = [{ certificate_transparency_logging_preference = "DISABLED" }] }
  expect {
    verdict = "fail"
  }
}

resource "aws_acm_certificate" "not_known_yet" {
  attrs = { domain_name = "app.example.com", key_algorithm = unknown("string"), options = [] }
  expect {
    verdict = "undecided"
  }
}
