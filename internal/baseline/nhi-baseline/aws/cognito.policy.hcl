# Refuses identity pools that give AWS credentials to guests or by the classic
# flow, and clients that send passwords in the clear or take tokens in the
# address of a page.
#
# Why: credentials of a guest role are for everybody on the internet; passwords
# and tokens that pass through the client are collected there.
#
# Mend: switch unauthenticated identities and the classic flow off; use SRP and
# the authorization code flow.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_cognito_identity_pool" "aws_cognito_guests" {
  enforce {
    condition     = core::try(attrs.allow_unauthenticated_identities, null) != true
    error_message = "${attrs.identity_pool_name} gives credentials to guests. Set allow_unauthenticated_identities to false."
  }

  enforce {
    condition     = core::try(attrs.allow_classic_flow, null) != true
    error_message = "${attrs.identity_pool_name} lets clients choose their role by the classic flow. Set allow_classic_flow to false."
  }
}

resource_policy "aws_cognito_user_pool_client" "aws_cognito_client_flows" {
  locals {
    flows = core::try(attrs.explicit_auth_flows, null) == null ? [] : attrs.explicit_auth_flows
    oauth = core::try(attrs.allowed_oauth_flows, null) == null ? [] : attrs.allowed_oauth_flows
  }

  enforce {
    condition     = !core::contains(local.flows, "ALLOW_USER_PASSWORD_AUTH") && !core::contains(local.flows, "USER_PASSWORD_AUTH")
    error_message = "${attrs.name} sends passwords. Use ALLOW_USER_SRP_AUTH."
  }

  enforce {
    condition     = !core::contains(local.oauth, "implicit")
    error_message = "${attrs.name} takes tokens in the address of a page. Use the flow code."
  }
}

resource_policy "aws_cognito_user_pool" "aws_cognito_passwords" {
  # Without the block, Cognito asks for eight characters of all kinds.
  filter = core::length(core::try(attrs.password_policy, [])) > 0

  locals {
    length = core::try(attrs.password_policy[0].minimum_length, null)
  }

  enforce {
    condition     = local.length == null ? false : local.length >= 8
    error_message = "Passwords of ${attrs.name} may have ${local.length == null ? 6 : local.length} characters. Set minimum_length to 8 or, better, 14."
  }
}
