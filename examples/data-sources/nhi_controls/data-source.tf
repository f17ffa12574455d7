# What must hold, how far a tenant may vary it, and who approves exceptions.
data "nhi_controls" "high" {
  severity = "high"
}

output "approvers" {
  value = { for control in data.nhi_controls.high.controls : control.name => try(control.exception.approvers, []) }
}
