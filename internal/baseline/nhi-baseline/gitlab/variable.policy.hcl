# Refuses variables of pipelines that hold a secret and are shown in logs or
# given to every branch.
#
# Why: an unmasked variable is printed by one echo, and an unprotected one is
# read by whoever may push a branch.
#
# Mend: set masked and protected to true, or read the secret from the vault with
# an id_token.
policy {
  required_providers {
    gitlab = {
      source = "gitlabhq/gitlab"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "gitlab_*_variable" "gitlab_variable_masked" {
  filter = core::contains(["gitlab_project_variable", "gitlab_group_variable", "gitlab_instance_variable"], meta.type) && core::regex_match(core::upper(attrs.key), "PASSW|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE|CREDENTIAL|KUBECONFIG|(^|_)KEY$") && !core::regex_match(core::upper(attrs.key), "(_NAME|_ID|_URL|_PATH|_ARN|_ENDPOINT|_TTL|_REGION)$")

  enforce {
    # The content of a file cannot be masked.
    condition     = core::try(attrs.masked, null) == true || core::try(attrs.hidden, null) == true || core::try(attrs.variable_type, null) == "file"
    error_message = "The value of ${attrs.key} is shown in the logs of jobs. Set masked to true."
  }

  enforce {
    condition     = core::try(attrs.protected, null) == true
    error_message = "Every branch has ${attrs.key}. Set protected to true."
  }
}

resource_policy "gitlab_pipeline_schedule_variable" "gitlab_schedule_variable_secret" {
  enforce {
    condition     = !core::regex_match(core::upper(attrs.key), "PASSW|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE|CREDENTIAL") || core::regex_match(core::upper(attrs.key), "(_NAME|_ID|_URL|_PATH|_ARN|_ENDPOINT|_TTL|_REGION)$")
    error_message = "${attrs.key} of the schedule can be neither masked nor protected. Use gitlab_project_variable."
  }
}
