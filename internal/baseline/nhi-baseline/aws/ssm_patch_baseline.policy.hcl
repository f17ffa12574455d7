# Refuses patch baselines that approve patches later than the tenant allows, up
# to a date, or not at all, and those that reject patches with what depends on
# them.
#
# Why: a patch that waits is a way in that is published. A date freezes the
# baseline on the day that it was written.
#
# Mend: approve after aws_patch_days at most (the tenant's window), by rules;
# let rejected patches be exceptions.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "aws_patch_days" {
  type        = number
  default     = 14
  description = "After how many days a patch is approved at the latest."
}

resource_policy "aws_ssm_patch_baseline" "aws_patch_approval" {
  locals {
    rules = core::try(attrs.approval_rule, [])
    late  = [for rule in local.rules : rule.approve_after_days if core::try(rule.approve_after_days, null) == null ? false : rule.approve_after_days > input.aws_patch_days]
    until = [for rule in local.rules : rule.approve_until_date if core::try(rule.approve_until_date, null) == null ? false : rule.approve_until_date != ""]
    named = core::try(attrs.approved_patches, null) == null ? [] : attrs.approved_patches
  }

  enforce {
    condition     = core::length(local.late) == 0
    error_message = "${attrs.name} approves patches after ${core::join(", ", [for days in local.late : core::valuetostring(days)])} days. At most ${input.aws_patch_days} are allowed here."
  }

  enforce {
    condition     = core::length(local.until) == 0
    error_message = "${attrs.name} approves patches up to ${core::join(", ", local.until)}, and none after. Use approve_after_days."
  }

  enforce {
    condition     = core::length(local.rules) > 0 || core::length(local.named) > 0
    error_message = "${attrs.name} approves no patches. Add an approval_rule."
  }
}

resource_policy "aws_ssm_patch_baseline" "aws_patch_rejection" {
  filter = core::try(attrs.rejected_patches, null) == null ? false : core::length(attrs.rejected_patches) > 0

  enforce {
    condition     = core::try(attrs.rejected_patches_action, null) != "BLOCK"
    error_message = "${attrs.name} blocks ${core::join(", ", attrs.rejected_patches)} and whatever depends on them. Use ALLOW_AS_DEPENDENCY."
  }
}
