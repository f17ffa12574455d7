# What is applied first; after.tf is then planned.
resource "terraform_data" "updated" {
  input = "one"
}

resource "terraform_data" "replaced" {
  input            = { size = 1 }
  triggers_replace = ["one"]
}

resource "terraform_data" "replaced_create_first" {
  triggers_replace = "one"
  lifecycle {
    create_before_destroy = true
  }
}

resource "terraform_data" "deleted" {
  input = ["x", "y"]
}

resource "terraform_data" "forgotten" {
  input = "kept in the world"
}

resource "terraform_data" "old_name" {
  input = "moved"
}

resource "terraform_data" "unchanged" {
  input = { list = [1, 2.5, true, null], deep = { "a key" = [{}] } }
}

resource "terraform_data" "counted" {
  count = 3
  input = count.index
}

resource "terraform_data" "keyed" {
  for_each = toset(["a", "a \"quoted\" ${"$"}{key}", "dotted.key]"])
  input    = each.key
}

output "changed" {
  value = "one"
}

output "removed" {
  value = { a = 1 }
}

output "same" {
  value = [1, "two"]
}
