# Refuses methods and routes of API Gateway without authorisation, GraphQL APIs
# that a key opens, and webhooks that anybody calls.
#
# Why: an API without authorisation acts for whoever finds it, with the rights
# of what stands behind it. An API key identifies a plan of use, it does not
# authenticate.
#
# Mend: use AWS_IAM, a Cognito or JWT authorizer, or OpenID Connect.
policy {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
  enforcement_level = "mandatory_overridable"
}

resource_policy "aws_api_gateway_method" "aws_api_method_open" {
  # Browsers ask by OPTIONS before they know anybody.
  filter = attrs.http_method != "OPTIONS"

  enforce {
    condition     = attrs.authorization != "NONE" || core::try(attrs.api_key_required, null) == true
    error_message = "Everybody may call ${attrs.http_method} of this resource. Set authorization to AWS_IAM, or to an authorizer."
  }
}

resource_policy "aws_apigatewayv2_route" "aws_api_route_open" {
  # Of a WebSocket API only $connect is authorised, and the others follow from it.
  filter = core::regex_match(attrs.route_key, "^(ANY|GET|HEAD|POST|PUT|PATCH|DELETE) |^\\$(connect|default)$")

  enforce {
    condition     = (core::try(attrs.authorization_type, null) == null ? "NONE" : attrs.authorization_type) != "NONE" || core::try(attrs.api_key_required, null) == true
    error_message = "Everybody may call the route ${attrs.route_key}. Set authorization_type to AWS_IAM, JWT or CUSTOM."
  }
}

resource_policy "aws_apigatewayv2_api" "aws_api_quick_create_open" {
  # With a target, a route for everything is made, which nothing can authorise.
  enforce {
    condition     = core::try(attrs.target, null) == null
    error_message = "The API makes a route for everything to ${attrs.target}, without authorisation. Write aws_apigatewayv2_route resources instead."
  }
}

resource_policy "aws_appsync_graphql_api" "aws_appsync_api_key" {
  enforce {
    condition     = attrs.authentication_type != "API_KEY"
    error_message = "A key opens the API ${attrs.name}, which every client carries. Use AWS_IAM, a user pool or OpenID Connect."
  }

  enforce {
    condition     = !core::contains([for p in core::try(attrs.additional_authentication_provider, []) : p.authentication_type], "API_KEY")
    error_message = "A key opens the API ${attrs.name} as well. Remove the additional provider API_KEY."
  }
}

resource_policy "aws_codepipeline_webhook" "aws_codepipeline_webhook_open" {
  enforce {
    condition     = attrs.authentication != "UNAUTHENTICATED"
    error_message = "Anybody may start the pipeline by ${attrs.name}. Set authentication to GITHUB_HMAC or IP."
  }
}

resource_policy "aws_msk_cluster" "aws_msk_unauthenticated" {
  enforce {
    condition     = core::try(attrs.client_authentication[0].unauthenticated, null) != true
    error_message = "Clients of ${attrs.cluster_name} need no identity. Set unauthenticated to false, and sasl.iam to true."
  }
}
