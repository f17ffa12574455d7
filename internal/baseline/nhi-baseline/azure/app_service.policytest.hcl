policytest {
  targets = ["app_service.policy.hcl"]
}

resource "azurerm_linux_web_app" "app_https_passes" {
  attrs = { name = "a", https_only = true, identity = [{ type = "SystemAssigned" }], auth_settings_v2 = [{ auth_enabled = true }], site_config = [], ftp_publish_basic_authentication_enabled = false, webdeploy_publish_basic_authentication_enabled = false }
  meta  = { type = "azurerm_linux_web_app" }
  expect {
    policy  = "azure_app_https"
    verdict = "pass"
  }
}

resource "azurerm_linux_web_app" "app_https_fails" {
  attrs = { name = "a", https_only = false }
  meta  = { type = "azurerm_linux_web_app" }
  expect {
    policy  = "azure_app_https"
    verdict = "fail"
  }
}

resource "azurerm_linux_web_app" "app_https_undecided" {
  attrs = { name = "a", https_only = unknown("bool") }
  meta  = { type = "azurerm_linux_web_app" }
  expect {
    policy  = "azure_app_https"
    verdict = "undecided"
  }
}

resource "azurerm_application_gateway" "app_https_leaves_out" {
  attrs = { name = "g", identity = [{ type = "SystemAssigned" }], auth_settings_v2 = [{ auth_enabled = true }], site_config = [], ftp_publish_basic_authentication_enabled = false, webdeploy_publish_basic_authentication_enabled = false }
  meta  = { type = "azurerm_application_gateway" }
}

resource "azurerm_application_gateway" "app_identity_leaves_out" {
  attrs = { name = "g", https_only = true, auth_settings_v2 = [{ auth_enabled = true }], site_config = [], ftp_publish_basic_authentication_enabled = false, webdeploy_publish_basic_authentication_enabled = false }
  meta  = { type = "azurerm_application_gateway" }
}

resource "azurerm_linux_web_app" "app_callers_passes" {
  attrs = { name = "a", auth_settings_v2 = [{ auth_enabled = true }], https_only = true, identity = [{ type = "SystemAssigned" }], site_config = [], ftp_publish_basic_authentication_enabled = false, webdeploy_publish_basic_authentication_enabled = false }
  meta  = { type = "azurerm_linux_web_app" }
  expect {
    policy  = "azure_app_callers"
    verdict = "pass"
  }
}

resource "azurerm_function_app" "app_callers_passes_2" {
  attrs = { name = "a", client_cert_mode = "Required", https_only = true, identity = [{ type = "SystemAssigned" }], site_config = [], ftp_publish_basic_authentication_enabled = false, webdeploy_publish_basic_authentication_enabled = false }
  meta  = { type = "azurerm_function_app" }
  expect {
    policy  = "azure_app_callers"
    verdict = "pass"
  }
}

resource "azurerm_linux_web_app" "app_callers_passes_3" {
  attrs = { name = "a", client_certificate_enabled = true, https_only = true, identity = [{ type = "SystemAssigned" }], site_config = [], ftp_publish_basic_authentication_enabled = false, webdeploy_publish_basic_authentication_enabled = false }
  meta  = { type = "azurerm_linux_web_app" }
  expect {
    policy  = "azure_app_callers"
    verdict = "pass"
  }
}

resource "azurerm_function_app" "app_callers_passes_4" {
  attrs = { name = "a", auth_settings = [{ enabled = true }], https_only = true, identity = [{ type = "SystemAssigned" }], site_config = [], ftp_publish_basic_authentication_enabled = false, webdeploy_publish_basic_authentication_enabled = false }
  meta  = { type = "azurerm_function_app" }
  expect {
    policy  = "azure_app_callers"
    verdict = "pass"
  }
}

resource "azurerm_linux_web_app" "app_callers_fails" {
  attrs = { name = "a", auth_settings = [], auth_settings_v2 = [] }
  meta  = { type = "azurerm_linux_web_app" }
  expect {
    policy  = "azure_app_callers"
    verdict = "fail"
  }
}

