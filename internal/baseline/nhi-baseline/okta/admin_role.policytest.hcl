policytest {
  targets = ["admin_role.policy.hcl"]
}

resource "okta_user_admin_roles" "reads" {
  attrs = { admin_roles = ["READ_ONLY_ADMIN"] }
  meta  = { type = "okta_user_admin_roles" }
  expect {
    policy  = "okta_user_admin"
    verdict = "pass"
  }
}

resource "okta_user_admin_roles" "all" {
  attrs = { admin_roles = ["SUPER_ADMIN"] }
  meta  = { type = "okta_user_admin_roles" }
  expect {
    policy  = "okta_user_admin"
    verdict = "fail"
  }
}

resource "okta_user_admin_roles" "not_known_yet" {
  attrs = { admin_roles = [unknown("string")] }
  meta  = { type = "okta_user_admin_roles" }
  expect {
    policy  = "okta_user_admin"
    verdict = "undecided"
  }
}

resource "okta_group_role" "helpdesk" {
  attrs = { role_type = "HELP_DESK_ADMIN" }
  meta  = { type = "okta_group_role" }
  expect {
    policy  = "okta_group_admin"
    verdict = "pass"
  }
}

resource "okta_group_role" "one_app" {
  attrs = { role_type = "APP_ADMIN", target_app_list = ["slack"] }
  meta  = { type = "okta_group_role" }
  expect {
    policy  = "okta_group_admin"
    verdict = "pass"
  }
}

resource "okta_group_role" "every_app" {
  attrs = { role_type = "APP_ADMIN", target_app_list = null }
  meta  = { type = "okta_group_role" }
  expect {
    policy  = "okta_group_admin"
    verdict = "fail"
  }
}

resource "okta_group_role" "all" {
  attrs = { role_type = "SUPER_ADMIN" }
  meta  = { type = "okta_group_role" }
  expect {
    policy  = "okta_group_admin"
    verdict = "fail"
  }
}

resource "okta_app_oauth_role_assignment" "custom" {
  attrs = { type = "CUSTOM" }
  meta  = { type = "okta_app_oauth_role_assignment" }
  expect {
    policy  = "okta_app_admin"
    verdict = "pass"
  }
}

resource "okta_app_oauth_role_assignment" "all" {
  attrs = { type = "SUPER_ADMIN" }
  meta  = { type = "okta_app_oauth_role_assignment" }
  expect {
    policy  = "okta_app_admin"
    verdict = "fail"
  }
}

resource "okta_admin_role_custom" "helpdesk" {
  attrs = { label = "Help desk", permissions = ["okta.users.read", "okta.users.credentials.resetFactors"] }
  meta  = { type = "okta_admin_role_custom" }
  expect {
    policy  = "okta_custom_role_permissions"
    verdict = "pass"
  }
}

resource "okta_admin_role_custom" "all" {
  attrs = { label = "All", permissions = ["okta.users.manage", "okta.groups.manage", "okta.apps.manage"] }
  meta  = { type = "okta_admin_role_custom" }
  expect {
    policy  = "okta_custom_role_permissions"
    verdict = "fail"
  }
}

resource "okta_admin_role_custom" "credentials" {
  attrs = { label = "All", permissions = ["okta.users.credentials.manage"] }
  meta  = { type = "okta_admin_role_custom" }
  expect {
    policy  = "okta_custom_role_permissions"
    verdict = "fail"
  }
}
