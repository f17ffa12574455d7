policy {
  required_providers {
    nhi = {
      source = "nhi-governance/nhi"
    }
  }
}

resource_policy "nhi_entitlement" "entitlement_ends" {
  enforce {
    condition     = attrs.expires_at != null
    error_message = "\"${attrs.privilege}\" has no end. Set expires_at."
  }
}
