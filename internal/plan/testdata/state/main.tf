variable "secret" {
  default   = "canary-7391"
  sensitive = true
}
resource "terraform_data" "plain" {
  for_each = toset(["a", "b c"])
  input    = { name = each.key, open = each.key == "a" }
}
resource "terraform_data" "secret" {
  input = { name = var.secret, open = false }
}
module "inner" {
  count  = 2
  source = "./inner"
}
output "token" {
  value     = var.secret
  sensitive = true
}
output "name" { value = "reports" }
