# Refuses subjects of workflow tokens that do not say which repository, or which
# branch or environment, the workflow is of.
#
# Why: clouds trust workflows by the subject of their token; one that leaves the
# repository out is every repository's.
#
# Mend: let include_claim_keys have repo and context, or the job_workflow_ref.
policy {
  required_providers {
    github = {
      source = "integrations/github"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "github_actions_*_oidc_subject_claim_customization_template" "github_oidc_subject" {
  filter = core::try(attrs.use_default, null) != true

  locals {
    keys = core::try([for k in attrs.include_claim_keys : k], [])
    # Claims that name the repository, and claims that say what in it.
    repository = ["repo", "repository", "repository_id", "job_workflow_ref", "repository_owner_id:repository_id"]
    part       = ["context", "ref", "environment", "job_workflow_ref", "workflow_ref", "sha"]
  }

  enforce {
    condition     = core::length(local.keys) == 0 || core::anytrue([for k in local.keys : core::contains(local.repository, k)])
    error_message = "The subject is made of ${core::join(", ", local.keys)}, which does not name the repository. Add repo."
  }

  enforce {
    condition     = core::length(local.keys) == 0 || core::anytrue([for k in local.keys : core::contains(local.part, k)])
    error_message = "The subject is made of ${core::join(", ", local.keys)}, which does not say of which branch or environment. Add context."
  }
}
