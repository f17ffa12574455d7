# Refuses identities that people use.
#
# Why: what a person does with a service account is done in nobody's name:
# the log names the account, its key is on a laptop, and it outlives the
# person.
#
# Mend: give the person an account of their own, with the same privilege for
# as long as it is needed, and set human_use to false.
policy {
  required_providers {
    nhi = {
      source = "nhi-governance/nhi"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "nhi_identity" "nhi_identity_is_not_for_people" {
  enforce {
    condition     = core::try(attrs.human_use, null) != true
    error_message = "${attrs.name} is used by people. Give them accounts of their own."
  }
}
