# Refuses certificates for every name of a domain.
#
# Why: one certificate then speaks for every workload of the domain, and the
# loss of one is that of all.
#
# Mend: name the hosts in domain_name and subject_alternative_names.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "advisory"
}

resource_policy "aws_acm_certificate" "aws_acm_wildcard" {
  locals {
    domain = core::try(attrs.domain_name, null)
    others = core::try(attrs.subject_alternative_names, null)
    wild   = [for name in core::concat(local.domain == null ? [] : [local.domain], local.others == null ? [] : local.others) : name if core::startswith(name, "*.")]
  }

  enforce {
    condition     = core::length(local.wild) == 0
    error_message = "The certificate is for every name of ${core::join(", ", local.wild)}. Name the hosts."
  }
}
