# What is the same for every provider.

variable "cloudflare_token" {
  type      = string
  sensitive = true
}

# refused: any_provider_credentials
provider "datadog" {
  api_key = "not-so-secret"
  app_key = "not-so-secret"
}

# undecided: any_provider_credentials
provider "cloudflare" {
  api_token = var.cloudflare_token
}

data "aws_eks_cluster_auth" "app" {
  name = "app"
}

provider "kubernetes" {
  host  = "https://cluster.example.com"
  token = data.aws_eks_cluster_auth.app.token
}

provider "github" {
  owner = "acme"
}

# refused: any_provider_credentials
provider "vault" {
  address         = "https://vault.example.com"
  skip_tls_verify = true
}

# refused: any_key_algorithm, any_private_key_state
resource "tls_private_key" "short" {
  algorithm = "RSA"
  rsa_bits  = 1024
}

# refused: any_key_algorithm, any_private_key_state
resource "tls_private_key" "old_curve" {
  algorithm = "ECDSA"
}

# refused: any_private_key_state
resource "tls_private_key" "modern" {
  algorithm = "ED25519"
}

# refused: any_password_length
resource "random_password" "short" {
  length = 8
}

resource "random_password" "long" {
  length = 32
}

# refused: any_secret_argument
resource "postgresql_role" "app" {
  name     = "app"
  login    = true
  password = "not-so-secret"
}

resource "postgresql_role" "reader" {
  name  = "reader"
  login = true
}

# refused: any_output_secret
output "admin_password" {
  value = "known-anyway"
}

output "db_password" {
  value     = random_password.long.result
  sensitive = true
}

output "db_secret_arn" {
  value = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db"
}
