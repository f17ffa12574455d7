policytest {
  targets = ["sign_on.policy.hcl"]
}

resource "okta_policy_rule_signon" "two_factors" {
  attrs = { name = "staff", access = "ALLOW", status = "ACTIVE", mfa_required = true, session_lifetime = 480, session_idle = 60, session_persistent = false }
  meta  = { type = "okta_policy_rule_signon" }
  expect {
    policy  = "okta_sign_on_mfa"
    verdict = "pass"
  }
}

resource "okta_policy_rule_signon" "in_order" {
  attrs = { name = "staff", access = "CHALLENGE", status = null, mfa_required = null, factor_sequence = [{ primary_criteria_provider = "OKTA" }] }
  meta  = { type = "okta_policy_rule_signon" }
  expect {
    policy  = "okta_sign_on_mfa"
    verdict = "pass"
  }
}

resource "okta_policy_rule_signon" "one_factor" {
  attrs = { name = "staff", access = null, status = null, mfa_required = null }
  meta  = { type = "okta_policy_rule_signon" }
  expect {
    policy  = "okta_sign_on_mfa"
    verdict = "fail"
  }
}

resource "okta_policy_rule_signon" "for_ever" {
  attrs = { name = "staff", access = "ALLOW", status = null, mfa_required = true, session_lifetime = 0, session_idle = 100000, session_persistent = true }
  meta  = { type = "okta_policy_rule_signon" }
  expect {
    policy  = "okta_sign_on_mfa"
    verdict = "fail"
  }
}

resource "okta_policy_rule_signon" "not_known_yet" {
  attrs = { name = "staff", access = "ALLOW", status = null, mfa_required = unknown("bool") }
  meta  = { type = "okta_policy_rule_signon" }
  expect {
    policy  = "okta_sign_on_mfa"
    verdict = "undecided"
  }
}

resource "okta_policy_rule_signon" "denies" {
  attrs = { name = "others", access = "DENY", status = null }
  meta  = { type = "okta_policy_rule_signon" }
}

resource "okta_app_signon_policy_rule" "two_factors" {
  attrs = { name = "staff", access = "ALLOW", factor_mode = "2FA" }
  meta  = { type = "okta_app_signon_policy_rule" }
  expect {
    policy  = "okta_app_sign_on_mfa"
    verdict = "pass"
  }
}

resource "okta_app_signon_policy_rule" "one_factor" {
  attrs = { name = "staff", access = null, factor_mode = "1FA" }
  meta  = { type = "okta_app_signon_policy_rule" }
  expect {
    policy  = "okta_app_sign_on_mfa"
    verdict = "fail"
  }
}

resource "okta_app_signon_policy_rule" "denies" {
  attrs = { name = "others", access = "DENY", factor_mode = null }
  meta  = { type = "okta_app_signon_policy_rule" }
}

resource "okta_policy_mfa" "strong" {
  attrs = { okta_verify = { enroll = "REQUIRED" }, okta_sms = { enroll = "NOT_ALLOWED" } }
  meta  = { type = "okta_policy_mfa" }
  expect {
    policy  = "okta_mfa_factors"
    verdict = "pass"
  }
}

resource "okta_policy_mfa_default" "weak" {
  attrs = { okta_sms = { enroll = "REQUIRED" }, okta_call = { enroll = "REQUIRED" }, okta_question = { enroll = "OPTIONAL" }, security_question = { enroll = "OPTIONAL" }, phone_number = { enroll = "REQUIRED" } }
  meta  = { type = "okta_policy_mfa_default" }
  expect {
    policy  = "okta_mfa_factors"
    verdict = "fail"
  }
}

resource "okta_policy_rule_mfa" "at_login" {
  attrs = { name = "all", status = null, enroll = "LOGIN" }
  meta  = { type = "okta_policy_rule_mfa" }
  expect {
    policy  = "okta_mfa_enrolment"
    verdict = "pass"
  }
}

resource "okta_policy_rule_mfa" "never" {
  attrs = { name = "all", status = null, enroll = "NEVER" }
  meta  = { type = "okta_policy_rule_mfa" }
  expect {
    policy  = "okta_mfa_enrolment"
    verdict = "fail"
  }
}

resource "okta_policy_rule_mfa" "off" {
  attrs = { name = "all", status = "INACTIVE" }
  meta  = { type = "okta_policy_rule_mfa" }
}
