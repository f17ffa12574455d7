# Refuses secrets of Actions, Codespaces and Dependabot that are given in plain
# text.
#
# Why: plaintext_value stands in the plan and in the state, for all who read
# them.
#
# Mend: federate the workflow to the cloud (OIDC) so that it needs no secret;
# else encrypt the value with the public key of the repository, and give
# encrypted_value.
policy {
  required_providers {
    github = {
      source = "integrations/github"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "github_*_secret" "github_secret_plaintext" {
  enforce {
    condition     = core::try(attrs.plaintext_value, null) == null
    error_message = "The secret ${attrs.secret_name} stands in the state in plain text. Federate the workflow, or give encrypted_value."
  }
}
