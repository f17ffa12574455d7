# Refuses detectors, recorders and maintenance windows that are switched off.
#
# Why: a guard that is there and does nothing is worse than none: everybody
# counts on it.
#
# Mend: leave it on; where it is not wanted, say so by an exception.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_guardduty_detector" "aws_guardduty_off" {
  enforce {
    condition     = core::try(attrs.enable, null) != false
    error_message = "GuardDuty is switched off. Set enable to true."
  }
}

resource_policy "aws_config_configuration_recorder_status" "aws_config_off" {
  enforce {
    condition     = attrs.is_enabled != false
    error_message = "The recorder ${attrs.name} is switched off. Set is_enabled to true."
  }
}

resource_policy "aws_ssm_maintenance_window" "aws_ssm_maintenance_window_off" {
  enforce {
    condition     = core::try(attrs.enabled, null) != false
    error_message = "The maintenance window ${attrs.name} is switched off, and nothing is patched in it. Set enabled to true."
  }
}
