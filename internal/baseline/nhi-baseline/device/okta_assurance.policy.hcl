# Refuses requirements of Okta for devices that let a device in without a lock,
# with its disk in clear, or with its protection broken.
#
# Why: the session of Okta is on the device; whoever picks it up, or runs as
# root on it, has the session.
#
# Mend: name screenlock_type and disk_encryption_type, and set jailbreak to
# false.
policy {
  required_providers {
    okta = {
      source = "okta/okta"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "okta_policy_device_assurance_*" "device_okta_assurance" {
  filter = core::contains(["okta_policy_device_assurance_android", "okta_policy_device_assurance_ios", "okta_policy_device_assurance_macos", "okta_policy_device_assurance_windows"], meta.type)

  enforce {
    condition     = core::try(core::length(attrs.screenlock_type), 0) > 0
    error_message = "Devices without a lock meet ${attrs.name}. Set screenlock_type."
  }

  enforce {
    condition     = meta.type == "okta_policy_device_assurance_ios" || core::try(core::length(attrs.disk_encryption_type), 0) > 0
    error_message = "Devices whose disk is not encrypted meet ${attrs.name}. Set disk_encryption_type."
  }

  enforce {
    condition     = core::try(attrs.jailbreak, null) != true
    error_message = "Devices whose protection is broken meet ${attrs.name}. Set jailbreak to false."
  }
}
