# Refuses rules that let people in by one factor, remember the second for long,
# or keep sessions longer than the tenant allows.
#
# Why: one factor is phished in an afternoon, and a session that lasts is taken
# from the browser.
#
# Mend: set mfa_required to true and mfa_prompt to SESSION or ALWAYS,
# factor_mode to 2FA, and the session within okta_session_hours.
policy {
  required_providers {
    okta = {
      source = "okta/okta"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "okta_session_hours" {
  type        = number
  default     = 12
  description = "How many hours a session of Okta may last."
}

resource_policy "okta_policy_rule_signon" "okta_sign_on_mfa" {
  filter = core::try(attrs.access, null) != "DENY" && core::try(attrs.status, null) != "INACTIVE"

  enforce {
    condition     = core::try(attrs.mfa_required, null) == true || core::try(attrs.access, null) == "CHALLENGE" || core::try(core::length(attrs.factor_sequence), 0) > 0
    error_message = "The rule ${attrs.name} lets people in by one factor. Set mfa_required to true."
  }

  enforce {
    # Minutes; 0 is without an end.
    condition     = core::try(attrs.session_lifetime > 0 && attrs.session_lifetime <= input.okta_session_hours * 60, true)
    error_message = "Sessions by the rule ${attrs.name} last ${attrs.session_lifetime} minutes (0 is without an end). At most ${input.okta_session_hours} hours are allowed here."
  }

  enforce {
    condition     = core::try(attrs.session_idle <= input.okta_session_hours * 60, true)
    error_message = "An idle session by the rule ${attrs.name} lasts ${attrs.session_idle} minutes. At most ${input.okta_session_hours} hours are allowed here."
  }

  enforce {
    condition     = core::try(attrs.session_persistent, null) != true
    error_message = "Sessions by the rule ${attrs.name} outlive the browser. Take session_persistent out."
  }
}

resource_policy "okta_app_signon_policy_rule" "okta_app_sign_on_mfa" {
  filter = core::try(attrs.access, null) != "DENY" && core::try(attrs.status, null) != "INACTIVE"

  enforce {
    condition     = core::try(attrs.factor_mode, null) != "1FA"
    error_message = "The rule ${attrs.name} lets people in to apps by one factor. Set factor_mode to 2FA."
  }
}

resource_policy "okta_policy_mfa*" "okta_mfa_factors" {
  locals {
    weak = core::concat(core::try(attrs.okta_sms.enroll, "NOT_ALLOWED") == "REQUIRED" ? ["okta_sms"] : [], core::try(attrs.okta_call.enroll, "NOT_ALLOWED") == "REQUIRED" ? ["okta_call"] : [], core::try(attrs.okta_question.enroll, "NOT_ALLOWED") != "NOT_ALLOWED" ? ["okta_question"] : [], core::try(attrs.security_question.enroll, "NOT_ALLOWED") != "NOT_ALLOWED" ? ["security_question"] : [], core::try(attrs.phone_number.enroll, "NOT_ALLOWED") == "REQUIRED" ? ["phone_number"] : [])
  }

  enforce {
    condition     = core::length(local.weak) == 0
    error_message = "${core::join(", ", local.weak)} are factors that others can take over. Use okta_verify, fido_webauthn or webauthn."
  }
}

resource_policy "okta_policy_rule_mfa" "okta_mfa_enrolment" {
  filter = core::try(attrs.status, null) != "INACTIVE"

  enforce {
    condition     = core::try(attrs.enroll, null) != "NEVER"
    error_message = "The rule ${attrs.name} asks nobody to enrol a second factor. Set enroll to LOGIN or CHALLENGE."
  }
}
