# Refuses user data of instances that holds access keys, private keys or
# passwords.
#
# Why: every process on the instance reads its user data, whoever may describe
# instances does, and so does everybody who reads the state.
#
# Mend: give the instance a profile, and let it fetch what it needs from Secrets
# Manager.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "advisory"
}

locals {
  secret_in_script = "(AKIA|ASIA)[A-Z0-9]{16}|-----BEGIN [A-Z ]*PRIVATE KEY|(?i)aws_secret_access_key[\"']?\\s*[=:]\\s*[\"']?[A-Za-z0-9/+]{20,}|(?i)(password|passwd|db_pass|secret_key|api_?key|auth_token)[\"']?\\s*[=:]\\s*[\"']?[^\\s$<{(\"']{6,}"
}

resource_policy "aws_instance" "aws_instance_user_data" {
  filter = core::try(attrs.user_data, null) != null

  enforce {
    condition     = !core::regex_match(attrs.user_data, local.secret_in_script)
    error_message = "The user data holds a key or a password. Give the instance a profile, and let it fetch secrets from Secrets Manager."
  }
}

resource_policy "aws_launch_*" "aws_launch_user_data" {
  filter = core::try(attrs.user_data, null) != null

  enforce {
    condition     = !core::regex_match(attrs.user_data, local.secret_in_script)
    error_message = "The user data holds a key or a password. Give the instance a profile, and let it fetch secrets from Secrets Manager."
  }
}

resource_policy "aws_spot_instance_request" "aws_spot_user_data" {
  filter = core::try(attrs.user_data, null) != null

  enforce {
    condition     = !core::regex_match(attrs.user_data, local.secret_in_script)
    error_message = "The user data holds a key or a password. Give the instance a profile, and let it fetch secrets from Secrets Manager."
  }
}
