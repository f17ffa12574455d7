# Refuses clusters of EKS that do not record who signs in and what they do.
#
# Why: without these logs nobody can tell what a stolen token of the cluster was
# used for.
#
# Mend: enable the logs audit and authenticator.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "advisory"
}

resource_policy "aws_eks_cluster" "aws_eks_audit" {
  locals {
    logs = core::try(attrs.enabled_cluster_log_types, null) == null ? [] : attrs.enabled_cluster_log_types
  }

  enforce {
    condition     = core::length(local.logs) == 0 || core::contains(local.logs, "audit") && core::contains(local.logs, "authenticator")
    error_message = "${attrs.name} does not record who signs in and what they do. Enable the logs audit and authenticator."
  }
}
