policytest {
  targets = ["iam_trust_federation.policy.hcl"]
}

resource "aws_iam_role" "one_branch" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:acme/app:ref:refs/heads/main" } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation"
    verdict = "pass"
  }
}

resource "aws_iam_role" "one_repository" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = ["repo:acme/app:*"] } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation"
    verdict = "pass"
  }
}

resource "aws_iam_role" "no_condition" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity" }] }) }
  expect {
    policy  = "aws_iam_trust_federation"
    verdict = "fail"
  }
}

resource "aws_iam_role" "audience_only" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation"
    verdict = "fail"
  }
}

resource "aws_iam_role" "any_repository" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = "repo:*" } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation"
    verdict = "fail"
  }
}

resource "aws_iam_role" "any_of_an_owner" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = ["repo:acme/app:*", "repo:acme/*"] } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation"
    verdict = "fail"
  }
}

resource "aws_iam_role" "anything" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = "*" } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation"
    verdict = "fail"
  }
}

resource "aws_iam_role" "one_workflow_name" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = "workflow:deploy:*" } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation"
    verdict = "fail"
  }
}

resource "aws_iam_role" "any_project" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringLike = { "gitlab.com:sub" = "project_path:*:ref_type:branch:ref:main" } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation"
    verdict = "fail"
  }
}

resource "aws_iam_role" "one_project" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringLike = { "gitlab.com:sub" = "project_path:acme/app:ref_type:branch:ref:main" } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation"
    verdict = "pass"
  }
}

resource "aws_iam_role" "any_workspace_of_anyone" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringLike = { "app.terraform.io:sub" = "organization:*:project:*:workspace:*:run_phase:*" } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation"
    verdict = "fail"
  }
}

resource "aws_iam_role" "one_workspace" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringLike = { "app.terraform.io:sub" = "organization:acme:project:core:workspace:prod:run_phase:*" } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation"
    verdict = "pass"
  }
}

resource "aws_iam_role" "one_service_account" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringEquals = { "oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub" = "system:serviceaccount:app:backup" } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation"
    verdict = "pass"
  }
}

resource "aws_iam_role" "any_service_account" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringLike = { "oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub" = "system:serviceaccount:*:*" } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation"
    verdict = "fail"
  }
}

resource "aws_iam_role" "of_a_pool_of_users" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringEquals = { "cognito-identity.amazonaws.com:aud" = "eu-west-1:1" } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation"
    verdict = "pass"
  }
}

resource "aws_iam_role" "by_saml" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithSAML" }] }) }
  expect {
    policy  = "aws_iam_trust_federation"
    verdict = "fail"
  }
}

resource "aws_iam_role" "not_known_yet" {
  attrs = { assume_role_policy = unknown("string") }
  expect {
    policy  = "aws_iam_trust_federation"
    verdict = "undecided"
  }
}

resource "aws_iam_role" "for_an_audience" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:saml-provider/idp" }, Action = "sts:AssumeRoleWithSAML", Condition = { StringEquals = { "SAML:aud" = "https://signin.aws.amazon.com/saml" } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation"
    verdict = "pass"
  }
}

resource "aws_iam_role" "saml_without_condition" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:saml-provider/idp" }, Action = "sts:AssumeRoleWithSAML" }] }) }
  expect {
    policy  = "aws_iam_trust_federation"
    verdict = "fail"
  }
}

resource "aws_iam_role" "any_audience" {
  attrs = { assume_role_policy = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:saml-provider/idp" }, Action = "sts:AssumeRoleWithSAML", Condition = { StringLike = { "SAML:aud" = "*" } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation"
    verdict = "fail"
  }
}

resource "aws_iam_role" "without_trust" {
  attrs = { assume_role_policy = null }
}

data "aws_iam_policy_document" "one_branch" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:acme/app:ref:refs/heads/main" } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "one_repository" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = ["repo:acme/app:*"] } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "no_condition" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity" }] }) }
  expect {
    policy  = "aws_iam_trust_federation_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "audience_only" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "any_repository" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = "repo:*" } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "any_of_an_owner" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = ["repo:acme/app:*", "repo:acme/*"] } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "anything" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = "*" } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "one_workflow_name" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = "workflow:deploy:*" } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "any_project" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringLike = { "gitlab.com:sub" = "project_path:*:ref_type:branch:ref:main" } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "one_project" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringLike = { "gitlab.com:sub" = "project_path:acme/app:ref_type:branch:ref:main" } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "any_workspace_of_anyone" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringLike = { "app.terraform.io:sub" = "organization:*:project:*:workspace:*:run_phase:*" } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "one_workspace" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringLike = { "app.terraform.io:sub" = "organization:acme:project:core:workspace:prod:run_phase:*" } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "one_service_account" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringEquals = { "oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub" = "system:serviceaccount:app:backup" } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "any_service_account" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringLike = { "oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub" = "system:serviceaccount:*:*" } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "of_a_pool_of_users" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringEquals = { "cognito-identity.amazonaws.com:aud" = "eu-west-1:1" } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "by_saml" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithSAML" }] }) }
  expect {
    policy  = "aws_iam_trust_federation_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "not_known_yet" {
  attrs = { json = unknown("string") }
  expect {
    policy  = "aws_iam_trust_federation_document"
    verdict = "undecided"
  }
}

data "aws_iam_policy_document" "for_an_audience" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:saml-provider/idp" }, Action = "sts:AssumeRoleWithSAML", Condition = { StringEquals = { "SAML:aud" = "https://signin.aws.amazon.com/saml" } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation_document"
    verdict = "pass"
  }
}

data "aws_iam_policy_document" "saml_without_condition" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:saml-provider/idp" }, Action = "sts:AssumeRoleWithSAML" }] }) }
  expect {
    policy  = "aws_iam_trust_federation_document"
    verdict = "fail"
  }
}

data "aws_iam_policy_document" "any_audience" {
  attrs = { json = core::jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:saml-provider/idp" }, Action = "sts:AssumeRoleWithSAML", Condition = { StringLike = { "SAML:aud" = "*" } } }] }) }
  expect {
    policy  = "aws_iam_trust_federation_document"
    verdict = "fail"
  }
}
