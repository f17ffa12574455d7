policytest {
  targets = ["provider_keys.policy.hcl"]
}

provider "aws" "by_role" {
  attrs = { region = "eu-west-1" }
  expect {
    verdict = "pass"
  }
}

provider "aws" "stand_in" {
  attrs = { access_key = "test", secret_key = "test" }
  expect {
    verdict = "pass"
  }
}

provider "aws" "by_key" {
  attrs = { access_key = "AKIAIOSFODNN7EXAMPLE", secret_key = "not-so-secret" }
  expect {
    verdict = "fail"
  }
}

provider "aws" "not_known_yet" {
  attrs = { access_key = unknown("string"), secret_key = null }
  expect {
    verdict = "undecided"
  }
}
