# Refuses build triggers that strangers start by a pull request, and
# subscriptions that push without saying who they are.
#
# Why: a pull request that builds runs its author's code as the account of the
# build.
#
# Mend: set comment_control to
# COMMENTS_ENABLED_FOR_EXTERNAL_CONTRIBUTORS_ONLY; set oidc_token.
policy {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "google_cloudbuild_trigger" "google_build_pull_request" {
  filter = core::length(core::try(attrs.github[0].pull_request, [])) > 0

  enforce {
    condition     = core::contains(["COMMENTS_ENABLED", "COMMENTS_ENABLED_FOR_EXTERNAL_CONTRIBUTORS_ONLY"], core::try(attrs.github[0].pull_request[0].comment_control, null))
    error_message = "A stranger's pull request starts the build ${core::try("${attrs.name}", "without a name")}. Set comment_control to COMMENTS_ENABLED_FOR_EXTERNAL_CONTRIBUTORS_ONLY."
  }
}

resource_policy "google_pubsub_subscription" "google_pubsub_push_identity" {
  filter = core::length(core::try(attrs.push_config, null) == null ? [] : attrs.push_config) > 0

  enforce {
    condition     = core::length(core::try(attrs.push_config[0].oidc_token, null) == null ? [] : attrs.push_config[0].oidc_token) > 0
    error_message = "The subscription ${attrs.name} calls without saying who it is, so anybody may pretend to be it. Set oidc_token."
  }
}

resource_policy "google_cloudfunctions_function" "google_function_https" {
  enforce {
    condition     = !core::contains(["SECURE_OPTIONAL", "SECURE_NEVER"], core::try(attrs.https_trigger_security_level, null))
    error_message = "The function ${attrs.name} takes tokens in clear text. Set https_trigger_security_level to SECURE_ALWAYS."
  }
}
