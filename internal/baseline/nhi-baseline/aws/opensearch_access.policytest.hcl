policytest {
  targets = ["opensearch_access.policy.hcl"]
}

resource "aws_opensearch_domain" "with_users" {
  attrs = { domain_name = "d", advanced_security_options = [{ enabled = true, anonymous_auth_enabled = null }] }
  expect {
    policy  = "aws_opensearch_access"
    verdict = "pass"
  }
}

resource "aws_opensearch_domain" "by_default" {
  attrs = { domain_name = "d", advanced_security_options = [] }
  expect {
    policy  = "aws_opensearch_access"
    verdict = "fail"
  }
}

resource "aws_elasticsearch_domain" "with_users" {
  attrs = { domain_name = "d", advanced_security_options = [{ enabled = true }] }
  expect {
    policy  = "aws_elasticsearch_access"
    verdict = "pass"
  }
}

resource "aws_elasticsearch_domain" "switched_off" {
  attrs = { domain_name = "d", advanced_security_options = [{ enabled = false }] }
  expect {
    policy  = "aws_elasticsearch_access"
    verdict = "fail"
  }
}

resource "aws_opensearch_domain" "named" {
  attrs = { domain_name = "d", advanced_security_options = [{ enabled = true, anonymous_auth_enabled = false }] }
  expect {
    policy  = "aws_opensearch_anonymous"
    verdict = "pass"
  }
}

resource "aws_opensearch_domain" "anonymous" {
  attrs = { domain_name = "d", advanced_security_options = [{ enabled = true, anonymous_auth_enabled = true }] }
  expect {
    policy  = "aws_opensearch_anonymous"
    verdict = "fail"
  }
}

resource "aws_opensearch_domain" "not_known_yet" {
  attrs = { domain_name = "d", advanced_security_options = [{ enabled = unknown("bool"), anonymous_auth_enabled = null }] }
  expect {
    policy  = "aws_opensearch_access"
    verdict = "undecided"
  }
}
