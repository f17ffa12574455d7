# Refuses images, snapshots, documents, services and buses that are shared with
# every account, and resource shares that leave the organisation.
#
# Why: images and snapshots hold keys and credentials of the machines that they
# were made of; they are searched for within minutes.
#
# Mend: name the accounts, or share with the organisation.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_ami_launch_permission" "aws_ami_public" {
  enforce {
    condition     = core::try(attrs.group, null) != "all"
    error_message = "Every account may launch ${attrs.image_id}. Name the account, or use organization_arn."
  }
}

resource_policy "aws_db_*snapshot" "aws_db_snapshot_public" {
  filter = core::try(attrs.shared_accounts, null) != null

  enforce {
    condition     = !core::contains(attrs.shared_accounts, "all")
    error_message = "Every account may restore the snapshot. Name the accounts in shared_accounts."
  }
}

resource_policy "aws_db_snapshot_copy" "aws_db_snapshot_copy_public" {
  filter = core::try(attrs.shared_accounts, null) != null

  enforce {
    condition     = !core::contains(attrs.shared_accounts, "all")
    error_message = "Every account may restore the snapshot. Name the accounts in shared_accounts."
  }
}

resource_policy "aws_ssm_document" "aws_ssm_document_public" {
  filter = core::try(attrs.permissions, null) != null

  enforce {
    condition     = core::lower(core::try(attrs.permissions.account_ids, "")) != "all"
    error_message = "Every account may read ${attrs.name}. Name the accounts in permissions."
  }
}

resource_policy "aws_ram_resource_share" "aws_ram_external" {
  enforce {
    condition     = core::try(attrs.allow_external_principals, null) != true
    error_message = "${attrs.name} may be shared with accounts outside of the organisation. Set allow_external_principals to false."
  }
}

resource_policy "aws_vpc_endpoint_service" "aws_vpc_endpoint_service_open" {
  enforce {
    condition     = !core::contains(core::try(attrs.allowed_principals, null) == null ? [] : attrs.allowed_principals, "*") || attrs.acceptance_required
    error_message = "Every account may connect to the service. Name allowed_principals, or set acceptance_required."
  }
}

resource_policy "aws_vpc_endpoint_service_allowed_principal" "aws_vpc_endpoint_service_principal" {
  enforce {
    condition     = attrs.principal_arn != "*"
    error_message = "Every account may connect to the service. Name the principal."
  }
}

resource_policy "aws_cloudwatch_event_permission" "aws_event_bus_open" {
  enforce {
    condition     = attrs.principal != "*" || core::length(core::try(attrs.condition, [])) > 0
    error_message = "Every account may put events on the bus. Name the account, or add a condition on aws:PrincipalOrgID."
  }
}
