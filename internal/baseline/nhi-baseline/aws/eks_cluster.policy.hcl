# Refuses clusters of EKS whose secrets are stored unencrypted, or whose API
# answers the whole internet.
#
# Why: secrets of Kubernetes are the credentials of all workloads; an API that
# everybody reaches is one stolen token away from them.
#
# Mend: add an encryption_config for secrets, and name public_access_cidrs or
# switch endpoint_public_access off.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_eks_cluster" "aws_eks_secrets" {
  enforce {
    condition     = core::anytrue([for config in core::try(attrs.encryption_config, []) : core::contains(config.resources, "secrets")])
    error_message = "Secrets of ${attrs.name} are not encrypted by a key of yours. Add an encryption_config with resources = [\"secrets\"]."
  }
}

resource_policy "aws_eks_cluster" "aws_eks_endpoint" {
  enforcement_level = "advisory"

  locals {
    cidrs = core::try(attrs.vpc_config[0].public_access_cidrs, null)
  }

  enforce {
    condition     = core::try(attrs.vpc_config[0].endpoint_public_access, null) != true && local.cidrs == null || (local.cidrs == null ? false : !core::contains(local.cidrs, "0.0.0.0/0") && !core::contains(local.cidrs, "::/0"))
    error_message = "The API of ${attrs.name} answers the whole internet. Name public_access_cidrs, or set endpoint_public_access to false."
  }
}
