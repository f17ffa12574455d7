# Keys and secrets.

resource "aws_kms_key" "rotated" {
  description             = "database"
  deletion_window_in_days = 30
  enable_key_rotation     = true
}

# refused: aws_kms_rotation
resource "aws_kms_key" "never_rotated" {
  description             = "database"
  deletion_window_in_days = 10
}

# refused: aws_kms_rotation, aws_kms_custody
resource "aws_kms_key" "switched_off" {
  description         = "database"
  enable_key_rotation = false
  is_enabled          = false
}

resource "aws_kms_key" "signing" {
  description              = "signing"
  customer_master_key_spec = "ECC_NIST_P256"
  key_usage                = "SIGN_VERIFY"
}

resource "aws_secretsmanager_secret" "db" {
  name                    = "db"
  kms_key_id              = aws_kms_key.rotated.arn
  recovery_window_in_days = 14
}

# refused: aws_secret_recovery
resource "aws_secretsmanager_secret" "gone_at_once" {
  name                    = "gone"
  recovery_window_in_days = 0
}

resource "aws_secretsmanager_secret_rotation" "db" {
  secret_id           = aws_secretsmanager_secret.db.id
  rotation_lambda_arn = "arn:aws:lambda:eu-west-1:111122223333:function:rotate"

  rotation_rules {
    automatically_after_days = 30
  }
}

# refused: aws_secret_rotation_period
resource "aws_secretsmanager_secret_rotation" "seldom" {
  secret_id           = aws_secretsmanager_secret.gone_at_once.id
  rotation_lambda_arn = "arn:aws:lambda:eu-west-1:111122223333:function:rotate"

  rotation_rules {
    automatically_after_days = 400
  }
}

# refused: aws_secret_value
resource "aws_secretsmanager_secret_version" "db" {
  secret_id     = aws_secretsmanager_secret.db.id
  secret_string = jsonencode({ username = "app", password = "correct-horse-battery" })
}

resource "aws_ssm_parameter" "level" {
  name  = "/app/log_level"
  type  = "String"
  value = "info"
}

# refused: aws_ssm_parameter_plain
resource "aws_ssm_parameter" "password" {
  name  = "/app/db/password"
  type  = "String"
  value = "correct-horse-battery"
}

# refused: aws_ssm_parameter_own_key
resource "aws_ssm_parameter" "token" {
  name  = "/app/api_token"
  type  = "SecureString"
  value = "set-by-hand"
}

resource "aws_ssm_parameter" "own_key" {
  name   = "/app/other_token"
  type   = "SecureString"
  key_id = aws_kms_key.rotated.id
  value  = "set-by-hand"
}
