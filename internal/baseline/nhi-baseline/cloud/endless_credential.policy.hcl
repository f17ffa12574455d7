# Refuses keys, tokens and passwords of users and service identities that are
# valid until somebody remembers to withdraw them: access and API keys of
# Alibaba Cloud, Databricks, IBM Cloud, Linode, OpenStack, Oracle Cloud, Tencent
# Cloud and Yandex Cloud.
#
# Why: what never ends is copied, forgotten and found; its secret stands in the
# state besides.
#
# Mend: let the workload assume a role, or a service account of the machine. Give
# an end to what cannot do without: expires_at, expiry, lifetime_seconds.
policy {
  required_providers {
    alicloud = {
      source = "aliyun/alicloud"
    }
    databricks = {
      source = "databricks/databricks"
    }
    ibm = {
      source = "IBM-Cloud/ibm"
    }
    linode = {
      source = "linode/linode"
    }
    openstack = {
      source = "terraform-provider-openstack/openstack"
    }
    oci = {
      source = "oracle/oci"
    }
    tencentcloud = {
      source = "tencentcloudstack/tencentcloud"
    }
    yandex = {
      source = "yandex-cloud/yandex"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "alicloud_ram_access_key" "cloud_alicloud_access_key" {
  enforce {
    condition     = core::try(attrs.status, null) == "Inactive"
    error_message = "An access key of ${core::try("the user ${attrs.user_name}", "the account")} has no end. Let the workload assume a RAM role."
  }
}

resource_policy "tencentcloud_cam_access_key" "cloud_tencent_access_key" {
  enforce {
    condition     = core::try(attrs.status, null) == "Inactive"
    error_message = "The access key has no end. Let the workload assume a CAM role."
  }
}

resource_policy "oci_identity_api_key" "cloud_oci_api_key" {
  enforce {
    condition     = false
    error_message = "An API key of a user has no end. Let machines act as instance principals of a dynamic group."
  }
}

resource_policy "oci_identity_auth_token" "cloud_oci_auth_token" {
  enforce {
    condition     = false
    error_message = "An auth token of a user has no end. Let machines act as instance principals of a dynamic group."
  }
}

resource_policy "oci_identity_customer_secret_key" "cloud_oci_secret_key" {
  enforce {
    condition     = false
    error_message = "A customer secret key has no end. Let machines act as instance principals of a dynamic group."
  }
}

resource_policy "ibm_iam*_api_key" "cloud_ibm_api_key" {
  enforce {
    condition     = false
    error_message = "The API key ${attrs.name} has no end. Let the workload be a trusted profile."
  }
}

resource_policy "yandex_iam_service_account_key" "cloud_yandex_account_key" {
  enforce {
    condition     = false
    error_message = "The authorized key has no end. Attach the service account to the machine, or federate the workload."
  }
}

resource_policy "yandex_iam_service_account_api_key" "cloud_yandex_api_key" {
  enforce {
    condition     = core::try(attrs.expires_at, null) != null
    error_message = "The API key has no end. Set expires_at, or attach the service account to the machine."
  }
}

resource_policy "yandex_iam_service_account_static_access_key" "cloud_yandex_static_key" {
  enforcement_level = "advisory"

  enforce {
    condition     = false
    error_message = "The static access key has no end, and its secret stands in the state. Use a token of the service account where the service takes one."
  }
}

resource_policy "linode_token" "cloud_linode_token_expiry" {
  enforce {
    condition     = core::try(attrs.expiry, null) != null
    error_message = "The token never expires. Set expiry."
  }
}

resource_policy "linode_token" "cloud_linode_token_scopes" {
  enforce {
    condition     = attrs.scopes != "*"
    error_message = "The token does everything that its user may. Name the scopes that are needed."
  }
}

resource_policy "databricks_token" "cloud_databricks_token" {
  enforce {
    condition     = core::try(attrs.lifetime_seconds, null) != null
    error_message = "The token never expires. Set lifetime_seconds, or let the workload sign in by OAuth."
  }
}

resource_policy "databricks_obo_token" "cloud_databricks_obo_token" {
  enforce {
    condition     = core::try(attrs.lifetime_seconds, null) != null
    error_message = "The token of the service principal never expires. Set lifetime_seconds, or let the workload sign in by OAuth."
  }
}

resource_policy "openstack_identity_application_credential_v3" "cloud_openstack_credential_end" {
  enforce {
    condition     = core::try(attrs.expires_at, null) != null
    error_message = "The application credential ${attrs.name} never expires. Set expires_at."
  }
}

resource_policy "openstack_identity_application_credential_v3" "cloud_openstack_credential_unrestricted" {
  enforce {
    condition     = core::try(attrs.unrestricted, null) != true
    error_message = "Who holds the application credential ${attrs.name} makes more of them. Leave unrestricted false."
  }
}

resource_policy "openstack_identity_user_v3" "cloud_openstack_password_end" {
  enforce {
    condition     = core::try(attrs.ignore_password_expiry, null) != true
    error_message = "The password of ${attrs.name} never expires. Leave ignore_password_expiry false."
  }
}
