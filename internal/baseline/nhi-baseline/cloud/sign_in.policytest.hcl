policytest {
  targets = ["sign_in.policy.hcl"]
}

resource "alicloud_ram_account_password_policy" "strong" {
  attrs = { minimum_password_length = 14, max_password_age = 90, password_reuse_prevention = 24 }
  expect {
    policy  = "cloud_alicloud_passwords"
    verdict = "pass"
  }
}

resource "alicloud_ram_account_password_policy" "strong_said_in_full" {
  attrs = { minimum_password_length = 14, max_password_age = 90, password_reuse_prevention = 24, require_lowercase_characters = true, require_uppercase_characters = true, require_numbers = true, require_symbols = true, max_login_attempts = 3 }
  expect {
    policy  = "cloud_alicloud_passwords"
    verdict = "pass"
  }
}

resource "alicloud_ram_account_password_policy" "says_nothing" {
  attrs = { require_symbols = null }
  expect {
    policy  = "cloud_alicloud_passwords"
    verdict = "fail"
  }
}

resource "alicloud_ram_account_password_policy" "short" {
  attrs = { minimum_password_length = 8, max_password_age = 90, password_reuse_prevention = 24 }
  expect {
    policy  = "cloud_alicloud_passwords"
    verdict = "fail"
  }
}

resource "alicloud_ram_account_password_policy" "letters" {
  attrs = { minimum_password_length = 14, max_password_age = 90, password_reuse_prevention = 24, require_numbers = false }
  expect {
    policy  = "cloud_alicloud_passwords"
    verdict = "fail"
  }
}

resource "alicloud_ram_account_password_policy" "old" {
  attrs = { minimum_password_length = 14, max_password_age = 365, password_reuse_prevention = 24 }
  expect {
    policy  = "cloud_alicloud_passwords"
    verdict = "fail"
  }
}

resource "alicloud_ram_account_password_policy" "guessed" {
  attrs = { minimum_password_length = 14, max_password_age = 90, password_reuse_prevention = 24, max_login_attempts = 20 }
  expect {
    policy  = "cloud_alicloud_passwords"
    verdict = "fail"
  }
}

resource "alicloud_ram_account_password_policy" "not_known_yet" {
  attrs = { minimum_password_length = unknown("number"), max_password_age = 90, password_reuse_prevention = 24 }
  expect {
    policy  = "cloud_alicloud_passwords"
    verdict = "undecided"
  }
}

resource "alicloud_ram_security_preference" "one_factor" {
  attrs = { enforce_mfa_for_login = null }
  expect {
    policy  = "cloud_alicloud_second_factor"
    verdict = "fail"
  }
}

resource "alicloud_ram_security_preference" "two_factors" {
  attrs = { enforce_mfa_for_login = true }
  expect {
    policy  = "cloud_alicloud_second_factor"
    verdict = "pass"
  }
}

resource "alicloud_ram_user_policy_attachment" "to_a_user" {
  attrs = { user_name = "ci", policy_name = "p", policy_type = "Custom" }
  expect {
    policy  = "cloud_alicloud_user_policy"
    verdict = "fail"
  }
}

resource "tencentcloud_cam_user_policy_attachment" "to_a_user" {
  attrs = { user_name = "ci", policy_id = "1" }
  expect {
    policy  = "cloud_tencent_user_policy"
    verdict = "fail"
  }
}

resource "ibm_iam_account_settings" "one_factor" {
  attrs = { mfa = "NONE" }
  expect {
    policy  = "cloud_ibm_second_factor"
    verdict = "fail"
  }
}

resource "ibm_iam_account_settings" "two_factors" {
  attrs = { mfa = "LEVEL3" }
  expect {
    policy  = "cloud_ibm_second_factor"
    verdict = "pass"
  }
}

resource "oci_identity_authentication_policy" "strong" {
  attrs = { password_policy = [{ is_lowercase_characters_required = true, is_uppercase_characters_required = true, is_numeric_characters_required = true, is_special_characters_required = true, minimum_password_length = 14 }] }
  expect {
    policy  = "cloud_oci_passwords"
    verdict = "pass"
  }
}

resource "oci_identity_authentication_policy" "says_nothing" {
  attrs = { password_policy = [] }
  expect {
    policy  = "cloud_oci_passwords"
    verdict = "pass"
  }
}

resource "oci_identity_authentication_policy" "short" {
  attrs = { password_policy = [{ minimum_password_length = 8 }] }
  expect {
    policy  = "cloud_oci_passwords"
    verdict = "fail"
  }
}

resource "oci_identity_authentication_policy" "letters" {
  attrs = { password_policy = [{ is_numeric_characters_required = false }] }
  expect {
    policy  = "cloud_oci_passwords"
    verdict = "fail"
  }
}

resource "oci_core_instance" "old_metadata" {
  attrs = { shape = "VM.Standard2.1" }
  expect {
    policy  = "cloud_oci_metadata"
    verdict = "fail"
  }
}

resource "oci_core_instance" "new_metadata" {
  attrs = { instance_options = [{ are_legacy_imds_endpoints_disabled = true }] }
  expect {
    policy  = "cloud_oci_metadata"
    verdict = "pass"
  }
}

resource "digitalocean_droplet" "by_password" {
  attrs = { name = "web" }
  expect {
    policy  = "cloud_digitalocean_ssh_keys"
    verdict = "fail"
  }
}

resource "digitalocean_droplet" "by_key" {
  attrs = { name = "web", ssh_keys = ["289794"] }
  expect {
    policy  = "cloud_digitalocean_ssh_keys"
    verdict = "pass"
  }
}

resource "digitalocean_droplet" "not_known_yet" {
  attrs = { name = "web", ssh_keys = unknown("list(string)") }
  expect {
    policy  = "cloud_digitalocean_ssh_keys"
    verdict = "undecided"
  }
}

resource "hcloud_server" "by_password" {
  attrs = { name = "web" }
  expect {
    policy  = "cloud_hetzner_ssh_keys"
    verdict = "fail"
  }
}

resource "hcloud_server" "by_key" {
  attrs = { name = "web", ssh_keys = ["ops"] }
  expect {
    policy  = "cloud_hetzner_ssh_keys"
    verdict = "pass"
  }
}

resource "linode_instance" "by_password" {
  attrs = { image = "linode/debian12" }
  expect {
    policy  = "cloud_linode_ssh_keys"
    verdict = "fail"
  }
}

resource "linode_instance" "by_key" {
  attrs = { image = "linode/debian12", authorized_keys = ["ssh-ed25519 AAAA"] }
  expect {
    policy  = "cloud_linode_ssh_keys"
    verdict = "pass"
  }
}

resource "linode_instance" "of_a_user" {
  attrs = { image = "linode/debian12", authorized_users = ["ops"] }
  expect {
    policy  = "cloud_linode_ssh_keys"
    verdict = "pass"
  }
}

resource "linode_instance" "from_a_backup" {
  attrs = { image = null }
}

resource "yandex_compute_instance" "serial_port" {
  attrs = { metadata = { "serial-port-enable" = "1" } }
  expect {
    policy  = "cloud_yandex_serial_port"
    verdict = "fail"
  }
}

resource "yandex_compute_instance" "no_serial_port" {
  attrs = { metadata = { "ssh-keys" = "ops:ssh-ed25519 AAAA" } }
  expect {
    policy  = "cloud_yandex_serial_port"
    verdict = "pass"
  }
}
