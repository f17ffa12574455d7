# Groups, projects and credentials of GitLab.

variable "token" {
  type      = string
  sensitive = true
}

resource "gitlab_group" "acme" {
  name                              = "acme"
  path                              = "acme"
  visibility_level                  = "private"
  require_two_factor_authentication = true
}

# refused: gitlab_group_two_factor
resource "gitlab_group" "loose" {
  name             = "loose"
  path             = "loose"
  visibility_level = "private"
}

resource "gitlab_project" "app" {
  name             = "app"
  namespace_id     = gitlab_group.acme.id
  visibility_level = "private"
}

# refused: gitlab_public, gitlab_public_jobs
resource "gitlab_project" "open" {
  name             = "open"
  visibility_level = "public"
}

# refused: gitlab_push_rules_within
resource "gitlab_project" "unscanned" {
  name             = "unscanned"
  visibility_level = "internal"

  push_rules {
    commit_committer_check = true
  }
}

resource "gitlab_deploy_key" "read" {
  project = gitlab_project.app.id
  title   = "ci"
  key     = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFake"
}

# refused: gitlab_deploy_key_push
resource "gitlab_deploy_key" "write" {
  project  = gitlab_project.app.id
  title    = "release"
  key      = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFake"
  can_push = true
}

# refused: gitlab_deploy_token
resource "gitlab_deploy_token" "registry" {
  project = gitlab_project.app.id
  name    = "registry"
  scopes  = ["read_registry", "write_registry"]
}

resource "gitlab_project_access_token" "reads" {
  project      = gitlab_project.app.id
  name         = "reads"
  access_level = "reporter"
  scopes       = ["read_repository"]

  rotation_configuration = {
    expiration_days    = 30
    rotate_before_days = 7
  }
}

# refused: gitlab_access_token_lifetime, gitlab_access_token_scope, gitlab_access_token_level
resource "gitlab_group_access_token" "bot" {
  group        = gitlab_group.acme.id
  name         = "bot"
  access_level = "owner"
  scopes       = ["api"]
}

resource "gitlab_project_variable" "kept" {
  project   = gitlab_project.app.id
  key       = "NPM_TOKEN"
  value     = var.token
  masked    = true
  protected = true
}

# refused: gitlab_variable_masked
resource "gitlab_group_variable" "shown" {
  group = gitlab_group.acme.id
  key   = "DEPLOY_TOKEN"
  value = var.token
}

resource "gitlab_project_variable" "level" {
  project = gitlab_project.app.id
  key     = "LOG_LEVEL"
  value   = "info"
}

# refused: gitlab_branch_protection
resource "gitlab_branch_protection" "main" {
  project           = gitlab_project.app.id
  branch            = "main"
  push_access_level = "developer"
  allow_force_push  = true
}

resource "gitlab_branch_protection" "release" {
  project            = gitlab_project.app.id
  branch             = "release"
  push_access_level  = "no one"
  merge_access_level = "maintainer"
}

# refused: gitlab_webhook
resource "gitlab_project_hook" "ci" {
  project                 = gitlab_project.app.id
  url                     = "https://ci.example.com/hook"
  enable_ssl_verification = false
}

# undecided: gitlab_webhook
resource "gitlab_project_hook" "signed" {
  project = gitlab_project.app.id
  url     = "https://ci.example.com/hook"
  token   = var.token
}

# refused: gitlab_user_runner_open
resource "gitlab_user_runner" "shared" {
  runner_type = "group_type"
  group_id    = 7
  untagged    = true
}

# refused: gitlab_job_token_scope
resource "gitlab_project_job_token_scopes" "open" {
  project            = gitlab_project.app.id
  enabled            = false
  target_project_ids = []
}

# refused: gitlab_membership_owner
resource "gitlab_group_membership" "ada" {
  group_id     = gitlab_group.acme.id
  user_id      = 7
  access_level = "owner"
}
