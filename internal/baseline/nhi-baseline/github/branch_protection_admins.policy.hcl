# Refuses protections of branches that administrators pass by, that keep
# approvals after a new push, or that take commits without a signature.
#
# Why: an administrator's stolen token then writes to the branch, and what was
# approved need not be what is merged.
#
# Mend: set enforce_admins, require_signed_commits and dismiss_stale_reviews to
# true.
policy {
  required_providers {
    github = {
      source = "integrations/github"
    }
  }
  enforcement_level = "advisory"
}

resource_policy "github_branch_protection*" "github_branch_protection_admins" {
  locals {
    stale = core::try([for r in attrs.required_pull_request_reviews : r if core::try(r.dismiss_stale_reviews, null) == false], [])
  }

  enforce {
    condition     = core::try(attrs.enforce_admins, null) != false
    error_message = "Administrators pass by the protection. Set enforce_admins to true."
  }

  enforce {
    condition     = core::try(attrs.require_signed_commits, null) != false
    error_message = "Commits need no signature: whoever pushes says who wrote them. Set require_signed_commits to true."
  }

  enforce {
    condition     = core::length(local.stale) == 0
    error_message = "An approval stays when something else is pushed. Set dismiss_stale_reviews to true."
  }
}
