# Refuses identities that may do everything, or give themselves more: policies
# with every action, administrator policies, and the roles that rule a
# tenancy, an organisation, a cloud or a folder, at Alibaba Cloud, IBM Cloud,
# Linode, Oracle Cloud, Tencent Cloud and Yandex Cloud; superusers of MySQL and
# PostgreSQL, and privileged containers of Docker.
#
# Why: whoever gets one of its credentials has everything.
#
# Mend: name the actions, and grant a role of the one service on the one
# resource.
policy {
  required_providers {
    alicloud = {
      source = "aliyun/alicloud"
    }
    docker = {
      source = "kreuzwerker/docker"
    }
    ibm = {
      source = "IBM-Cloud/ibm"
    }
    linode = {
      source = "linode/linode"
    }
    mysql = {
      source = "petoju/mysql"
    }
    oci = {
      source = "oracle/oci"
    }
    postgresql = {
      source = "cyrilgdn/postgresql"
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

locals {
  # Roles of Yandex Cloud that rule whatever they are granted on.
  yandex_rulers = "^(admin|editor|owner|auditor\\.admin|iam\\.admin|resource-manager\\.(admin|clouds\\.owner)|organization-manager\\.(admin|organizations\\.owner))$"

  # System policies of Alibaba Cloud with everything, or with all of identity.
  alicloud_administrators = ["AdministratorAccess", "AliyunRAMFullAccess"]
}

resource_policy "alicloud_ram_policy" "cloud_alicloud_policy_wildcard" {
  filter = core::try(attrs.policy_document, null) != null || core::try(attrs.document, null) != null

  locals {
    document   = core::jsondecode(core::try(attrs.policy_document, null) == null ? attrs.document : attrs.policy_document)
    statements = core::flatten([core::try(local.document.Statement, [])])
    actions    = core::flatten([for s in local.statements : core::try(s.Action, []) if core::try(s.Effect, "") == "Allow"])
    wild       = [for action in local.actions : action if core::contains(["*", "*:*", "ram:*"], core::lower(action))]
  }

  enforce {
    condition     = core::length(local.wild) == 0
    error_message = "It allows ${core::join(", ", local.wild)}. Name the actions that are needed."
  }
}

resource_policy "alicloud_ram_*_policy_attachment" "cloud_alicloud_administrator" {
  filter = core::try(attrs.policy_type, null) != "Custom"

  enforce {
    condition     = !core::contains(local.alicloud_administrators, attrs.policy_name)
    error_message = "${attrs.policy_name} is everything. Attach a policy with the actions that are needed."
  }
}

resource_policy "tencentcloud_cam_policy" "cloud_tencent_policy_wildcard" {
  locals {
    document   = core::jsondecode(attrs.document)
    statements = core::flatten([core::try(local.document.statement, [])])
    actions    = core::flatten([for s in local.statements : core::try(s.action, []) if core::lower(core::try(s.effect, "")) == "allow"])
    wild       = [for action in local.actions : action if core::contains(["*", "*:*", "name/*", "name/*:*", "cam:*", "name/cam:*"], core::lower(action))]
  }

  enforce {
    condition     = core::length(local.wild) == 0
    error_message = "The policy ${attrs.name} allows ${core::join(", ", local.wild)}. Name the actions that are needed."
  }
}

resource_policy "oci_identity_policy" "cloud_oci_policy_everything" {
  locals {
    all        = attrs.statements
    everything = [for s in local.all : s if core::regex_match(core::lower(s), "\\bmanage\\s+all-resources\\s+in\\s+tenancy")]
    anybody    = [for s in local.all : s if core::regex_match(core::lower(s), "^\\s*(allow|endorse|admit)\\s+any-(user|group)\\s") && !core::regex_match(core::lower(s), "\\swhere\\s")]
  }

  enforce {
    condition     = core::length(local.everything) == 0
    error_message = "${core::join("; ", local.everything)}: it rules the tenancy. Name the kind of resource and the compartment."
  }

  enforce {
    condition     = core::length(local.anybody) == 0
    error_message = "${core::join("; ", local.anybody)}: it is for everybody. Name a group, or a condition that only the one workload fulfils."
  }
}

resource_policy "ibm_iam_*_policy" "cloud_ibm_administrator" {
  filter = core::contains(core::try(attrs.roles, null) == null ? [] : core::tolist(attrs.roles), "Administrator")

  enforce {
    condition     = core::try(attrs.account_management, null) != true
    error_message = "It administers the account. Take account_management or the role Administrator out."
  }

  enforce {
    condition     = core::try(attrs.account_management, null) == true || core::length(core::try(attrs.resources, null) == null ? [] : attrs.resources) + core::length(core::try(attrs.resource_attributes, null) == null ? [] : core::tolist(attrs.resource_attributes)) > 0
    error_message = "It administers every service of the account. Name the service in resources."
  }
}

resource_policy "linode_user" "cloud_linode_user" {
  enforce {
    condition     = core::try(attrs.restricted, null) == true
    error_message = "The user ${attrs.username} may do everything in the account. Set restricted, and grant what is needed."
  }
}

resource_policy "yandex_*_iam_*" "cloud_yandex_ruler" {
  filter = core::regex_match(meta.type, "^yandex_(organizationmanager_organization|resourcemanager_(cloud|folder))_iam_(member|binding)$")

  enforce {
    condition     = !core::regex_match(attrs.role, local.yandex_rulers)
    error_message = "The role ${attrs.role} is everything there. Grant roles of the services that are needed."
  }
}

resource_policy "mysql_grant" "cloud_mysql_everything" {
  filter = attrs.database == "*"

  locals {
    privileges = [for p in core::try(attrs.privileges, null) == null ? [] : core::tolist(attrs.privileges) : core::upper(p)]
  }

  enforce {
    condition     = !core::anytrue([for p in local.privileges : core::contains(["ALL", "ALL PRIVILEGES", "SUPER", "GRANT OPTION", "CREATE USER"], p)])
    error_message = "It grants ${core::join(", ", local.privileges)} on every database. Name the database and the privileges."
  }
}

resource_policy "postgresql_role" "cloud_postgresql_superuser" {
  enforce {
    condition     = core::try(attrs.superuser, null) != true
    error_message = "The role ${attrs.name} may do everything in every database. Leave superuser false, and grant what is needed."
  }
}

resource_policy "docker_container" "cloud_docker_privileged" {
  enforce {
    condition     = core::try(attrs.privileged, null) != true
    error_message = "The container ${attrs.name} is root of its host. Leave privileged false, and add the capabilities that are needed."
  }
}
