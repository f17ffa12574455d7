policytest {
  targets = ["broad_grant.policy.hcl"]
}

resource "alicloud_ram_policy" "everything" {
  attrs = { policy_document = core::jsonencode({ Version = "1", Statement = [{ Effect = "Allow", Action = ["*"], Resource = "*" }] }) }
  expect {
    policy  = "cloud_alicloud_policy_wildcard"
    verdict = "fail"
  }
}

resource "alicloud_ram_policy" "everything_by_the_older_name" {
  attrs = { document = core::jsonencode({ Version = "1", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] }) }
  expect {
    policy  = "cloud_alicloud_policy_wildcard"
    verdict = "fail"
  }
}

resource "alicloud_ram_policy" "reads_objects" {
  attrs = { policy_document = core::jsonencode({ Version = "1", Statement = [{ Effect = "Allow", Action = ["oss:GetObject"], Resource = "*" }] }) }
  expect {
    policy  = "cloud_alicloud_policy_wildcard"
    verdict = "pass"
  }
}

resource "alicloud_ram_policy" "denies_everything" {
  attrs = { policy_document = core::jsonencode({ Version = "1", Statement = [{ Effect = "Deny", Action = "*", Resource = "*" }] }) }
  expect {
    policy  = "cloud_alicloud_policy_wildcard"
    verdict = "pass"
  }
}

resource "alicloud_ram_policy" "not_known_yet" {
  attrs = { policy_document = unknown("string") }
  expect {
    policy  = "cloud_alicloud_policy_wildcard"
    verdict = "undecided"
  }
}

resource "alicloud_ram_policy" "in_blocks" {
  attrs = { policy_document = null, document = null }
}

resource "alicloud_ram_role_policy_attachment" "administrator" {
  attrs = { role_name = "ci", policy_name = "AdministratorAccess", policy_type = "System" }
  meta = { type = "alicloud_ram_role_policy_attachment" }
  expect {
    policy  = "cloud_alicloud_administrator"
    verdict = "fail"
  }
}

resource "alicloud_ram_role_policy_attachment" "reader" {
  attrs = { role_name = "ci", policy_name = "AliyunOSSReadOnlyAccess", policy_type = "System" }
  meta = { type = "alicloud_ram_role_policy_attachment" }
  expect {
    policy  = "cloud_alicloud_administrator"
    verdict = "pass"
  }
}

resource "alicloud_ram_role_policy_attachment" "custom" {
  attrs = { role_name = "ci", policy_name = "AdministratorAccess", policy_type = "Custom" }
  meta = { type = "alicloud_ram_role_policy_attachment" }
}

resource "tencentcloud_cam_policy" "everything" {
  attrs = { name = "p", document = core::jsonencode({ version = "2.0", statement = [{ effect = "allow", action = ["*"], resource = ["*"] }] }) }
  expect {
    policy  = "cloud_tencent_policy_wildcard"
    verdict = "fail"
  }
}

resource "tencentcloud_cam_policy" "reads_objects" {
  attrs = { name = "p", document = core::jsonencode({ version = "2.0", statement = { effect = "allow", action = "name/cos:GetObject", resource = "*" } }) }
  expect {
    policy  = "cloud_tencent_policy_wildcard"
    verdict = "pass"
  }
}

resource "tencentcloud_cam_policy" "denies" {
  attrs = { name = "p", document = core::jsonencode({ version = "2.0", statement = [{ effect = "deny", action = ["*"], resource = ["*"] }] }) }
  expect {
    policy  = "cloud_tencent_policy_wildcard"
    verdict = "pass"
  }
}

resource "oci_identity_policy" "rules_the_tenancy" {
  attrs = { statements = ["Allow group Administrators to manage all-resources in tenancy"] }
  expect {
    policy  = "cloud_oci_policy_everything"
    verdict = "fail"
  }
}

resource "oci_identity_policy" "anybody" {
  attrs = { statements = ["Allow any-user to read buckets in compartment logs"] }
  expect {
    policy  = "cloud_oci_policy_everything"
    verdict = "fail"
  }
}

resource "oci_identity_policy" "one_workload" {
  attrs = { statements = ["Allow any-user to read buckets in compartment logs where request.principal.type = 'workload'"] }
  expect {
    policy  = "cloud_oci_policy_everything"
    verdict = "pass"
  }
}

resource "oci_identity_policy" "auditors" {
  attrs = { statements = ["Allow group Auditors to inspect all-resources in tenancy"] }
  expect {
    policy  = "cloud_oci_policy_everything"
    verdict = "pass"
  }
}

