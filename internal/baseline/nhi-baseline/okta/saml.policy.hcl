# Refuses SAML apps of Okta that are not signed, or are by SHA-1.
#
# Why: an assertion that is not signed, or by a hash that can be forged, is
# anybody's.
#
# Mend: set assertion_signed and response_signed to true, signature_algorithm to
# RSA_SHA256 and digest_algorithm to SHA256.
policy {
  required_providers {
    okta = {
      source = "okta/okta"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "okta_app_saml" "okta_app_saml_signed" {
  enforce {
    condition     = core::try(attrs.assertion_signed, null) != false || core::try(attrs.response_signed, null) != false
    error_message = "What ${attrs.label} is told is not signed. Set assertion_signed and response_signed to true."
  }

  enforce {
    condition     = core::try(attrs.signature_algorithm, null) != "RSA_SHA1" && core::try(attrs.digest_algorithm, null) != "SHA1"
    error_message = "What ${attrs.label} is told is signed by SHA-1. Use RSA_SHA256 and SHA256."
  }
}

resource_policy "okta_idp_oidc" "okta_idp_oidc_secret" {
  enforce {
    condition     = core::try(attrs.client_secret, null) == null || core::try(attrs.client_secret, null) == ""
    error_message = "The secret of ${attrs.name} stands in the state. Rotate it after the provider is made, and ignore its changes."
  }
}
