# Refuses listeners, distributions, domains and search domains that still speak
# TLS 1.0 or 1.1.
#
# Why: tokens, keys and passwords of workloads travel over these; what protects
# them was broken years ago.
#
# Mend: use a policy whose least version is TLS 1.2.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_*lb_listener" "aws_listener_tls" {
  filter = core::contains(["HTTPS", "TLS"], core::try(attrs.protocol, null))

  locals {
    # What AWS takes when nothing is said.
    policy = core::try(attrs.ssl_policy, null) == null ? "ELBSecurityPolicy-2016-08" : attrs.ssl_policy
  }

  enforce {
    condition     = core::regex_match(local.policy, "^ELBSecurityPolicy-(TLS13-1-[23]|TLS-1-2|FS-1-2)")
    error_message = "The listener takes ${local.policy}, and so TLS 1.0 or 1.1. Use ELBSecurityPolicy-TLS13-1-2-2021-06 or later."
  }
}

resource_policy "aws_cloudfront_distribution" "aws_cloudfront_tls" {
  locals {
    certificates = core::try(attrs.viewer_certificate, [])
    old          = [for c in local.certificates : c if core::try(c.cloudfront_default_certificate, null) == true || !core::regex_match(core::try(c.minimum_protocol_version, null) == null ? "TLSv1" : c.minimum_protocol_version, "^TLSv1\\.[23]")]
  }

  enforce {
    condition     = core::length(local.old) == 0
    error_message = "The distribution takes TLS 1.0 or 1.1. Use a certificate of your own with minimum_protocol_version = \"TLSv1.2_2021\"."
  }
}

resource_policy "aws_api*_domain_name" "aws_api_domain_tls" {
  filter = core::try(attrs.security_policy, attrs.domain_name_configuration[0].security_policy, null) != null

  locals {
    policy = core::try(attrs.security_policy, attrs.domain_name_configuration[0].security_policy)
  }

  enforce {
    condition     = local.policy != "TLS_1_0"
    error_message = "The domain takes TLS 1.0. Set security_policy to TLS_1_2."
  }
}

resource_policy "aws_*search_domain" "aws_search_domain_tls" {
  filter = core::try(attrs.domain_endpoint_options[0].tls_security_policy, null) != null

  enforce {
    condition     = attrs.domain_endpoint_options[0].tls_security_policy != "Policy-Min-TLS-1-0-2019-07"
    error_message = "${attrs.domain_name} takes TLS 1.0. Set tls_security_policy to Policy-Min-TLS-1-2-PFS-2023-10."
  }
}

resource_policy "aws_lb_ssl_negotiation_policy" "aws_classic_listener_tls" {
  locals {
    old = [for a in core::try(attrs.attribute, []) : a.name if core::regex_match(a.name, "^Protocol-(SSLv[23]|TLSv1|TLSv1\\.1)$") && a.value == "true"]
  }

  enforce {
    condition     = core::length(local.old) == 0
    error_message = "The listener takes ${core::join(", ", local.old)}. Leave Protocol-TLSv1.2 alone on."
  }
}
