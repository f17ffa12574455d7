# Refuses search domains without access control of their own, or with anonymous
# users.
#
# Why: a domain without fine-grained access control has one permission, for
# everything, and its records do not tell who used it.
#
# Mend: enable advanced_security_options, with a master role, and leave
# anonymous_auth_enabled off.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "advisory"
}

resource_policy "aws_opensearch_domain" "aws_opensearch_access" {
  enforce {
    condition     = core::anytrue([for options in core::try(attrs.advanced_security_options, []) : options.enabled == true])
    error_message = "${attrs.domain_name} knows no users. Enable advanced_security_options, with a master_user_arn."
  }
}

resource_policy "aws_elasticsearch_domain" "aws_elasticsearch_access" {
  enforce {
    condition     = core::anytrue([for options in core::try(attrs.advanced_security_options, []) : options.enabled == true])
    error_message = "${attrs.domain_name} knows no users. Enable advanced_security_options, with a master_user_arn."
  }
}

resource_policy "aws_opensearch_domain" "aws_opensearch_anonymous" {
  enforce {
    condition     = !core::anytrue([for options in core::try(attrs.advanced_security_options, []) : core::try(options.anonymous_auth_enabled, null) == true])
    error_message = "${attrs.domain_name} lets anonymous users in. Set anonymous_auth_enabled to false."
  }
}
