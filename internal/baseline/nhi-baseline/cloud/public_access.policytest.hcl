policytest {
  targets = ["public_access.policy.hcl"]
}

resource "alicloud_oss_bucket" "strangers_0" {
  attrs = { acl = "public-read" }
  meta = { type = "alicloud_oss_bucket" }
  expect {
    policy  = "cloud_alicloud_bucket_public"
    verdict = "fail"
  }
}

resource "alicloud_oss_bucket" "nobody_else_0" {
  attrs = { acl = "private" }
  meta = { type = "alicloud_oss_bucket" }
  expect {
    policy  = "cloud_alicloud_bucket_public"
    verdict = "pass"
  }
}

resource "alicloud_oss_bucket" "nobody_else_1" {
  attrs = { acl = null }
  meta = { type = "alicloud_oss_bucket" }
  expect {
    policy  = "cloud_alicloud_bucket_public"
    verdict = "pass"
  }
}

resource "alicloud_oss_bucket" "not_known_yet" {
  attrs = { acl = unknown("string") }
  meta = { type = "alicloud_oss_bucket" }
  expect {
    policy  = "cloud_alicloud_bucket_public"
    verdict = "undecided"
  }
}

resource "alicloud_oss_bucket_logging" "another_type" {
  attrs = { target_bucket = "logs" }
  meta = { type = "alicloud_oss_bucket_logging" }
}

resource "alicloud_api_gateway_api" "strangers_0" {
  attrs = { name = "a", auth_type = "ANONYMOUS" }
  expect {
    policy  = "cloud_alicloud_api_anonymous"
    verdict = "fail"
  }
}

resource "alicloud_api_gateway_api" "nobody_else_0" {
  attrs = { name = "a", auth_type = "APP" }
  expect {
    policy  = "cloud_alicloud_api_anonymous"
    verdict = "pass"
  }
}

resource "digitalocean_spaces_bucket" "strangers_0" {
  attrs = { name = "b", acl = "public-read" }
  meta = { type = "digitalocean_spaces_bucket" }
  expect {
    policy  = "cloud_digitalocean_bucket_public"
    verdict = "fail"
  }
}

resource "digitalocean_spaces_bucket" "nobody_else_0" {
  attrs = { name = "b" }
  meta = { type = "digitalocean_spaces_bucket" }
  expect {
    policy  = "cloud_digitalocean_bucket_public"
    verdict = "pass"
  }
}

resource "digitalocean_spaces_bucket_policy" "another_type" {
  attrs = { bucket = "b" }
  meta = { type = "digitalocean_spaces_bucket_policy" }
}

resource "linode_object_storage_bucket" "strangers_0" {
  attrs = { label = "b", acl = "authenticated-read" }
  expect {
    policy  = "cloud_linode_bucket_public"
    verdict = "fail"
  }
}

resource "linode_object_storage_bucket" "nobody_else_0" {
  attrs = { label = "b" }
  expect {
    policy  = "cloud_linode_bucket_public"
    verdict = "pass"
  }
}

resource "openstack_objectstorage_container_v1" "strangers_0" {
  attrs = { name = "c", container_read = ".r:*,.rlistings" }
  expect {
    policy  = "cloud_openstack_container_public"
    verdict = "fail"
  }
}

resource "openstack_objectstorage_container_v1" "strangers_1" {
  attrs = { name = "c", container_write = "*" }
  expect {
    policy  = "cloud_openstack_container_public"
    verdict = "fail"
  }
}

resource "openstack_objectstorage_container_v1" "nobody_else_0" {
  attrs = { name = "c" }
  expect {
    policy  = "cloud_openstack_container_public"
    verdict = "pass"
  }
}

resource "openstack_objectstorage_container_v1" "nobody_else_1" {
  attrs = { name = "c", container_read = "prod:ci", container_write = "prod:*" }
  expect {
    policy  = "cloud_openstack_container_public"
    verdict = "pass"
  }
}

resource "oci_objectstorage_bucket" "strangers_0" {
  attrs = { name = "b", access_type = "ObjectRead" }
  expect {
    policy  = "cloud_oci_bucket_public"
    verdict = "fail"
  }
}

resource "oci_objectstorage_bucket" "nobody_else_0" {
  attrs = { name = "b" }
  expect {
    policy  = "cloud_oci_bucket_public"
    verdict = "pass"
  }
}

resource "oci_objectstorage_bucket" "nobody_else_1" {
  attrs = { name = "b", access_type = "NoPublicAccess" }
  expect {
    policy  = "cloud_oci_bucket_public"
    verdict = "pass"
  }
}

