policytest {
  targets = ["trusted_origin.policy.hcl"]
}

resource "okta_trusted_origin" "named" {
  attrs = { active = null, origin = "https://shop.example.com" }
  meta  = { type = "okta_trusted_origin" }
  expect {
    policy  = "okta_trusted_origin"
    verdict = "pass"
  }
}

resource "okta_trusted_origin" "local" {
  attrs = { active = true, origin = "http://localhost:3000" }
  meta  = { type = "okta_trusted_origin" }
  expect {
    policy  = "okta_trusted_origin"
    verdict = "pass"
  }
}

resource "okta_trusted_origin" "any" {
  attrs = { active = true, origin = "http://*.example.com" }
  meta  = { type = "okta_trusted_origin" }
  expect {
    policy  = "okta_trusted_origin"
    verdict = "fail"
  }
}

resource "okta_trusted_origin" "not_known_yet" {
  attrs = { active = true, origin = unknown("string") }
  meta  = { type = "okta_trusted_origin" }
  expect {
    policy  = "okta_trusted_origin"
    verdict = "undecided"
  }
}

resource "okta_trusted_origin" "off" {
  attrs = { active = false, origin = "http://old.example.com" }
  meta  = { type = "okta_trusted_origin" }
}

resource "okta_network_zone" "office" {
  attrs = { name = "office", gateways = ["192.0.2.0/24"] }
  meta  = { type = "okta_network_zone" }
  expect {
    policy  = "okta_zone_everywhere"
    verdict = "pass"
  }
}

resource "okta_network_zone" "everywhere" {
  attrs = { name = "office", gateways = ["0.0.0.0/0"], usage = null }
  meta  = { type = "okta_network_zone" }
  expect {
    policy  = "okta_zone_everywhere"
    verdict = "fail"
  }
}

resource "okta_threat_insight_settings" "blocks" {
  attrs = { action = "block" }
  meta  = { type = "okta_threat_insight_settings" }
  expect {
    policy  = "okta_threat_insight"
    verdict = "pass"
  }
}

resource "okta_threat_insight_settings" "nothing" {
  attrs = { action = "none" }
  meta  = { type = "okta_threat_insight_settings" }
  expect {
    policy  = "okta_threat_insight"
    verdict = "fail"
  }
}

resource "okta_factor" "on" {
  attrs = { provider_id = "fido_webauthn", active = null }
  meta  = { type = "okta_factor" }
  expect {
    policy  = "okta_factor_off"
    verdict = "pass"
  }
}

resource "okta_factor" "off" {
  attrs = { provider_id = "okta_otp", active = false }
  meta  = { type = "okta_factor" }
  expect {
    policy  = "okta_factor_off"
    verdict = "fail"
  }
}
