# Refuses roles of Vault's authentication methods that anybody whom the method
# knows may take: any service account, any workload of the cloud, any token of
# the issuer, any certificate of the authority.
#
# Why: the policies of the role are then everybody's who can sign in at all.
#
# Mend: bind the role to the service account and namespace, subject and
# audience, instance role or name that it is for.
policy {
  required_providers {
    vault = {
      source = "hashicorp/vault"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "vault_kubernetes_auth_backend_role" "vault_kubernetes_role_unbound" {
  enforce {
    condition     = !core::try(core::contains(attrs.bound_service_account_names, "*"), false)
    error_message = "Every service account may take the role ${attrs.role_name}. Name those that may in bound_service_account_names."
  }

  enforce {
    condition     = !core::try(core::contains(attrs.bound_service_account_namespaces, "*"), false)
    error_message = "Every namespace may take the role ${attrs.role_name}. Name those that may in bound_service_account_namespaces."
  }
}

resource_policy "vault_jwt_auth_backend_role" "vault_jwt_role_unbound" {
  locals {
    type    = core::try(attrs.role_type, null) == null ? "oidc" : attrs.role_type
    subject = core::try(attrs.bound_subject, null)
    claims  = core::try([for k, v in attrs.bound_claims : v], [])
    open    = core::alltrue([for v in local.claims : core::regex_match(v, "^(repo:)?[*]([:/][*])*$")])
    groups  = core::try(attrs.groups_claim, null)
  }

  enforce {
    condition     = (local.subject != null && local.subject != "") || (core::length(local.claims) > 0 && !local.open) || (local.type == "oidc" && local.groups != null)
    error_message = "Every token of the issuer may take the role ${attrs.role_name}. Set bound_subject, or claims that are not wildcards in bound_claims."
  }

  enforce {
    condition     = local.type != "jwt" || core::try(core::length(attrs.bound_audiences), 0) > 0
    error_message = "Tokens for other audiences may take the role ${attrs.role_name}. Set bound_audiences."
  }
}

resource_policy "vault_aws_auth_backend_role" "vault_aws_role_unbound" {
  locals {
    arns  = core::flatten([core::try([for x in attrs.bound_iam_principal_arns : x], []), core::try([for x in attrs.bound_iam_role_arns : x], []), core::try([for x in attrs.bound_iam_instance_profile_arns : x], [])])
    other = core::flatten([core::try([for x in attrs.bound_account_ids : x], []), core::try([for x in attrs.bound_ami_ids : x], []), core::try([for x in attrs.bound_ec2_instance_ids : x], []), core::try([for x in attrs.bound_vpc_ids : x], []), core::try([for x in attrs.bound_subnet_ids : x], [])])
    open  = [for a in local.arns : a if core::regex_match(a, "^\\*$|^arn:aws[a-z-]*:iam::(\\*:|[0-9]*:\\*$)")]
  }

  enforce {
    condition     = core::length(local.arns) + core::length(local.other) > 0
    error_message = "Every principal of AWS may take the role ${attrs.role}. Set bound_iam_principal_arns."
  }

  enforce {
    condition     = core::length(local.open) == 0
    error_message = "${core::join(", ", local.open)} may take the role ${attrs.role}: every principal of an account. Name those that may."
  }
}

resource_policy "vault_gcp_auth_backend_role" "vault_gcp_role_unbound" {
  locals {
    accounts = core::try([for x in attrs.bound_service_accounts : x], [])
    other    = core::flatten([core::try([for x in attrs.bound_projects : x], []), core::try([for x in attrs.bound_instance_groups : x], []), core::try([for x in attrs.bound_labels : x], [])])
  }

  enforce {
    condition     = core::length(local.accounts) + core::length(local.other) > 0 && (!core::contains(local.accounts, "*") || core::length(local.other) > 0)
    error_message = "Every service account of Google may take the role ${attrs.role}. Name those that may in bound_service_accounts."
  }
}

resource_policy "vault_azure_auth_backend_role" "vault_azure_role_unbound" {
  locals {
    bound = core::flatten([core::try([for x in attrs.bound_service_principal_ids : x], []), core::try([for x in attrs.bound_group_ids : x], []), core::try([for x in attrs.bound_subscription_ids : x], []), core::try([for x in attrs.bound_resource_groups : x], []), core::try([for x in attrs.bound_scale_sets : x], [])])
  }

  enforce {
    condition     = core::length(local.bound) > 0 && !core::contains(local.bound, "*")
    error_message = "Every identity of the tenant may take the role ${attrs.role}. Set bound_service_principal_ids."
  }
}

resource_policy "vault_cert_auth_backend_role" "vault_cert_role_unbound" {
  locals {
    names = core::flatten([core::try([for x in attrs.allowed_common_names : x], []), core::try([for x in attrs.allowed_dns_sans : x], []), core::try([for x in attrs.allowed_names : x], []), core::try([for x in attrs.allowed_uri_sans : x], []), core::try([for x in attrs.allowed_email_sans : x], []), core::try([for x in attrs.allowed_organizational_units : x], []), core::try([for x in attrs.required_extensions : x], [])])
  }

  enforce {
    condition     = core::length(local.names) > 0 && !core::contains(local.names, "*")
    error_message = "Every certificate of the authority may take the role ${attrs.name}. Set allowed_common_names or allowed_dns_sans."
  }
}

resource_policy "vault_saml_auth_backend_role" "vault_saml_role_unbound" {
  locals {
    subjects   = core::try([for x in attrs.bound_subjects : x], [])
    attributes = core::try([for k, v in attrs.bound_attributes : v], [])
  }

  enforce {
    condition     = core::length(local.subjects) + core::length(local.attributes) > 0 && !core::contains(core::concat(local.subjects, local.attributes), "*")
    error_message = "Everybody of the identity provider may take the role ${attrs.name}. Set bound_subjects or bound_attributes."
  }
}
