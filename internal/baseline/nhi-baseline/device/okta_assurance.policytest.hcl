policytest {
  targets = ["okta_assurance.policy.hcl"]
}

resource "okta_policy_device_assurance_macos" "strict" {
  attrs = { name = "macs", screenlock_type = ["BIOMETRIC", "PASSCODE"], disk_encryption_type = ["ALL_INTERNAL_VOLUMES"] }
  meta  = { type = "okta_policy_device_assurance_macos" }
  expect {
    policy  = "device_okta_assurance"
    verdict = "pass"
  }
}

resource "okta_policy_device_assurance_ios" "phones" {
  attrs = { name = "phones", screenlock_type = ["BIOMETRIC"], jailbreak = false }
  meta  = { type = "okta_policy_device_assurance_ios" }
  expect {
    policy  = "device_okta_assurance"
    verdict = "pass"
  }
}

resource "okta_policy_device_assurance_windows" "loose" {
  attrs = { name = "pcs", screenlock_type = null, disk_encryption_type = null }
  meta  = { type = "okta_policy_device_assurance_windows" }
  expect {
    policy  = "device_okta_assurance"
    verdict = "fail"
  }
}

resource "okta_policy_device_assurance_android" "broken" {
  attrs = { name = "phones", screenlock_type = ["BIOMETRIC"], disk_encryption_type = ["FULL"], jailbreak = true }
  meta  = { type = "okta_policy_device_assurance_android" }
  expect {
    policy  = "device_okta_assurance"
    verdict = "fail"
  }
}

resource "okta_policy_device_assurance_ios" "not_known_yet" {
  attrs = { name = "phones", screenlock_type = ["BIOMETRIC"], jailbreak = unknown("bool") }
  meta  = { type = "okta_policy_device_assurance_ios" }
  expect {
    policy  = "device_okta_assurance"
    verdict = "undecided"
  }
}

resource "okta_policy_device_assurance_chromeos" "another" {
  attrs = { name = "books" }
  meta  = { type = "okta_policy_device_assurance_chromeos" }
}
