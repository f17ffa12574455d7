# Refuses functions, and layers, that everybody may call: permissions for *,
# function URLs without authorisation, and permissions of a service that name
# neither the source nor its account.
#
# Why: what a function does, it does with its role. A service that calls for
# whoever asks it (the confused deputy) calls for strangers as well.
#
# Mend: name the principal; give permissions of a service a source_arn or
# source_account; set authorization_type = "AWS_IAM" on function URLs.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_lambda_permission" "aws_lambda_permission_open" {
  locals {
    bound = core::try(attrs.principal_org_id, null) != null || core::try(attrs.source_account, null) != null || core::try(attrs.source_arn, null) != null
  }

  enforce {
    condition     = attrs.principal != "*" || local.bound
    error_message = "Everybody may call ${attrs.function_name}. Name the principal, or set principal_org_id, source_account or source_arn."
  }

  enforce {
    condition     = !core::endswith(attrs.principal, ".amazonaws.com") || local.bound
    error_message = "${attrs.principal} may call ${attrs.function_name} for whoever uses it, in any account. Set source_arn or source_account."
  }
}

resource_policy "aws_lambda_function_url" "aws_lambda_function_url_open" {
  enforce {
    condition     = attrs.authorization_type != "NONE"
    error_message = "Everybody on the internet may call ${attrs.function_name} by its URL. Set authorization_type to AWS_IAM."
  }
}

resource_policy "aws_lambda_layer_version_permission" "aws_lambda_layer_open" {
  enforce {
    condition     = attrs.principal != "*" || core::try(attrs.organization_id, null) != null
    error_message = "Everybody may read the layer ${attrs.layer_name}. Name the account, or set organization_id."
  }
}
