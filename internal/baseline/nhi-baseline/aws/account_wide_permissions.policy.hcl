# Refuses ledgers whose API grants everything at once, and organisations without
# service control policies.
#
# Why: the permission to use the thing is then the permission to do everything
# with it, and nothing above the account bounds it.
#
# Mend: set permissions_mode to STANDARD, and feature_set to ALL.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_qldb_ledger" "aws_qldb_permissions" {
  enforce {
    condition     = attrs.permissions_mode == "STANDARD"
    error_message = "Whoever may send a command to the ledger may send all of them. Set permissions_mode to STANDARD."
  }
}

resource_policy "aws_organizations_organization" "aws_organization_features" {
  enforce {
    condition     = core::contains(["ALL", null], core::try(attrs.feature_set, null))
    error_message = "The organisation has no service control policies. Set feature_set to ALL."
  }
}
