# What workflows of GitHub have and may do.

variable "npm_token" {
  type    = string
  default = "not-so-secret"
}

# refused: github_secret_plaintext
resource "github_actions_secret" "npm" {
  repository      = "app"
  secret_name     = "NPM_TOKEN"
  plaintext_value = var.npm_token
}

resource "github_actions_secret" "encrypted" {
  repository      = "app"
  secret_name     = "NPM_TOKEN"
  encrypted_value = "bm90IHNvIHNlY3JldA=="
}

# refused: github_secret_plaintext, github_organization_secret_all
resource "github_actions_organization_secret" "everywhere" {
  secret_name     = "DEPLOY"
  visibility      = "all"
  plaintext_value = var.npm_token
}

# refused: github_workflow_permissions
resource "github_workflow_repository_permissions" "app" {
  repository                       = "app"
  default_workflow_permissions     = "write"
  can_approve_pull_request_reviews = true
}

resource "github_workflow_repository_permissions" "reads" {
  repository                   = "lib"
  default_workflow_permissions = "read"
}

# refused: github_actions_allowed
resource "github_actions_organization_permissions" "all" {
  enabled_repositories = "all"
  allowed_actions      = "all"
}

resource "github_actions_repository_permissions" "app" {
  repository      = "app"
  allowed_actions = "selected"

  allowed_actions_config {
    github_owned_allowed = true
    patterns_allowed     = ["acme/*", "hashicorp/setup-terraform@*"]
    verified_allowed     = false
  }
}

# refused: github_environment_open
resource "github_repository_environment" "open" {
  repository  = "app"
  environment = "production"
}

resource "github_repository_environment" "guarded" {
  repository          = "app"
  environment         = "production"
  prevent_self_review = true
  can_admins_bypass   = false

  reviewers {
    teams = [7]
  }

  deployment_branch_policy {
    protected_branches     = true
    custom_branch_policies = false
  }
}

# refused: github_environment_branches
resource "github_repository_environment_deployment_policy" "any" {
  repository     = "app"
  environment    = "production"
  branch_pattern = "*"
}

# refused: github_oidc_subject
resource "github_actions_organization_oidc_subject_claim_customization_template" "loose" {
  include_claim_keys = ["repository_owner"]
}

resource "github_actions_repository_oidc_subject_claim_customization_template" "bound" {
  repository         = "app"
  use_default        = false
  include_claim_keys = ["repo", "context", "job_workflow_ref"]
}

# refused: github_organization_settings, github_organization_scanning
resource "github_organization_settings" "acme" {
  billing_email                 = "billing@example.com"
  default_repository_permission = "write"
}

# refused: github_runner_group_public, github_runner_group_all
resource "github_actions_runner_group" "builders" {
  name                       = "builders"
  visibility                 = "all"
  allows_public_repositories = true
}

# refused: github_membership_owner
resource "github_membership" "ada" {
  username = "ada"
  role     = "admin"
}
