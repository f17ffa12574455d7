policytest {
  targets = ["machine_sign_in.policy.hcl"]
}

resource "google_compute_instance" "instance_serial_port_passes" {
  attrs = { name = "a", metadata = { enable-oslogin = "TRUE" } }
  expect {
    policy  = "google_instance_serial_port"
    verdict = "pass"
  }
}

resource "google_compute_instance" "instance_serial_port_passes_2" {
  attrs          = { name = "a", metadata = null }
  expect {
    policy  = "google_instance_serial_port"
    verdict = "pass"
  }
}

resource "google_compute_instance" "instance_serial_port_fails" {
  attrs = { name = "a", metadata = { serial-port-enable = "TRUE", enable-oslogin = "TRUE" } }
  expect {
    policy  = "google_instance_serial_port"
    verdict = "fail"
  }
}

resource "google_compute_instance" "instance_serial_port_undecided" {
  attrs = { name = "a", metadata = { serial-port-enable = unknown("string") } }
  expect {
    policy  = "google_instance_serial_port"
    verdict = "undecided"
  }
}

resource "google_compute_instance" "instance_project_keys_passes" {
  attrs = { name = "a", metadata = { block-project-ssh-keys = "true" } }
  expect {
    policy  = "google_instance_project_keys"
    verdict = "pass"
  }
}

resource "google_compute_instance" "instance_project_keys_passes_2" {
  attrs = { name = "a", metadata = { enable-oslogin = "TRUE" } }
  expect {
    policy  = "google_instance_project_keys"
    verdict = "pass"
  }
}

resource "google_compute_instance" "instance_project_keys_fails_2" {
  attrs = { name = "a", metadata = { block-project-ssh-keys = "false" } }
  expect {
    policy  = "google_instance_project_keys"
    verdict = "fail"
  }
}

resource "google_compute_instance" "instance_project_keys_undecided" {
  attrs = { name = "a", metadata = { block-project-ssh-keys = unknown("string") } }
  expect {
    policy  = "google_instance_project_keys"
    verdict = "undecided"
  }
}

resource "google_compute_instance" "instance_os_login_passes" {
  attrs = { name = "a", metadata = { enable-oslogin = "TRUE" } }
  expect {
    policy  = "google_instance_os_login"
    verdict = "pass"
  }
}

resource "google_compute_instance" "instance_os_login_passes_2" {
  attrs          = { name = "a", metadata = null }
  expect {
    policy  = "google_instance_os_login"
    verdict = "pass"
  }
}

resource "google_compute_instance" "instance_os_login_fails" {
  attrs = { name = "a", metadata = { enable-oslogin = "FALSE", block-project-ssh-keys = "true" } }
  expect {
    policy  = "google_instance_os_login"
    verdict = "fail"
  }
}

resource "google_compute_instance" "instance_os_login_undecided" {
  attrs = { name = "a", metadata = { enable-oslogin = unknown("string"), block-project-ssh-keys = "true" } }
  expect {
    policy  = "google_instance_os_login"
    verdict = "undecided"
  }
}

resource "google_compute_instance_template" "instance_template_serial_port_passes" {
  attrs = { name = "a", metadata = { enable-oslogin = "TRUE" } }
  expect {
    policy  = "google_instance_template_serial_port"
    verdict = "pass"
  }
}

resource "google_compute_instance_template" "instance_template_serial_port_passes_2" {
  attrs          = { name = "a", metadata = null }
  expect {
    policy  = "google_instance_template_serial_port"
    verdict = "pass"
  }
}

resource "google_compute_instance_template" "instance_template_serial_port_fails" {
  attrs = { name = "a", metadata = { serial-port-enable = "TRUE", enable-oslogin = "TRUE" } }
  expect {
    policy  = "google_instance_template_serial_port"
    verdict = "fail"
  }
}

resource "google_compute_instance_template" "instance_template_serial_port_undecided" {
  attrs = { name = "a", metadata = { serial-port-enable = unknown("string") } }
  expect {
    policy  = "google_instance_template_serial_port"
    verdict = "undecided"
  }
}

resource "google_compute_instance_template" "instance_template_project_keys_passes" {
  attrs = { name = "a", metadata = { block-project-ssh-keys = "true" } }
  expect {
    policy  = "google_instance_template_project_keys"
    verdict = "pass"
  }
}

