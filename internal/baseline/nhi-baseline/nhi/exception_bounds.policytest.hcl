policytest {
  targets = ["exception_bounds.policy.hcl"]
}

resource "nhi_exception" "small_and_short" {
  attrs = {
    control   = "least-privilege", targets = ["module.legacy.*"], category = "waiver", reason = "The vendor's agent asks for it until 4.2."
    starts_at = "2027-01-10T00:00:00Z", expires_at = "2027-03-31T00:00:00Z"
  }
}

resource "nhi_exception" "mitigated" {
  attrs = {
    control    = "least-privilege", targets = ["module.legacy.*"], category = "mitigated", reason = "The vendor's agent asks for it until 4.2."
    mitigation = "Its network reaches the vendor alone.", expires_at = "2027-03-31T00:00:00Z"
  }
}

resource "nhi_exception" "long" {
  attrs = { control = "least-privilege", targets = ["module.legacy.*"], category = "waiver", reason = "The vendor's agent asks for it.", expires_at = "2028-01-01T00:00:00Z" }
  expect { policy = "nhi_exception_is_short" }
}

resource "nhi_exception" "of_everything" {
  attrs = { control = "least-privilege", targets = ["*"], category = "waiver", reason = "The vendor's agent asks for it.", expires_at = "2027-03-31T00:00:00Z" }
  expect { policy = "nhi_exception_is_narrow" }
}

resource "nhi_exception" "because" {
  attrs = { control = "least-privilege", targets = ["module.legacy.*"], category = "waiver", reason = "needed", expires_at = "2027-03-31T00:00:00Z" }
  expect { policy = "nhi_exception_says_why" }
}

resource "nhi_exception" "mitigated_by_nothing" {
  attrs = { control = "least-privilege", targets = ["module.legacy.*"], category = "mitigated", reason = "The vendor's agent asks for it.", expires_at = "2027-03-31T00:00:00Z" }
  expect { policy = "nhi_exception_says_why" }
}

resource "nhi_exception" "until_what_apply_tells" {
  attrs = { control = "least-privilege", targets = ["module.legacy.*"], category = "waiver", reason = "The vendor's agent asks for it.", expires_at = unknown("string") }
  expect { verdict = "undecided" }
}
