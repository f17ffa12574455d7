resource "terraform_data" "deep" {
  input = { name = "deep", open = true }
}
