# Refuses administrators of the whole of Okta: users, groups and apps with the
# roles of super, organisation or application administrator, or with an API
# access role that manages.
#
# Why: these roles reset the factors of everybody and read every token of every
# application.
#
# Mend: give a custom role on a resource set, or a role that reads.
policy {
  required_providers {
    okta = {
      source = "okta/okta"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "okta_user_admin_roles" "okta_user_admin" {
  locals {
    wide = [for r in core::try([for x in attrs.admin_roles : x], []) : r if core::contains(["SUPER_ADMIN", "ORG_ADMIN", "APP_ADMIN", "API_ACCESS_MANAGEMENT_ADMIN"], r)]
  }

  enforce {
    condition     = core::length(local.wide) == 0
    error_message = "The user has ${core::join(", ", local.wide)}. Give a custom role on a resource set."
  }
}

resource_policy "okta_group_role" "okta_group_admin" {
  enforce {
    condition     = !core::contains(["SUPER_ADMIN", "ORG_ADMIN", "API_ACCESS_MANAGEMENT_ADMIN"], attrs.role_type) && (attrs.role_type != "APP_ADMIN" || core::try(core::length(attrs.target_app_list), 0) > 0)
    error_message = "Every member of the group has ${attrs.role_type}. Give a custom role on a resource set, or name target_app_list."
  }
}

resource_policy "okta_app_oauth_role_assignment" "okta_app_admin" {
  enforce {
    condition     = !core::contains(["SUPER_ADMIN", "ORG_ADMIN", "APP_ADMIN", "API_ACCESS_MANAGEMENT_ADMIN"], attrs.type)
    error_message = "The app has ${attrs.type}. Give a custom role on a resource set."
  }
}

resource_policy "okta_admin_role_custom" "okta_custom_role_permissions" {
  locals {
    wide = [for p in core::try([for x in attrs.permissions : x], []) : p if core::contains(["okta.users.manage", "okta.groups.manage", "okta.apps.manage", "okta.users.credentials.manage", "okta.users.credentials.resetFactors", "okta.users.credentials.resetPassword", "okta.roles.manage", "okta.identityProviders.manage", "okta.authzServers.manage", "okta.policies.manage"], p)]
  }

  enforce {
    condition     = core::length([for p in local.wide : p if core::contains(["okta.roles.manage", "okta.users.credentials.manage", "okta.policies.manage"], p)]) == 0 && core::length(local.wide) < 3
    error_message = "The role ${attrs.label} has ${core::join(", ", local.wide)}: its holder can become anybody. Give the permissions that are needed."
  }
}
