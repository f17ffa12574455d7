policytest {
  targets = ["cognito.policy.hcl"]
}

resource "aws_cognito_identity_pool" "for_those_known" {
  attrs = { identity_pool_name = "p", allow_unauthenticated_identities = false, allow_classic_flow = null }
  expect {
    verdict = "pass"
  }
}

resource "aws_cognito_identity_pool" "for_guests" {
  attrs = { identity_pool_name = "p", allow_unauthenticated_identities = true }
  expect {
    verdict = "fail"
  }
}

resource "aws_cognito_identity_pool" "classic" {
  attrs = { identity_pool_name = "p", allow_classic_flow = true }
  expect {
    verdict = "fail"
  }
}

resource "aws_cognito_user_pool_client" "srp" {
  attrs = { name = "c", explicit_auth_flows = ["ALLOW_USER_SRP_AUTH"], allowed_oauth_flows = ["code"] }
  expect {
    verdict = "pass"
  }
}

resource "aws_cognito_user_pool_client" "by_default" {
  attrs = { name = "c", explicit_auth_flows = null, allowed_oauth_flows = null }
  expect {
    verdict = "pass"
  }
}

resource "aws_cognito_user_pool_client" "passwords" {
  attrs = { name = "c", explicit_auth_flows = ["ALLOW_USER_PASSWORD_AUTH"], allowed_oauth_flows = null }
  expect {
    verdict = "fail"
  }
}

resource "aws_cognito_user_pool_client" "implicit" {
  attrs = { name = "c", explicit_auth_flows = null, allowed_oauth_flows = ["implicit"] }
  expect {
    verdict = "fail"
  }
}

resource "aws_cognito_user_pool_client" "not_known_yet" {
  attrs = { name = "c", explicit_auth_flows = unknown("set(string)"), allowed_oauth_flows = null }
  expect {
    verdict = "undecided"
  }
}

resource "aws_cognito_user_pool" "by_default" {
  attrs = { name = "u", password_policy = [] }
}

resource "aws_cognito_user_pool" "long" {
  attrs = { name = "u", password_policy = [{ minimum_length = 14 }] }
  expect {
    verdict = "pass"
  }
}

resource "aws_cognito_user_pool" "short" {
  attrs = { name = "u", password_policy = [{ minimum_length = 6 }] }
  expect {
    verdict = "fail"
  }
}