resource "oci_identity_policy" "not_known_yet" {
  attrs = { statements = [unknown("string")] }
  expect {
    policy  = "cloud_oci_policy_everything"
    verdict = "undecided"
  }
}

resource "ibm_iam_service_policy" "administrates_the_account" {
  attrs = { roles = ["Administrator"], account_management = true }
  meta = { type = "ibm_iam_service_policy" }
  expect {
    policy  = "cloud_ibm_administrator"
    verdict = "fail"
  }
}

resource "ibm_iam_service_policy" "administrates_every_service" {
  attrs = { roles = ["Administrator"], account_management = null, resources = [] }
  meta = { type = "ibm_iam_service_policy" }
  expect {
    policy  = "cloud_ibm_administrator"
    verdict = "fail"
  }
}

resource "ibm_iam_service_policy" "administrates_one_service" {
  attrs = { roles = ["Administrator"], resources = [{ service = "kms" }] }
  meta = { type = "ibm_iam_service_policy" }
  expect {
    policy  = "cloud_ibm_administrator"
    verdict = "pass"
  }
}

resource "ibm_iam_service_policy" "by_attributes" {
  attrs = { roles = ["Administrator"], resource_attributes = [{ name = "serviceName", value = "kms" }] }
  meta = { type = "ibm_iam_service_policy" }
  expect {
    policy  = "cloud_ibm_administrator"
    verdict = "pass"
  }
}

resource "ibm_iam_service_policy" "reader" {
  attrs = { roles = ["Reader"] }
  meta = { type = "ibm_iam_service_policy" }
}

resource "ibm_iam_service_policy" "says_nothing" {
  attrs = { roles = null }
  meta = { type = "ibm_iam_service_policy" }
}

resource "linode_user" "unrestricted" {
  attrs = { username = "ci" }
  expect {
    policy  = "cloud_linode_user"
    verdict = "fail"
  }
}

resource "linode_user" "restricted" {
  attrs = { username = "ci", restricted = true }
  expect {
    policy  = "cloud_linode_user"
    verdict = "pass"
  }
}

resource "yandex_resourcemanager_folder_iam_member" "ruler" {
  attrs = { role = "admin", member = "serviceAccount:a" }
  meta = { type = "yandex_resourcemanager_folder_iam_member" }
  expect {
    policy  = "cloud_yandex_ruler"
    verdict = "fail"
  }
}

resource "yandex_resourcemanager_folder_iam_member" "of_a_service" {
  attrs = { role = "storage.viewer", member = "serviceAccount:a" }
  meta = { type = "yandex_resourcemanager_folder_iam_member" }
  expect {
    policy  = "cloud_yandex_ruler"
    verdict = "pass"
  }
}

resource "yandex_resourcemanager_folder_iam_member" "not_known_yet" {
  attrs = { role = unknown("string"), member = "serviceAccount:a" }
  meta = { type = "yandex_resourcemanager_folder_iam_member" }
  expect {
    policy  = "cloud_yandex_ruler"
    verdict = "undecided"
  }
}

resource "mysql_grant" "everything" {
  attrs = { database = "*", privileges = ["ALL PRIVILEGES"] }
  expect {
    policy  = "cloud_mysql_everything"
    verdict = "fail"
  }
}

resource "mysql_grant" "reads" {
  attrs = { database = "*", privileges = ["SELECT"] }
  expect {
    policy  = "cloud_mysql_everything"
    verdict = "pass"
  }
}

resource "mysql_grant" "a_role" {
  attrs = { database = "*", roles = ["app"] }
  expect {
    policy  = "cloud_mysql_everything"
    verdict = "pass"
  }
}

resource "mysql_grant" "one_database" {
  attrs = { database = "app", privileges = ["ALL"] }
}

resource "postgresql_role" "superuser" {
  attrs = { name = "app", superuser = true }
  expect {
    policy  = "cloud_postgresql_superuser"
    verdict = "fail"
  }
}

resource "postgresql_role" "usual" {
  attrs = { name = "app" }
  expect {
    policy  = "cloud_postgresql_superuser"
    verdict = "pass"
  }
}

resource "docker_container" "privileged" {
  attrs = { name = "app", privileged = true }
  expect {
    policy  = "cloud_docker_privileged"
    verdict = "fail"
  }
}

resource "docker_container" "usual" {
  attrs = { name = "app" }
  expect {
    policy  = "cloud_docker_privileged"
    verdict = "pass"
  }
}

resource "yandex_function_iam_binding" "of_a_function" {
  attrs = { role = "admin", members = ["serviceAccount:a"] }
  meta = { type = "yandex_function_iam_binding" }
}
