# Refuses identities whose owner is not a person who can be written to, or
# whose purpose says nothing.
#
# Why: what nobody answers for is never reviewed, rotated or ended. A team
# name outlives the team; an address can be checked against the directory
# and its bearer asked.
#
# Mend: set owner to the address of the person who is accountable, and
# purpose to a sentence that tells why the identity exists.
policy {
  required_providers {
    nhi = {
      source = "nhi-governance/nhi"
    }
  }
  enforcement_level = "mandatory_overridable"
}

input "owner_pattern" {
  type        = string
  default     = "^[^@ ]+@[^@ ]+\\.[a-z]+$"
  description = "What an accountable owner looks like."
}

resource_policy "nhi_identity" "nhi_identity_has_an_owner" {
  enforce {
    condition     = core::regex_match(attrs.owner, input.owner_pattern)
    error_message = "${attrs.name} is owned by \"${attrs.owner}\", which is nobody who can be written to."
  }

  enforce {
    condition     = core::length(core::trimspace(attrs.purpose)) >= 10
    error_message = "The purpose of ${attrs.name} is \"${attrs.purpose}\". Say in a sentence why it exists."
  }
}