resource "azurerm_function_app" "app_callers_fails_2" {
  attrs = { name = "a", auth_settings = [{ enabled = false }] }
  meta  = { type = "azurerm_function_app" }
  expect {
    policy  = "azure_app_callers"
    verdict = "fail"
  }
}

resource "azurerm_linux_web_app" "app_callers_undecided" {
  attrs = { name = "a", auth_settings_v2 = [{ auth_enabled = unknown("bool") }] }
  meta  = { type = "azurerm_linux_web_app" }
  expect {
    policy  = "azure_app_callers"
    verdict = "undecided"
  }
}

resource "azurerm_application_gateway" "app_callers_leaves_out" {
  attrs = { name = "g", https_only = true, identity = [{ type = "SystemAssigned" }], site_config = [], ftp_publish_basic_authentication_enabled = false, webdeploy_publish_basic_authentication_enabled = false }
  meta  = { type = "azurerm_application_gateway" }
}

resource "azurerm_linux_web_app" "app_tls_passes" {
  attrs = { name = "a", site_config = [], https_only = true, identity = [{ type = "SystemAssigned" }], auth_settings_v2 = [{ auth_enabled = true }], ftp_publish_basic_authentication_enabled = false, webdeploy_publish_basic_authentication_enabled = false }
  meta  = { type = "azurerm_linux_web_app" }
  expect {
    policy  = "azure_app_tls"
    verdict = "pass"
  }
}

resource "azurerm_function_app" "app_tls_passes_2" {
  attrs = { name = "a", site_config = [{ min_tls_version = "1.2" }], https_only = true, identity = [{ type = "SystemAssigned" }], auth_settings_v2 = [{ auth_enabled = true }], ftp_publish_basic_authentication_enabled = false, webdeploy_publish_basic_authentication_enabled = false }
  meta  = { type = "azurerm_function_app" }
  expect {
    policy  = "azure_app_tls"
    verdict = "pass"
  }
}

resource "azurerm_linux_web_app" "app_tls_fails" {
  attrs = { name = "a", site_config = [{ minimum_tls_version = "1.0" }] }
  meta  = { type = "azurerm_linux_web_app" }
  expect {
    policy  = "azure_app_tls"
    verdict = "fail"
  }
}

resource "azurerm_function_app" "app_tls_fails_2" {
  attrs = { name = "a", site_config = [{ min_tls_version = "1.1" }] }
  meta  = { type = "azurerm_function_app" }
  expect {
    policy  = "azure_app_tls"
    verdict = "fail"
  }
}

resource "azurerm_linux_web_app" "app_tls_undecided" {
  attrs = { name = "a", site_config = [{ minimum_tls_version = unknown("string") }] }
  meta  = { type = "azurerm_linux_web_app" }
  expect {
    policy  = "azure_app_tls"
    verdict = "undecided"
  }
}

resource "azurerm_application_gateway" "app_tls_leaves_out" {
  attrs = { name = "g", https_only = true, identity = [{ type = "SystemAssigned" }], auth_settings_v2 = [{ auth_enabled = true }], site_config = [{ ftps_state = "FtpsOnly" }], ftp_publish_basic_authentication_enabled = false, webdeploy_publish_basic_authentication_enabled = false }
  meta  = { type = "azurerm_application_gateway" }
}

resource "azurerm_linux_web_app" "app_ftp_passes" {
  attrs = { name = "a", site_config = [{ ftps_state = "FtpsOnly" }], https_only = true, identity = [{ type = "SystemAssigned" }], auth_settings_v2 = [{ auth_enabled = true }], ftp_publish_basic_authentication_enabled = false, webdeploy_publish_basic_authentication_enabled = false }
  meta  = { type = "azurerm_linux_web_app" }
  expect {
    policy  = "azure_app_ftp"
    verdict = "pass"
  }
}

