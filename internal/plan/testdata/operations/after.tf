variable "token" {
  type      = string
  sensitive = true
  default   = "canary-1b4f0e98"
}

variable "given" {
  type = object({ name = string, size = number })
}

resource "terraform_data" "created" {
  input = {
    text    = "x"
    big     = 123456789012345678901234567890
    small   = -7
    half    = 0.5
    tiny    = -1.5e-7
    huge    = 18446744073709551615
    secret  = var.token
    nested  = [{ secret = var.token, open = "y" }]
    unknown = [terraform_data.replaced.id, { "a key" = "pre-${terraform_data.replaced.id}" }]
    empty   = {}
    none    = []
    null    = null
    set     = toset(["b", "a"])
    given   = var.given
  }
}

resource "terraform_data" "sensitive" {
  input = var.token
}

resource "terraform_data" "updated" {
  input = "two"
}

resource "terraform_data" "replaced" {
  input            = { size = 2 }
  triggers_replace = ["two"]
}

resource "terraform_data" "replaced_create_first" {
  triggers_replace = "two"
  lifecycle {
    create_before_destroy = true
  }
}

removed {
  from = terraform_data.forgotten
  lifecycle {
    destroy = false
  }
}

moved {
  from = terraform_data.old_name
  to   = module.inner["a"].terraform_data.new_name
}

module "inner" {
  source   = "./inner"
  for_each = toset(["a", "b"])
  seed     = terraform_data.created.id
}

import {
  to = terraform_data.imported
  id = "an-id"
}

resource "terraform_data" "imported" {}

resource "terraform_data" "unchanged" {
  input = { list = [1, 2.5, true, null], deep = { "a key" = [{}] } }
}

resource "terraform_data" "counted" {
  count = 2
  input = count.index
}

resource "terraform_data" "keyed" {
  for_each = toset(["a", "a \"quoted\" ${"$"}{key}", "dotted.key]"])
  input    = each.key
}

check "size" {
  assert {
    condition     = var.given.size > 5
    error_message = "The size is small."
  }
}

output "changed" {
  value = terraform_data.created.id
}

output "same" {
  value = [1, "two"]
}

output "secret" {
  value     = { token = var.token }
  sensitive = true
}
