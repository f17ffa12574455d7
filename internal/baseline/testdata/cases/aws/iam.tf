# What identities may do.

variable "bucket" {
  type    = string
  default = "acme-reports"
}

data "aws_caller_identity" "current" {}

resource "aws_s3_bucket" "reports" {
  bucket = var.bucket
}

resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = data.aws_iam_policy_document.ec2.json
}

data "aws_iam_policy_document" "ec2" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

# A policy as it should be: actions and resources are named.
resource "aws_iam_policy" "reports" {
  name = "reports"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject"]
        Resource = "${aws_s3_bucket.reports.arn}/*"
      },
      {
        Effect   = "Allow"
        Action   = "s3:ListBucket"
        Resource = aws_s3_bucket.reports.arn
      },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents", "cloudwatch:PutMetricData", "xray:PutTraceSegments", "ecr:GetAuthorizationToken", "ec2:DescribeInstances"]
        Resource = "*"
      }
    ]
  })
}

# refused: aws_iam_wildcard_action
resource "aws_iam_policy" "everything" {
  name   = "everything"
  policy = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [
        { "Effect": "Allow", "Action": "*", "Resource": "*" }
      ]
    }
  EOT
}

# refused: aws_iam_wildcard_action
resource "aws_iam_role_policy" "all_of_s3" {
  name = "s3"
  role = aws_iam_role.app.id

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = { Effect = "Allow", Action = ["s3:*"], Resource = aws_s3_bucket.reports.arn }
  })
}

# refused: aws_iam_wildcard_action
resource "aws_iam_group_policy" "all_but_iam" {
  name  = "power"
  group = "developers"

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", NotAction = ["iam:*", "organizations:*"], Resource = "*" }]
  })
}

# Denying all but what needs no second factor is a guard.
resource "aws_iam_group_policy" "second_factor" {
  name  = "mfa"
  group = "developers"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      NotAction = ["iam:ListMFADevices", "sts:GetSessionToken"]
      Resource  = "*"
      Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } }
    }]
  })
}

# refused: aws_iam_sensitive_actions_document
data "aws_iam_policy_document" "passes_any_role" {
  statement {
    sid       = "Deploy"
    actions   = ["ec2:Describe*", "iam:PassRole"]
    resources = ["*"]
  }
}

# refused: aws_iam_sensitive_actions
resource "aws_iam_policy" "passes_any_role" {
  name   = "deploy"
  policy = data.aws_iam_policy_document.passes_any_role.json
}

data "aws_iam_policy_document" "passes_one_role" {
  statement {
    actions   = ["iam:PassRole"]
    resources = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:role/task", aws_iam_role.app.arn]
  }

  statement {
    actions   = ["iam:PassRole"]
    resources = ["*"]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }
}

resource "aws_iam_policy" "passes_one_role" {
  name   = "deploy-one"
  policy = data.aws_iam_policy_document.passes_one_role.json
}

# refused: aws_iam_sensitive_actions
resource "aws_iam_policy" "assumes_any_role" {
  name = "assume"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "*" }]
  })
}

# refused: aws_iam_sensitive_actions
resource "aws_iam_policy" "user_management" {
  name = "users"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["iam:CreateUser", "iam:CreateAccessKey", "iam:AttachUserPolicy"]
      Resource = "*"
    }]
  })
}

# refused: aws_iam_sensitive_actions_document
data "aws_iam_policy_document" "all_secrets" {
  statement {
    actions   = ["secretsmanager:GetSecretValue", "kms:Decrypt"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "one_secret" {
  statement {
    actions   = ["secretsmanager:GetSecretValue"]
    resources = [aws_secretsmanager_secret.db.arn]
  }

  statement {
    actions   = ["ssm:GetParameter*"]
    resources = ["arn:aws:ssm:*:${data.aws_caller_identity.current.account_id}:parameter/app/*"]
  }
}

# refused: aws_secret_unguarded
resource "aws_secretsmanager_secret" "db" {
  name = "db"
}

# refused: aws_iam_sensitive_actions
resource "aws_iam_policy" "bucket_policies" {
  name = "bucket-policies"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:PutBucketPolicy", "s3:ListAllMyBuckets"], Resource = ["*"] }]
  })
}

# refused: aws_iam_sensitive_actions, aws_iam_user_policy
resource "aws_iam_user_policy" "writer" {
  name = "writer"
  user = aws_iam_user.backup.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:PutObject"], Resource = "*" }]
  })
}

