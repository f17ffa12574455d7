# What is not said here is the provider's usual default, and nobody's finding.

variable "password" {}

# undecided: aws_db_password
resource "aws_db_instance" "small" {
  allocated_storage = 10
  engine            = "mysql"
  instance_class    = "db.t3.micro"
  username          = "foo"
  password          = var.password
}

# refused: aws_db_iam_off
resource "aws_db_instance" "iam_off" {
  engine                              = "mysql"
  instance_class                      = "db.t3.micro"
  manage_master_user_password         = true
  iam_database_authentication_enabled = false
}

resource "aws_sagemaker_notebook_instance" "no_root" {
  name          = "small"
  role_arn      = aws_iam_role.notebook.arn
  instance_type = "ml.t3.medium"
  root_access   = "Disabled"
}

resource "aws_eks_cluster" "own_key" {
  name     = "small"
  role_arn = aws_iam_role.cluster.arn
  vpc_config {
    subnet_ids = ["subnet-1", "subnet-2"]
  }
  encryption_config {
    resources = ["secrets"]
    provider {
      key_arn = aws_kms_key.secrets.arn
    }
  }
}

resource "aws_kms_key" "secrets" {
  enable_key_rotation = true
}

resource "aws_secretsmanager_secret" "own_key" {
  name       = "own-key"
  kms_key_id = aws_kms_key.secrets.arn
}

# refused: aws_efs_access_point_half
resource "aws_efs_access_point" "a_folder" {
  file_system_id = aws_efs_file_system.shared.id
  root_directory {
    path = "/app"
  }
}

# refused: aws_iam_policy_attachment_users
resource "aws_iam_policy_attachment" "mixed" {
  name       = "mixed"
  users      = [aws_iam_user.ops.name]
  roles      = [aws_iam_role.notebook.name]
  policy_arn = aws_iam_policy.ops.arn
}
