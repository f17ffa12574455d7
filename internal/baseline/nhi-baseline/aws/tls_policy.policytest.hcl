policytest {
  targets = ["tls_policy.policy.hcl"]
}

resource "aws_lb_listener" "of_http" {
  attrs = { protocol = "HTTP" }
}

resource "aws_lb_listener" "current" {
  attrs = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06" }
  expect {
    verdict = "pass"
  }
}

resource "aws_alb_listener" "with_forward_secrecy" {
  attrs = { protocol = "TLS", ssl_policy = "ELBSecurityPolicy-FS-1-2-Res-2020-10" }
  expect {
    verdict = "pass"
  }
}

resource "aws_alb_listener" "old" {
  attrs = { protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-TLS13-1-0-2021-06" }
  expect {
    verdict = "fail"
  }
}

resource "aws_lb_listener" "by_default" {
  attrs = { protocol = "HTTPS", ssl_policy = null }
  expect {
    verdict = "fail"
  }
}

resource "aws_lb_listener" "not_known_yet" {
  attrs = { protocol = "HTTPS", ssl_policy = unknown("string") }
  expect {
    verdict = "undecided"
  }
}

resource "aws_cloudfront_distribution" "current" {
  attrs = { viewer_certificate = [{ minimum_protocol_version = "TLSv1.2_2021" }] }
  expect {
    verdict = "pass"
  }
}

resource "aws_cloudfront_distribution" "old" {
  attrs = { viewer_certificate = [{ minimum_protocol_version = "TLSv1.1_2016" }] }
  expect {
    verdict = "fail"
  }
}

resource "aws_cloudfront_distribution" "of_cloudfront" {
  attrs = { viewer_certificate = [{ cloudfront_default_certificate = true, minimum_protocol_version = null }] }
  expect {
    verdict = "fail"
  }
}

resource "aws_api_gateway_domain_name" "by_default" {
  attrs = { domain_name = "a.example.com", security_policy = null }
}

resource "aws_api_gateway_domain_name" "current" {
  attrs = { domain_name = "a.example.com", security_policy = "TLS_1_2" }
  expect {
    verdict = "pass"
  }
}

resource "aws_api_gateway_domain_name" "old" {
  attrs = { domain_name = "a.example.com", security_policy = "TLS_1_0" }
  expect {
    verdict = "fail"
  }
}

resource "aws_apigatewayv2_domain_name" "current" {
  attrs = { domain_name = "a.example.com", domain_name_configuration = [{ security_policy = "TLS_1_2" }] }
  expect {
    verdict = "pass"
  }
}

resource "aws_opensearch_domain" "by_default" {
  attrs = { domain_name = "d", domain_endpoint_options = [] }
}

resource "aws_elasticsearch_domain" "current" {
  attrs = { domain_name = "d", domain_endpoint_options = [{ tls_security_policy = "Policy-Min-TLS-1-2-2019-07" }] }
  expect {
    verdict = "pass"
  }
}

resource "aws_opensearch_domain" "old" {
  attrs = { domain_name = "d", domain_endpoint_options = [{ tls_security_policy = "Policy-Min-TLS-1-0-2019-07" }] }
  expect {
    verdict = "fail"
  }
}

resource "aws_lb_ssl_negotiation_policy" "current" {
  attrs = { attribute = [{ name = "Protocol-TLSv1.2", value = "true" }, { name = "Protocol-TLSv1", value = "false" }] }
  expect {
    verdict = "pass"
  }
}

resource "aws_lb_ssl_negotiation_policy" "old" {
  attrs = { attribute = [{ name = "Protocol-TLSv1", value = "true" }] }
  expect {
    verdict = "fail"
  }
}
