variable "seed" {}

resource "terraform_data" "new_name" {
  input = "moved"
}

resource "terraform_data" "reads" {
  input = var.seed
}
