# Until when which controls are excepted, in all tenants.
data "nhi_exceptions" "active" {
  status = "active"
}

output "exceptions" {
  value = { for exception in data.nhi_exceptions.active.exceptions : exception.control => exception.expires_at... }
}
