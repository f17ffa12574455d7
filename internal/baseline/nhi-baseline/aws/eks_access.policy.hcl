# Refuses the administration of a whole cluster of EKS, and clusters whose
# access is kept in a ConfigMap.
#
# Why: cluster administrators read every secret and become every workload. What
# the ConfigMap grants is seen by no review of AWS.
#
# Mend: associate AmazonEKSEditPolicy or AmazonEKSViewPolicy, with a scope of
# namespaces; set authentication_mode to API.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_eks_access_policy_association" "aws_eks_cluster_admin" {
  locals {
    administers = core::regex_match(attrs.policy_arn, "AmazonEKS(Cluster)?AdminPolicy$")
    whole       = core::anytrue([for scope in core::try(attrs.access_scope, []) : scope.type == "cluster"])
  }

  enforce {
    condition     = !local.administers || !local.whole
    error_message = "${attrs.principal_arn} administers the whole cluster ${attrs.cluster_name}. Scope it to namespaces, or associate a lesser policy."
  }
}

resource_policy "aws_eks_access_entry" "aws_eks_masters" {
  filter = core::try(attrs.kubernetes_groups, null) != null

  enforce {
    condition     = !core::contains(attrs.kubernetes_groups, "system:masters")
    error_message = "${attrs.principal_arn} is in system:masters, whom no rule of the cluster binds. Use a group with a role of its own."
  }
}

resource_policy "aws_eks_cluster" "aws_eks_authentication_mode" {
  # Who leaves it out gets the ConfigMap alone.
  filter = core::length(core::try(attrs.access_config, [])) > 0

  enforce {
    condition     = core::contains(["API", "API_AND_CONFIG_MAP"], core::try(attrs.access_config[0].authentication_mode, null))
    error_message = "Who may use ${attrs.name} stands in a ConfigMap inside of it. Set authentication_mode to API."
  }
}
