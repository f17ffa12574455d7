variable "secret" {
  type      = string
  default   = "canary-data-2719"
  sensitive = true
}

data "terraform_remote_state" "network" {
  for_each = toset(["eu", "us"])
  backend  = "local"
  config   = { path = "${path.module}/${each.key}.tfstate" }
  defaults = { token = var.secret }
}

# Read only while applying, because it waits for what apply makes.
data "terraform_remote_state" "later" {
  backend  = "local"
  config   = { path = "${path.module}/eu.tfstate" }
  defaults = { id = terraform_data.region.id }
}

resource "terraform_data" "region" {
  input = "eu"
}
