# Repositories of GitHub, and who may write to them.

variable "deploy_key" {
  type = string
}

resource "github_repository" "app" {
  name                 = "app"
  visibility           = "private"
  vulnerability_alerts = true
}

# refused: github_repository_public
resource "github_repository" "site" {
  name        = "site"
  description = "Our web site"
}

# refused: github_repository_scanning
resource "github_repository" "unscanned" {
  name                 = "unscanned"
  visibility           = "internal"
  vulnerability_alerts = true

  security_and_analysis {
    secret_scanning {
      status = "disabled"
    }
  }
}

resource "github_repository_deploy_key" "read" {
  title      = "ci"
  repository = github_repository.app.name
  key        = var.deploy_key
}

# refused: github_deploy_key_write
resource "github_repository_deploy_key" "write" {
  title      = "release"
  repository = github_repository.app.name
  key        = var.deploy_key
  read_only  = "false"
}

resource "github_branch_protection" "main" {
  repository_id          = github_repository.app.node_id
  pattern                = "main"
  enforce_admins         = true
  require_signed_commits = true

  required_pull_request_reviews {
    required_approving_review_count = 2
    dismiss_stale_reviews           = true
  }
}

# refused: github_branch_protection_weak
resource "github_branch_protection" "weak" {
  repository_id       = github_repository.app.node_id
  pattern             = "release/*"
  allows_force_pushes = true
}

# refused: github_ruleset_idle
resource "github_repository_ruleset" "trial" {
  name        = "trial"
  repository  = github_repository.app.name
  target      = "branch"
  enforcement = "evaluate"

  rules {
    deletion = true
  }
}

# refused: github_webhook
resource "github_repository_webhook" "ci" {
  repository = github_repository.app.name
  events     = ["push"]

  configuration {
    url          = "https://ci.example.com/hook"
    content_type = "json"
    insecure_ssl = true
  }
}

# refused: github_collaborator_admin
resource "github_repository_collaborator" "contractor" {
  repository = github_repository.app.name
  username   = "contractor"
  permission = "admin"
}

resource "github_repository_collaborator" "reader" {
  repository = github_repository.app.name
  username   = "reader"
  permission = "pull"
}

# refused: github_dependabot_updates
resource "github_repository_dependabot_security_updates" "app" {
  repository = github_repository.app.name
  enabled    = false
}
