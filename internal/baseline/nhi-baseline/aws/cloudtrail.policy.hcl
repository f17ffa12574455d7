# Refuses trails that do not record: switched off, of one region, without the
# global services, or whose files can be altered unnoticed.
#
# Why: IAM and STS are global services: whoever uses a stolen identity does it
# in a region that nobody watches, and cleans up behind.
#
# Mend: set is_multi_region_trail and enable_log_file_validation to true, and
# leave enable_logging and include_global_service_events on.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_cloudtrail" "aws_cloudtrail_on" {
  enforce {
    condition     = core::try(attrs.enable_logging, null) != false
    error_message = "The trail ${attrs.name} records nothing. Set enable_logging to true."
  }

  enforce {
    condition     = core::try(attrs.include_global_service_events, null) != false
    error_message = "The trail ${attrs.name} leaves out IAM and STS. Set include_global_service_events to true."
  }
}

resource_policy "aws_cloudtrail" "aws_cloudtrail_validation" {
  enforce {
    condition     = core::try(attrs.enable_log_file_validation, null) != false
    error_message = "Who can write to the bucket can alter what ${attrs.name} recorded. Set enable_log_file_validation to true."
  }
}

resource_policy "aws_cloudtrail" "aws_cloudtrail_regions" {
  enforce {
    condition     = core::try(attrs.is_multi_region_trail, null) != false
    error_message = "The trail ${attrs.name} records one region. Set is_multi_region_trail to true."
  }
}
