# Refuses machines that people sign in to by SSH keys of the project or at
# serial ports, and switching OS Login off.
#
# Why: a key in the metadata signs in for ever, on every machine, and names
# nobody; OS Login asks IAM.
#
# Mend: set enable-oslogin to TRUE for the project, block-project-ssh-keys
# where it cannot be, and leave serial ports shut.
policy {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
  enforcement_level = "mandatory_overridable"
}

locals {
  # How people write that something is on.
  truths = ["true", "1", "yes", "y"]
}

resource_policy "google_compute_instance" "google_instance_serial_port" {
  enforce {
    condition     = !core::contains(local.truths, core::lower(core::try("${attrs.metadata["serial-port-enable"]}", "")))
    error_message = "The machine ${attrs.name} takes sign-ins at its serial port from every address. Leave serial-port-enable out."
  }
}

resource_policy "google_compute_instance" "google_instance_project_keys" {
  filter = core::try(attrs.metadata["block-project-ssh-keys"], attrs.metadata["enable-oslogin"], null) != null

  enforce {
    condition     = core::contains(local.truths, core::lower(core::try("${attrs.metadata["block-project-ssh-keys"]}", ""))) || core::contains(local.truths, core::lower(core::try("${attrs.metadata["enable-oslogin"]}", "")))
    error_message = "Whoever has an SSH key of the project signs in to ${attrs.name}. Set enable-oslogin, or block-project-ssh-keys."
  }
}

resource_policy "google_compute_instance" "google_instance_os_login" {
  enforce {
    condition     = !core::contains(["false", "0", "no", "n"], core::lower(core::try("${attrs.metadata["enable-oslogin"]}", "")))
    error_message = "OS Login is switched off for ${attrs.name}, and keys without an identity sign in. Leave enable-oslogin to the project."
  }
}

resource_policy "google_compute_instance_template" "google_instance_template_serial_port" {
  enforce {
    condition     = !core::contains(local.truths, core::lower(core::try("${attrs.metadata["serial-port-enable"]}", "")))
    error_message = "The machine ${core::try("${attrs.name}", "without a name")} takes sign-ins at its serial port from every address. Leave serial-port-enable out."
  }
}

resource_policy "google_compute_instance_template" "google_instance_template_project_keys" {
  filter = core::try(attrs.metadata["block-project-ssh-keys"], attrs.metadata["enable-oslogin"], null) != null

  enforce {
    condition     = core::contains(local.truths, core::lower(core::try("${attrs.metadata["block-project-ssh-keys"]}", ""))) || core::contains(local.truths, core::lower(core::try("${attrs.metadata["enable-oslogin"]}", "")))
    error_message = "Whoever has an SSH key of the project signs in to ${core::try("${attrs.name}", "without a name")}. Set enable-oslogin, or block-project-ssh-keys."
  }
}

resource_policy "google_compute_instance_template" "google_instance_template_os_login" {
  enforce {
    condition     = !core::contains(["false", "0", "no", "n"], core::lower(core::try("${attrs.metadata["enable-oslogin"]}", "")))
    error_message = "OS Login is switched off for ${core::try("${attrs.name}", "without a name")}, and keys without an identity sign in. Leave enable-oslogin to the project."
  }
}

resource_policy "google_compute_region_instance_template" "google_region_template_serial_port" {
  enforce {
    condition     = !core::contains(local.truths, core::lower(core::try("${attrs.metadata["serial-port-enable"]}", "")))
    error_message = "The machine ${core::try("${attrs.name}", "without a name")} takes sign-ins at its serial port from every address. Leave serial-port-enable out."
  }
}

resource_policy "google_compute_region_instance_template" "google_region_template_project_keys" {
  filter = core::try(attrs.metadata["block-project-ssh-keys"], attrs.metadata["enable-oslogin"], null) != null

  enforce {
    condition     = core::contains(local.truths, core::lower(core::try("${attrs.metadata["block-project-ssh-keys"]}", ""))) || core::contains(local.truths, core::lower(core::try("${attrs.metadata["enable-oslogin"]}", "")))
    error_message = "Whoever has an SSH key of the project signs in to ${core::try("${attrs.name}", "without a name")}. Set enable-oslogin, or block-project-ssh-keys."
  }
}

resource_policy "google_compute_region_instance_template" "google_region_template_os_login" {
  enforce {
    condition     = !core::contains(["false", "0", "no", "n"], core::lower(core::try("${attrs.metadata["enable-oslogin"]}", "")))
    error_message = "OS Login is switched off for ${core::try("${attrs.name}", "without a name")}, and keys without an identity sign in. Leave enable-oslogin to the project."
  }
}

resource_policy "google_compute_project_metadata" "google_project_os_login" {
  enforce {
    condition     = core::contains(local.truths, core::lower(core::try("${attrs.metadata["enable-oslogin"]}", "")))
    error_message = "Keys without an identity sign in to the machines of the project. Set enable-oslogin to TRUE."
  }
}

resource_policy "google_compute_project_metadata" "google_project_ssh_keys" {
  enforce {
    condition     = !core::can(attrs.metadata["ssh-keys"]) && !core::can(attrs.metadata["sshKeys"])
    error_message = "SSH keys in the metadata sign in to every machine of the project. Use OS Login."
  }
}

resource_policy "google_compute_project_metadata" "google_project_serial_port" {
  enforce {
    condition     = !core::contains(local.truths, core::lower(core::try("${attrs.metadata["serial-port-enable"]}", "")))
    error_message = "The machines of the project take sign-ins at their serial ports from every address. Leave serial-port-enable out."
  }
}

resource_policy "google_compute_project_metadata_item" "google_project_metadata_item" {
  enforce {
    condition     = !core::contains(["ssh-keys", "sshkeys"], core::lower(attrs.key)) && !(core::lower(attrs.key) == "enable-oslogin" && !core::contains(local.truths, core::lower(attrs.value))) && !(core::lower(attrs.key) == "serial-port-enable" && core::contains(local.truths, core::lower(attrs.value)))
    error_message = "${attrs.key} of the project lets in whoever has a key, without an identity. Set enable-oslogin to TRUE, and leave SSH keys and serial ports out."
  }
}
