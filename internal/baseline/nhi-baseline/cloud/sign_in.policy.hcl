# Refuses sign-in by weak means: machines that are entered with a password
# or through the serial port, machines whose metadata any process may ask for
# credentials, short password rules and users without a second factor, at
# Alibaba Cloud, DigitalOcean, Hetzner Cloud, IBM Cloud, Linode, Oracle Cloud and
# Yandex Cloud; and policies that are attached to a single user.
#
# Why: passwords are guessed and shared; a request that a machine is tricked
# into sends it its own credentials.
#
# Mend: give the machine SSH keys, switch the old metadata service off, and ask
# for long passwords and a second factor. Attach policies to groups and roles.
policy {
  required_providers {
    alicloud = {
      source = "aliyun/alicloud"
    }
    digitalocean = {
      source = "digitalocean/digitalocean"
    }
    hcloud = {
      source = "hetznercloud/hcloud"
    }
    ibm = {
      source = "IBM-Cloud/ibm"
    }
    linode = {
      source = "linode/linode"
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

input "cloud_password_length" {
  type        = number
  default     = 14
  description = "How many characters a password has at least."
}

resource_policy "alicloud_ram_account_password_policy" "cloud_alicloud_passwords" {
  enforce {
    condition     = (core::try(attrs.minimum_password_length, null) == null ? 12 : attrs.minimum_password_length) >= input.cloud_password_length
    error_message = "Passwords of ${core::try(attrs.minimum_password_length, null) == null ? 12 : attrs.minimum_password_length} characters are taken. Set minimum_password_length to ${input.cloud_password_length}."
  }

  enforce {
    condition     = core::try(attrs.require_lowercase_characters, null) != false && core::try(attrs.require_uppercase_characters, null) != false && core::try(attrs.require_numbers, null) != false && core::try(attrs.require_symbols, null) != false
    error_message = "Passwords of one kind of character are taken. Leave require_lowercase_characters, require_uppercase_characters, require_numbers and require_symbols true."
  }

  enforce {
    condition     = (core::try(attrs.max_password_age, null) == null ? 0 : attrs.max_password_age) > 0 && (core::try(attrs.max_password_age, null) == null ? 0 : attrs.max_password_age) <= 90
    error_message = "Passwords are valid for more than 90 days. Set max_password_age."
  }

  enforce {
    condition     = (core::try(attrs.password_reuse_prevention, null) == null ? 0 : attrs.password_reuse_prevention) >= 5
    error_message = "Old passwords are taken again. Set password_reuse_prevention to 5 or more."
  }

  enforce {
    condition     = (core::try(attrs.max_login_attempts, null) == null ? 5 : attrs.max_login_attempts) > 0 && (core::try(attrs.max_login_attempts, null) == null ? 5 : attrs.max_login_attempts) <= 5
    error_message = "Passwords may be guessed ${attrs.max_login_attempts} times. Set max_login_attempts to 5 or less, and not to 0."
  }
}

resource_policy "alicloud_ram_security_preference" "cloud_alicloud_second_factor" {
  enforce {
    condition     = core::try(attrs.enforce_mfa_for_login, null) == true
    error_message = "Users sign in without a second factor. Set enforce_mfa_for_login."
  }
}

resource_policy "alicloud_ram_user_policy_attachment" "cloud_alicloud_user_policy" {
  enforce {
    condition     = false
    error_message = "A policy is attached to the user ${attrs.user_name} directly. Attach it to a group or to a role."
  }
}

resource_policy "tencentcloud_cam_user_policy_attachment" "cloud_tencent_user_policy" {
  enforce {
    condition     = false
    error_message = "A policy is attached to a user directly. Attach it to a group or to a role."
  }
}

resource_policy "ibm_iam_account_settings" "cloud_ibm_second_factor" {
  enforce {
    condition     = core::try(attrs.mfa, null) != "NONE"
    error_message = "Users sign in without a second factor. Set mfa to LEVEL3, or to TOTP4ALL at least."
  }
}

resource_policy "oci_identity_authentication_policy" "cloud_oci_passwords" {
  locals {
    rules = core::try(attrs.password_policy[0], {})
  }

  enforce {
    condition     = (core::try(local.rules.minimum_password_length, null) == null ? input.cloud_password_length : local.rules.minimum_password_length) >= input.cloud_password_length
    error_message = "Passwords of ${local.rules.minimum_password_length} characters are taken. Set minimum_password_length to ${input.cloud_password_length}."
  }

  enforce {
    condition     = !core::anytrue([for name in ["lowercase", "uppercase", "numeric", "special"] : core::try(local.rules["is_${name}_characters_required"], null) == false])
    error_message = "Passwords of one kind of character are taken. Set is_lowercase_characters_required, is_uppercase_characters_required, is_numeric_characters_required and is_special_characters_required."
  }
}

resource_policy "oci_core_instance" "cloud_oci_metadata" {
  enforce {
    condition     = core::try(attrs.instance_options[0].are_legacy_imds_endpoints_disabled, null) == true
    error_message = "Any request that the machine is tricked into gets its credentials. Set are_legacy_imds_endpoints_disabled in instance_options."
  }
}

resource_policy "digitalocean_droplet" "cloud_digitalocean_ssh_keys" {
  enforce {
    condition     = core::length(core::try(attrs.ssh_keys, null) == null ? [] : core::tolist(attrs.ssh_keys)) > 0
    error_message = "The droplet ${attrs.name} is entered with a password that is sent by mail. Set ssh_keys."
  }
}

resource_policy "hcloud_server" "cloud_hetzner_ssh_keys" {
  enforce {
    condition     = core::length(core::try(attrs.ssh_keys, null) == null ? [] : core::tolist(attrs.ssh_keys)) > 0
    error_message = "The server ${attrs.name} is entered with a password that is sent by mail. Set ssh_keys."
  }
}

resource_policy "linode_instance" "cloud_linode_ssh_keys" {
  filter = core::try(attrs.image, null) != null

  enforce {
    condition     = core::length(core::try(attrs.authorized_keys, null) == null ? [] : core::tolist(attrs.authorized_keys)) + core::length(core::try(attrs.authorized_users, null) == null ? [] : core::tolist(attrs.authorized_users)) > 0
    error_message = "The machine is entered with a password. Set authorized_keys."
  }
}

resource_policy "yandex_compute_instance" "cloud_yandex_serial_port" {
  enforce {
    condition     = !core::contains(["1", "true"], core::try("${attrs.metadata["serial-port-enable"]}", "0"))
    error_message = "The machine is entered through its serial port, past the network. Take serial-port-enable out of metadata."
  }
}
