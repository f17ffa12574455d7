# Refuses encryption keys that nobody rotates: of Alibaba Cloud, Tencent Cloud
# and Yandex Cloud; and Kubernetes clusters of Yandex Cloud whose secrets no key
# of the customer encrypts.
#
# Why: a key that never changes decrypts all that was ever encrypted by it, for
# whoever gets it once.
#
# Mend: set automatic_rotation to Enabled, key_rotation_enabled, or
# rotation_period; give the cluster a kms_provider.
policy {
  required_providers {
    alicloud = {
      source = "aliyun/alicloud"
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

resource_policy "alicloud_kms_key" "cloud_alicloud_key_rotation" {
  # A pair of keys, a key for signing and one that was brought along cannot be rotated by the service.
  filter = !nhi::known(core::try(attrs.key_spec, null)) || core::try(attrs.key_spec, null) == null || core::contains(["Aliyun_AES_256", "Aliyun_SM4"], core::try(attrs.key_spec, ""))

  enforce {
    condition     = core::try(attrs.automatic_rotation, null) == "Enabled"
    error_message = "Nobody rotates the key. Set automatic_rotation to Enabled, and rotation_interval."
  }
}

resource_policy "tencentcloud_kms_key" "cloud_tencent_key_rotation" {
  filter = core::try(attrs.key_usage, null) == null || core::try(attrs.key_usage, "") == "ENCRYPT_DECRYPT"

  enforce {
    condition     = core::try(attrs.key_rotation_enabled, null) == true
    error_message = "Nobody rotates the key ${attrs.alias}. Set key_rotation_enabled."
  }
}

resource_policy "yandex_kms_symmetric_key" "cloud_yandex_key_rotation" {
  enforce {
    condition     = core::try(attrs.rotation_period, null) != null
    error_message = "Nobody rotates the key. Set rotation_period."
  }
}

resource_policy "yandex_kubernetes_cluster" "cloud_yandex_cluster_secrets" {
  enforce {
    condition     = core::length(core::try(attrs.kms_provider, null) == null ? [] : attrs.kms_provider) > 0
    error_message = "No key of yours encrypts the secrets of the cluster. Add kms_provider."
  }
}