resource "google_compute_instance_template" "instance_template_project_keys_passes_2" {
  attrs = { name = "a", metadata = { enable-oslogin = "TRUE" } }
  expect {
    policy  = "google_instance_template_project_keys"
    verdict = "pass"
  }
}

resource "google_compute_instance_template" "instance_template_project_keys_fails_2" {
  attrs = { name = "a", metadata = { block-project-ssh-keys = "false" } }
  expect {
    policy  = "google_instance_template_project_keys"
    verdict = "fail"
  }
}

resource "google_compute_instance_template" "instance_template_project_keys_undecided" {
  attrs = { name = "a", metadata = { block-project-ssh-keys = unknown("string") } }
  expect {
    policy  = "google_instance_template_project_keys"
    verdict = "undecided"
  }
}

resource "google_compute_instance_template" "instance_template_os_login_passes" {
  attrs = { name = "a", metadata = { enable-oslogin = "TRUE" } }
  expect {
    policy  = "google_instance_template_os_login"
    verdict = "pass"
  }
}

resource "google_compute_instance_template" "instance_template_os_login_passes_2" {
  attrs          = { name = "a", metadata = null }
  expect {
    policy  = "google_instance_template_os_login"
    verdict = "pass"
  }
}

resource "google_compute_instance_template" "instance_template_os_login_fails" {
  attrs = { name = "a", metadata = { enable-oslogin = "FALSE", block-project-ssh-keys = "true" } }
  expect {
    policy  = "google_instance_template_os_login"
    verdict = "fail"
  }
}

resource "google_compute_instance_template" "instance_template_os_login_undecided" {
  attrs = { name = "a", metadata = { enable-oslogin = unknown("string"), block-project-ssh-keys = "true" } }
  expect {
    policy  = "google_instance_template_os_login"
    verdict = "undecided"
  }
}

resource "google_compute_region_instance_template" "region_template_serial_port_passes" {
  attrs = { name = "a", metadata = { enable-oslogin = "TRUE" } }
  expect {
    policy  = "google_region_template_serial_port"
    verdict = "pass"
  }
}

resource "google_compute_region_instance_template" "region_template_serial_port_passes_2" {
  attrs          = { name = "a", metadata = null }
  expect {
    policy  = "google_region_template_serial_port"
    verdict = "pass"
  }
}

resource "google_compute_region_instance_template" "region_template_serial_port_fails" {
  attrs = { name = "a", metadata = { serial-port-enable = "TRUE", enable-oslogin = "TRUE" } }
  expect {
    policy  = "google_region_template_serial_port"
    verdict = "fail"
  }
}

resource "google_compute_region_instance_template" "region_template_serial_port_undecided" {
  attrs = { name = "a", metadata = { serial-port-enable = unknown("string") } }
  expect {
    policy  = "google_region_template_serial_port"
    verdict = "undecided"
  }
}

resource "google_compute_region_instance_template" "region_template_project_keys_passes" {
  attrs = { name = "a", metadata = { block-project-ssh-keys = "true" } }
  expect {
    policy  = "google_region_template_project_keys"
    verdict = "pass"
  }
}

resource "google_compute_region_instance_template" "region_template_project_keys_passes_2" {
  attrs = { name = "a", metadata = { enable-oslogin = "TRUE" } }
  expect {
    policy  = "google_region_template_project_keys"
    verdict = "pass"
  }
}

resource "google_compute_region_instance_template" "region_template_project_keys_fails_2" {
  attrs = { name = "a", metadata = { block-project-ssh-keys = "false" } }
  expect {
    policy  = "google_region_template_project_keys"
    verdict = "fail"
  }
}

resource "google_compute_region_instance_template" "region_template_project_keys_undecided" {
  attrs = { name = "a", metadata = { block-project-ssh-keys = unknown("string") } }
  expect {
    policy  = "google_region_template_project_keys"
    verdict = "undecided"
  }
}

resource "google_compute_region_instance_template" "region_template_os_login_passes" {
  attrs = { name = "a", metadata = { enable-oslogin = "TRUE" } }
  expect {
    policy  = "google_region_template_os_login"
    verdict = "pass"
  }
}

resource "google_compute_region_instance_template" "region_template_os_login_passes_2" {
  attrs          = { name = "a", metadata = null }
  expect {
    policy  = "google_region_template_os_login"
    verdict = "pass"
  }
}

