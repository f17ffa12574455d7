policytest {
  targets = ["guards_deleted.policy.hcl"]
}

resource "github_branch_protection" "gone" {
  prior_attrs = { pattern = "gone", repository_id = "app" }
  meta        = { type = "github_branch_protection" }
  expect {
    policy  = "github_branch_protection_deleted"
    verdict = "fail"
  }
}

resource "github_branch_protection" "moved" {
  prior_attrs = { pattern = "moved", repository_id = "app" }
  meta        = { type = "github_branch_protection" }
  expect {
    policy  = "github_branch_protection_deleted"
    verdict = "pass"
  }
}

resource "github_branch_protection" "its_place" {
  attrs = { pattern = "moved", repository_id = "app" }
  meta  = { type = "github_branch_protection" }
}

resource "github_branch_protection_v3" "gone" {
  prior_attrs = { branch = "main", repository = "app" }
  meta        = { type = "github_branch_protection_v3" }
  expect {
    policy  = "github_branch_protection_v3_deleted"
    verdict = "fail"
  }
}

resource "github_branch_protection_v3" "moved" {
  prior_attrs = { branch = "dev", repository = "app" }
  meta        = { type = "github_branch_protection_v3" }
  expect {
    policy  = "github_branch_protection_v3_deleted"
    verdict = "pass"
  }
}

resource "github_branch_protection_v3" "its_place" {
  attrs = { branch = "dev", repository = "app" }
  meta  = { type = "github_branch_protection_v3" }
}

resource "github_repository_ruleset" "gone" {
  prior_attrs = { name = "main", repository = "app" }
  meta        = { type = "github_repository_ruleset" }
  expect {
    policy  = "github_repository_ruleset_deleted"
    verdict = "fail"
  }
}

resource "github_repository_ruleset" "moved" {
  prior_attrs = { name = "dev", repository = "app" }
  meta        = { type = "github_repository_ruleset" }
  expect {
    policy  = "github_repository_ruleset_deleted"
    verdict = "pass"
  }
}

resource "github_repository_ruleset" "its_place" {
  attrs = { name = "dev", repository = "app", target = "branch", enforcement = "active", bypass_actors = [] }
  meta  = { type = "github_repository_ruleset" }
}

resource "github_organization_ruleset" "gone" {
  prior_attrs = { name = "main" }
  meta        = { type = "github_organization_ruleset" }
  expect {
    policy  = "github_organization_ruleset_deleted"
    verdict = "fail"
  }
}

resource "github_organization_ruleset" "moved" {
  prior_attrs = { name = "dev" }
  meta        = { type = "github_organization_ruleset" }
  expect {
    policy  = "github_organization_ruleset_deleted"
    verdict = "pass"
  }
}

resource "github_organization_ruleset" "its_place" {
  attrs = { name = "dev", target = "branch", enforcement = "active", bypass_actors = [] }
  meta  = { type = "github_organization_ruleset" }
}

resource "github_branch_protection" "reviews_gone" {
  attrs       = { pattern = "main", required_pull_request_reviews = [] }
  prior_attrs = { pattern = "main", required_pull_request_reviews = [{ required_approving_review_count = 1 }] }
  meta        = { type = "github_branch_protection" }
  expect {
    policy  = "github_branch_protection_reviews_removed"
    verdict = "fail"
  }
}

resource "github_branch_protection" "reviews_kept" {
  attrs       = { pattern = "main", required_pull_request_reviews = [{ required_approving_review_count = 2 }] }
  prior_attrs = { pattern = "main", required_pull_request_reviews = [{ required_approving_review_count = 1 }] }
  meta        = { type = "github_branch_protection" }
  expect {
    policy  = "github_branch_protection_reviews_removed"
    verdict = "pass"
  }
}

resource "github_branch_protection" "never_had_any" {
  attrs       = { pattern = "dev", required_pull_request_reviews = [] }
  prior_attrs = { pattern = "dev", required_pull_request_reviews = [] }
  meta        = { type = "github_branch_protection" }
}
