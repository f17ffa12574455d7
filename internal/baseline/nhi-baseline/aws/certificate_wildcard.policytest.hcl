policytest {
  targets = ["certificate_wildcard.policy.hcl"]
}

resource "aws_acm_certificate" "of_one_host" {
  attrs = { domain_name = "app.example.com", subject_alternative_names = null }
  expect {
    verdict = "pass"
  }
}

resource "aws_acm_certificate" "of_two_hosts" {
  attrs = { domain_name = "app.example.com", subject_alternative_names = ["www.example.com"] }
  expect {
    verdict = "pass"
  }
}

resource "aws_acm_certificate" "of_all" {
  attrs = { domain_name = "*.example.com", subject_alternative_names = null }
  expect {
    verdict = "fail"
  }
}

resource "aws_acm_certificate" "of_all_besides" {
  attrs = { domain_name = "example.com", subject_alternative_names = ["*.example.com"] }
  expect {
    verdict = "fail"
  }
}

resource "aws_acm_certificate" "not_known_yet" {
  attrs = { domain_name = unknown("string"), subject_alternative_names = null }
  expect {
    verdict = "undecided"
  }
}
