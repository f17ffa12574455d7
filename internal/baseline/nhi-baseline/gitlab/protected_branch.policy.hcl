# Refuses protections of branches and tags that developers pass by or that allow
# force pushes.
#
# Why: what is on a protected branch runs with the protected variables and the
# identity of production; whoever pushes there has them.
#
# Mend: set push_access_level to "no one" or maintainer, allow_force_push to
# false, and create_access_level of tags to maintainer.
policy {
  required_providers {
    gitlab = {
      source = "gitlabhq/gitlab"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "gitlab_branch_protection" "gitlab_branch_protection" {
  enforce {
    condition     = core::try(attrs.allow_force_push, null) != true
    error_message = "The history of ${attrs.branch} may be rewritten. Take allow_force_push out."
  }

  enforce {
    condition     = core::try(attrs.push_access_level, null) != "developer"
    error_message = "Developers push to ${attrs.branch} without a merge request. Set push_access_level to \"no one\" or maintainer."
  }

  enforce {
    condition     = core::try(attrs.unprotect_access_level, null) != "developer"
    error_message = "Developers may take the protection of ${attrs.branch} away. Set unprotect_access_level to maintainer."
  }
}

resource_policy "gitlab_tag_protection" "gitlab_tag_protection" {
  enforce {
    condition     = core::try(attrs.create_access_level, null) != "developer"
    error_message = "Developers make the tags ${attrs.tag}. Set create_access_level to maintainer."
  }
}

resource_policy "gitlab_*protected_environment" "gitlab_protected_environment" {
  locals {
    levels = core::try([for l in attrs.deploy_access_levels : l.access_level if l.access_level != null], [])
  }

  enforce {
    condition     = !core::contains(local.levels, "developer")
    error_message = "Every developer deploys to ${attrs.environment}. Set the access_level to maintainer, or name a group."
  }
}

resource_policy "gitlab_branch_protection" "gitlab_branch_protection_deleted" {
  operations = ["delete"]

  enforce {
    condition     = core::length(core::getresources("gitlab_branch_protection", { branch = prior_attrs.branch, project = prior_attrs.project })) > 0
    error_message = "The protection of ${prior_attrs.branch} in ${prior_attrs.project} is deleted. Keep it, or forget it with a removed block when another configuration takes it over."
  }
}
