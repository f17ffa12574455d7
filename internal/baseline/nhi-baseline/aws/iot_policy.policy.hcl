# Refuses policies of IoT devices that allow every action, or actions on
# everything.
#
# Why: a certificate of one device then speaks for all of them, and reads what
# all of them say.
#
# Mend: name the actions, and resources by policy variables such as
# ${iot:Connection.Thing.ThingName}.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_iot_policy" "aws_iot_policy_wildcard" {
  ignore_computed = true

  locals {
    document   = core::jsondecode(attrs.policy)
    statements = core::flatten([core::try(local.document.Statement, [])])
    found = core::flatten([for s in local.statements : [
      for action in core::flatten([core::try(s.Action, [])]) : action
      if core::try(s.Effect, "") == "Allow" && (core::contains(["*", "iot:*"], core::lower(action)) || core::contains(core::flatten([core::try(s.Resource, [])]), "*") && !core::can(s.Condition))
    ]])
  }

  enforce {
    condition     = core::length(local.found) == 0
    error_message = "A device may do ${core::join(", ", local.found)} as any other device. Name the actions, and the resources by the name of the thing."
  }
}
