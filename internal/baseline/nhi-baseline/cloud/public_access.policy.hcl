# Refuses access for everybody: buckets that anybody lists and reads, roles for
# all users, and interfaces that ask nobody who they are, at Alibaba Cloud,
# DigitalOcean, Linode, OpenStack, Oracle Cloud, Tencent Cloud and Yandex Cloud.
# Personal Yandex accounts, which no organisation manages, count as strangers.
#
# Why: who is not asked who they are cannot be refused.
#
# Mend: take the public entry out, and grant access to the identities that need
# it.
policy {
  required_providers {
    alicloud = {
      source = "aliyun/alicloud"
    }
    digitalocean = {
      source = "digitalocean/digitalocean"
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

resource_policy "alicloud_oss_bucket*" "cloud_alicloud_bucket_public" {
  filter = core::contains(["alicloud_oss_bucket", "alicloud_oss_bucket_acl"], meta.type)

  enforce {
    condition     = !core::contains(["public-read", "public-read-write"], core::try(attrs.acl, null) == null ? "private" : attrs.acl)
    error_message = "Everybody reads the bucket (acl ${attrs.acl}). Set acl to private."
  }
}

resource_policy "alicloud_oss_bucket*" "cloud_alicloud_bucket_policy" {
  filter = core::try(attrs.policy, null) != null

  locals {
    document   = core::jsondecode(attrs.policy)
    statements = core::flatten([core::try(local.document.Statement, [])])
    anyone     = [for s in local.statements : s if core::try(s.Effect, "") == "Allow" && core::contains(core::flatten([core::try(s.Principal, [])]), "*") && !core::can(s.Condition)]
  }

  enforce {
    condition     = core::length(local.anyone) == 0
    error_message = "The policy of the bucket is for everybody. Name the accounts in Principal, or add a Condition."
  }
}

resource_policy "alicloud_api_gateway_api" "cloud_alicloud_api_anonymous" {
  enforce {
    condition     = attrs.auth_type != "ANONYMOUS"
    error_message = "The interface ${attrs.name} asks nobody who they are. Set auth_type to APP."
  }
}

resource_policy "digitalocean_spaces_bucket*" "cloud_digitalocean_bucket_public" {
  filter = core::contains(["digitalocean_spaces_bucket", "digitalocean_spaces_bucket_object"], meta.type)

  enforce {
    condition     = core::try(attrs.acl, null) != "public-read"
    error_message = "Everybody reads it (acl public-read). Set acl to private."
  }
}

resource_policy "linode_object_storage_bucket" "cloud_linode_bucket_public" {
  enforce {
    condition     = !core::contains(["public-read", "public-read-write", "authenticated-read"], core::try(attrs.acl, null) == null ? "private" : attrs.acl)
    error_message = "Strangers read the bucket ${attrs.label} (acl ${attrs.acl}). Set acl to private."
  }
}

resource_policy "openstack_objectstorage_container_v1" "cloud_openstack_container_public" {
  locals {
    readers = core::try(attrs.container_read, null) == null ? "" : attrs.container_read
    writers = core::try(attrs.container_write, null) == null ? "" : attrs.container_write
  }

  enforce {
    condition     = !core::regex_match(local.readers, "\\.r:\\*|(^|,)\\s*\\*(:\\*)?\\s*(,|$)")
    error_message = "Everybody reads the container ${attrs.name} (${local.readers}). Name the projects and users."
  }

  enforce {
    condition     = !core::regex_match(local.writers, "(^|,)\\s*\\*(:\\*)?\\s*(,|$)")
    error_message = "Everybody writes to the container ${attrs.name} (${local.writers}). Name the projects and users."
  }
}

resource_policy "oci_objectstorage_bucket" "cloud_oci_bucket_public" {
  enforce {
    condition     = core::contains(["NoPublicAccess"], core::try(attrs.access_type, null) == null ? "NoPublicAccess" : attrs.access_type)
    error_message = "Everybody reads the bucket ${attrs.name} (access_type ${attrs.access_type}). Set access_type to NoPublicAccess."
  }
}

resource_policy "tencentcloud_cos_bucket" "cloud_tencent_bucket_public" {
  enforce {
    condition     = !core::contains(["public-read", "public-read-write"], core::try(attrs.acl, null) == null ? "private" : attrs.acl)
    error_message = "Everybody reads the bucket ${attrs.bucket} (acl ${attrs.acl}). Set acl to private."
  }
}

resource_policy "yandex_storage_bucket" "cloud_yandex_bucket_public" {
  enforce {
    condition     = !core::contains(["public-read", "public-read-write", "authenticated-read"], core::try(attrs.acl, null) == null ? "private" : attrs.acl)
    error_message = "Strangers read the bucket (acl ${attrs.acl}). Set acl to private."
  }

  enforce {
    condition     = core::try(attrs.anonymous_access_flags[0].read, null) != true && core::try(attrs.anonymous_access_flags[0].list, null) != true
    error_message = "Everybody reads the bucket. Set read and list of anonymous_access_flags to false."
  }
}

resource_policy "yandex_*_iam_*" "cloud_yandex_everybody" {
  filter = core::regex_match(meta.type, "_iam_(member|binding)$")

  locals {
    members   = core::try(attrs.members, null) == null ? [attrs.member] : core::tolist(attrs.members)
    strangers = [for m in local.members : m if core::contains(["system:allUsers", "system:allAuthenticatedUsers"], m)]
    personal  = [for m in local.members : m if core::startswith(m, "userAccount:")]
  }

  enforce {
    condition     = core::length(local.strangers) == 0
    error_message = "${core::join(", ", local.strangers)} is everybody. Name the service accounts and groups."
  }

  enforce {
    condition     = core::length(local.personal) == 0
    error_message = "${core::join(", ", local.personal)}: a personal account, which the organisation neither manages nor closes. Grant it to a service account or a group of federated users."
  }
}
