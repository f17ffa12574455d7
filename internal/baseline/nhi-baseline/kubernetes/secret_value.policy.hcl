# Refuses secrets of Kubernetes whose values Terraform knows.
#
# Why: the values stand in the plan and in the state as well, for all who read
# them.
#
# Mend: use data_wo with an ephemeral value, or an operator that fills the
# secret from the store of secrets.
policy {
  required_providers {
    kubernetes = {
      source = "hashicorp/kubernetes"
    }
  }
  enforcement_level = "advisory"
}

resource_policy "kubernetes_secret*" "kubernetes_secret_value" {
  filter = core::try(attrs.type, null) != "kubernetes.io/service-account-token"

  locals {
    data   = core::try(core::length(attrs.data), 0)
    binary = core::try(core::length(attrs.binary_data), 0)
  }

  enforce {
    condition     = local.data + local.binary == 0
    error_message = "The values of the secret stand in the state. Use data_wo with an ephemeral value, or let an operator fill it."
  }
}
