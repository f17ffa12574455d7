policytest {
  targets = ["api_authorization.policy.hcl"]
}

resource "aws_api_gateway_method" "preflight" {
  attrs = { http_method = "OPTIONS", authorization = "NONE" }
}

resource "aws_api_gateway_method" "signed" {
  attrs = { http_method = "GET", authorization = "AWS_IAM" }
  expect {
    verdict = "pass"
  }
}

resource "aws_api_gateway_method" "by_key" {
  attrs = { http_method = "GET", authorization = "NONE", api_key_required = true }
  expect {
    verdict = "pass"
  }
}

resource "aws_api_gateway_method" "open" {
  attrs = { http_method = "POST", authorization = "NONE", api_key_required = null }
  expect {
    verdict = "fail"
  }
}

resource "aws_api_gateway_method" "not_known_yet" {
  attrs = { http_method = "POST", authorization = unknown("string"), api_key_required = null }
  expect {
    verdict = "undecided"
  }
}

resource "aws_apigatewayv2_route" "message" {
  attrs = { route_key = "sendmessage" }
}

resource "aws_apigatewayv2_route" "signed" {
  attrs = { route_key = "GET /a", authorization_type = "JWT" }
  expect {
    verdict = "pass"
  }
}

resource "aws_apigatewayv2_route" "open" {
  attrs = { route_key = "GET /a", authorization_type = null, api_key_required = null }
  expect {
    verdict = "fail"
  }
}

resource "aws_apigatewayv2_route" "connect" {
  attrs = { route_key = "$connect", authorization_type = "NONE" }
  expect {
    verdict = "fail"
  }
}

resource "aws_apigatewayv2_api" "by_routes" {
  attrs = { name = "a", target = null }
  expect {
    verdict = "pass"
  }
}

resource "aws_apigatewayv2_api" "at_once" {
  attrs = { name = "a", target = "arn:aws:lambda:eu-west-1:111122223333:function:f" }
  expect {
    verdict = "fail"
  }
}

resource "aws_appsync_graphql_api" "signed" {
  attrs = { name = "g", authentication_type = "AWS_IAM", additional_authentication_provider = [{ authentication_type = "OPENID_CONNECT" }] }
  expect {
    verdict = "pass"
  }
}

resource "aws_appsync_graphql_api" "by_key" {
  attrs = { name = "g", authentication_type = "API_KEY" }
  expect {
    verdict = "fail"
  }
}

resource "aws_appsync_graphql_api" "by_key_too" {
  attrs = { name = "g", authentication_type = "AWS_IAM", additional_authentication_provider = [{ authentication_type = "API_KEY" }] }
  expect {
    verdict = "fail"
  }
}

resource "aws_codepipeline_webhook" "signed" {
  attrs = { name = "w", authentication = "GITHUB_HMAC" }
  expect {
    verdict = "pass"
  }
}

resource "aws_codepipeline_webhook" "open" {
  attrs = { name = "w", authentication = "UNAUTHENTICATED" }
  expect {
    verdict = "fail"
  }
}

resource "aws_msk_cluster" "by_iam" {
  attrs = { cluster_name = "k", client_authentication = [{ sasl = [{ iam = true }], unauthenticated = null }] }
  expect {
    verdict = "pass"
  }
}

resource "aws_msk_cluster" "by_nothing_said" {
  attrs = { cluster_name = "k", client_authentication = [] }
  expect {
    verdict = "pass"
  }
}

resource "aws_msk_cluster" "of_anybody" {
  attrs = { cluster_name = "k", client_authentication = [{ unauthenticated = true }] }
  expect {
    verdict = "fail"
  }
}
