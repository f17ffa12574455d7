policy {
  required_providers {
    nhi = {
      source = "nhi-governance/nhi"
    }
  }

  # Refused, unless an approved exception says otherwise.
  enforcement_level = "mandatory_overridable"
}

resource_policy "nhi_entitlement" "privileged_entitlement_ends" {
  filter = attrs.privileged

  enforce {
    condition     = attrs.expires_at != null
    error_message = "\"${attrs.privilege}\" is privileged and has no end. Set expires_at."
  }
}

resource_policy "nhi_entitlement" "privileged_entitlement_is_reviewed" {
  filter = attrs.privileged

  enforce {
    condition     = attrs.review_schedule != null
    error_message = "\"${attrs.privilege}\" is privileged and nobody reviews it. Set review_schedule."
  }
}

resource_policy "nhi_identity" "credential_is_rotated" {
  filter = attrs.credential != null

  enforce {
    condition     = attrs.credential.rotate_every != null
    error_message = "The credential of ${attrs.name} is never rotated. Set credential.rotate_every."
  }
}
