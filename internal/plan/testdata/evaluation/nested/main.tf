variable "size" { type = number }
variable "names" {
  type     = map(bool)
  default  = { by = true }
  nullable = false
}

locals {
  doubled = var.size * 2
}

resource "terraform_data" "this" {
  for_each = var.names
  input    = { size = local.doubled, name = each.key, admin = each.value, path = path.module }
}

output "doubled" { value = local.doubled }
output "path" { value = path.module }
output "secret" {
  value     = "canary-evaluation-${var.size}"
  sensitive = true
}
