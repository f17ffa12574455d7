policytest {
  targets = ["endless_credential.policy.hcl"]
}

resource "alicloud_ram_access_key" "of_a_user" {
  attrs = { user_name = "ci", status = null }
  expect {
    policy  = "cloud_alicloud_access_key"
    verdict = "fail"
  }
}

resource "alicloud_ram_access_key" "of_the_account" {
  attrs = { secret_file = "key.txt" }
  expect {
    policy  = "cloud_alicloud_access_key"
    verdict = "fail"
  }
}

resource "alicloud_ram_access_key" "withdrawn" {
  attrs = { user_name = "ci", status = "Inactive" }
  expect {
    policy  = "cloud_alicloud_access_key"
    verdict = "pass"
  }
}

resource "alicloud_ram_access_key" "not_known_yet" {
  attrs = { user_name = "ci", status = unknown("string") }
  expect {
    policy  = "cloud_alicloud_access_key"
    verdict = "undecided"
  }
}

resource "tencentcloud_cam_access_key" "active" {
  attrs = { status = null }
  expect {
    policy  = "cloud_tencent_access_key"
    verdict = "fail"
  }
}

resource "tencentcloud_cam_access_key" "withdrawn" {
  attrs = { status = "Inactive" }
  expect {
    policy  = "cloud_tencent_access_key"
    verdict = "pass"
  }
}

resource "oci_identity_api_key" "any" {
  attrs = { user_id = "ocid1.user.oc1..a", key_value = "-----BEGIN PUBLIC KEY-----" }
  expect {
    policy  = "cloud_oci_api_key"
    verdict = "fail"
  }
}

resource "oci_identity_auth_token" "any" {
  attrs = { user_id = "ocid1.user.oc1..a", description = "ci" }
  expect {
    policy  = "cloud_oci_auth_token"
    verdict = "fail"
  }
}

resource "oci_identity_customer_secret_key" "any" {
  attrs = { user_id = "ocid1.user.oc1..a", display_name = "ci" }
  expect {
    policy  = "cloud_oci_secret_key"
    verdict = "fail"
  }
}

resource "ibm_iam_service_api_key" "any" {
  attrs = { name = "ci", iam_service_id = "iam-ServiceId-1" }
  expect {
    policy  = "cloud_ibm_api_key"
    verdict = "fail"
  }
}

resource "ibm_iam_api_key" "any" {
  attrs = { name = "me" }
  expect {
    policy  = "cloud_ibm_api_key"
    verdict = "fail"
  }
}

resource "yandex_iam_service_account_key" "any" {
  attrs = { service_account_id = "a" }
  expect {
    policy  = "cloud_yandex_account_key"
    verdict = "fail"
  }
}

resource "yandex_iam_service_account_api_key" "endless" {
  attrs = { service_account_id = "a", expires_at = null }
  expect {
    policy  = "cloud_yandex_api_key"
    verdict = "fail"
  }
}

resource "yandex_iam_service_account_api_key" "ends" {
  attrs = { service_account_id = "a", expires_at = "2027-02-01T00:00:00Z" }
  expect {
    policy  = "cloud_yandex_api_key"
    verdict = "pass"
  }
}

resource "yandex_iam_service_account_api_key" "not_known_yet" {
  attrs = { service_account_id = "a", expires_at = unknown("string") }
  expect {
    policy  = "cloud_yandex_api_key"
    verdict = "undecided"
  }
}

resource "yandex_iam_service_account_static_access_key" "any" {
  attrs = { service_account_id = "a" }
  expect {
    policy  = "cloud_yandex_static_key"
    verdict = "fail"
  }
}

resource "linode_token" "endless" {
  attrs = { scopes = "linodes:read_only" }
  expect {
    policy  = "cloud_linode_token_expiry"
    verdict = "fail"
  }
}

resource "linode_token" "ends" {
  attrs = { scopes = "linodes:read_only", expiry = "2027-02-01T00:00:00Z" }
  expect {
    policy  = "cloud_linode_token_expiry"
    verdict = "pass"
  }
}

resource "linode_token" "everything" {
  attrs = { scopes = "*", expiry = "2027-02-01T00:00:00Z" }
  expect {
    policy  = "cloud_linode_token_scopes"
    verdict = "fail"
  }
}

resource "linode_token" "one_thing" {
  attrs = { scopes = "linodes:read_only", expiry = "2027-02-01T00:00:00Z" }
  expect {
    policy  = "cloud_linode_token_scopes"
    verdict = "pass"
  }
}

resource "linode_token" "scopes_not_known_yet" {
  attrs = { scopes = unknown("string"), expiry = "2027-02-01T00:00:00Z" }
  expect {
    policy  = "cloud_linode_token_scopes"
    verdict = "undecided"
  }
}

resource "databricks_token" "endless" {
  attrs = { comment = "ci" }
  expect {
    policy  = "cloud_databricks_token"
    verdict = "fail"
  }
}

resource "databricks_token" "ends" {
  attrs = { comment = "ci", lifetime_seconds = 86400 }
  expect {
    policy  = "cloud_databricks_token"
    verdict = "pass"
  }
}

resource "databricks_obo_token" "endless" {
  attrs = { application_id = "a" }
  expect {
    policy  = "cloud_databricks_obo_token"
    verdict = "fail"
  }
}

resource "databricks_obo_token" "ends" {
  attrs = { application_id = "a", lifetime_seconds = 3600 }
  expect {
    policy  = "cloud_databricks_obo_token"
    verdict = "pass"
  }
}

resource "openstack_identity_application_credential_v3" "endless" {
  attrs = { name = "ci" }
  expect {
    policy  = "cloud_openstack_credential_end"
    verdict = "fail"
  }
}

resource "openstack_identity_application_credential_v3" "ends" {
  attrs = { name = "ci", expires_at = "2027-02-01T00:00:00Z" }
  expect {
    policy  = "cloud_openstack_credential_end"
    verdict = "pass"
  }
}

resource "openstack_identity_application_credential_v3" "makes_more" {
  attrs = { name = "ci", expires_at = "2027-02-01T00:00:00Z", unrestricted = true }
  expect {
    policy  = "cloud_openstack_credential_unrestricted"
    verdict = "fail"
  }
}

resource "openstack_identity_application_credential_v3" "makes_no_more" {
  attrs = { name = "ci", expires_at = "2027-02-01T00:00:00Z" }
  expect {
    policy  = "cloud_openstack_credential_unrestricted"
    verdict = "pass"
  }
}

resource "openstack_identity_user_v3" "endless_password" {
  attrs = { name = "ci", ignore_password_expiry = true }
  expect {
    policy  = "cloud_openstack_password_end"
    verdict = "fail"
  }
}

resource "openstack_identity_user_v3" "usual_password" {
  attrs = { name = "ci" }
  expect {
    policy  = "cloud_openstack_password_end"
    verdict = "pass"
  }
}
