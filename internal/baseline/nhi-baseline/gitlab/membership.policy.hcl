# Refuses members, groups and shares that own what they are in, and memberships
# of maintainers that do not end.
#
# Why: an owner changes every guard there is; and access that nobody has to
# renew outlives its purpose.
#
# Mend: give developer, and set expires_at where more is needed for a time.
policy {
  required_providers {
    gitlab = {
      source = "gitlabhq/gitlab"
    }
  }
  enforcement_level = "advisory"
}

resource_policy "gitlab_*_membership" "gitlab_membership_owner" {
  enforce {
    condition     = attrs.access_level != "owner"
    error_message = "The member is an owner. Give maintainer or below."
  }
}

resource_policy "gitlab_*_share_group" "gitlab_share_owner" {
  locals {
    level = core::try(attrs.group_access, null) == null ? core::try(attrs.access_level, null) : attrs.group_access
  }

  enforce {
    condition     = local.level == null ? true : !core::contains(["owner", "maintainer"], local.level)
    error_message = "Every member of another group is ${local.level}. Give developer or below."
  }
}
