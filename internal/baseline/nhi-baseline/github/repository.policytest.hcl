policytest {
  targets = ["repository.policy.hcl"]
}

resource "github_repository" "private" {
  attrs = { name = "app", visibility = "private", private = null, archived = false }
  meta  = { type = "github_repository" }
  expect {
    policy  = "github_repository_public"
    verdict = "pass"
  }
}

resource "github_repository" "private_the_old_way" {
  attrs = { name = "app", visibility = null, private = true, archived = null }
  meta  = { type = "github_repository" }
  expect {
    policy  = "github_repository_public"
    verdict = "pass"
  }
}

resource "github_repository" "public" {
  attrs = { name = "app", visibility = "public", private = null, archived = null }
  meta  = { type = "github_repository" }
  expect {
    policy  = "github_repository_public"
    verdict = "fail"
  }
}

resource "github_repository" "by_default" {
  attrs = { name = "app", visibility = null, private = null, archived = null }
  meta  = { type = "github_repository" }
  expect {
    policy  = "github_repository_public"
    verdict = "fail"
  }
}

resource "github_repository" "not_known_yet" {
  attrs = { name = "app", visibility = unknown("string"), private = null, archived = null }
  meta  = { type = "github_repository" }
  expect {
    policy  = "github_repository_public"
    verdict = "undecided"
  }
}

resource "github_repository" "archived" {
  attrs = { name = "app", visibility = "public", archived = true }
  meta  = { type = "github_repository" }
  expect {
    policy  = "github_repository_scanning"
    verdict = "pass"
  }
}

resource "github_repository" "unscanned" {
  attrs = { name = "app", visibility = "private", security_and_analysis = [{ secret_scanning = [{ status = "disabled" }], secret_scanning_push_protection = [] }] }
  meta  = { type = "github_repository" }
  expect {
    policy  = "github_repository_scanning"
    verdict = "fail"
  }
}

resource "github_repository" "scanned" {
  attrs = { name = "app", visibility = "private", security_and_analysis = [{ secret_scanning = [{ status = "enabled" }], secret_scanning_push_protection = [{ status = "enabled" }] }] }
  meta  = { type = "github_repository" }
  expect {
    policy  = "github_repository_scanning"
    verdict = "pass"
  }
}