resource "aws_iam_user" "backup" {
  name = "backup"
}

# refused: aws_iam_access_key
resource "aws_iam_access_key" "backup" {
  user = aws_iam_user.backup.name
}

# refused: aws_iam_login_profile
resource "aws_iam_user_login_profile" "backup" {
  user    = aws_iam_user.backup.name
  pgp_key = "keybase:ops"
}

# refused: aws_iam_user_policy
resource "aws_iam_user_policy_attachment" "backup" {
  user       = aws_iam_user.backup.name
  policy_arn = aws_iam_policy.reports.arn
}

# refused: aws_iam_admin_attachment
resource "aws_iam_role_policy_attachment" "admin" {
  role       = aws_iam_role.app.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "aws_iam_role_policy_attachment" "ssm" {
  role       = aws_iam_role.app.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

# refused: aws_iam_policy_attachment_users
resource "aws_iam_policy_attachment" "readers" {
  name       = "readers"
  users      = [aws_iam_user.backup.name]
  roles      = [aws_iam_role.app.name]
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

# refused: aws_iam_role_admin_attachment, aws_iam_role_session
resource "aws_iam_role" "operator" {
  name                 = "operator"
  assume_role_policy   = data.aws_iam_policy_document.ec2.json
  managed_policy_arns  = ["arn:aws:iam::aws:policy/PowerUserAccess"]
  max_session_duration = 43200
}

# refused: aws_iam_role_inline_policy
resource "aws_iam_role" "inline" {
  name               = "inline"
  assume_role_policy = data.aws_iam_policy_document.ec2.json

  inline_policy {
    name   = "all"
    policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "dynamodb:*", Resource = "*" }] })
  }
}

# refused: aws_iam_admin_lookup
data "aws_iam_policy" "admin" {
  name = "AdministratorAccess"
}

data "aws_iam_policy" "reader" {
  arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

# refused: aws_iam_password_policy
resource "aws_iam_account_password_policy" "weak" {
  minimum_password_length = 8
  require_symbols         = true
}

resource "aws_iam_account_password_policy" "strict" {
  minimum_password_length        = 16
  require_lowercase_characters   = true
  require_uppercase_characters   = true
  require_numbers                = true
  require_symbols                = true
  max_password_age               = 90
  password_reuse_prevention      = 24
  allow_users_to_change_password = true
}

# refused: aws_sso_admin_attachment
resource "aws_ssoadmin_managed_policy_attachment" "admin" {
  instance_arn       = "arn:aws:sso:::instance/ssoins-1"
  managed_policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
  permission_set_arn = aws_ssoadmin_permission_set.ops.arn
}

# refused: aws_sso_session
resource "aws_ssoadmin_permission_set" "ops" {
  name             = "ops"
  instance_arn     = "arn:aws:sso:::instance/ssoins-1"
  session_duration = "PT12H"
}

# refused: aws_sso_inline_policy
resource "aws_ssoadmin_permission_set_inline_policy" "ops" {
  instance_arn       = "arn:aws:sso:::instance/ssoins-1"
  permission_set_arn = aws_ssoadmin_permission_set.ops.arn
  inline_policy      = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })
}

# refused: aws_iot_policy_wildcard
resource "aws_iot_policy" "device" {
  name   = "device"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["iot:*"], Resource = "*" }] })
}

# refused: aws_iam_sensitive_actions
resource "aws_iam_policy" "all_but_the_administrator" {
  name = "all-but-the-administrator"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["iam:PassRole"], NotResource = "arn:aws:iam::111122223333:role/administrator" }]
  })
}
