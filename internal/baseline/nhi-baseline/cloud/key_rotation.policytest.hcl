policytest {
  targets = ["key_rotation.policy.hcl"]
}

resource "alicloud_kms_key" "not_rotated" {
  attrs = { description = "k" }
  expect {
    policy  = "cloud_alicloud_key_rotation"
    verdict = "fail"
  }
}

resource "alicloud_kms_key" "not_rotated_symmetric" {
  attrs = { key_spec = "Aliyun_AES_256", automatic_rotation = "Disabled" }
  expect {
    policy  = "cloud_alicloud_key_rotation"
    verdict = "fail"
  }
}

resource "alicloud_kms_key" "rotated" {
  attrs = { key_spec = unknown("string"), automatic_rotation = "Enabled", rotation_interval = "90d" }
  expect {
    policy  = "cloud_alicloud_key_rotation"
    verdict = "pass"
  }
}

resource "alicloud_kms_key" "not_known_yet" {
  attrs = { automatic_rotation = unknown("string") }
  expect {
    policy  = "cloud_alicloud_key_rotation"
    verdict = "undecided"
  }
}

resource "alicloud_kms_key" "of_a_pair" {
  attrs = { key_spec = "RSA_2048", automatic_rotation = null }
}

resource "tencentcloud_kms_key" "not_rotated" {
  attrs = { alias = "k" }
  expect {
    policy  = "cloud_tencent_key_rotation"
    verdict = "fail"
  }
}

resource "tencentcloud_kms_key" "rotated" {
  attrs = { alias = "k", key_usage = "ENCRYPT_DECRYPT", key_rotation_enabled = true }
  expect {
    policy  = "cloud_tencent_key_rotation"
    verdict = "pass"
  }
}

resource "tencentcloud_kms_key" "for_signing" {
  attrs = { alias = "k", key_usage = "ASYMMETRIC_SIGN_VERIFY_SM2" }
}

resource "yandex_kms_symmetric_key" "not_rotated" {
  attrs = { name = "k" }
  expect {
    policy  = "cloud_yandex_key_rotation"
    verdict = "fail"
  }
}

resource "yandex_kms_symmetric_key" "rotated" {
  attrs = { name = "k", rotation_period = "8760h" }
  expect {
    policy  = "cloud_yandex_key_rotation"
    verdict = "pass"
  }
}

resource "yandex_kubernetes_cluster" "no_key" {
  attrs = { name = "c", kms_provider = [] }
  expect {
    policy  = "cloud_yandex_cluster_secrets"
    verdict = "fail"
  }
}

resource "yandex_kubernetes_cluster" "says_nothing" {
  attrs = { name = "c" }
  expect {
    policy  = "cloud_yandex_cluster_secrets"
    verdict = "fail"
  }
}

resource "yandex_kubernetes_cluster" "with_a_key" {
  attrs = { name = "c", kms_provider = [{ key_id = "k" }] }
  expect {
    policy  = "cloud_yandex_cluster_secrets"
    verdict = "pass"
  }
}
