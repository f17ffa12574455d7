# Refuses caches and brokers that know no user: without a token or user group,
# with an open access control list, or with users who need no password or may do
# everything.
#
# Why: whoever reaches the port reads the sessions and tokens of all users.
#
# Mend: give the cache a user group or an access control list whose users
# authenticate by IAM, and only the commands and keys that they need.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_elasticache_replication_group" "aws_elasticache_open" {
  # Memcached has no users, and replication groups are never of it.
  enforce {
    condition     = core::try(attrs.auth_token, null) != null || core::length(core::flatten([core::try(attrs.user_group_ids, null) == null ? [] : attrs.user_group_ids])) > 0
    error_message = "Whoever reaches ${attrs.replication_group_id} reads it. Set user_group_ids, and transit_encryption_enabled."
  }
}

resource_policy "aws_memorydb_cluster" "aws_memorydb_open" {
  enforce {
    condition     = attrs.acl_name != "open-access"
    error_message = "Whoever reaches ${core::try(attrs.name, "the cluster")} reads it. Give it an access control list of your own."
  }
}

resource_policy "aws_elasticache_user" "aws_elasticache_user_open" {
  enforce {
    condition     = core::try(attrs.no_password_required, null) != true && !core::anytrue([for mode in core::try(attrs.authentication_mode, []) : mode.type == "no-password-required"])
    error_message = "The user ${attrs.user_name} needs no password. Set the type of authentication_mode to iam."
  }
}

resource_policy "aws_*_user" "aws_cache_user_everything" {
  filter = core::contains(["aws_elasticache_user", "aws_memorydb_user"], meta.type)

  enforce {
    condition     = !core::regex_match(attrs.access_string, "(?i)~\\*.*\\+@all|allkeys.*(allcommands|\\+@all)")
    error_message = "The user ${attrs.user_name} may do everything with every key (${attrs.access_string}). Name the keys and the categories of commands."
  }
}