resource "google_compute_region_instance_template" "region_template_os_login_fails" {
  attrs = { name = "a", metadata = { enable-oslogin = "FALSE", block-project-ssh-keys = "true" } }
  expect {
    policy  = "google_region_template_os_login"
    verdict = "fail"
  }
}

resource "google_compute_region_instance_template" "region_template_os_login_undecided" {
  attrs = { name = "a", metadata = { enable-oslogin = unknown("string"), block-project-ssh-keys = "true" } }
  expect {
    policy  = "google_region_template_os_login"
    verdict = "undecided"
  }
}

resource "google_compute_project_metadata" "project_os_login_passes" {
  attrs = { metadata = { enable-oslogin = "TRUE" } }
  expect {
    policy  = "google_project_os_login"
    verdict = "pass"
  }
}

resource "google_compute_project_metadata" "project_os_login_fails" {
  attrs = { metadata = { foo = "bar" } }
  expect {
    policy  = "google_project_os_login"
    verdict = "fail"
  }
}

resource "google_compute_project_metadata" "project_os_login_fails_2" {
  attrs = { metadata = { enable-oslogin = "FALSE" } }
  expect {
    policy  = "google_project_os_login"
    verdict = "fail"
  }
}

resource "google_compute_project_metadata" "project_os_login_undecided" {
  attrs = { metadata = { enable-oslogin = unknown("string") } }
  expect {
    policy  = "google_project_os_login"
    verdict = "undecided"
  }
}

resource "google_compute_project_metadata" "project_ssh_keys_passes" {
  attrs = { metadata = { enable-oslogin = "TRUE" } }
  expect {
    policy  = "google_project_ssh_keys"
    verdict = "pass"
  }
}

resource "google_compute_project_metadata" "project_ssh_keys_fails" {
  attrs = { metadata = { ssh-keys = "a:ssh-ed25519 AAAA", enable-oslogin = "TRUE" } }
  expect {
    policy  = "google_project_ssh_keys"
    verdict = "fail"
  }
}

resource "google_compute_project_metadata" "project_ssh_keys_undecided" {
  attrs = { metadata = unknown("map(string)") }
  expect {
    policy  = "google_project_ssh_keys"
    verdict = "undecided"
  }
}

resource "google_compute_project_metadata" "project_serial_port_passes" {
  attrs = { metadata = { enable-oslogin = "TRUE" } }
  expect {
    policy  = "google_project_serial_port"
    verdict = "pass"
  }
}

resource "google_compute_project_metadata" "project_serial_port_fails" {
  attrs = { metadata = { serial-port-enable = "TRUE", enable-oslogin = "TRUE" } }
  expect {
    policy  = "google_project_serial_port"
    verdict = "fail"
  }
}

resource "google_compute_project_metadata" "project_serial_port_undecided" {
  attrs = { metadata = { serial-port-enable = unknown("string"), enable-oslogin = "TRUE" } }
  expect {
    policy  = "google_project_serial_port"
    verdict = "undecided"
  }
}

resource "google_compute_project_metadata_item" "project_metadata_item_passes" {
  attrs = { key = "enable-oslogin", value = "TRUE" }
  expect {
    policy  = "google_project_metadata_item"
    verdict = "pass"
  }
}

resource "google_compute_project_metadata_item" "project_metadata_item_passes_2" {
  attrs = { key = "foo", value = "bar" }
  expect {
    policy  = "google_project_metadata_item"
    verdict = "pass"
  }
}

resource "google_compute_project_metadata_item" "project_metadata_item_fails" {
  attrs = { key = "ssh-keys", value = "a:ssh-ed25519 AAAA" }
  expect {
    policy  = "google_project_metadata_item"
    verdict = "fail"
  }
}

resource "google_compute_project_metadata_item" "project_metadata_item_fails_2" {
  attrs = { key = "enable-oslogin", value = "FALSE" }
  expect {
    policy  = "google_project_metadata_item"
    verdict = "fail"
  }
}

resource "google_compute_project_metadata_item" "project_metadata_item_fails_3" {
  attrs = { key = "serial-port-enable", value = "true" }
  expect {
    policy  = "google_project_metadata_item"
    verdict = "fail"
  }
}

resource "google_compute_project_metadata_item" "project_metadata_item_undecided" {
  attrs = { key = "enable-oslogin", value = unknown("string") }
  expect {
    policy  = "google_project_metadata_item"
    verdict = "undecided"
  }
}
