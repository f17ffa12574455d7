# Refuses workflows whose token may write by default, or approve pull requests.
#
# Why: every workflow, and every action it calls, has the token; one that writes
# can push code, and one that approves makes the second pair of eyes its own.
#
# Mend: set default_workflow_permissions to read and
# can_approve_pull_request_reviews to false; a workflow asks for more under
# permissions.
policy {
  required_providers {
    github = {
      source = "integrations/github"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "github_*workflow*permissions" "github_workflow_permissions" {
  enforce {
    condition     = core::try(attrs.default_workflow_permissions, null) != "write"
    error_message = "Workflows have a token that writes. Set default_workflow_permissions to read."
  }

  enforce {
    condition     = core::try(attrs.can_approve_pull_request_reviews, null) != true
    error_message = "Workflows may approve pull requests. Set can_approve_pull_request_reviews to false."
  }
}
