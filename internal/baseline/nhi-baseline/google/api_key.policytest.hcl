policytest {
  targets = ["api_key.policy.hcl"]
}

resource "google_apikeys_key" "api_key_targets_passes" {
  attrs = { name = "a", restrictions = [{ api_targets = [{ service = "maps" }], server_key_restrictions = [{ allowed_ips = ["192.0.2.1"] }] }] }
  expect {
    policy  = "google_api_key_targets"
    verdict = "pass"
  }
}

resource "google_apikeys_key" "api_key_targets_fails" {
  attrs = { name = "a", restrictions = [] }
  expect {
    policy  = "google_api_key_targets"
    verdict = "fail"
  }
}

resource "google_apikeys_key" "api_key_targets_fails_2" {
  attrs = { name = "a", restrictions = [{ api_targets = [] }] }
  expect {
    policy  = "google_api_key_targets"
    verdict = "fail"
  }
}

resource "google_apikeys_key" "api_key_targets_undecided" {
  attrs = { name = "a", restrictions = [{ api_targets = unknown("list(object({}))") }] }
  expect {
    policy  = "google_api_key_targets"
    verdict = "undecided"
  }
}

resource "google_apikeys_key" "api_key_callers_passes" {
  attrs = { name = "a", restrictions = [{ api_targets = [{ service = "maps" }], server_key_restrictions = [{ allowed_ips = ["192.0.2.1"] }] }] }
  expect {
    policy  = "google_api_key_callers"
    verdict = "pass"
  }
}

resource "google_apikeys_key" "api_key_callers_fails" {
  attrs = { name = "a", restrictions = [] }
  expect {
    policy  = "google_api_key_callers"
    verdict = "fail"
  }
}

resource "google_apikeys_key" "api_key_callers_fails_2" {
  attrs = { name = "a", restrictions = [{ api_targets = [{ service = "maps" }] }] }
  expect {
    policy  = "google_api_key_callers"
    verdict = "fail"
  }
}

resource "google_apikeys_key" "api_key_callers_undecided" {
  attrs = { name = "a", restrictions = [{ server_key_restrictions = unknown("list(object({}))") }] }
  expect {
    policy  = "google_api_key_callers"
    verdict = "undecided"
  }
}