resource "tencentcloud_cos_bucket" "strangers_0" {
  attrs = { bucket = "b", acl = "public-read" }
  expect {
    policy  = "cloud_tencent_bucket_public"
    verdict = "fail"
  }
}

resource "tencentcloud_cos_bucket" "nobody_else_0" {
  attrs = { bucket = "b" }
  expect {
    policy  = "cloud_tencent_bucket_public"
    verdict = "pass"
  }
}

resource "yandex_storage_bucket" "strangers_0" {
  attrs = { acl = "public-read" }
  expect {
    policy  = "cloud_yandex_bucket_public"
    verdict = "fail"
  }
}

resource "yandex_storage_bucket" "strangers_1" {
  attrs = { anonymous_access_flags = [{ read = true, list = false }] }
  expect {
    policy  = "cloud_yandex_bucket_public"
    verdict = "fail"
  }
}

resource "yandex_storage_bucket" "nobody_else_0" {
  attrs = { bucket = "b" }
  expect {
    policy  = "cloud_yandex_bucket_public"
    verdict = "pass"
  }
}

resource "yandex_storage_bucket" "nobody_else_1" {
  attrs = { acl = "private", anonymous_access_flags = [{ read = false, list = false }] }
  expect {
    policy  = "cloud_yandex_bucket_public"
    verdict = "pass"
  }
}

resource "yandex_function_iam_binding" "strangers_0" {
  attrs = { role = "functions.functionInvoker", members = ["system:allUsers"] }
  meta = { type = "yandex_function_iam_binding" }
  expect {
    policy  = "cloud_yandex_everybody"
    verdict = "fail"
  }
}

resource "yandex_function_iam_binding" "strangers_1" {
  attrs = { role = "viewer", members = ["userAccount:a"] }
  meta = { type = "yandex_function_iam_binding" }
  expect {
    policy  = "cloud_yandex_everybody"
    verdict = "fail"
  }
}

resource "yandex_function_iam_binding" "nobody_else_0" {
  attrs = { role = "viewer", members = ["serviceAccount:a"] }
  meta = { type = "yandex_function_iam_binding" }
  expect {
    policy  = "cloud_yandex_everybody"
    verdict = "pass"
  }
}

resource "yandex_resourcemanager_folder_iam_member" "strangers_0" {
  attrs = { role = "viewer", member = "system:allAuthenticatedUsers" }
  meta = { type = "yandex_resourcemanager_folder_iam_member" }
  expect {
    policy  = "cloud_yandex_everybody"
    verdict = "fail"
  }
}

resource "yandex_resourcemanager_folder_iam_member" "nobody_else_0" {
  attrs = { role = "viewer", member = "federatedUser:a" }
  meta = { type = "yandex_resourcemanager_folder_iam_member" }
  expect {
    policy  = "cloud_yandex_everybody"
    verdict = "pass"
  }
}

resource "yandex_x_iam_other" "another_type" {
  attrs = { name = "a" }
  meta = { type = "yandex_x_iam_other" }
}

resource "alicloud_oss_bucket" "policy_for_everybody" {
  attrs = { bucket = "b", policy = core::jsonencode({ Version = "1", Statement = [{ Effect = "Allow", Action = ["oss:*"], Principal = ["*"], Resource = ["acs:oss:*:*:b"] }] }) }
  meta  = { type = "alicloud_oss_bucket" }
  expect {
    policy  = "cloud_alicloud_bucket_policy"
    verdict = "fail"
  }
}

resource "alicloud_oss_bucket" "policy_for_one_account" {
  attrs = { bucket = "b", policy = core::jsonencode({ Version = "1", Statement = [{ Effect = "Allow", Action = ["oss:GetObject"], Principal = ["2090000000000000"], Resource = ["acs:oss:*:*:b"] }] }) }
  meta  = { type = "alicloud_oss_bucket" }
  expect {
    policy  = "cloud_alicloud_bucket_policy"
    verdict = "pass"
  }
}

resource "alicloud_oss_bucket" "policy_for_from_one_network" {
  attrs = { bucket = "b", policy = core::jsonencode({ Version = "1", Statement = [{ Effect = "Allow", Action = ["oss:GetObject"], Principal = "*", Resource = ["acs:oss:*:*:b"], Condition = { StringEquals = { "acs:SourceVpc" = ["vpc-1"] } } }] }) }
  meta  = { type = "alicloud_oss_bucket" }
  expect {
    policy  = "cloud_alicloud_bucket_policy"
    verdict = "pass"
  }
}

resource "alicloud_oss_bucket" "policy_not_known_yet" {
  attrs = { bucket = "b", policy = unknown("string") }
  meta  = { type = "alicloud_oss_bucket" }
  expect {
    policy  = "cloud_alicloud_bucket_policy"
    verdict = "undecided"
  }
}