resource "azurerm_function_app" "app_ftp_passes_2" {
  attrs = { name = "a", site_config = [], https_only = true, identity = [{ type = "SystemAssigned" }], auth_settings_v2 = [{ auth_enabled = true }], ftp_publish_basic_authentication_enabled = false, webdeploy_publish_basic_authentication_enabled = false }
  meta  = { type = "azurerm_function_app" }
  expect {
    policy  = "azure_app_ftp"
    verdict = "pass"
  }
}

resource "azurerm_linux_web_app" "app_ftp_fails" {
  attrs = { name = "a", site_config = [{ ftps_state = "AllAllowed" }] }
  meta  = { type = "azurerm_linux_web_app" }
  expect {
    policy  = "azure_app_ftp"
    verdict = "fail"
  }
}

resource "azurerm_linux_web_app" "app_ftp_undecided" {
  attrs = { name = "a", site_config = [{ ftps_state = unknown("string") }] }
  meta  = { type = "azurerm_linux_web_app" }
  expect {
    policy  = "azure_app_ftp"
    verdict = "undecided"
  }
}

resource "azurerm_application_gateway" "app_ftp_leaves_out" {
  attrs = { name = "g", https_only = true, identity = [{ type = "SystemAssigned" }], auth_settings_v2 = [{ auth_enabled = true }], site_config = [], ftp_publish_basic_authentication_enabled = false, webdeploy_publish_basic_authentication_enabled = false }
  meta  = { type = "azurerm_application_gateway" }
}

resource "azurerm_linux_web_app" "app_debugging_passes" {
  attrs = { name = "a", site_config = [], https_only = true, identity = [{ type = "SystemAssigned" }], auth_settings_v2 = [{ auth_enabled = true }], ftp_publish_basic_authentication_enabled = false, webdeploy_publish_basic_authentication_enabled = false }
  meta  = { type = "azurerm_linux_web_app" }
  expect {
    policy  = "azure_app_debugging"
    verdict = "pass"
  }
}

resource "azurerm_linux_web_app" "app_debugging_fails" {
  attrs = { name = "a", site_config = [{ remote_debugging_enabled = true }] }
  meta  = { type = "azurerm_linux_web_app" }
  expect {
    policy  = "azure_app_debugging"
    verdict = "fail"
  }
}

resource "azurerm_linux_web_app" "app_debugging_undecided" {
  attrs = { name = "a", site_config = [{ remote_debugging_enabled = unknown("bool") }] }
  meta  = { type = "azurerm_linux_web_app" }
  expect {
    policy  = "azure_app_debugging"
    verdict = "undecided"
  }
}

resource "azurerm_application_gateway" "app_debugging_leaves_out" {
  attrs = { name = "g", https_only = true, identity = [{ type = "SystemAssigned" }], auth_settings_v2 = [{ auth_enabled = true }], site_config = [], ftp_publish_basic_authentication_enabled = false, webdeploy_publish_basic_authentication_enabled = false }
  meta  = { type = "azurerm_application_gateway" }
}

resource "azurerm_linux_web_app" "app_cors_passes" {
  attrs = { name = "a", site_config = [], https_only = true, identity = [{ type = "SystemAssigned" }], auth_settings_v2 = [{ auth_enabled = true }], ftp_publish_basic_authentication_enabled = false, webdeploy_publish_basic_authentication_enabled = false }
  meta  = { type = "azurerm_linux_web_app" }
  expect {
    policy  = "azure_app_cors"
    verdict = "pass"
  }
}

resource "azurerm_function_app" "app_cors_passes_2" {
  attrs = { name = "a", site_config = [{ cors = [{ allowed_origins = ["https://app.example.com"] }] }], https_only = true, identity = [{ type = "SystemAssigned" }], auth_settings_v2 = [{ auth_enabled = true }], ftp_publish_basic_authentication_enabled = false, webdeploy_publish_basic_authentication_enabled = false }
  meta  = { type = "azurerm_function_app" }
  expect {
    policy  = "azure_app_cors"
    verdict = "pass"
  }
}

