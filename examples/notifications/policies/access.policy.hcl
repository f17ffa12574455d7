policy {
  required_providers {
    nhi = { source = "nhi-governance/nhi" }
  }
}

resource_policy "nhi_identity" "credential_is_rotated" {
  filter = core::try(attrs.credential, null) != null
  enforce {
    condition     = attrs.credential.rotate_every != null
    error_message = "Say how often the credential is rotated."
  }
}

resource_policy "nhi_entitlement" "entitlement_is_justified" {
  enforce {
    condition     = core::try(attrs.justification, "") != ""
    error_message = "Say what it is for."
  }
}
