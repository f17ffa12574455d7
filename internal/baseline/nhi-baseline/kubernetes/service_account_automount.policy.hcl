# Refuses service accounts that put their token into every pod, and pods that
# take the token of the default service account.
#
# Why: most workloads never call the API of Kubernetes; a token that lies in
# their file system only serves who breaks in.
#
# Mend: set automount_service_account_token to false on the service account, and
# to true in the pods that need it, with a service account of their own.
policy {
  required_providers {
    kubernetes = {
      source = "hashicorp/kubernetes"
    }
  }
  enforcement_level = "advisory"
}

# Put there because somebody asked for it.
resource_policy "kubernetes_*service_account*" "kubernetes_service_account_automount_asked" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.automount_service_account_token, null) != true
    error_message = "The token of the service account is put into every pod that has it. Set automount_service_account_token to false, and to true in pods that call the API."
  }
}

# The account of every pod that names none.
resource_policy "kubernetes_default_service_account*" "kubernetes_default_service_account_automount" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.automount_service_account_token, null) != null
    error_message = "The token of the default service account is put into every pod that names no other. Set automount_service_account_token to false."
  }
}

resource_policy "kubernetes_*" "kubernetes_pod_automount" {
  filter = core::can(core::try(attrs.spec[0].job_template[0].spec[0].template[0].spec[0].container, attrs.spec[0].template[0].spec[0].container, attrs.spec[0].container))

  locals {
    pod     = core::try(attrs.spec[0].job_template[0].spec[0].template[0].spec[0], attrs.spec[0].template[0].spec[0], attrs.spec[0])
    account = core::try(local.pod.service_account_name, null)
    named   = local.account == null ? false : !core::contains(["", "default"], local.account)
  }

  enforce {
    condition     = local.named || core::try(local.pod.automount_service_account_token, null) != true
    error_message = "The pod has the token of the default service account. Set automount_service_account_token to false, or name a service account of its own."
  }
}