resource "azurerm_linux_web_app" "app_cors_fails" {
  attrs = { name = "a", site_config = [{ cors = [{ allowed_origins = ["*"] }] }] }
  meta  = { type = "azurerm_linux_web_app" }
  expect {
    policy  = "azure_app_cors"
    verdict = "fail"
  }
}

resource "azurerm_linux_web_app" "app_cors_undecided" {
  attrs = { name = "a", site_config = [{ cors = [{ allowed_origins = [unknown("string")] }] }] }
  meta  = { type = "azurerm_linux_web_app" }
  expect {
    policy  = "azure_app_cors"
    verdict = "undecided"
  }
}

resource "azurerm_application_gateway" "app_cors_leaves_out" {
  attrs = { name = "g", https_only = true, identity = [{ type = "SystemAssigned" }], auth_settings_v2 = [{ auth_enabled = true }], site_config = [], ftp_publish_basic_authentication_enabled = false, webdeploy_publish_basic_authentication_enabled = false }
  meta  = { type = "azurerm_application_gateway" }
}

resource "azurerm_linux_web_app" "app_publishing_passes" {
  attrs = { name = "a", ftp_publish_basic_authentication_enabled = false, webdeploy_publish_basic_authentication_enabled = false, https_only = true, identity = [{ type = "SystemAssigned" }], auth_settings_v2 = [{ auth_enabled = true }], site_config = [] }
  meta  = { type = "azurerm_linux_web_app" }
  expect {
    policy  = "azure_app_publishing"
    verdict = "pass"
  }
}

resource "azurerm_windows_function_app" "app_publishing_fails_2" {
  attrs = { name = "a", ftp_publish_basic_authentication_enabled = true, webdeploy_publish_basic_authentication_enabled = false }
  meta  = { type = "azurerm_windows_function_app" }
  expect {
    policy  = "azure_app_publishing"
    verdict = "fail"
  }
}

resource "azurerm_linux_web_app" "app_publishing_undecided" {
  attrs = { name = "a", ftp_publish_basic_authentication_enabled = false, webdeploy_publish_basic_authentication_enabled = unknown("bool") }
  meta  = { type = "azurerm_linux_web_app" }
  expect {
    policy  = "azure_app_publishing"
    verdict = "undecided"
  }
}

resource "azurerm_app_service" "app_publishing_leaves_out" {
  attrs = { name = "a", https_only = true, identity = [{ type = "SystemAssigned" }], auth_settings_v2 = [{ auth_enabled = true }], site_config = [] }
  meta  = { type = "azurerm_app_service" }
}

resource "azurerm_container_app" "container_app_https_passes" {
  attrs = { name = "a", ingress = [], https_only = true, identity = [{ type = "SystemAssigned" }], auth_settings_v2 = [{ auth_enabled = true }], site_config = [], ftp_publish_basic_authentication_enabled = false, webdeploy_publish_basic_authentication_enabled = false }
  meta  = { type = "azurerm_container_app" }
  expect {
    policy  = "azure_container_app_https"
    verdict = "pass"
  }
}

resource "azurerm_container_app" "container_app_https_passes_2" {
  attrs = { name = "a", ingress = [{ allow_insecure_connections = false }], https_only = true, identity = [{ type = "SystemAssigned" }], auth_settings_v2 = [{ auth_enabled = true }], site_config = [], ftp_publish_basic_authentication_enabled = false, webdeploy_publish_basic_authentication_enabled = false }
  meta  = { type = "azurerm_container_app" }
  expect {
    policy  = "azure_container_app_https"
    verdict = "pass"
  }
}

resource "azurerm_container_app" "container_app_https_fails" {
  attrs = { name = "a", ingress = [{ allow_insecure_connections = true }] }
  meta  = { type = "azurerm_container_app" }
  expect {
    policy  = "azure_container_app_https"
    verdict = "fail"
  }
}

resource "azurerm_container_app" "container_app_https_undecided" {
  attrs = { name = "a", ingress = [{ allow_insecure_connections = unknown("bool") }] }
  meta  = { type = "azurerm_container_app" }
  expect {
    policy  = "azure_container_app_https"
    verdict = "undecided"
  }
}
