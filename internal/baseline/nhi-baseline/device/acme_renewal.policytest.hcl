policytest {
  targets = ["acme_renewal.policy.hcl"]
}

resource "acme_certificate" "by_default" {
  attrs = { common_name = "app.example.com", min_days_remaining = null }
  meta  = { type = "acme_certificate" }
  expect {
    policy  = "device_acme_renewal"
    verdict = "pass"
  }
}

resource "acme_certificate" "never" {
  attrs = { common_name = "app.example.com", min_days_remaining = -1 }
  meta  = { type = "acme_certificate" }
  expect {
    policy  = "device_acme_renewal"
    verdict = "fail"
  }
}

resource "acme_certificate" "not_known_yet" {
  attrs = { common_name = "app.example.com", min_days_remaining = unknown("number") }
  meta  = { type = "acme_certificate" }
  expect {
    policy  = "device_acme_renewal"
    verdict = "undecided"
  }
}

resource "aws_acm_certificate" "another" {
  attrs = { domain_name = "app.example.com" }
  meta  = { type = "aws_acm_certificate" }
}
