# Refuses roles of Vault that make credentials with every right, without an end,
# or with keys that are handed around: of databases, AWS, Azure, Google, Consul,
# RabbitMQ and Kubernetes.
#
# Why: that a credential is short-lived helps little when it may do everything
# while it lives.
#
# Mend: grant what the workload needs, set max_ttl, and let Vault assume roles
# rather than make users and keys.
policy {
  required_providers {
    vault = {
      source = "hashicorp/vault"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "vault_database_secret_backend_role" "vault_database_role" {
  locals {
    granted = [for s in core::try([for x in attrs.creation_statements : x], []) : s if core::regex_match(core::upper(s), "ALL PRIVILEGES|GRANT ALL |\\bSUPERUSER|SYSADMIN|DB_OWNER|\"(ROOT|DBOWNER|USERADMINANYDATABASE)\"|GRANT DBA") && !core::regex_match(core::upper(s), "NOSUPERUSER")]
    end     = core::try(attrs.max_ttl, null) == null ? (core::try(attrs.default_ttl, null) == null ? 0 : attrs.default_ttl) : attrs.max_ttl
  }

  enforce {
    condition     = core::length(local.granted) == 0
    error_message = "Users of the role ${attrs.name} have every right. Grant what is needed in creation_statements."
  }

  enforce {
    condition     = local.end > 0
    error_message = "Nothing says when users of the role ${attrs.name} end. Set default_ttl and max_ttl."
  }
}

resource_policy "vault_aws_secret_backend_role" "vault_aws_role_rights" {
  locals {
    arns     = [for a in core::try([for x in attrs.policy_arns : x], []) : a if core::regex_match(a, "policy/(AdministratorAccess|PowerUserAccess|IAMFullAccess)$")]
    document = core::try(attrs.policy_document, null) == null ? {} : core::jsondecode(attrs.policy_document)
    wild     = core::flatten([for s in core::flatten([core::try(local.document.Statement, [])]) : [for a in core::flatten([core::try(s.Action, [])]) : a if core::try(s.Effect, "") == "Allow" && core::regex_match(core::lower(a), "^(\\*|[a-z0-9-]+:\\*)$")]])
  }

  enforce {
    condition     = core::length(local.arns) == 0
    error_message = "The role ${attrs.name} gives ${core::join(", ", local.arns)}. Give a policy that names what is needed."
  }

  enforce {
    condition     = core::length(local.wild) == 0
    error_message = "The role ${attrs.name} allows ${core::join(", ", local.wild)}. Name the actions that are needed."
  }
}

resource_policy "vault_azure_secret_backend_role" "vault_azure_role_rights" {
  locals {
    wide = [for r in core::try([for x in attrs.azure_roles : x], []) : r.role_name if core::contains(["Owner", "Contributor", "User Access Administrator", "Role Based Access Control Administrator"], core::try(r.role_name, ""))]
  }

  enforce {
    condition     = core::length(local.wide) == 0
    error_message = "The role ${attrs.role} gives ${core::join(", ", local.wide)}. Give a role that names what is needed."
  }
}

resource_policy "vault_gcp_secret_*" "vault_gcp_role_rights" {
  filter = core::contains(["vault_gcp_secret_roleset", "vault_gcp_secret_static_account"], meta.type)

  locals {
    wide = core::flatten([for b in core::try([for x in attrs.binding : x], []) : [for r in core::try([for x in b.roles : x], []) : r if core::contains(["roles/owner", "roles/editor"], r)]])
  }

  enforce {
    condition     = core::length(local.wide) == 0
    error_message = "It gives ${core::join(", ", local.wide)}. Give a role that names what is needed."
  }

  enforce {
    condition     = core::try(attrs.secret_type, null) != "service_account_key"
    error_message = "It hands out keys of a service account. Set secret_type to access_token."
  }
}

resource_policy "vault_consul_secret_backend_role" "vault_consul_role_rights" {
  enforce {
    condition     = !core::try(core::contains(attrs.consul_policies, "global-management"), false) && !core::try(core::contains(attrs.policies, "global-management"), false)
    error_message = "Tokens of the role ${attrs.name} manage all of Consul. Name the policies that are needed."
  }
}

resource_policy "vault_rabbitmq_secret_backend_role" "vault_rabbitmq_role_rights" {
  enforce {
    condition     = !core::try(core::regex_match(attrs.tags, "administrator"), false)
    error_message = "Users of the role ${attrs.name} administer RabbitMQ. Take the tag out, and name the virtual hosts."
  }
}

resource_policy "vault_kubernetes_secret_backend_role" "vault_kubernetes_role_rights" {
  enforce {
    condition     = core::try(attrs.kubernetes_role_name, null) != "cluster-admin"
    error_message = "Tokens of the role ${attrs.name} administer the cluster. Name a role that says what is needed."
  }

  enforce {
    condition     = !core::try(core::contains(attrs.allowed_kubernetes_namespaces, "*"), false)
    error_message = "Tokens of the role ${attrs.name} are for every namespace. Name those in allowed_kubernetes_namespaces."
  }
}
