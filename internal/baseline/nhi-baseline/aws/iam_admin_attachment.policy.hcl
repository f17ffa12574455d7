# Refuses the attachment of the managed policies that make an administrator:
# AdministratorAccess, PowerUserAccess, IAMFullAccess and their kin.
#
# Why: they are written for people who set up an account. A workload that has
# one may do everything that it was never meant to.
#
# Mend: write a policy of the actions that the workload needs, and attach that.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

# A policy that is made here has an ARN that is not known before apply, and is none
# of these.
locals {
  # Policies of AWS that allow everything, or enough to allow oneself everything.
  iam_administrators = core::flatten([for partition in ["aws", "aws-cn", "aws-us-gov"] : [
    for name in ["AdministratorAccess", "AdministratorAccess-Amplify", "AdministratorAccess-AWSElasticBeanstalk", "PowerUserAccess", "IAMFullAccess", "AWSOrganizationsFullAccess", "job-function/SystemAdministrator"] : "arn:${partition}:iam::aws:policy/${name}"
  ]])
}

resource_policy "aws_iam_*policy_attachment" "aws_iam_admin_attachment" {
  filter = nhi::known(attrs.policy_arn)

  enforce {
    condition     = !core::contains(local.iam_administrators, attrs.policy_arn)
    error_message = "It attaches ${attrs.policy_arn}, which makes an administrator. Attach a policy of the actions that are needed."
  }
}

resource_policy "aws_iam_role" "aws_iam_role_admin_attachment" {
  ignore_computed = true
  filter          = core::try(attrs.managed_policy_arns, null) != null

  locals {
    found = [for arn in attrs.managed_policy_arns : arn if nhi::known(arn) && core::contains(local.iam_administrators, arn)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "The role has ${core::join(", ", local.found)}, which makes an administrator. Attach policies of the actions that are needed."
  }
}

resource_policy "aws_iam_*_policy_attachments_exclusive" "aws_iam_admin_attachments_exclusive" {
  locals {
    found = [for arn in attrs.policy_arns : arn if nhi::known(arn) && core::contains(local.iam_administrators, arn)]
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "It attaches ${core::join(", ", local.found)}, which makes an administrator. Attach policies of the actions that are needed."
  }
}

resource_policy "aws_ssoadmin_managed_policy_attachment" "aws_sso_admin_attachment" {
  filter = nhi::known(attrs.managed_policy_arn)

  enforce {
    condition     = !core::contains(local.iam_administrators, attrs.managed_policy_arn)
    error_message = "The permission set has ${attrs.managed_policy_arn}, which makes an administrator. Keep that for a permission set of emergencies, under an exception."
  }
}

data_policy "aws_iam_policy" "aws_iam_admin_lookup" {
  enforce {
    condition     = core::try(attrs.arn, null) == null || !core::contains(local.iam_administrators, attrs.arn)
    error_message = "It looks up ${attrs.arn}, which makes an administrator. Write a policy of the actions that are needed."
  }

  enforce {
    condition     = core::try(attrs.name, null) == null || !core::contains(local.iam_administrators, "arn:aws:iam::aws:policy/${attrs.name}")
    error_message = "It looks up ${attrs.name}, which makes an administrator. Write a policy of the actions that are needed."
  }
}
