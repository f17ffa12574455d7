# Machines, containers and clusters.

resource "aws_launch_template" "tokens" {
  name     = "tokens"
  image_id = "ami-0abcdef1234567890"

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }
}

# refused: aws_launch_metadata
resource "aws_launch_template" "plain" {
  name     = "plain"
  image_id = "ami-0abcdef1234567890"
}

# refused: aws_launch_metadata, aws_launch_metadata_hops
resource "aws_launch_configuration" "old" {
  name          = "old"
  image_id      = "ami-0abcdef1234567890"
  instance_type = "t3.micro"

  metadata_options {
    http_tokens                 = "optional"
    http_put_response_hop_limit = 3
  }
}

resource "aws_instance" "from_template" {
  launch_template {
    id = aws_launch_template.tokens.id
  }
}

resource "aws_eks_cluster" "private" {
  name                      = "private"
  role_arn                  = "arn:aws:iam::111122223333:role/eks"
  enabled_cluster_log_types = ["api", "audit", "authenticator"]

  access_config {
    authentication_mode = "API"
  }

  vpc_config {
    subnet_ids              = ["subnet-1"]
    endpoint_private_access = true
    endpoint_public_access  = false
  }

  encryption_config {
    resources = ["secrets"]
    provider {
      key_arn = "arn:aws:kms:eu-west-1:111122223333:key/1"
    }
  }
}

# refused: aws_eks_secrets
resource "aws_eks_cluster" "plain" {
  name     = "plain"
  role_arn = "arn:aws:iam::111122223333:role/eks"

  vpc_config {
    subnet_ids = ["subnet-1"]
  }
}

# refused: aws_eks_cluster_admin
resource "aws_eks_access_policy_association" "admin" {
  cluster_name  = aws_eks_cluster.private.name
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
  principal_arn = "arn:aws:iam::111122223333:role/deploy"

  access_scope {
    type = "cluster"
  }
}

resource "aws_eks_access_policy_association" "edit" {
  cluster_name  = aws_eks_cluster.private.name
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy"
  principal_arn = "arn:aws:iam::111122223333:role/deploy"

  access_scope {
    type       = "namespace"
    namespaces = ["app"]
  }
}

# refused: aws_sagemaker_root
resource "aws_sagemaker_notebook_instance" "plain" {
  name          = "notebook"
  role_arn      = "arn:aws:iam::111122223333:role/notebook"
  instance_type = "ml.t3.medium"
}

resource "aws_sagemaker_notebook_instance" "bounded" {
  name          = "notebook"
  role_arn      = "arn:aws:iam::111122223333:role/notebook"
  instance_type = "ml.t3.medium"
  root_access   = "Disabled"

  instance_metadata_service_configuration {
    minimum_instance_metadata_service_version = "2"
  }
}

# refused: aws_emr_default_roles
resource "aws_emr_cluster" "shared" {
  name          = "shared"
  release_label = "emr-7.0.0"
  service_role  = "EMR_DefaultRole"

  ec2_attributes {
    instance_profile = "EMR_EC2_DefaultRole"
  }
}

# refused: aws_neptune_iam
resource "aws_neptune_cluster" "plain" {
  cluster_identifier = "graph"
}

resource "aws_neptune_cluster" "iam" {
  cluster_identifier                  = "graph"
  iam_database_authentication_enabled = true
}
