# Refuses parameters whose names say that they are secrets, and that are not
# SecureString.
#
# Why: a plain parameter is shown to everybody who may list parameters, and its
# history keeps it.
#
# Mend: set the type to SecureString, with a key of your own, and the value by
# value_wo.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_ssm_parameter" "aws_ssm_parameter_plain" {
  filter = core::regex_match(attrs.name, "(?i)(passw(or)?d|passphrase|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|credential)") && !core::regex_match(attrs.name, "(?i)(arn|name|id|path|ur[il]|endpoint|ttl|expiry|length|version|enabled|policy|region|prefix)$")

  enforce {
    condition     = attrs.type == "SecureString"
    error_message = "${attrs.name} is of the type ${attrs.type}. Set it to SecureString."
  }
}
